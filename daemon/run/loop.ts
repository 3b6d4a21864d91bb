/**
 * The loop: takes an event, stamps it with the time and one roll of the dice, lets the core decide, commits, carries
 * out. Heartbeats and reads leave at once; a guarded call leaves after its intent is on the disk.
 */
import { type Action, type Call, type Guarded, isFree, isGuarded } from '../core/plan/actions.js'
import { type Decision, decide, nextDue, type Subject } from '../core/plan/decide.js'
import type { Event, SessionId, Turn } from '../core/plan/events.js'
import { newsOf } from '../core/plan/news.js'
import type { Shift } from '../core/plan/shift.js'
import { type State, settle } from '../core/plan/state.js'
import {
  after,
  between,
  type Instant,
  instant,
  millis,
  minutes,
  NEVER,
  seconds,
} from '../core/time.js'
import type { Receipt, TakenTurn } from '../journal/journal.js'
import type { Clock } from './clock.js'
import { dueList } from './due.js'
import { drawnTogether, HELD_MAX, overtaken } from './held.js'
import { allOf, dueEvent, type Key, touchedBy } from './subjects.js'
import { neverSent } from './unsent.js'

export interface Loop extends Disposable {
  readonly state: State
  readonly post: (event: Event, receipt?: Receipt) => void
  /** Everything decided so far is on the disk. */
  readonly isKept: () => boolean
  /** The bell: look at the clock, something may be due. */
  readonly look: () => void
  /** Time stands still for the loop: nothing falls due any more, answers are still taken in. */
  readonly rest: () => void
  /** Nothing new is decided from now on; what was decided is committed. */
  readonly stop: () => void
  /** The same, but the disk is not to be trusted: nothing is committed. */
  readonly abandon: () => void
}

export interface LoopOptions {
  readonly state: State
  readonly clock: Clock
  /** 0 ≤ roll < 1 */
  readonly dice: () => number
  readonly commit: (turns: readonly TakenTurn[]) => void
  /** Makes the call; posts the answer as an event. Never throws. */
  readonly carryOut: (call: Call) => void
  /** After the commit: what was recorded and told. */
  readonly show: (action: Exclude<Action, Call>, at: Instant) => void
  /** The clock was set, and is read anew from now on. Nothing may be posted from here. */
  readonly moved?: (shift: Shift) => void
  /** A commit failed: nothing guarded leaves until one succeeds. */
  readonly trouble: (error: unknown) => void
}

/** Turns in one transaction: enough to share an fsync, few enough not to hold up a heartbeat. */
const BATCH_MAX = 64
/** Turns that need not be durable at once wait at most this long for company. */
const FLUSH_AFTER = millis(200)
const COMMIT_RETRY = seconds(1)
/** What a guarded call was decided upon may be otherwise by now: it does not leave, the core decides anew. */
const STALE = seconds(5)
/** An answer at rest may wish something again, at once; a few times this is answered, then it is left open. */
const REST_ROUNDS = 3
/**
 * Somebody due again at once, turn after turn, is a mistake of ours; it must not starve the others, and each turn may
 * be an alert: it rests twice as long each time.
 */
const SPIN_REST = millis(50)
const SPIN_REST_MAX = minutes(1)
const SPINS_MAX = 20

