/**
 * The machine a simulated daemon runs on: its wall clock, which may be wrong, its processor, which may stand still, and
 * the fuse that ends it at a chosen step. Dies with its daemon; the next one gets another.
 */
import { after, before, type Duration, type Instant, instant } from '../../daemon/core/time.js'
import type { Clock } from '../../daemon/run/clock.js'
import type { VirtualClock } from './virtual-clock.js'

export interface Machine {
  readonly clock: Clock
  readonly isAlive: () => boolean
  readonly die: () => void
  /** The wall clock jumps; what was to ring is set anew. */
  readonly stepClock: (by: Duration) => void
  /** Nothing runs for a while: SIGSTOP, a paused machine. */
  readonly freeze: (wait: Duration) => void
  /** Resolves at once unless it is frozen; never for the dead. */
  readonly running: () => Promise<void> | undefined
}

interface Alarm {
  readonly at: Instant
  readonly then: () => void
  inner: Disposable | undefined
}

export function aMachine(world: VirtualClock, wrongBy: Duration): Machine {
  let skew = wrongBy
  let alive = true
  let frozenUntil = instant(0)
  const alarms = new Set<Alarm>()

  const set = (alarm: Alarm) => {
    alarm.inner = world.wake(before(alarm.at, skew), () => {
      if (!alive) return
      if (world.now() < frozenUntil) alarm.inner = world.wake(frozenUntil, () => set(alarm))
      else {
        alarms.delete(alarm)
        alarm.then()
      }
    })
  }
  return {
    clock: {
      now: () => after(world.now(), skew),
      wake(at, then) {
        const alarm: Alarm = { at, then, inner: undefined }
        alarms.add(alarm)
        set(alarm)
        return {
          [Symbol.dispose]: () => {
            alarms.delete(alarm)
            alarm.inner?.[Symbol.dispose]()
          },
        }
      },
    },
    isAlive: () => alive,
    die() {
      alive = false
      for (const { inner } of alarms) inner?.[Symbol.dispose]()
      alarms.clear()
    },
    stepClock(by) {
      skew = (skew + by) as Duration
      for (const alarm of alarms) {
        alarm.inner?.[Symbol.dispose]()
        set(alarm)
      }
    },
    freeze(wait) {
      frozenUntil = after(world.now(), wait)
    },
    running() {
      if (!alive) return new Promise(() => {})
      return world.now() < frozenUntil
        ? world.sleep((frozenUntil - world.now()) as Duration)
        : undefined
    },
  }
}
