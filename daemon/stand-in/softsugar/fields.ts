/** Reading JSON that came over the wire, without trusting it. */
import type { Json } from '../../platform/contract.js'

export type Fields = Readonly<Record<string, Json>>

export const isFields = (value: Json | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isRow = (value: Json | undefined): value is readonly Json[] => Array.isArray(value)

/** A string that says something; undefined for everything else. */
export const text = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

export const number = (value: Json | undefined): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined

export const row = (value: Json | undefined): readonly Json[] => (isRow(value) ? value : [])

/** What lies at the end of a path: `at(script, 'sceneList', 0, 'tts_query', 'content')`. */
export function at(value: Json | undefined, ...path: readonly (string | number)[]) {
  let here = value
  for (const step of path) {
    if (typeof step === 'number') here = isRow(here) ? here[step] : undefined
    else here = isFields(here) && Object.hasOwn(here, step) ? here[step] : undefined
  }
  return here
}

export function parsed(written: string): Json | undefined {
  try {
    return JSON.parse(written)
  } catch {
    return undefined
  }
}
