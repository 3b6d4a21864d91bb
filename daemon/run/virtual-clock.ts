/** A clock that stands still until it is moved. What was to happen on the way happens in order, each at its instant. */
import TinyQueue from 'tinyqueue'
import { after, type Duration, type Instant } from '../core/time.js'
import type { Clock } from './clock.js'

export interface VirtualClock extends Clock {
  readonly pass: (wait: Duration) => Promise<void>
  readonly passUntil: (at: Instant) => Promise<void>
  /** Resolves when the clock has come to `at`. */
  readonly sleep: (wait: Duration) => Promise<void>
  /** Time goes by while everybody waits: whatever was due meanwhile comes late. */
  readonly stall: (wait: Duration) => void
}

/** Made for every request, twice; a literal with a computed name would cost ten times as much. */
class Alarm implements Disposable {
  readonly at: Instant
  readonly order: number
  ring: (() => void) | undefined
  constructor(at: Instant, order: number, ring: () => void) {
    this.at = at
    this.order = order
    this.ring = ring
  }
  [Symbol.dispose](): void {
    this.ring = undefined
  }
}

export function virtualClock(start: Instant): VirtualClock {
  let now = start
  let order = 0
  const alarms = new TinyQueue<Alarm>(
    [],
    (one, other) => one.at - other.at || one.order - other.order,
  )
  const wake: Clock['wake'] = (at, then) => {
    const alarm = new Alarm(at, order++, then)
    alarms.push(alarm)
    return alarm
  }
  const passUntil = async (until: Instant) => {
    await settled()
    for (let next = alarms.peek(); next && next.at <= until; next = alarms.peek()) {
      alarms.pop()
      if (!next.ring) continue
      if (next.at > now) now = next.at
      next.ring()
      await settled()
    }
    if (until > now) now = until
  }
  return {
    now: () => now,
    wake,
    passUntil,
    pass: (wait) => passUntil(after(now, wait)),
    sleep: (wait) => new Promise((resolve) => wake(after(now, wait), resolve)),
    stall: (wait) => {
      now = after(now, wait)
    },
  }
}

/** Everything that could go on without time passing has gone on: a tick comes after the last of the promises. */
const settled = () => new Promise<void>((resolve) => process.nextTick(resolve))
