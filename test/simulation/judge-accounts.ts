/** Money, punctuality, and the log against itself: A1, A2, A3. */
import { RELAY_WINDOW } from '../../daemon/core/limits.js'
import { decide } from '../../daemon/core/plan/decide.js'
import { emptyState, settle } from '../../daemon/core/plan/state.js'
import {
  clearTime,
  clockOf,
  endOf,
  isKnown,
  isMistimed,
  isUndisturbed,
  isUnknowable,
  knowableFrom,
  type Night,
  sessionsOf,
} from './night.js'
import { numberOf, wasStopped } from './off.js'
import type { AiringPlan } from './scenario.js'
import { rootOf } from './truth.js'

export function judgeAccounts(night: Night): void {
  for (const airing of night.airings) {
    billed(night, airing)
    punctual(night, airing)
  }
  if (night.scenario.folded) folded(night)
}

/** A1 */
function billed(night: Night, airing: AiringPlan): void {
  if (isMistimed(night, airing)) return
  const sessions = sessionsOf(night, airing.id).filter((one) => !isUnknowable(night, one))
  const now = night.scenario.until
  for (const { createdAt, attempt } of sessions)
    if (createdAt < airing.opensAt - 1_000)
      night.breach('A1', `${airing.id}#${attempt} was opened at ${clockOf(createdAt)}, too early`)
  const known = sessions.map((one) => ({ ...one, from: knowableFrom(night, one) }))
  const sum = known.reduce((all, { from, endedAt = now }) => all + Math.max(0, endedAt - from), 0)
  const end = endOf(night, airing)
  const off = night.pauses.filter((one) => one.airing === airing.id)
  const spared = off.reduce(
    (all, { from, to }) => all + Math.max(0, to - Math.max(from, airing.opensAt)),
    0,
  )
  const planned = Math.max(0, end - airing.opensAt - spared)
  // Of the last sessions, and of those that an operator stopped.
  const trouble = [...off, { from: end, last: Infinity }].reduce((all, { from, last }) => {
    const stopped = sessions.filter(({ leg }) => numberOf(leg) <= last)
    const over = Math.max(from, ...stopped.map(({ endedAt = now }) => endedAt))
    return all + over - from - clearTime(night, from, over)
  }, 0)
  // A relay is billed twice from when its successor is opened until it takes over.
  const legs = new Set(sessions.map(({ leg }) => leg)).size
  // What was opened anew behind a stop, once something had been opened, is no relay.
  const numbers = sessions.map(({ leg }) => numberOf(leg))
  const stops = new Set(
    off.map(({ last }) => last).filter((last) => numbers.some((n) => n <= last)),
  )
  const anew = [...stops].filter((last) => numbers.some((n) => n > last)).length
  const relays = Math.max(0, legs - 1 - anew) * RELAY_WINDOW
  // What stood ready to follow one that was parked stays beside it to its end: docs/reliability.md says so.
  const parked = night.broke.find((one) => rootOf(one.airing) === airing.id)
  const beside = parked ? Math.max(0, end - parked.at) : 0
  // What never came on air, and what nobody knew of, is an orphan: it has to be found first, by a daemon that runs.
  const orphans = sessions
    .filter(({ id, liveAt }) => liveAt === undefined || !isKnown(night, id))
    .map(({ createdAt, endedAt = now }) => {
      const lasted = endedAt - createdAt
      return Math.min(lasted, lasted - clearTime(night, createdAt, endedAt) + 180_000)
    })
    .reduce((all, one) => all + one, 0)
  const most = planned * 1.01 + trouble + 60_000 * (1 + off.length) + relays + beside + orphans
  if (sum > most)
    night.breach(
      'A1',
      `${airing.id} was billed ${Math.round(sum / 1_000)} s, ${Math.round(most / 1_000)} s explain themselves`,
    )
}

/** A2 */
function punctual(night: Night, airing: AiringPlan): void {
  const { opensAt, startsAt, endsAt, id } = airing
  if (
    wasStopped(night, id) ||
    isMistimed(night, airing) ||
    !isUndisturbed(night, Math.max(opensAt, night.scenario.startsAt) - 60_000, endsAt + 5_000)
  )
    return
  const [session, ...relayed] = sessionsOf(night, id)
  if (relayed.length > 0) return
  if (!session?.liveAt || opensAt < night.scenario.startsAt) return
  const account = night.scenario.accounts.find((one) => one.id === airing.plan.account)
  const alone =
    night.airings.filter(({ plan }) => plan.account === airing.plan.account).length <=
    (account?.slots ?? 0)
  if (!alone || (account?.profile.init ?? 0) > 200_000) return
  if (Math.abs(session.liveAt - startsAt) > 1_000)
    night.breach('A2', `${id} started at ${clockOf(session.liveAt)}`)
  if (Math.abs((session.endedAt ?? 0) - endOf(night, airing)) > 1_000)
    night.breach('A2', `${id} ended at ${clockOf(session.endedAt ?? 0)}`)
}

/** A3 */
function folded(night: Night): void {
  const { store } = night
  if (!store) return
  const state = emptyState()
  for (const turn of store.turns()) settle(state, decide(state, turn).changes)
  if (canonical(state) !== canonical(store.state()))
    night.breach('A3', 'the log, folded, is another state than the one stored')
}

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  )
