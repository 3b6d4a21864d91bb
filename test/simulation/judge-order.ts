/** Who is heard before whom: equals as they fell due, and what is more urgent first. S4. */
import { PASSED_BY_MAX, SETTLE_ENQUEUE } from '../../daemon/core/limits.js'
import type { Urgency } from '../../daemon/core/rundown/rundown.js'
import type { Instant } from '../../daemon/core/time.js'
import { hasLateTakeovers } from './draw-vendor.js'
import { sentFirst } from './judge-safety.js'
import { itemOf, leaderOf, named, partOf, plannedAt, startsHard, urgencyOf } from './named.js'
import {
  clockOf,
  isClear,
  isHalted,
  isMistimed,
  isStormy,
  type Night,
  sessionsOf,
  wasMoved,
} from './night.js'
import { type ItemTruth, rootOf, type SessionTruth } from './truth.js'

export function inOrder(night: Night): void {
  const isLate = night.scenario.accounts.some(({ profile }) => hasLateTakeovers(profile))
  const sent = sentFirst(night)
  // What came when it was given up already waits for nobody, and stands where its place was when it was sent.
  const cameTooLate = ({ item: { key, receivedAt }, due }: Heard) =>
    isLate && receivedAt - (sent.get(key) ?? due) > SETTLE_ENQUEUE
  for (const session of night.truth.sessions.values()) {
    const plan = night.airings.find(({ id }) => id === session.airing)
    if (wasMoved(night, plan?.plan.show)) continue
    // Who was passed by for how long a clock that was set does not say.
    const isTimed = plan !== undefined && !isMistimed(night, plan)
    const heard = heardIn(night, session)
    heard.forEach((later, index) => {
      if (cameTooLate(later)) return
      const before = heard.slice(0, index).filter((one) => !one.goesFirst && !cameTooLate(one))
      equals(night, before, later)
      if (isTimed) moreUrgent(night, before, later)
    })
    if (isTimed) waitedHere(night, heard, sent)
  }
}

interface Heard {
  readonly item: ItemTruth
  readonly rank: Urgency | undefined
  /** It does not wait its turn, whoever is more urgent. */
  readonly goesFirst: boolean
  readonly due: Instant
  readonly calledFrom: Instant
}

/** What a session spoke from its queue, in that order. */
const heardIn = (night: Night, session: SessionTruth): readonly Heard[] =>
  [...session.items]
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

/** What waited at the vendor before an equal one was sent is heard before it. */
function equals(night: Night, before: readonly Heard[], later: Heard): void {
  const waitedFrom = later.item.queuedAt ?? Infinity
  const overtook = before.find(
    (early) =>
      waitedFrom < early.item.receivedAt &&
      early.calledFrom >= later.due &&
      early.rank === later.rank &&
      // By the clock of then what has a time of its own may have been due first.
      !isMistimed(night, { opensAt: later.due, endsAt: early.item.speakingAt ?? waitedFrom }),
  )
  if (overtook)
    night.breach(
      'S4',
      `${overtook.item.takeover} was heard before ${later.item.takeover}, which waited`,
    )
}

const RANK: Readonly<Record<Urgency, number>> = { routine: 1, priority: 2, breaking: 3 }

/** What was passed by for two minutes is as urgent as what passes it by. */
function isLess({ rank, calledFrom }: Heard, than: Heard, at: number): boolean {
  if (rank === undefined || than.rank === undefined) return false
  const hasAged = rank === 'routine' && at - calledFrom >= PASSED_BY_MAX
  return (hasAged ? RANK.priority : RANK[rank]) < RANK[than.rank]
}

/** Nothing that is less urgent begins before what stood at the vendor when it came, or long enough to be put ahead of it. */
function moreUrgent(night: Night, before: readonly Heard[], later: Heard): void {
  const waitedFrom = later.item.queuedAt ?? Infinity
  const overtook = before.find((early) => {
    const { receivedAt, speakingAt = 0 } = early.item
    if (!isLess(early, later, speakingAt)) return false
    const isCalm = isQuiet(night, waitedFrom - 1_000, speakingAt)
    return waitedFrom < receivedAt || (isCalm && speakingAt - waitedFrom > PUT_AHEAD)
  })
  if (overtook)
    night.breach(
      'S4',
      `${overtook.item.takeover} (${overtook.rank}) was heard before ${later.item.takeover} (${later.rank}), which waited`,
    )
}

/** A look at the queue, which may lag, and a call to move it. */
const PUT_AHEAD = 8_000

const isQuiet = (night: Night, from: number, to: number): boolean =>
  (!isStormy(night) || from > night.still) && isClear(night, from, to)

/** Nothing that is less urgent is sent while something is due that was never sent. */
function waitedHere(
  night: Night,
  heard: readonly Heard[],
  sent: ReadonlyMap<string, Instant>,
): void {
  const first = firstOf(sent)
  for (const later of heard) {
    const due = plannedAt(night, later.item.takeover)
    const sentAt = first.get(itemOf(later.item.takeover))
    if (due === undefined || sentAt === undefined || partOf(later.item.takeover) > 1) continue
    const overtook = heard.find((early) => {
      const at = sent.get(early.item.key)
      if (at === undefined || at < due + 1_000 || at > sentAt || early.goesFirst) return false
      // What was decided while the disk failed is written down later.
      const isWritten = isClear(night, due, at, isHalted)
      return isWritten && isLess(early, later, at)
    })
    if (overtook)
      night.breach(
        'S4',
        `${overtook.item.takeover} (${overtook.rank}) was sent before ${later.item.takeover} (${later.rank}), which was due at ${clockOf(due)}`,
      )
  }
}

/** Of every item, whatever piece of it and however often, when it was sent first. */
function firstOf(sent: ReadonlyMap<string, Instant>): ReadonlyMap<string, Instant> {
  const first = new Map<string, Instant>()
  for (const [key, at] of sent) {
    const item = itemOf(rootOf(key.replace(/\/\d+$/, '')))
    first.set(item, Math.min(at, first.get(item) ?? at) as Instant)
  }
  return first
}

/** What is taken up again after a cut, or sent again, has the time it had, in whichever session that was. */
const dueOf = (night: Night, { takeover, session }: ItemTruth): Instant => {
  const planned = plannedAt(night, takeover)
  if (planned !== undefined) return planned
  const all = sessionsOf(night, session.airing ?? '').flatMap(({ items }) => [...items])
  const same = all.filter((one) => itemOf(one.takeover) === itemOf(takeover))
  return Math.min(...same.map((one) => one.receivedAt)) as Instant
}

/** What follows another is called when that is on air, long before it is sent: never before that was. */
const calledFrom = (night: Night, item: ItemTruth): Instant => {
  const leader = leaderOf(night, item.takeover)
  const due = dueOf(night, item)
  if (plannedAt(night, item.takeover) !== undefined) return due
  // Of a show that was edited the log knows when it was due.
  if (leader === undefined) {
    const row = night.rows.find(({ instance }) => instance === itemOf(item.takeover))
    return Math.min(due, row?.plannedAt ?? due) as Instant
  }
  const { airing } = named(item.takeover)
  const led = [...item.session.items].filter(({ takeover }) => {
    const other = named(takeover)
    return other.airing === airing && other.cue === leader
  })
  // What was never sent had its verdict, and called it with that.
  const verdicts = night.rows.flatMap(({ type, instance, airing: of, endedAt }) =>
    type === 'takeover' && of === airing && named(instance).cue === leader ? [endedAt ?? due] : [],
  )
  return Math.min(due, ...led.map((one) => one.receivedAt), ...verdicts) as Instant
}
