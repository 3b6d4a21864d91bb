/**
 * The platform's servers know what time it is as well: each answer carries their date. Where they go on disagreeing
 * with us, one of us is wrong, and a show started now might be a show started at the wrong time.
 */
import { CLOCK_OFF_MAX } from '../core/limits.js'
import type { Event } from '../core/plan/events.js'
import type { State } from '../core/plan/state.js'
import type { AccountId } from '../core/rundown/rundown.js'
import { between, type Duration, type Instant, millis } from '../core/time.js'

/** One answer may have lain in a cache. */
const IN_A_ROW = 2
/** HTTP dates are cut to the second: half of it is missing on average. */
const CUT_OFF = millis(500)

/**
 * Calls `doubt` when they begin to disagree, when they disagree otherwise, and when they agree again. `since`: so far
 * off they were when onair was here last; it is in the journal until somebody says otherwise.
 */
export function clockDoubt(
  now: () => Instant,
  doubt: (by: Duration) => void,
  since?: Duration,
): (date: Instant) => void {
  let told = since
  let disagreeing = 0
  let agreeing = 0
  return (date) => {
    const by = millis(between(now(), date) + CUT_OFF)
    const agrees = Math.abs(by) <= CLOCK_OFF_MAX
    agreeing = agrees ? agreeing + 1 : 0
    disagreeing = agrees ? 0 : disagreeing + 1
    if (agreeing >= IN_A_ROW && told !== undefined) {
      told = undefined
      doubt(by)
    }
    const isNews = told === undefined || Math.abs(by - told) > CLOCK_OFF_MAX
    if (disagreeing >= IN_A_ROW && isNews) {
      told = by
      doubt(by)
    }
  }
}

/** One for each account, from what the journal has of it. */
export const clockDoubts =
  (now: () => Instant, accounts: State['accounts'], post: (event: Event) => void) =>
  (account: AccountId): ((date: Instant) => void) =>
    clockDoubt(
      now,
      (by) => post({ type: 'clock-doubted', account, by }),
      accounts[account]?.clockOff,
    )
