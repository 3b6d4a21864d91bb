/** What operators order: kept once it is answered, done, and done once. L10, against what the vendor received and aired. */
import { RECALL_AGAIN } from '../../daemon/core/limits.js'
import type { Command } from '../../daemon/core/plan/commands.js'
import type { Instant } from '../../daemon/core/time.js'
import { isParked } from './judge-parked.js'
import { ours } from './judge-safety.js'
import { doubtOf, named, partOf, plannedAt, startsHard, urgencyOf } from './named.js'
import {
  clockOf,
  isClear,
  isHalted,
  isMistimed,
  isStormy,
  type Night,
  type Order,
  sessionsOf,
} from './night.js'
import { isOff } from './off.js'
import { type ItemTruth, rootOf } from './truth.js'

export function judgeOrders(night: Night): void {
  saidOnce(night)
  for (const order of night.orders) {
    if (order.answeredAt === undefined || isForgotten(night, order.answeredAt)) continue
    const answered = { ...order, answeredAt: order.answeredAt }
    kept(night, answered)
    cancelled(night, answered)
    skipped(night, answered)
  }
  skippedOnce(night)
  held(night)
  heldByNobody(night)
}

type Answered = Order & { readonly answeredAt: Instant }

/** The journal was put back to where it was before. */
const isForgotten = ({ restored }: Night, at: Instant): boolean =>
  restored.some(({ from, to }) => from <= at && at < to)

/** The same request never speaks twice. */
function saidOnce(night: Night): void {
  const spoken = new Map<string, number>()
  for (const item of night.truth.items.values()) {
    const [, request] = /\/operator:([^/]+)\//.exec(item.takeover) ?? []
    if (request !== undefined) spoken.set(request, (spoken.get(request) ?? 0) + item.spoken)
  }
  for (const [request, count] of spoken)
    if (count > 1) night.breach('L10', `${request} was spoken ${count} times`)
}

/** Whatever crashed since: its airing knows the request, and what was said has its row. */
function kept(night: Night, { event: { airing, request, command } }: Answered): void {
  const known = night.state().airings[airing]
  // Of what was stopped before it was opened, and started again, nothing is left but the plan.
  const isAnew = night.pauses.some(({ airing: of, last }) => of === rootOf(airing) && last === 0)
  if (ALWAYS_ACTS.has(command.type) && known && !isAnew && !known.requests.includes(request))
    night.breach('L10', `${request} (${command.type}) was answered, and ${airing} forgot it`)
  const words = `${rootOf(airing)}/operator:${request}/`
  const hasRow = night.rows.some(({ instance }) => rootOf(instance).startsWith(words))
  if (command.type === 'say' && !hasRow)
    night.breach('L10', `${request} was answered, and the log does not say what became of it`)
}

/** Whenever the airing is manned; the others may find nothing to do. */
const ALWAYS_ACTS: ReadonlySet<Command['type']> = new Set(['say', 'hold', 'release', 'stop'])

/** By whatever name an edit, a cut or a relay gave it. */
const whichOf = (takeover: string): string => {
  const { airing, cue, turn } = named(rootOf(takeover))
  return `${airing}/${cue}/${turn}`
}

/** What was ordered away is not sent any more, and what waits at the vendor is taken back. */
function cancelled(night: Night, order: Answered): void {
  const { event, item, answeredAt } = order
  if (event.command.type !== 'cancel' || item === undefined || wasSpeaking(night, order)) return
  notSentAfter(night, order)
  for (const one of itemsOf(night, item)) {
    const waits = Math.max(answeredAt, one.queuedAt ?? Infinity)
    const { speakingAt = 0 } = one
    const enough = stormyAt(night, waits) ? TAKEN_BACK_IN_STORMS : TAKEN_BACK
    if (speakingAt - waits > enough && isQuiet(night, waits - 1_000, speakingAt))
      night.breach('L10', `${item} was cancelled at ${clockOf(answeredAt)}, and heard after that`)
    if (isNeverAsked(night, order, one))
      night.breach('L10', `${item} was cancelled at ${clockOf(answeredAt)}, and never asked back`)
  }
}

