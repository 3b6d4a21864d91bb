/** Room kept free for the journal: a file that is thrown overboard when the disk is full, and laid down again later. */
import { randomBytes } from 'node:crypto'
import { rmSync, statfsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Ballast {
  /** Makes it if it is not there and the disk has room; answers whether it is there now. */
  readonly lay: () => boolean
  /** Makes room; answers whether there was anything to drop. */
  readonly drop: () => boolean
}

/** Some 10,000 turns: time enough for somebody to make room. */
export const BALLAST_BYTES = 4_000_000
/** Laid down only where it does not fill the disk again. */
const ROOM_FACTOR = 4

export function ballastIn(folder: string, bytes: number = BALLAST_BYTES): Ballast {
  const file = join(folder, 'ballast')
  const isThere = () => statSync(file, { throwIfNoEntry: false })?.size === bytes
  return {
    lay() {
      try {
        if (isThere()) return true
        const { bavail, bsize } = statfsSync(folder)
        if (bavail * bsize < bytes * ROOM_FACTOR) return false
        // Random, because a file system that compresses would give no room for zeros.
        writeFileSync(file, randomBytes(bytes), { mode: 0o600 })
        return true
      } catch {
        rmSync(file, { force: true })
        return false
      }
    },
    drop() {
      if (statSync(file, { throwIfNoEntry: false }) === undefined) return false
      rmSync(file, { force: true })
      return true
    },
  }
}
