/**
 * A small file beside the journal that says how far it was written: an older copy of the journal, put back by hand or
 * from a backup, does not know what it has forgotten, and the witness does. It belongs to no backup.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Instant } from '../core/time.js'

/** Which journal this is, and how far it was written. */
export interface Position {
  /** Made at random with the database. */
  readonly generation: string
  /** How often a daemon was started on it. */
  readonly epoch: number
  /** Number of the last turn. */
  readonly turn: number
}

const FILE = 'witness.json'

/** Written whole or not at all. Not synced: after a power cut an older witness only sees less. */
export function writeWitness(folder: string, position: Position, at: Instant): void {
  const file = join(folder, FILE)
  writeFileSync(`${file}.new`, JSON.stringify({ ...position, at }), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

/** undefined: nothing was ever witnessed here, or nothing that can be read. */
export function readWitness(folder: string): Position | undefined {
  try {
    const { generation, epoch, turn } = JSON.parse(readFileSync(join(folder, FILE), 'utf8'))
    return { generation: String(generation), epoch: Number(epoch), turn: Number(turn) }
  } catch {
    return undefined
  }
}

/** What the journal has forgotten, in words; undefined: nothing that anybody knows of. */
export function forgotten(journal: Position, witness: Position | undefined): string | undefined {
  if (!witness) return undefined
  if (witness.generation !== journal.generation)
    return 'it is not the journal that was written here last: another was put in its place'
  const isOlder =
    witness.epoch > journal.epoch ||
    (witness.epoch === journal.epoch && witness.turn > journal.turn)
  return isOlder
    ? `it ends at turn ${journal.turn} of start ${journal.epoch}, and turn ${witness.turn} of start ` +
        `${witness.epoch} was written here: an older copy was put back`
    : undefined
}
