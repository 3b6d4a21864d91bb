/** A stand-in's model on a clock: what it does by itself happens at its instant, and its callbacks are carried off. */
import type { Instant } from '../core/time.js'
import type { Clock } from '../run/clock.js'
import type { CallbackDue, Model } from '../stand-in/softsugar/model.js'

/** Returns what must be called whenever the model was asked for something: its next appointment may be another. */
export function keepTime(
  model: Pick<Model, 'advance' | 'nextAt'>,
  clock: Pick<Clock, 'now' | 'wake'>,
  carry: (callback: CallbackDue) => void,
): () => void {
  let alarm: Disposable | undefined
  let alarmAt: Instant | undefined
  const arm = () => {
    const at = model.nextAt()
    if (alarm && at === alarmAt) return
    alarm?.[Symbol.dispose]()
    alarmAt = at
    alarm = clock.wake(at, ring)
  }
  const ring = () => {
    alarm?.[Symbol.dispose]()
    alarm = undefined
    for (const callback of model.advance(clock.now())) carry(callback)
    arm()
  }
  arm()
  return ring
}
