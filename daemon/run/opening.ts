/**
 * What keeps a station from being opened, in words for whoever started it. Nothing was started then, and whatever is
 * on air stays on air.
 */
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
    const trouble = troubleOf(error)
    const says = `${folder} cannot be written (${error.message}): ${ADVICE[trouble]}; what is on air stays on air`
    throw trouble === 'lost' ? new DiskLost(says) : new CannotOpen(says)
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
const isOfDisk = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && /^SQLITE_|^E[A-Z]+$/.test(String(error.code))
