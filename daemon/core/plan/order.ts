/**
 * The order everything that waits wants to air in: hard starts by their time; then what goes on with an item that must
 * not be cut; then breaking, the rest of the item on air, priority and routine, each by the time it fell due. Nothing
 * starves: what was passed by for long enough is as urgent as what passes it. An operator's move gives a takeover the
 * rank and time of its new neighbour, so whatever comes later finds its place among them.
 */
import { PASSED_BY_MAX } from '../limits.js'
import { after, between, type Instant } from '../time.js'
import type { Manned } from './airing.js'
import type { Place } from './commands.js'
import { isProtected } from './preemption.js'
import { hasEnded, type OrderKey, type Takeover } from './takeover.js'

export const RANK = {
  /** A hard start has its time; whatever else waits has not. */
  hard: 6,
  /** The next sentences of what nothing but a hard start cuts. */
  uncut: 5,
  breaking: 4,
  /** The next sentences of the item on air. */
  continues: 3,
  priority: 2,
  routine: 1,
} as const

/** Hard starts first, then urgent ones, then by the time it fell due; equals keep the order they came in. */
export const inOrder =
  (now: Instant) =>
  (one: Takeover, other: Takeover): number => {
    // Sorted with at every turn of the loop: nothing is made for a comparison.
    const [first, second] = [placeOf(one), placeOf(other)]
    const firstAt = first ? first.at : beginsBy(one)
    const secondAt = second ? second.at : beginsBy(other)
    return (
      aged(second ? second.rank : rankOf(other), secondAt, now) -
        aged(first ? first.rank : rankOf(one), firstAt, now) ||
      firstAt - secondAt ||
      (first?.turn ?? 0) - (second?.turn ?? 0)
    )
  }

/** The place an operator gave it. */
const placeOf = ({ piece, order }: Takeover): OrderKey | undefined =>
  piece?.continues ? undefined : order

const keyOf = (takeover: Takeover): OrderKey => placeOf(takeover) ?? ownKey(takeover)

const ownKey = (takeover: Takeover): OrderKey => ({
  rank: rankOf(takeover),
  at: beginsBy(takeover),
  turn: 0,
})

function rankOf({ start, urgency, doubt, piece }: Takeover): number {
  if (start.kind === 'hard') return RANK.hard
  if (!piece?.continues) return RANK[urgency]
  return urgency === 'breaking' || isProtected({ start, doubt }) ? RANK.uncut : RANK.continues
}

/** Of hard starts, whoever must begin first comes first: else it would cut the other in its first word. */
const beginsBy = ({ start, dueAt }: Takeover): Instant =>
  start.kind === 'hard' ? after(dueAt, start.grace) : dueAt

const aged = (rank: number, at: Instant, now: Instant): number =>
  rank === RANK.routine && between(at, now) >= PASSED_BY_MAX ? RANK.priority : rank

// ---- an operator's moves ----

/** What an operator may move: not what speaks or goes on, nor what has its place by right. */
export const mayBeMoved = (takeover: Takeover): boolean =>
  !hasEnded(takeover) &&
  takeover.situation !== 'speaking' &&
  takeover.how === 'queue' &&
  takeover.unwanted === undefined &&
  !('recall' in takeover && takeover.recall) &&
  keyOf(takeover).rank <= RANK.priority

/** The airing with the takeover in its new place; undefined: it may not be moved, or not there. */
export function moved(airing: Manned, id: string, to: Place, now: Instant): Manned | undefined {
  const movable = airing.takeovers.filter(mayBeMoved).sort(inOrder(now))
  const item = movable.find((one) => one.id === id)
  const others = movable.filter((one) => one !== item)
  const place = placeAmong(others, to)
  if (!item || place === undefined) return undefined
  const order = [...others.slice(0, place), item, ...others.slice(place)]
  const neighbour = order[place + 1] ?? order[place - 1]
  const keys = new Map(
    order.map((one, at) => {
      const { rank, at: time } = keyOf(one === item && neighbour ? neighbour : one)
      // Below zero: whatever comes later with the same rank and time stands behind them.
      return [one.id, { rank, at: time, turn: at - order.length }]
    }),
  )
  const takeovers = airing.takeovers.map((one) => {
    const key = mayBeMoved(one) ? keys.get(one.id) : undefined
    return key ? { ...one, order: key } : one
  })
  return { ...airing, takeovers }
}

function placeAmong(others: readonly Takeover[], to: Place): number | undefined {
  if (to === 'front') return 0
  if (to === 'back') return others.length
  const place = others.findIndex(({ id }) => id === to.before)
  return place < 0 ? undefined : place
}
