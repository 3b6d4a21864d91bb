/**
 * The machine a simulated daemon runs on: its wall clock, which may be wrong, its processor, which may stand still, and
 * the fuse that ends it at a chosen step. Dies with its daemon; the next one gets another.
 */
import {
  after,
  before,
  type Duration,
  type Instant,
  instant,
  millis,
  seconds,
} from '../../daemon/core/time.js'
import type { Clock, Move } from '../../daemon/run/clock.js'
import type { VirtualClock } from '../../daemon/run/virtual-clock.js'

export interface Machine {
  readonly clock: Clock
  readonly isAlive: () => boolean
  readonly die: () => void
  /** The wall clock jumps: noticed within a quarter of a second, as the production clock does, and told before it is used. */
  readonly stepClock: (by: Duration) => void
  /** Nothing runs for a while: SIGSTOP, a paused machine. */
  readonly freeze: (wait: Duration) => void
  /** Resolves at once unless it is frozen; never for the dead. */
  readonly running: () => Promise<void> | undefined
}

/** The longest sleep of the production clock. */
const NOTICED = millis(250)
/** Standing still for longer is told as a pause. */
const PAUSE_MIN = seconds(30)

class Alarm implements Disposable {
  readonly at: Instant
  readonly ring: () => void
  inner: Disposable | undefined
  readonly among: Set<Alarm>
  constructor(at: Instant, ring: () => void, among: Set<Alarm>) {
    this.at = at
    this.ring = ring
    this.inner = undefined
    this.among = among
  }
  [Symbol.dispose](): void {
    this.among.delete(this)
    this.inner?.[Symbol.dispose]()
  }
}

export function aMachine(world: VirtualClock, wrongBy: Duration): Machine {
  let skew = wrongBy
  let alive = true
  let frozenUntil = instant(0)
  let move: Move | undefined
  const alarms = new Set<Alarm>()

  const set = (alarm: Alarm) => {
    alarm.inner = world.wake(before(alarm.at, skew), () => {
      if (!alive) return
      if (world.now() < frozenUntil) alarm.inner = world.wake(frozenUntil, () => set(alarm))
      else {
        alarms.delete(alarm)
        alarm.ring()
      }
    })
  }
  /** Whoever sleeps sees that the clock has moved, and looks. */
  const ringAll = () => {
    if (!alive || !move || world.now() < frozenUntil) return
    for (const alarm of [...alarms]) {
      alarm.inner?.[Symbol.dispose]()
      alarms.delete(alarm)
      alarm.ring()
    }
  }
  return {
    clock: {
      now: () => after(world.now(), skew),
      moved() {
        const told = move
        move = undefined
        if (told) skew = millis(skew + told.by)
        return told
      },
      wake(at, then) {
        const alarm = new Alarm(at, then, alarms)
        alarms.add(alarm)
        set(alarm)
        return alarm
      },
    },
    isAlive: () => alive,
    die() {
      alive = false
      for (const { inner } of alarms) inner?.[Symbol.dispose]()
      alarms.clear()
    },
    stepClock(by) {
      move = { by: millis((move?.by ?? 0) + by), paused: move?.paused ?? millis(0) }
      world.wake(after(world.now(), NOTICED), ringAll)
    },
    freeze(wait) {
      frozenUntil = after(world.now(), wait)
      if (wait >= PAUSE_MIN) move = { by: move?.by ?? millis(0), paused: wait }
    },
    running() {
      if (!alive) return new Promise(() => {})
      return world.now() < frozenUntil
        ? world.sleep((frozenUntil - world.now()) as Duration)
        : undefined
    },
  }
}
