/**
 * The minutes of open sessions an account has used today, counted each time its running list is read, which is every
 * minute; a runaway costs money by the minute. Four fifths of the budget are one alert a day. Nothing is refused.
 */
import { type Duration, type Instant, local, minutes } from '../time.js'
import type { Account } from './account.js'
import type { Tell } from './actions.js'
import { tell } from './announce.js'

export interface Budget {
  readonly minutesPerDay: number
  /** Of the station: whose day it is. */
  readonly timezone: string
}

export interface Spent {
  /** A date of the budget's zone. */
  readonly day: string
  /** Counted up to here. */
  readonly until: Instant
  readonly used: Duration
  readonly told: boolean
}

const TOLD_AT = 0.8

/** `openedAt`: of each session that is open now. One that was closed since counts up to a minute less than it cost. */
export function spend(
  desk: Account,
  openedAt: readonly Instant[],
  now: Instant,
): { readonly desk: Account; readonly tells: readonly Tell[] } {
  const { budget } = desk
  if (!budget) return { desk, tells: [] }
  const day = local(now, budget.timezone).slice(0, 10)
  const last = desk.spent?.day === day ? desk.spent : { day, until: now, used: 0, told: false }
  const since = openedAt.map((at) => Math.max(0, now - Math.max(at, last.until)))
  const used = since.reduce((one, other) => one + other, last.used) as Duration
  const isMuch = used >= TOLD_AT * minutes(budget.minutesPerDay)
  const spent = { day, until: now, used, told: last.told || isMuch }
  const says = `"${desk.id}" has used ${Math.round(used / minutes(1))} of its ${budget.minutesPerDay} minutes of today`
  const tells = isMuch && !last.told ? [tell(undefined, 'alert', says, desk.id)] : []
  return { desk: { ...desk, spent }, tells }
}
