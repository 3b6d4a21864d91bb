/**
 * Where a data folder lies: which machine, and which file on its disk. Copied, cloned or restored whole it lies
 * elsewhere, and nothing in it can tell whether the daemon it was copied from still runs. A folder that was only
 * renamed lies where it lay.
 */
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { LOCK_FILE } from './lock.js'

export interface Place {
  /** Of the system, made when it was installed; undefined: it has none (most containers). */
  readonly machine: string | undefined
  /** The lock's inode: it is made once, and a copy of it is another file; undefined: nobody locked the folder. */
  readonly inode: string | undefined
  /** When that file was made, ns: a copy may be given the inode that the first one left; undefined: not kept there. */
  readonly born: string | undefined
}

/** Everywhere where systemd is, and in most other places. */
const MACHINE_ID = '/etc/machine-id'

export function placeOf(folder: string): Place {
  const lock = statSync(join(folder, LOCK_FILE), { bigint: true, throwIfNoEntry: false })
  return {
    machine: machineId(),
    inode: lock?.ino.toString(),
    born: lock && lock.birthtimeNs > 0n ? lock.birthtimeNs.toString() : undefined,
  }
}

/** What happened to a folder that lay `then` and lies `now`, in words; undefined: nothing that can be told. */
export function movedSince(then: Place, now: Place): string | undefined {
  if (differ(then.machine, now.machine)) return 'it was last used on another machine'
  const copied = differ(then.inode, now.inode) || differ(then.born, now.born)
  return copied ? 'its files were copied here' : undefined
}

const differ = (one: string | undefined, other: string | undefined) =>
  one !== undefined && other !== undefined && one !== other

function machineId(): string | undefined {
  try {
    return readFileSync(MACHINE_ID, 'utf8').trim() || undefined
  } catch {
    return undefined
  }
}