export function openLoop(options: LoopOptions): Loop {
  const { state, clock, dice, commit, carryOut, show, trouble } = options
  const due = dueList<Key>()
  const posted: { event: Event; receipt: Receipt | undefined }[] = []
  let taken: TakenTurn[] = []
  /** The last commit failed: closes left without their intent, once for each session, by key. */
  let unlogged: Map<SessionId, string> | undefined
  let drawAt = HELD_MAX
  let restRounds = 0
  let draining = false
  let stopped = false
  let resting = false
  let alarm: Disposable | undefined
  let alarmAt = NEVER
  let flushAt = NEVER
  let failedUntil = instant(0)
  /** How often in a row somebody was due again at once. */
  const spins = new Map<Key, number>()

  // What it did before this is told to nobody: a start looks at everything, and in its own order.
  clock.moved?.()
  for (const [key, subject] of allOf(state)) arm(key, subject)

  function arm(key: Key, subject: Subject): void {
    const at = nextDue(state, subject)
    const now = clock.now()
    if (at <= now) due.set(key, calmed(key, now))
    else {
      spins.delete(key)
      due.set(key, at)
    }
  }

  function calmed(key: Key, now: Instant): Instant {
    const count = (spins.get(key) ?? 0) + 1
    spins.set(key, count)
    if (count <= SPINS_MAX) return now
    return after(now, millis(Math.min(SPIN_REST_MAX, SPIN_REST * 2 ** (count - SPINS_MAX - 1))))
  }

  function post(event: Event, receipt?: Receipt): void {
    if (stopped) return
    heedClock()
    posted.push({ event, receipt })
    drain()
  }

  function look(): void {
    if (stopped || resting) return
    heedClock()
    for (const key of due.take(clock.now()))
      posted.push({ event: dueEvent(key), receipt: undefined })
    if (clock.now() >= flushAt) flush()
    drain()
  }

  /** Whatever comes next was perhaps decided upon in another time: everything is looked at first. */
  function heedClock(): void {
    const move = clock.moved?.()
    if (!move) return
    alarm?.[Symbol.dispose]()
    alarmAt = NEVER
    if (flushAt !== NEVER) flushAt = clock.now()
    posted.push({ event: { type: 'clock-moved', ...move }, receipt: undefined })
    options.moved?.({ now: clock.now(), by: move.by })
  }

  function drain(): void {
    if (draining) return
    draining = true
    try {
      for (let next = posted.shift(); next; next = posted.shift()) {
        takeTurn(next.event, next.receipt)
        if (taken.length >= BATCH_MAX) flush()
      }
    } finally {
      draining = false
    }
    if (taken.some(isUrgent)) flush()
    setAlarm()
  }

  function takeTurn(event: Event, receipt: Receipt | undefined): void {
    const turn: Turn = { event, now: clock.now(), roll: dice() }
    const decision = decide(state, turn)
    const news = newsOf(state, decision)
    settle(state, decision.changes)
    for (const action of decision.actions) if (isFree(action)) carryOut(action)
    const noted = receipt?.note?.()
    taken.push({ turn, decision, receipt, news, ...(noted ? { noted } : {}) })
    if (unlogged) hold(unlogged, decision)
    if (flushAt === NEVER) flushAt = after(turn.now, FLUSH_AFTER)
    for (const [key, subject] of touchedBy(event, decision)) arm(key, subject)
  }

  /** While the disk fails: a session that must be closed costs money until it is, and closing it twice is harmless. */
  function hold(left: Map<SessionId, string>, { actions }: Decision): void {
    for (const action of actions) {
      if (action.type !== 'close' || left.has(action.session)) continue
      left.set(action.session, action.key)
      carryOut(action)
    }
    if (taken.length < drawAt) return
    taken = drawnTogether(taken)
    drawAt = Math.max(HELD_MAX, 2 * taken.length)
  }

  /** Everything taken so far goes to the disk; then, and only then, the guarded calls leave. */
  function flush(): void {
    if (taken.length === 0) return
    if (hasJustFailed() && !stopped) {
      // A clock that was set asked for it sooner.
      flushAt = failedUntil
      return
    }
    const turns = taken
    try {
      commit(turns)
    } catch (error) {
      failedUntil = after(clock.now(), COMMIT_RETRY)
      flushAt = failedUntil
      if (!unlogged) {
        unlogged = new Map()
        for (const { decision } of turns) hold(unlogged, decision)
      }
      trouble(error)
      return
    }
    const gone = new Set(unlogged?.values())
    const late = overtaken(turns)
    taken = []
    unlogged = undefined
    drawAt = HELD_MAX
    flushAt = NEVER
    for (const { turn, decision } of turns) {
      for (const action of decision.actions) {
        if (!isGuarded(action) && !isFree(action)) show(action, turn.now)
      }
    }
    for (const { turn, decision } of turns) {
      for (const action of decision.actions) {
        if (isGuarded(action) && !gone.has(action.key)) letLeave(action, turn.now, late)
      }
    }
    if (resting) restRounds += 1
  }

  function letLeave(call: Guarded, decidedAt: Instant, late: ReadonlySet<string>): void {
    const says = resting ? 'onair was leaving' : 'the journal could not be written in time'
    const isLate = late.has(call.key) || between(decidedAt, clock.now()) > STALE
    if (!resting && !isLate) carryOut(call)
    else if (restRounds < REST_ROUNDS) {
      const { event, receipt } = neverSent(call, says)
      post(event, receipt)
    }
  }

  /** Not longer than COMMIT_RETRY, also when the clock was set back meanwhile. */
  function hasJustFailed(): boolean {
    const left = between(clock.now(), failedUntil)
    return left > 0 && left <= COMMIT_RETRY
  }

  function setAlarm(): void {
    const at = Math.min(due.next(), flushAt) as Instant
    if (at === alarmAt || stopped || resting) return
    alarm?.[Symbol.dispose]()
    alarmAt = at
    alarm = at >= NEVER ? undefined : clock.wake(at, ring)
  }

  function ring(): void {
    alarmAt = NEVER
    alarm = undefined
    look()
    setAlarm()
  }

  function rest(): void {
    resting = true
    alarm?.[Symbol.dispose]()
  }

  function stop(): void {
    if (stopped) return
    stopped = true
    alarm?.[Symbol.dispose]()
    flush()
  }

  function abandon(): void {
    stopped = true
    alarm?.[Symbol.dispose]()
  }

  setAlarm()
  return {
    state,
    post,
    isKept: () => taken.length === 0,
    look,
    rest,
    stop,
    abandon,
    [Symbol.dispose]: stop,
  }
}

/** Must be on the disk before anything else happens: guarded calls, the as-run log, outcomes. */
const isUrgent = ({ decision, receipt }: TakenTurn) =>
  receipt !== undefined || decision.actions.some((action) => !isFree(action))
