/**
 * The one reader of the clock. The loop gets the wall's on air and a virtual one in rehearsal and tests.
 *
 * Our time goes with the monotonic clock, beside the wall's. Small differences follow the wall in silence, never
 * backwards; where the wall was moved, or we stood still, the loop is told before it reads the new time.
 */
import { readFileSync } from 'node:fs'
import { type Duration, type Instant, instant, millis, seconds } from '../core/time.js'

export interface Clock {
  readonly now: () => Instant
  /** Calls `then` at or shortly after `at`, once. Whoever is called looks at the clock again: timers fire early. */
  readonly wake: (at: Instant, then: () => void) => Disposable
  /** The clock was moved, or we stood still, since this was asked last; from then on `now` is the new time. */
  readonly moved?: () => Move | undefined
}

export interface Move {
  /** How far the wall clock was set: it went away from the monotonic one, and not because the machine slept. */
  readonly by: Duration
  /** How long we stood still. */
  readonly paused: Duration
}

/** Where time comes from, in milliseconds. */
export interface TimeSources {
  /** Since 1970; people and servers set it. */
  readonly wall: () => number
  /** Since some day; nobody sets it, and it does not count sleep. */
  readonly steady: () => number
  /** The same, sleep counted; undefined where the system does not tell. */
  readonly withSleep: () => number | undefined
}

/** No single sleep is trusted for longer: the wall clock may be set while it lasts. */
const SLEEP_MAX_MS = 250
/** A wall clock that goes away further than this was moved; NTP, slewing, stays far below. */
export const MOVE_MIN = seconds(2)
/** Standing still for longer, whatever was decided before may be wrong by now. */
const PAUSE_MIN = seconds(30)

export function openClock(sources: TimeSources = SYSTEM): Clock {
  const { wall, steady } = sources
  let last = reading(sources)
  /** Our time is the steady one plus this. */
  let offset = wall() - steady()
  let shown = wall()
  let pausedFor = 0

  /** When time was looked at last; a long silence in between means that we stood still. */
  let seenAt = steady()
  const look = (): number => {
    const at = steady()
    if (at - seenAt >= PAUSE_MIN) pausedFor = Math.max(pausedFor, at - seenAt)
    seenAt = at
    return at
  }

  const drift = (at: number) => wall() - (at + offset)
  const hasMoved = () => {
    const at = look()
    return Math.abs(drift(at)) > MOVE_MIN || pausedFor > 0
  }

  const now = (): Instant => {
    const at = look()
    const away = drift(at)
    if (Math.abs(away) <= MOVE_MIN) offset += away
    shown = Math.max(shown, at + offset)
    return instant(Math.floor(shown))
  }

  return {
    now,
    wake: (at, then) => sleeping(at, now, hasMoved, then),
    moved() {
      if (!hasMoved()) return undefined
      const before = last
      last = reading(sources)
      const away = drift(steady())
      const slept = Math.abs(away) > MOVE_MIN ? sleptBetween(before, last) : 0
      const paused = Math.max(pausedFor, slept)
      pausedFor = 0
      offset = wall() - steady()
      shown = wall()
      return { by: millis(Math.round(away - slept)), paused: millis(Math.round(paused)) }
    },
  }
}

function sleeping(at: Instant, now: () => Instant, hasMoved: () => boolean, then: () => void) {
  let timer: NodeJS.Timeout
  const sleep = () => {
    const left = at - now()
    const isLast = left <= SLEEP_MAX_MS
    timer = setTimeout(
      () => (isLast || hasMoved() ? then() : sleep()),
      Math.min(Math.max(left, 0), SLEEP_MAX_MS),
    )
  }
  sleep()
  return { [Symbol.dispose]: () => clearTimeout(timer) }
}

interface Reading {
  readonly steady: number
  readonly withSleep: number | undefined
}

const reading = ({ steady, withSleep }: TimeSources): Reading => ({
  steady: steady(),
  withSleep: withSleep(),
})

/** Tells a machine that slept from a clock that somebody set; less than a second is reading noise. */
function sleptBetween(before: Reading, after: Reading): number {
  if (before.withSleep === undefined || after.withSleep === undefined) return 0
  const slept = after.withSleep - before.withSleep - (after.steady - before.steady)
  return slept > seconds(1) ? slept : 0
}

/** Linux counts the time since boot with sleep; Node has no clock for it. */
function uptime(): number | undefined {
  try {
    return Number(readFileSync('/proc/uptime', 'latin1').split(' ')[0]) * 1_000
  } catch {
    return undefined
  }
}

/** Milliseconds since some day: how long something took, whoever sets the clock. */
export const steady = () => performance.now()

const SYSTEM: TimeSources = {
  wall: () => Date.now(),
  steady,
  withSleep: uptime,
}
