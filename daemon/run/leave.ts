/**
 * How a station is left: no new calls, those under way are waited for and written down, and whatever stays on air is
 * beaten once more. A disk that is lost before that, or meanwhile, is not written to any more, and that is the exit.
 */
import type { Config } from '../config.js'
import { seconds } from '../core/time.js'
import type { StationJournal } from '../journal/journal.js'
import type { Log } from '../log.js'
import type { Teller } from './alive.js'
import { lastBeats, pause, standInAccounts } from './beats.js'
import type { Hands } from './carry-out.js'
import { hideDesk } from './desk-file.js'
import type { Disk } from './disk.js'
import type { FarEnds } from './far-ends.js'
import type { Loop } from './loop.js'
import { DiskLost } from './opening.js'
import type { Supervisor } from './supervisor.js'

export interface Rooms {
  readonly config: Pick<Config, 'data' | 'accounts'>
  readonly loop: Loop
  readonly calls: Pick<Hands, 'idle'>
  readonly ends: Pick<FarEnds, 'platforms'>
  readonly disk: Pick<Disk, 'trouble'>
  readonly journal: Pick<StationJournal, 'abandon'>
  readonly supervisor: Pick<Supervisor, 'stopping'>
  readonly teller: Pick<Teller, 'ends'>
  readonly log: Log
}

/** Calls under way are waited for this long. */
const LEAVE_MAX = seconds(10)

/** `isOver`: everything was closed on purpose. */
export async function leave(rooms: Rooms, isOver: boolean): Promise<void> {
  const { config, loop, ends, disk, journal, log } = rooms
  const isLost = () => disk.trouble() === 'lost'
  if (!isLost()) await settle(rooms, isOver)
  if (isLost()) {
    loop.abandon()
    journal.abandon()
  }
  await lastBeats(loop.state, ends.platforms, standInAccounts(config), log)
  if (isLost())
    throw new DiskLost('the journal cannot be written any more; what is on air stays on air')
}

async function settle(
  { config, loop, calls, supervisor, teller }: Rooms,
  isOver: boolean,
): Promise<void> {
  supervisor.stopping()
  hideDesk(config.data)
  if (isOver) await teller.ends()
  loop.rest()
  await Promise.race([calls.idle(), pause(LEAVE_MAX)])
  loop.stop()
}
