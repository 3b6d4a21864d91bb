/** What the watch knows, over restarts of the watcher: one small file, whole or not at all. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { Waiting } from './alarm-line.js'
import { UNHEARD } from './station.js'
import { STATIONS_MAX, type Watched } from './watch.js'

export interface Known {
  readonly watched: Watched
  /** Alarms that were raised, and could not be delivered yet. */
  readonly waiting: readonly Waiting[]
}

export interface Memory extends Known {
  /** Why what was there is not used; undefined: it is, or there was nothing. */
  readonly trouble: string | undefined
}

export const NOTHING: Memory = { watched: {}, waiting: [], trouble: undefined }

const FORM = 1

export function remembered(file: string): Memory {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    const trouble = code === 'ENOENT' ? undefined : `it cannot be read (${code})`
    return { ...NOTHING, trouble }
  }
  try {
    // A file of an older watcher lacks what that one did not know.
    const { form, watched, waiting = [] } = JSON.parse(text)
    if (form === FORM && isWatched(watched) && isWaiting(waiting))
      return { watched: filled(watched), waiting, trouble: undefined }
  } catch {}
  return { ...NOTHING, trouble: 'it is not what a watcher wrote' }
}

const filled = (watched: Watched): Watched =>
  Object.fromEntries(
    Object.entries(watched).map(([name, station]) => [name, { ...UNHEARD, ...station }]),
  )

/** It was written here, or is none of ours. */
const isWatched = (value: unknown): value is Watched =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).length <= STATIONS_MAX &&
  Object.values(value).every(
    ({ heardAt, starts, open }) =>
      typeof heardAt === 'number' && Array.isArray(starts) && Array.isArray(open),
  )

const isWaiting = (value: unknown): value is readonly Waiting[] =>
  Array.isArray(value) &&
  value.every(({ at, alarm }) => typeof at === 'number' && typeof alarm.says === 'string')

/** Throws what the disk says. Not synced: after a power cut the next post says all of it again. */
export function remember(file: string, { watched, waiting }: Known): void {
  const beside = `${file}.new`
  writeFileSync(beside, JSON.stringify({ form: FORM, waiting, watched }), { mode: 0o600 })
  renameSync(beside, file)
}
