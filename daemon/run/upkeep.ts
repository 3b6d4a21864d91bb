/** What is done every now and then beside the show: the loop looks at the clock, the journal's witness is written. */
import { isManned } from '../core/plan/airing.js'
import type { State } from '../core/plan/state.js'
import { before, earliest, hours, type Instant, seconds } from '../core/time.js'
import type { StationJournal } from '../journal/journal.js'
import type { Disk } from './disk.js'
import type { Supervisor } from './supervisor.js'

export interface UpkeepOptions {
  readonly now: () => Instant
  readonly look: () => void
  readonly journal: Pick<
    StationJournal,
    'witness' | 'amnesiaOver' | 'checkpoint' | 'prune' | 'told' | 'touch'
  >
  readonly disk: Pick<Disk, 'trouble' | 'restore' | 'write' | 'wroteAt'>
  readonly steady: () => number
  readonly supervisor: Pick<Supervisor, 'well'>
  readonly state: State
  /** What viewers wrote too long ago goes, one small step; answers whether there is more. */
  readonly pruneQuestions?: (now: Instant) => boolean
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
/** Where nothing is on air nothing is written: so often it is tried all the same. */
const TOUCH_AFTER = seconds(30)
/** A daemon that has written nothing for so long, and does not know why, had better be started anew. */
const WROTE_MAX = seconds(60)

/** No airing that runs needs turns of before; one without end would need them for ever, so it does not count. */
export function settledBefore(state: State, now: Instant): Instant {
  const running = Object.values(state.airings).filter(
    (airing) => isManned(airing) && airing.endsAt !== undefined,
  )
  return before(earliest(now, ...running.map(({ opensAt }) => opensAt)), KEPT)
}

export function openUpkeep({
  now,
  look,
  journal,
  disk,
  state,
  steady,
  supervisor,
  pruneQuestions = () => false,
}: UpkeepOptions): Upkeep {
  let ticks = 0
  let more = false
  let old = false
  const tick = () => {
    look()
    if (ticks % WITNESS_EVERY === 0 && !disk.trouble()) {
      witness()
      disk.restore()
    }
    tidy()
    // Not with the first tick: READY is said before.
    if (ticks > 0) supervisor.well(isWell())
    ticks += 1
  }
  /** Checkpoints and pruning can wait for a better day; what is wrong with the disk is told by the disk. */
  const tidy = () => {
    if (ticks === 0 || disk.trouble()) return
    try {
      if (ticks % CHECKPOINT_EVERY === 0) disk.write(() => journal.checkpoint(now()))
      const isTime = ticks % PRUNE_EVERY === 0
      if (old || isTime) old = disk.write(() => pruneQuestions(now()))
      if (more || isTime) more = disk.write(() => journal.prune(settledBefore(state, now())))
    } catch {}
  }
  /**
   * The loop has just looked at the clock, or we were not here; and the disk takes what it is given, or it is known
   * that it does not. A ping that only said that timers work would prove nothing.
   */
  const isWell = () => {
    if (disk.trouble() === 'full' || disk.trouble() === 'busy') return true
    if (steady() - disk.wroteAt() > TOUCH_AFTER) {
      try {
        disk.write(() => journal.touch(now()))
      } catch {}
    }
    return steady() - disk.wroteAt() <= WROTE_MAX
  }
  const witness = () => {
    try {
      if (ticks === 0) journal.amnesiaOver()
      journal.witness(now())
      journal.told(now())
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
