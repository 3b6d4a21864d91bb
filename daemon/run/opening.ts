/**
 * What keeps a station from being opened, in words for whoever started it. Nothing was started then, and whatever is
 * on air stays on air.
 */
import { accessSync, constants, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Trouble, troubleOf } from '../journal/trouble.js'

/** Why the station cannot be opened, in words for whoever started it. */
export class CannotOpen extends Error {
  override readonly name = 'CannotOpen'
}

/** The disk does not keep what it is given: somebody must start onair anew, and look at the disk. */
export class DiskLost extends Error {
  override readonly name = 'DiskLost'
}

/** Before there is a loop: what the disk refuses ends the daemon, in words. */
export function onDisk<T>(folder: string, what: () => T): T {
  try {
    return what()
  } catch (error) {
    if (!isOfDisk(error)) throw error
    const own = OWN[error.code] ?? (mayWrite(folder) ? undefined : NOT_OURS)
    if (own !== undefined)
      throw new CannotOpen(`${folder} cannot be used (${error.message}): ${own}`)
    const trouble = troubleOf(error)
    const says = `${folder} cannot be written (${error.message}): ${ADVICE[trouble]}; what is on air stays on air`
    throw trouble === 'lost' ? new DiskLost(says) : new CannotOpen(says)
  }
}

const NOT_OURS =
  'this user may not write there; give the folder and all that is in it to the user of onair'

/** Not the disk's fault: starting again does not help, and looking at the disk neither. */
const OWN: Readonly<Record<string, string>> = {
  EEXIST: 'there is a file where a folder has to be; move it aside, or name another folder (data)',
  ENOTDIR: 'there is a file where a folder has to be; move it aside, or name another folder (data)',
  EACCES: NOT_OURS,
  EPERM: NOT_OURS,
}

/** SQLite says only that it cannot open its file, whatever the reason. */
function mayWrite(folder: string): boolean {
  const all = () => readdirSync(folder, { withFileTypes: true }).filter((one) => one.isFile())
  try {
    accessSync(folder, constants.W_OK | constants.X_OK)
    for (const { name } of all()) accessSync(join(folder, name), constants.R_OK | constants.W_OK)
    return true
  } catch (thrown) {
    return !(thrown instanceof Error && 'code' in thrown && thrown.code === 'EACCES')
  }
}

const ADVICE: Readonly<Record<Trouble, string>> = {
  full: 'the disk is full; make room, and start again',
  busy: 'another program holds the journal; close it, and start again',
  lost: 'the disk does not keep what it is given; look at it (dmesg, SMART)',
}

/** A clone knows all that its origin knows, and would do all that it does. */
export function refuseCopy(folder: string, moved: string | undefined): void {
  if (moved === undefined) return
  throw new CannotOpen(
    `${folder} is not where it was: ${moved}. If the onair it comes from still runs, both would act on the same ` +
      'sessions, and the audience would hear everything twice; nothing was started. Once that one is stopped for ' +
      'good: onair run --moved',
  )
}

/** What SQLite and the system say of a disk carries a code. */
const isOfDisk = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && 'code' in error && /^SQLITE_|^E[A-Z]+$/.test(String(error.code))