/** The daemon knew that it waits there, and no call to take it back left before it was heard. */
function isNeverAsked(night: Night, order: Answered, { takeover, speakingAt }: ItemTruth) {
  const { answeredAt, waitsThere } = order
  if (!waitsThere || speakingAt === undefined) return false
  const isUp = isClear(night, answeredAt, speakingAt, isHalted)
  if (speakingAt - answeredAt < 1_000 || !isUp) return false
  return ![...(night.store?.intents().values() ?? [])].some(
    ({ action, at }) =>
      action.type === 'cancel' &&
      whichOf(action.takeover) === whichOf(takeover) &&
      at >= answeredAt - RECALL_AGAIN &&
      at <= speakingAt,
  )
}

/** A call, and a look at the queue, which may lag. */
const TAKEN_BACK = 4_000
/** Of a dozen looks, and as many calls, two in a row are not lost. */
const TAKEN_BACK_IN_STORMS = 45_000

function notSentAfter(night: Night, { event, item = '', answeredAt }: Answered): void {
  const later = sendings(night).find(
    ({ at, takeover }) => at > answeredAt && whichOf(takeover) === whichOf(item),
  )
  if (later)
    night.breach(
      'L10',
      `${item} was ordered away (${event.command.type}) at ${clockOf(answeredAt)}, and sent at ${clockOf(later.at)}`,
    )
}

/** Then it is skipped, not cancelled: the order does nothing. */
const wasSpeaking = (night: Night, { item = '', at }: Answered): boolean =>
  itemsOf(night, item).some(({ speakingAt = Infinity }) => speakingAt <= at)

/** What speaks is cut, and nothing of it is taken up again, but for what must air and was perhaps another item. */
function skipped(night: Night, order: Answered): void {
  const { event, item, answeredAt } = order
  if (event.command.type !== 'skip' || item === undefined) return
  const mayBeAnother =
    doubtOf(night, rootOf(item)) === 'must' &&
    night.rows.some(
      ({ instance, reason }) =>
        whichOf(instance) === whichOf(item) && reason === 'IN_DOUBT_AFTER_CRASH',
    )
  if (!mayBeAnother) notSentAfter(night, order)
  for (const { takeover, speakingAt = Infinity, over } of itemsOf(night, item)) {
    const by = answeredAt + (stormyAt(night, answeredAt) ? TAKEN_BACK_IN_STORMS : TAKEN_BACK)
    if (takeover !== rootOf(item) || speakingAt > answeredAt || (over?.at ?? Infinity) < by)
      continue
    if (isQuiet(night, answeredAt - 1_000, by))
      night.breach('L10', `${item} was skipped at ${clockOf(answeredAt)}, and went on`)
  }
}

/** The same order twice, also of another daemon, cuts one item. */
function skippedOnce(night: Night): void {
  const cut = new Map<string, Set<string>>()
  for (const { action } of night.store?.intents().values() ?? []) {
    if (action.type !== 'cancel' || !action.because.startsWith('skipped by ')) continue
    const airing = rootOf(action.airing)
    cut.set(airing, (cut.get(airing) ?? new Set()).add(whichOf(action.takeover)))
  }
  for (const [airing, items] of cut) {
    const orders = night.orders.filter(
      ({ event }) => event.command.type === 'skip' && rootOf(event.airing) === airing,
    )
    if (items.size > orders.length)
      night.breach('L10', `${orders.length} orders skipped ${[...items].join(', ')}`)
  }
}

interface Hold {
  readonly airing: string
  readonly from: Instant
  readonly to: Instant
}

/** `surely`: what certainly was held; else what perhaps was. Whoever was not answered may have been heard all the same. */
function holds(night: Night, surely: boolean): readonly Hold[] {
  return night.orders.flatMap(({ event, at, answeredAt }): readonly Hold[] => {
    const { command } = event
    if (command.type !== 'hold' || (surely && answeredAt === undefined)) return []
    const airing = rootOf(event.airing)
    const ends = night.orders.filter(
      (one) =>
        rootOf(one.event.airing) === airing &&
        (ENDS_HOLDS.has(one.event.command.type) || (surely && one.event.command.type === 'hold')) &&
        one.at > at &&
        (surely || one.answeredAt !== undefined),
    )
    const to = Math.min(command.until, ...ends.map((one) => one.answeredAt ?? one.at)) as Instant
    return [{ airing, from: surely ? (answeredAt ?? at) : at, to }]
  })
}

const ENDS_HOLDS: ReadonlySet<Command['type']> = new Set(['release', 'stop'])

