/** A long rundown is written down slice by slice before it is taken in, so that no heartbeat waits for all of it. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Programme } from '../core/compile/programme.js'
import type { StationJournal } from '../journal/journal.js'
import type { Disk } from './disk.js'

/** What cannot be written now is written with the turn; that the disk is in trouble is told by the disk. */
export const keepAhead =
  (journal: Pick<StationJournal, 'keepAhead'>, disk: Pick<Disk, 'write' | 'trouble'>) =>
  async (programme: Programme): Promise<void> => {
    const slices = journal.keepAhead(programme)
    try {
      // Where nothing is left to be written nothing is known of the disk either: in trouble it is not asked.
      while (!disk.trouble() && !disk.write(() => slices.next()).done) await nextTurn()
    } catch {}
  }
