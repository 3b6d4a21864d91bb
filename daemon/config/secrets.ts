/** Secrets of config.yaml, fetched from where the config says they are: the environment, or files. */
import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Notes } from '../core/rundown/notes.js'
import { type Secret, secret } from '../secret.js'
import type { Environment } from './shape.js'
import type { Reference } from './written.js'

/** A secret is a line of text; whoever names a larger file has named the wrong one. */
const SECRET_BYTES_MAX = 64_000

/** Stands where a secret would; it is good for nothing, and long enough to pass for one. */
const NOT_FETCHED = secret('not-fetched-'.padEnd(32, 'x'))

export type Fetch = (reference: Reference, place: string) => Secret | undefined

export const fetching =
  (folder: string, environment: Environment | 'without-secrets', notes: Notes): Fetch =>
  (reference, place) =>
    environment === 'without-secrets'
      ? NOT_FETCHED
      : fetched(reference, place, folder, environment, notes)

/** Names the variable or file that is missing, never a value. */
function fetched(
  { env, file }: Reference,
  place: string,
  folder: string,
  environment: Environment,
  notes: Notes,
): Secret | undefined {
  if (env !== undefined) {
    const value = environment[env]
    if (value !== undefined && value.trim() !== '') return secret(value.trim())
    const says = `the environment variable ${env} is ${value === undefined ? 'not set' : 'empty'}`
    notes.error({ place: `${place}/env`, code: 'no-secret', says })
    return undefined
  }
  const { value, why } = contents(resolve(folder, file ?? ''))
  if (value !== undefined && value !== '') return secret(value)
  const says = `the secret file ${file} ${why ?? 'is empty'}`
  notes.error({ place: `${place}/file`, code: 'no-secret', says })
  return undefined
}

type Contents =
  | { readonly value: string; readonly why?: undefined }
  | { readonly value?: undefined; readonly why: string }

function contents(path: string): Contents {
  try {
    const { size } = statSync(path)
    if (size > SECRET_BYTES_MAX) return { why: 'is too large for a secret' }
    return { value: readFileSync(path, 'utf8').trim() }
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown'
    return { why: `cannot be read (${code})` }
  }
}
