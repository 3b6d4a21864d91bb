/** The one queue, ours: what is heard in which order, what cuts what, and nothing after its time. S4. */

import { SETTLE_ENQUEUE } from '../../daemon/core/limits.js'
import type { Guarded } from '../../daemon/core/plan/actions.js'
import { isProtected, PREEMPTION } from '../../daemon/core/plan/preemption.js'
import type { Urgency } from '../../daemon/core/rundown/rundown.js'
import { after, type Instant, minutes, seconds } from '../../daemon/core/time.js'
import { hasLateTakeovers } from './draw-vendor.js'
import { ours, sentFirst } from './judge-safety.js'
import {
  doubtOf,
  itemOf,
  leaderOf,
  named,
  partOf,
  plannedAt,
  startsHard,
  urgencyOf,
} from './named.js'
import { clockOf, isMistimed, type Night } from './night.js'
import type { Happening } from './scenario.js'
import type { ItemTruth } from './truth.js'

export function judgeQueue(night: Night): void {
  inOrder(night)
  inTime(night)
  cutByTheMatrix(night)
}

/** S4. What waited at the vendor before an equal one was sent is heard before it. */
function inOrder(night: Night): void {
  const isLate = night.scenario.accounts.some(({ profile }) => hasLateTakeovers(profile))
  const sent = isLate ? sentFirst(night) : new Map<string, Instant>()
  // What came when it was given up already waits for nobody, and stands where its place was when it was sent.
  const cameTooLate = ({ key, receivedAt }: ItemTruth, due: Instant) =>
    isLate && receivedAt - (sent.get(key) ?? due) > SETTLE_ENQUEUE
  for (const session of night.truth.sessions.values()) {
    if (wasMoved(night, session.airing)) continue
    const heard = [...session.items]
      .filter(({ way, speakingAt }) => way === 'queue' && speakingAt !== undefined)
      .sort((one, other) => (one.speakingAt ?? 0) - (other.speakingAt ?? 0))
      .map((item) => ({
        item,
        rank: urgencyOf(night, item.takeover),
        // The next sentences of what was on air when it was sent go before whoever waits.
        goesFirst: startsHard(night, item.takeover) || partOf(item.takeover) > 1,
        due: dueOf(night, item),
        calledFrom: calledFrom(night, item),
      }))
    heard.forEach((later, index) => {
      if (cameTooLate(later.item, later.due)) return
      const waitedFrom = later.item.queuedAt ?? Infinity
      const overtook = heard.find(
        (early, at) =>
          at < index &&
          waitedFrom < early.item.receivedAt &&
          early.calledFrom >= later.due &&
          early.rank === later.rank &&
          !early.goesFirst &&
          !cameTooLate(early.item, early.due),
      )
      if (overtook)
        night.breach(
          'S4',
          `${overtook.item.takeover} was heard before ${later.item.takeover}, which waited`,
        )
    })
  }
}

/** What is taken up again after a cut has the time it had. */
const dueOf = (night: Night, { takeover, receivedAt, session }: ItemTruth): Instant => {
  const planned = plannedAt(night, takeover)
  if (planned !== undefined || !takeover.includes('~')) return planned ?? receivedAt
  const same = [...session.items].filter((one) => itemOf(one.takeover) === itemOf(takeover))
  return Math.min(...same.map((one) => one.receivedAt)) as Instant
}

/** What follows another is called when that is on air, long before it is sent: never before that was. */
const calledFrom = (night: Night, item: ItemTruth): Instant => {
  const leader = leaderOf(night, item.takeover)
  const due = dueOf(night, item)
  if (leader === undefined || plannedAt(night, item.takeover) !== undefined) return due
  const { airing } = named(item.takeover)
  const led = [...item.session.items].filter(({ takeover }) => {
    const other = named(takeover)
    return other.airing === airing && other.cue === leader
  })
  return Math.min(due, ...led.map((one) => one.receivedAt)) as Instant
}

/** An operator put something in another place: then the plan's order is not the one in force. */
const wasMoved = ({ scenario, airings }: Night, airing: string | undefined): boolean => {
  const show = airings.find(({ id }) => id === airing)?.plan.show
  return scenario.happenings.some(
    (one) =>
      one.do === 'command' && one.show === show && (one.what === 'front' || one.what === 'back'),
  )
}

/** S4. A request may be on its way for as long as the latest effect takes, and behind one other item. */
function inTime(night: Night): void {
  const EXPIRES = minutes(10)
  for (const { takeover, receivedAt } of ours(night)) {
    const due = plannedAt(night, takeover)
    const { airing, cue: name, part } = named(takeover)
    // A piece behind one that aired has time of its own.
    if (part > 1) continue
    const plan = night.airings.find(({ id }) => id === airing)
    const cue = plan?.plan.cues.find((one) => one.name === name)
    if (due === undefined || !cue || !plan || isMistimed(night, plan)) continue
    const until =
      cue.expires === undefined
        ? cue.doubt === 'must'
          ? plan.endsAt
          : after(due, EXPIRES)
        : after(due, cue.expires)
    if (receivedAt < due - 1_000) night.breach('S4', `${takeover} was sent before its time`)
    if (receivedAt > until + lateness(night, plan.plan.account))
      night.breach('S4', `${takeover} expired at ${clockOf(until)}, came at ${clockOf(receivedAt)}`)
  }
}

/** How long a request may be on its way; what stood still on its way out, or went out slowly, may take effect late as well. */
function lateness({ scenario }: Night, account: string): number {
  const profile = scenario.accounts.find(({ id }) => id === account)?.profile
  const longest = (of: (one: Happening) => number) => Math.max(0, ...scenario.happenings.map(of))
  const slow = longest((one) => (one.do === 'trouble' ? one.slower : 0))
  const frozen = longest((one) => (one.do === 'freeze' ? one.lasts : 0))
  const disk = longest((one) => (one.do === 'disk' ? 2_000 : 0))
  const late =
    (profile?.lateEffects ?? 0) > 0 || slow > 0 ? Math.max(25_000, profile?.lateBy ?? 0) : 0
  return 200 + late + slow + frozen + disk
}

/** Every cancel says why. What is cut for its urgency is cut by something that may, and was cut for it. */
function cutByTheMatrix(night: Night): void {
  for (const { action } of night.store?.intents().values() ?? []) {
    if (action.type !== 'cancel') continue
    const by = urgencyIn(action)
    if (!by) continue
    const urgency = urgencyOf(night, action.takeover)
    const isHard = startsHard(night, action.takeover)
    const start = isHard
      ? ({ kind: 'hard', grace: seconds(0) } as const)
      : ({ kind: 'soft' } as const)
    const protect = isProtected({ doubt: doubtOf(night, action.takeover), start })
    if (urgency && (PREEMPTION[by][urgency] !== 'cuts' || protect))
      night.breach('S4', `${action.takeover} (${urgency}) was ${action.because}`)
  }
}

const urgencyIn = ({ because }: Extract<Guarded, { type: 'cancel' }>): Urgency | undefined =>
  (['routine', 'priority', 'breaking'] as const).find((one) =>
    because.endsWith(`, which is ${one}`),
  )
