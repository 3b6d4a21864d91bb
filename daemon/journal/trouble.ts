/** What keeps the journal from being written, in the three ways that matter. */
/**
 * `full`: there is no room; there may be again. `busy`: another program holds the file for a moment.
 * `lost`: the disk does not keep what it is given, or the file is damaged, or a row is refused: what is in memory can
 * no longer be trusted to be on the disk, so the daemon ends and is started anew.
 */
export type Trouble = 'full' | 'busy' | 'lost'

export function troubleOf(error: unknown): Trouble {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (FULL.has(code)) return 'full'
  return BUSY.test(code) ? 'busy' : 'lost'
}

/** On a full disk SQLite cannot enlarge the file it shares with readers either, and calls that an I/O error. */
const FULL: ReadonlySet<string> = new Set([
  'SQLITE_FULL',
  'SQLITE_IOERR_SHMSIZE',
  'ENOSPC',
  'EDQUOT',
])
const BUSY = /^SQLITE_(?:BUSY|LOCKED)/
