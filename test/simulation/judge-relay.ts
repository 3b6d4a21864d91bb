/** Make before break: a session leaves for another that stands ready, unless it is too old to wait. L1, A1. */
import { INIT_MAX, RELAY_LAST, RELAY_WINDOW, WRITE_DEADLINE } from '../../daemon/core/limits.js'
import { RECOVERY, slotsSuffice } from './judge-liveness.js'
import {
  clockOf,
  endOf,
  isClear,
  isMistimed,
  isStorm,
  isStormy,
  type Night,
  sessionsOf,
} from './night.js'
import { handedOverAt, isOff, numberOf } from './off.js'
import type { AiringPlan } from './scenario.js'
import { rootOf, type SessionTruth } from './truth.js'

export function judgeRelay(night: Night): void {
  if (night.restored.length > 0) return
  for (const airing of night.airings) {
    if (isMistimed(night, airing)) continue
    for (const session of sessionsOf(night, airing.id)) {
      leftForNobody(night, airing, session)
      gapBetween(night, airing, session)
      followed(night, airing, session)
      triedAgain(night, airing, session)
      openedEarly(night, airing, session)
    }
  }
}

/** Whatever the daemon thinks: in a window of eight minutes, of which the last two are for leaving. */
const OPENED_AGAIN = 120_000

/** When its session is too old: its age counts from the answer to its opening, or from when it was found. */
const oldAt = ({ scenario }: Night, { account, createdAt }: SessionTruth): number =>
  createdAt + (scenario.accounts.find(({ id }) => id === account)?.maxAge ?? Infinity)

const followers = (night: Night, { id }: AiringPlan, { leg }: SessionTruth) =>
  sessionsOf(night, id).filter((one) => numberOf(one.leg) > numberOf(leg))

/** What a look that was on its way still showed as ready. */
const SEEN_READY = 40_000

/** L1 */
function leftForNobody(night: Night, airing: AiringPlan, session: SessionTruth): void {
  const left = handedOverAt(night, session)
  if (left === undefined || left >= oldAt(night, session) - RELAY_LAST - 1_000) return
  const isReady = followers(night, airing, session).some(
    ({ readyAt = Infinity, endedAt = Infinity }) => readyAt <= left && endedAt + SEEN_READY > left,
  )
  if (!isReady)
    night.breach(
      'L1',
      `${session.leg}#${session.attempt} was left at ${clockOf(left)}, and nothing stood ready`,
    )
}

/** A close, a look that sees it closed, a start. */
const TAKES_OVER = 8_000

/** L1. Where the next one stands ready and nothing is in the way, the air is empty for seconds. */
function gapBetween(night: Night, airing: AiringPlan, session: SessionTruth): void {
  const left = handedOverAt(night, session)
  if (left === undefined) return
  const by = left + TAKES_OVER
  const all = followers(night, airing, session)
  // Where a later one was asked for, those before it were given up.
  const number = Math.max(
    ...all.filter((one) => one.createdAt <= by).map((one) => numberOf(one.leg)),
  )
  const next = all.find(
    ({ leg, readyAt = Infinity, endedAt = Infinity }) =>
      numberOf(leg) === number && readyAt < left - SEEN_READY && endedAt > left + 2 * TAKES_OVER,
  )
  if (!next || by > endOf(night, airing) || isOff(night, airing.id, left - 1_000, by)) return
  if (!isCalm(night, airing, left - 60_000, by) || (next.liveAt ?? Infinity) <= by) return
  night.breach(
    'L1',
    `${next.leg} stood ready, and was not live ${TAKES_OVER / 1_000} s after ${clockOf(left)}`,
  )
}

/** L1. */
function followed(night: Night, airing: AiringPlan, session: SessionTruth): void {
  const old = oldAt(night, session)
  const { liveAt, endedAt = Infinity } = session
  if (liveAt === undefined || !slotsSuffice(night, airing) || !hasRoom(night, airing)) return
  const from = Math.max(liveAt, old - RELAY_WINDOW)
  const by = from + OPENED_AGAIN + INIT_MAX + RECOVERY
  if (by > Math.min(old - RELAY_LAST, endedAt) || endOf(night, airing) < old + 60_000) return
  if (isOff(night, airing.id, from - 1_000, by) || !isCalm(night, airing, from - 60_000, by)) return
  const isFollowed = followers(night, airing, session).some(({ createdAt }) => createdAt <= by)
  if (!isFollowed)
    night.breach(
      'L1',
      `${session.leg} grows old from ${clockOf(from)}, and nothing was opened beside it`,
    )
}

/** L1. What came to nothing while there is time is opened anew, or another is. */
function triedAgain(night: Night, airing: AiringPlan, session: SessionTruth): void {
  const last = Math.min(oldAt(night, session) - RELAY_LAST, session.endedAt ?? Infinity)
  if (session.liveAt === undefined || !slotsSuffice(night, airing) || !hasRoom(night, airing))
    return
  if (endOf(night, airing) < oldAt(night, session) + 60_000) return
  const others = followers(night, airing, session)
  const asked = [...(night.store?.intents().values() ?? [])].filter(
    ({ action }) => action.type === 'open' && rootOf(action.airing) === airing.id,
  )
  for (const { leg, liveAt, endedAt = Infinity } of others) {
    const by = endedAt + OPENED_AGAIN + RECOVERY * (isStormy(night) ? 2 : 1)
    if (liveAt !== undefined || by > last || !night.store) continue
    const isThere = others.some((one) => one.createdAt <= by && (one.endedAt ?? Infinity) > endedAt)
    const isAsked = asked.some(({ at }) => at >= endedAt && at <= by)
    if (isThere || isAsked || isOff(night, airing.id, endedAt - 1_000, by)) continue
    if (!isStorm(night, airing.plan.account) && isQuiet(night, endedAt - 1_000, by))
      night.breach(
        'L1',
        `${leg} was over at ${clockOf(endedAt)}, and by ${clockOf(by)} nothing was opened in its place`,
      )
  }
}

/** A1. Two are paid for in the window, and not before. */
function openedEarly(night: Night, airing: AiringPlan, session: SessionTruth): void {
  const { liveAt = Infinity, endedAt = Infinity } = session
  const window = oldAt(night, session) - RELAY_WINDOW
  for (const { leg, createdAt } of followers(night, airing, session))
    if (createdAt > liveAt && createdAt < Math.min(endedAt, window) - 1_000)
      night.breach(
        'A1',
        `${leg} was opened at ${clockOf(createdAt)}, beside one that grows old at ${clockOf(oldAt(night, session))}`,
      )
}

/** Two of each show fit in. */
function hasRoom({ scenario, airings }: Night, { plan }: AiringPlan): boolean {
  const account = scenario.accounts.find(({ id }) => id === plan.account)
  const slots = Math.min(account?.slots ?? 0, account?.profile.platformSlots ?? Infinity)
  return slots >= 2 * airings.filter((one) => one.plan.account === plan.account).length
}

function isCalm(night: Night, { plan }: AiringPlan, from: number, to: number): boolean {
  const profile = night.scenario.accounts.find(({ id }) => id === plan.account)?.profile ?? {}
  const isStill = (!isStormy(night) && !profile.initFails) || from > night.still
  return isStill && (profile.init ?? 0) < INIT_MAX - WRITE_DEADLINE && isQuiet(night, from, to)
}

/** What becomes of those that are to follow is what is asked here. */
const isQuiet = (night: Night, from: number, to: number): boolean =>
  isClear(night, from, to, ({ what }) => what !== 'successor')
