/** What is done every now and then beside the show: the loop looks at the clock, the journal's witness is written. */
import type { Instant } from '../core/time.js'
import type { StationJournal } from '../journal/journal.js'
import type { Disk } from './disk.js'

export interface UpkeepOptions {
  readonly now: () => Instant
  readonly look: () => void
  readonly journal: Pick<StationJournal, 'witness' | 'amnesiaOver'>
  readonly disk: Pick<Disk, 'trouble' | 'restore'>
}

export interface Upkeep extends Disposable {
  /** Once a second. */
  readonly tick: () => void
}

const TICK_MS = 1_000
/** Ticks between two witnesses: so much may be forgotten without anybody noticing. */
const WITNESS_EVERY = 10

export function openUpkeep({ now, look, journal, disk }: UpkeepOptions): Upkeep {
  let ticks = 0
  const tick = () => {
    look()
    if (ticks % WITNESS_EVERY === 0 && !disk.trouble()) {
      witness()
      disk.restore()
    }
    ticks += 1
  }
  const witness = () => {
    try {
      if (ticks === 0) journal.amnesiaOver()
      journal.witness(now())
    } catch {
      // The next commit says what is wrong with the disk; without a witness only less would be noticed.
    }
  }
  tick()
  const timer = setInterval(tick, TICK_MS)
  return {
    tick,
    [Symbol.dispose]: () => {
      clearInterval(timer)
      if (!disk.trouble()) witness()
    },
  }
}
