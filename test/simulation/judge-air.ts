/** What is on air once a show has begun: another session where one was lost. L1. */
import { OPENING_FORGIVEN, OPENINGS_MAX, USEFUL_REST_MIN } from '../../daemon/core/limits.js'
import { millis } from '../../daemon/core/time.js'
import { RECOVERY, slotsSuffice } from './judge-liveness.js'
import { clearTime, clockOf, endOf, isMistimed, isMoody, type Night, sessionsOf } from './night.js'
import type { AiringPlan } from './scenario.js'
import { rootOf, type SessionTruth } from './truth.js'

export function judgeAir(night: Night): void {
  for (const airing of night.airings) neverDead(night, airing)
}

/** L1. What is lost in mid-show is soon on air again: no longer than an opening nobody answered, and another one. */
function neverDead(night: Night, airing: AiringPlan): void {
  const { account } = airing.plan
  const profile = night.scenario.accounts.find(({ id }) => id === account)?.profile ?? {}
  if (isMistimed(night, airing) || !slotsSuffice(night, airing)) return
  // Nobody can count the openings that had no answer.
  if (!night.store) return
  // A vendor that ends sessions does not keep anybody from opening another.
  if (isMoody({ ...profile, dropAfter: millis(0) })) return
  const live = sessionsOf(night, airing.id)
    .filter(({ liveAt }) => liveAt !== undefined)
    .sort((one, other) => (one.liveAt ?? 0) - (other.liveAt ?? 0))
  const end = endOf(night, airing)
  // What is left then is not worth a session.
  const lastCall = end - USEFUL_REST_MIN
  let from: number = Math.max(airing.startsAt, night.scenario.startsAt)
  for (const next of [...live, undefined]) {
    const to = Math.min(next?.liveAt ?? end, lastCall)
    const dead = to > from ? clearTime(night, from, to) : 0
    if (dead > RECOVERY + (profile.init ?? 2_000) && inVain(night, airing, to, next) < OPENINGS_MAX)
      night.breach('L1', `${airing.id} was off the air from ${clockOf(from)} to ${clockOf(to)}`)
    from = Math.max(from, next?.endedAt ?? Infinity)
  }
}

/** Openings, answered or not, since the last session that lived and before `next`: after so many it is given up. */
function inVain(night: Night, { id }: AiringPlan, to: number, next: SessionTruth | undefined) {
  const before = sessionsOf(night, id).filter((one) => one !== next && one.createdAt < to)
  const since = before.findLast(hasLived)?.createdAt ?? 0
  const opened = before.filter(({ createdAt }) => createdAt > since).length
  const asked = [...(night.store?.intents().values() ?? [])].filter(
    ({ action, at, state }) =>
      action.type === 'open' &&
      rootOf(action.airing) === id &&
      state !== 'not-applied' &&
      at > since &&
      at < to,
  ).length
  return Math.max(opened, next ? asked - 1 : asked)
}

/** A minute more than it must: how long one lived the daemon sees a little later. */
const hasLived = ({ liveAt, endedAt }: SessionTruth): boolean =>
  liveAt !== undefined && (endedAt ?? Infinity) - liveAt >= OPENING_FORGIVEN + 60_000
