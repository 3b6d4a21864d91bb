/** What was stopped stays off the air until somebody starts it again, and can be started again once it is over. L10. */
import { USEFUL_REST_MIN } from '../../daemon/core/limits.js'
import {
  clearTime,
  clockOf,
  isClear,
  isHalted,
  isMistimed,
  isStormy,
  type Night,
  sessionsOf,
} from './night.js'
import { numberOf, offOf, type Start } from './off.js'
import type { AiringPlan } from './scenario.js'
import { rootOf } from './truth.js'

export function judgeStart(night: Night): void {
  for (const { id } of night.airings) openedByNobody(night, id)
  for (const start of night.starts) if (!start.ok) refusedForNothing(night, start)
}

/** A session of it is asked for only while it is not stopped. */
function openedByNobody(night: Night, id: string): void {
  const off = offOf(night, id)
  if (off.length === 0) return
  for (const { action, at } of night.store?.intents().values() ?? []) {
    if (action.type !== 'open' || rootOf(action.airing) !== id) continue
    const against = off.find(({ last, from }) => numberOf(action.airing) <= last && from < at)
    // What was decided before it is written down when the disk takes it.
    if (against && isClear(night, against.from - 30_000, at, isHalted))
      night.breach(
        'L10',
        `${action.airing} was stopped at ${clockOf(against.from)}, and opened at ${clockOf(at)} by nobody's order`,
      )
  }
}

/** Nothing of it has run for a while, nothing of it is in doubt, and there is time: the desk has no reason to refuse. */
function refusedForNothing(night: Night, { show, at, says }: Start): void {
  const stopped = night.airings.filter(
    (one) => one.plan.show === show && isStartable(night, one, at),
  )
  for (const { id } of stopped)
    night.breach(
      'L10',
      `${id} is over, and at ${clockOf(at)} it could not be started again: ${says}`,
    )
}

/** Whatever was called before has its outcome by then. */
const IN_NO_DOUBT = 100_000
/** A close, and a look. */
const SEEN_CLOSED = 8_000

function isStartable(night: Night, airing: AiringPlan, at: number): boolean {
  const { id, endsAt, startsAt } = airing
  if (isMistimed(night, airing)) return false
  const lastCall = endsAt - Math.min(USEFUL_REST_MIN, (endsAt - startsAt) / 2)
  const off = offOf(night, id).find(({ from, to }) => from < at && at < to)
  if (!off || at >= lastCall - 1_000) return false
  const over = Math.max(off.from, ...sessionsOf(night, id).map(({ endedAt = Infinity }) => endedAt))
  const since = off.from - IN_NO_DOUBT
  const isCalm = !isStormy(night) || since > night.still
  const wait = isCalm && isClear(night, since, at) ? SEEN_CLOSED : IN_NO_DOUBT
  return over + wait < at && clearTime(night, over, at) >= wait
}