/** While it is held only what goes on, breaks in or cuts in is sent. */
function held(night: Night): void {
  const mine = holds(night, true).filter(({ from }) => !isForgotten(night, from))
  if (mine.length === 0) return
  for (const { type, takeover, at } of sendings(night)) {
    const airing = named(takeover).airing
    const hold = mine.find((one) => one.airing === airing && one.from < at && at < one.to)
    const goesThrough =
      type === 'cut-in' || partOf(takeover) > 1 || urgencyOf(night, takeover) === 'breaking'
    if (!hold || goesThrough || isMistimedHere(night, airing)) continue
    night.breach(
      'L10',
      `${takeover} was sent at ${clockOf(at)}, and ${airing} was held since ${clockOf(hold.from)}`,
    )
  }
}

/** A hold that is over is over: what falls due then on an empty air is sent, or something ahead of it. */
function heldByNobody(night: Night): void {
  // What was sent, and when, only the modelled store tells.
  if (!night.store) return
  const ordered = new Set(
    night.orders.flatMap(({ event: { airing, command } }) =>
      command.type === 'hold' ? [rootOf(airing)] : [],
    ),
  )
  const maybe = holds(night, false)
  for (const { type, instance, status, says } of night.rows) {
    const takeover = rootOf(instance)
    const { airing } = named(takeover)
    if (type !== 'takeover' || !ordered.has(airing) || startsHard(night, takeover)) continue
    const due = plannedAt(night, takeover)
    // What is left out for a hard start is not sent either, and what is forgotten was perhaps.
    if (due === undefined || status === 'dropped' || isForgotten(night, due)) continue
    if (isMistimedHere(night, airing) || isOff(night, airing, due - 60_000, due + 60_000)) continue
    if (isParked(night, airing, due + 60_000)) continue
    const [from, to] = [due - 3_000, due + 5_000]
    if (maybe.some((one) => one.airing === airing && one.from < to && one.to > from - 60_000))
      continue
    if (!isQuiet(night, due - 60_000, to) || !isIdle(night, airing, from, to)) continue
    const sent = sendings(night).some(
      (one) => named(one.takeover).airing === airing && one.at >= from && one.at <= to,
    )
    if (!sent)
      night.breach(
        'L10',
        `${takeover} was due at ${clockOf(due)}, held by nobody, and not sent (${says})`,
      )
  }
}

/** It is on air, and nothing is at the vendor or in doubt; where a list may be lost that is known later. */
const isIdle = (night: Night, airing: string, from: number, to: number): boolean =>
  !sendings(night).some(
    (one) =>
      named(one.takeover).airing === airing &&
      one.isInDoubt &&
      one.at > from - DOUBTED_FOR &&
      one.at < to,
  ) &&
  sessionsOf(night, airing).some(
    ({ liveAt = Infinity, endedAt = Infinity, items }) =>
      liveAt < from - 30_000 &&
      endedAt > to + 30_000 &&
      [...items].every(
        ({ receivedAt, over }) =>
          receivedAt > to || (over?.at ?? Infinity) < from - (stormyAt(night, from) ? 30_000 : 0),
      ),
  )

const DOUBTED_FOR = 180_000

interface Sending {
  readonly type: 'enqueue' | 'cut-in'
  readonly takeover: string
  readonly at: number
  readonly isInDoubt: boolean
}

function sendings({ store }: Night): readonly Sending[] {
  return [...(store?.intents().values() ?? [])].flatMap(({ action, at, state }) =>
    action.type === 'enqueue' || action.type === 'cut-in'
      ? [
          {
            type: action.type,
            takeover: rootOf(action.takeover),
            at,
            isInDoubt: state === 'ambiguous' || state === 'intended',
          },
        ]
      : [],
  )
}

const itemsOf = (night: Night, takeover: string): readonly ItemTruth[] =>
  ours(night).filter((one) => whichOf(one.takeover) === whichOf(takeover))

const stormyAt = (night: Night, at: number): boolean => isStormy(night) && at <= night.still

/** An order of its own is no trouble; whatever else is, is. Chance is counted by those who ask. */
const isQuiet = (night: Night, from: number, to: number): boolean =>
  isClear(night, from, to, ({ what }) => what !== 'command')

const isMistimedHere = (night: Night, airing: string): boolean => {
  const plan = night.airings.find(({ id }) => id === airing)
  return !plan || isMistimed(night, plan)
}
