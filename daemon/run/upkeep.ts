/** What is done every now and then beside the show: the loop looks at the clock, the journal's witness is written. */
import { isManned } from '../core/plan/airing.js'
import type { State } from '../core/plan/state.js'
import { before, earliest, hours, type Instant } from '../core/time.js'
import type { StationJournal } from '../journal/journal.js'
import type { Disk } from './disk.js'

export interface UpkeepOptions {
  readonly now: () => Instant
  readonly look: () => void
  readonly journal: Pick<StationJournal, 'witness' | 'amnesiaOver' | 'checkpoint' | 'prune'>
  readonly disk: Pick<Disk, 'trouble' | 'restore' | 'write'>
  readonly state: State
}

export interface Upkeep extends Disposable {
  /** Once a second. */
  readonly tick: () => void
}

const TICK_MS = 1_000
/** Ticks between two witnesses: so much may be forgotten without anybody noticing. */
const WITNESS_EVERY = 10

/** Ticks: a day's turns are some 12 MB for a busy channel. */
const CHECKPOINT_EVERY = 86_400
const PRUNE_EVERY = 600
/** Turns are kept so long beyond the airing they belong to: for whoever asks on Monday. */
const KEPT = hours(48)

/** No airing that runs needs turns of before; one without end would need them for ever, so it does not count. */
export function settledBefore(state: State, now: Instant): Instant {
  const running = Object.values(state.airings).filter(
    (airing) => isManned(airing) && airing.endsAt !== undefined,
  )
  return before(earliest(now, ...running.map(({ opensAt }) => opensAt)), KEPT)
}

export function openUpkeep({ now, look, journal, disk, state }: UpkeepOptions): Upkeep {
  let ticks = 0
  let more = false
  const tick = () => {
    look()
    if (ticks % WITNESS_EVERY === 0 && !disk.trouble()) {
      witness()
      disk.restore()
    }
    tidy()
    ticks += 1
  }
  /** Checkpoints and pruning can wait for a better day; what is wrong with the disk is told by the disk. */
  const tidy = () => {
    if (ticks === 0 || disk.trouble()) return
    try {
      if (ticks % CHECKPOINT_EVERY === 0) disk.write(() => journal.checkpoint(now()))
      const isTime = ticks % PRUNE_EVERY === 0
      if (more || isTime) more = disk.write(() => journal.prune(settledBefore(state, now())))
    } catch {}
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
