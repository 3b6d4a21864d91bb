/** How places and keys of a file are called in a sentence. */
import { last, parent, step } from './pointer.js'

export const keysOf = (value: unknown): readonly string[] =>
  typeof value === 'object' && value !== null ? Object.keys(value) : []

/** `"duration"`, `entry 2 of "except"`, `the file`: how a place is called in a sentence. */
export function called(place: string): string {
  const name = last(place)
  if (name === undefined) return 'the file'
  if (!/^\d+$/.test(name)) return `"${name}"`
  const list = last(parent(place))
  return `entry ${Number(name) + 1}${list === undefined ? '' : ` of "${list}"`}`
}

export const child = (place: string, key: unknown): string => place + step(String(key))

/** What a list is called whose entries begin so. */
export const LIST_OF: Readonly<Record<string, string>> = {
  cue: 'cues',
  segment: 'segments',
  adlib: 'adlibs',
  cron: 'schedule',
  at: 'schedule',
  always: 'schedule',
  q: 'faq',
}
