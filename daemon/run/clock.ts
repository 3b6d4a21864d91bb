/** The one reader of the clock. The loop gets the wall's on air and a virtual one in rehearsal and tests. */
import { type Instant, instant } from '../core/time.js'

export interface Clock {
  readonly now: () => Instant
  /** Calls `then` at or shortly after `at`, once. Whoever is called looks at the clock again: timers fire early. */
  readonly wake: (at: Instant, then: () => void) => Disposable
}

/** No single sleep is trusted for longer: the wall clock may be set while it lasts. */
const SLEEP_MAX_MS = 250

export const wallClock: Clock = {
  now: () => instant(Date.now()),
  wake(at, then) {
    let timer: NodeJS.Timeout
    const sleep = () => {
      const left = at - Date.now()
      timer = setTimeout(
        left <= SLEEP_MAX_MS ? then : sleep,
        Math.min(Math.max(left, 0), SLEEP_MAX_MS),
      )
    }
    sleep()
    return { [Symbol.dispose]: () => clearTimeout(timer) }
  },
}
