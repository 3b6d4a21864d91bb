/** What is on air once a show has begun: another session where one was lost, and each cue at its time. L1, A2. */
import {
  OPENING_FORGIVEN,
  OPENINGS_MAX,
  SETTLE_OPENING,
  USEFUL_REST_MIN,
  WRITE_DEADLINE,
} from '../../daemon/core/limits.js'
import { millis } from '../../daemon/core/time.js'
import type { Profile } from '../../daemon/stand-in/softsugar/profile.js'
import { RECOVERY, slotsSuffice } from './judge-liveness.js'
import { isParked } from './judge-parked.js'
import { ours } from './judge-safety.js'
import { itemOf, plannedAt, startsHard } from './named.js'
import {
  clearTime,
  clockOf,
  endOf,
  isMistimed,
  isMoody,
  isUndisturbed,
  type Night,
  sessionsOf,
} from './night.js'
import { inItsWay, isOff, offOf } from './off.js'
import type { AiringPlan } from './scenario.js'
import { type ItemTruth, rootOf, type SessionTruth } from './truth.js'

export function judgeAir(night: Night): void {
  for (const airing of night.airings) neverDead(night, airing)
  inCalm(night)
}

/** L1. What is lost in mid-show is soon on air again: no longer than an opening nobody answered, and another one. */
function neverDead(night: Night, airing: AiringPlan): void {
  const profile = profileOf(night, airing)
  if (!slotsSuffice(night, airing)) return
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
    const dead = to > from ? clearTime(inItsWay(night, airing.id), from, to) : 0
    // One opening at a time in an account: whoever lost a session in the same moment waits for the other's.
    const turns = 1 + others(night, airing, from, to)
    const vain = inVain(night, airing, to, next)
    // Each opening that has no answer holds back the next one, in case it had its effect.
    const held = Math.max(0, vain - 1) * (SETTLE_OPENING + WRITE_DEADLINE)
    // And the one that counts may take effect late.
    const late = (profile.lateEffects ?? 0) > 0 ? (profile.lateBy ?? 0) : 0
    const most = turns * (RECOVERY + (profile.init ?? 2_000)) + held + late
    if (dead > most && vain < OPENINGS_MAX && !isMistimed(night, { opensAt: from, endsAt: to }))
      night.breach('L1', `${airing.id} was off the air from ${clockOf(from)} to ${clockOf(to)}`)
    from = Math.max(from, next?.endedAt ?? Infinity)
  }
}

/** Other shows of the account that asked for a session then. */
function others({ store, airings }: Night, { id, plan }: AiringPlan, from: number, to: number) {
  const asked = [...(store?.intents().values() ?? [])].flatMap(({ action, at }) =>
    action.type === 'open' && at > from - RECOVERY && at < to ? [rootOf(action.airing)] : [],
  )
  const own = airings.filter((one) => one.plan.account === plan.account && one.id !== id)
  return own.filter((one) => asked.includes(one.id)).length
}

/** Openings, answered or not, since the last session that lived and before `next`: after so many it is given up. */
function inVain(night: Night, { id }: AiringPlan, to: number, next: SessionTruth | undefined) {
  const before = sessionsOf(night, id).filter((one) => one !== next && one.createdAt < to)
  // Whoever starts it again begins to count anew, with an opening in that very moment.
  const starts = offOf(night, id).flatMap((off) => (off.to < to ? [off.to - 1] : []))
  const since = Math.max(before.findLast(hasLived)?.createdAt ?? 0, ...starts)
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

/** As long as one that must air may take in calm: a doubt that nothing gave rise to settles within it. */
const CALM_AFTER = 150_000
const LATE_MAX = 2_000

/** A2. What is planned for an hour in which nothing goes wrong airs, and on time if the air is free. */
function inCalm(night: Night): void {
  const heard = new Map<string, ItemTruth>()
  for (const item of ours(night)) {
    const name = itemOf(item.takeover)
    if (item.speakingAt === undefined) continue
    if (item.speakingAt < (heard.get(name)?.speakingAt ?? Infinity)) heard.set(name, item)
  }
  for (const { type, airing, instance, status, reason } of night.rows) {
    const due = type === 'takeover' ? plannedAt(night, rootOf(instance)) : undefined
    const plan = night.airings.find(({ id }) => id === rootOf(airing))
    if (due === undefined || !plan || !isCalm(night, plan, due)) continue
    // An operator's cut-in, or a voice, may cut what is on air in any calm.
    if (/^(missed|failed|aired_unconfirmed)$/.test(status) && reason !== 'PREEMPTED')
      night.breach('A2', `${instance} is ${status} ${reason}, and nothing was in its way`)
    const item = heard.get(rootOf(instance))
    if (!item || startsHard(night, instance) || !isFree(item, due)) continue
    const late = (item.speakingAt ?? due) - due - prepares(night, plan)
    if (late > LATE_MAX)
      night.breach('A2', `${instance} was ${Math.round(late / 1_000)} s late on idle air`)
  }
}

/** Its show was on air all the while, as planned, and the vendor fails nothing. */
function isCalm(night: Night, airing: AiringPlan, due: number): boolean {
  if (isMistimed(night, { opensAt: due - 60_000, endsAt: due + CALM_AFTER })) return false
  if (isOff(night, airing.id, due - 60_000, due + CALM_AFTER)) return false
  if (isParked(night, airing.id, due + CALM_AFTER)) return false
  const profile = profileOf(night, airing)
  if (profile.prepareNever || profile.prepareFails || profile.speechFails) return false
  // What a journal that was put back has forgotten may have aired, and it says so.
  if (night.restored.some(({ from, to }) => from - CALM_AFTER < due && due < to)) return false
  const isLive = sessionsOf(night, airing.id).some(
    ({ liveAt = Infinity, endedAt = Infinity }) =>
      liveAt <= due - 1_000 && endedAt > due + CALM_AFTER,
  )
  return isLive && isUndisturbed(night, due - 60_000, due + CALM_AFTER)
}

/** Nothing else spoke from shortly before it was due until it began. */
const isFree = (item: ItemTruth, due: number): boolean =>
  ![...item.session.items].some(
    (one) =>
      one !== item &&
      (one.speakingAt ?? Infinity) < (item.speakingAt ?? due) &&
      (one.over?.at ?? Infinity) > due - 3_000,
  )

const prepares = (night: Night, airing: AiringPlan): number => profileOf(night, airing).prepare ?? 0

const profileOf = ({ scenario }: Night, { plan }: AiringPlan): Partial<Profile> =>
  scenario.accounts.find(({ id }) => id === plan.account)?.profile ?? {}
