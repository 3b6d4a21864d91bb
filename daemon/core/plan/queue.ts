/**
 * One queue, ours. The platform holds the item on air and the next one; order, expiry and urgency are decided here.
 */
import { PLATFORM_QUEUE_MAX } from '../limits.js'
import type { Instant } from '../time.js'
import type { TraceId } from './events.js'
import { inOrder } from './order.js'
import { type HeldTakeover, isHeld, isUnderWay, type Takeover, UNLISTED } from './takeover.js'

export interface NextUp {
  readonly takeover: Takeover
  /** Place asked for (1: next after the item on air); undefined: behind everything. */
  readonly place: number | undefined
}

/**
 * `held`: an operator holds the queue, and only what goes on with the item on air or breaks in is sent. `continuing`:
 * someone waits for the air with a microphone, and nothing else gets ahead of them. `leaving`: another session is about
 * to go on, and only what cannot wait for it is sent.
 */
export type Sendable = 'all' | 'held' | 'leaving' | 'continuing'

interface Circumstances {
  /** Unless it is said otherwise: all. */
  readonly sendable?: Sendable
  /** So many speak ahead of all and are in no list. */
  readonly hidden?: number
  /** So many are in the list and nobody here knows them, as after a restore: they take room, but never all of it. */
  readonly others?: number
}

/** What to send now: nothing while an answer is out, while the platform holds its share, or while nothing is due. */
export function nextUp(
  takeovers: readonly Takeover[],
  share: number,
  now: Instant,
  { sendable = 'all', hidden = 0, others = 0 }: Circumstances = {},
): NextUp | undefined {
  if (takeovers.some((takeover) => isUnderWay(takeover))) return undefined
  const wanted = takeovers.filter(
    ({ situation, unwanted }) => situation === 'waiting' && unwanted === undefined,
  )
  const interrupt = wanted.find(({ how }) => how !== 'queue')
  if (interrupt) return { takeover: interrupt, place: undefined }
  const held = takeovers.filter(isHeld)
  const [takeover] = wanted
    // What is taken up again in this very turn was not looked at yet: it may be too late for it.
    .filter(({ dueAt, expiresAt }) => dueAt <= now && now < expiresAt)
    .filter((one) => sendable === 'all' || goesThrough(one, sendable))
    .sort(inOrder(now))
  if (!takeover) return undefined
  const place = placeFor(takeover, held, hidden, now)
  // Who goes ahead of something need not wait until there is room behind it; one at a time, so the share holds. A hard
  // start is not kept out by one that did.
  const ahead = place === undefined ? 0 : takeover.start.kind === 'hard' ? 2 : 1
  const room = Math.min(share + ahead, PLATFORM_QUEUE_MAX, takeover.refusedBeside ?? Infinity)
  const taken = held.length + Math.min(others, share - 1)
  return taken < room ? { takeover, place } : undefined
}

const goesThrough = ({ urgency, piece, start }: Takeover, sendable: Sendable) =>
  piece?.continues === true ||
  (urgency === 'breaking' && sendable !== 'continuing') ||
  (start.kind === 'hard' && sendable === 'leaving')

/**
 * A list that lags does not show what has just joined: the head of it speaks only if nothing of ours, put ahead of it,
 * may be missing there. Who is said to be on air and is not would be cut in the log without ever having begun.
 */
export const isBehindUnlisted = (
  head: HeldTakeover,
  takeovers: readonly Takeover[],
  now: Instant,
): boolean =>
  head.hints.speakingAt === undefined &&
  takeovers.some((other) => isUnlisted(other) && inOrder(now)(other, head) < 0)

const isUnlisted = (takeover: Takeover): boolean =>
  takeover.how === 'queue' &&
  (isUnderWay(takeover) ||
    takeover.situation === 'preparing' ||
    (takeover.situation === 'queued' && takeover.place === UNLISTED))

function placeFor(
  takeover: Takeover,
  held: readonly HeldTakeover[],
  hidden: number,
  now: Instant,
): number | undefined {
  const order = inOrder(now)
  const isAhead = (other: HeldTakeover) =>
    other.situation === 'speaking' || order(other, takeover) <= 0
  if (held.every(isAhead)) return undefined
  const head = hidden > 0 ? undefined : unlistedHead(held)
  const ahead = held.filter((other) => other === head || isAhead(other))
  return Math.max(1, ahead.length + hidden)
}

/**
 * Before a list shows any of them, the one that was sent first is on air, or about to be: it came to an empty queue,
 * and nobody gets ahead of the head of it.
 */
function unlistedHead(held: readonly HeldTakeover[]): HeldTakeover | undefined {
  const isUnseen = (one: HeldTakeover) =>
    one.situation === 'preparing' || (one.situation === 'queued' && one.place === UNLISTED)
  if (!held.every(isUnseen)) return undefined
  const [first] = held
    .filter(({ situation }) => situation === 'queued')
    .sort((one, other) => one.sentAt - other.sentAt)
  return first
}

export interface Move {
  readonly trace: TraceId
  /** Place asked for, counted like `enqueue`'s: 1 is next after the item on air. */
  readonly place: number
}

/**
 * One move that brings the reported order nearer to the wanted one; undefined if nothing needs to move. The item on
 * air is never moved, and what already stands in the right order (the longest such run) stays where it is.
 */
export function nextMove(
  wanted: readonly TraceId[],
  reported: readonly TraceId[],
): Move | undefined {
  const [onAir, ...behind] = reported
  const order = wanted.filter((trace) => trace !== onAir && behind.includes(trace))
  const stay = longestRun(
    behind.filter((trace) => order.includes(trace)),
    order,
  )
  const trace = order.find((item) => !stay.includes(item))
  if (trace === undefined) return undefined
  const predecessor = order[order.indexOf(trace) - 1]
  const others = behind.filter((item) => item !== trace)
  return { trace, place: predecessor === undefined ? 1 : others.indexOf(predecessor) + 2 }
}

/** The longest part of `reported` that is already in `order`. */
function longestRun(reported: readonly TraceId[], order: readonly TraceId[]): readonly TraceId[] {
  const best: TraceId[][] = []
  reported.forEach((trace, at) => {
    let longest: readonly TraceId[] = []
    for (let earlier = 0; earlier < at; earlier++) {
      const run = best[earlier] ?? []
      const last = run.at(-1)
      const fits = last !== undefined && order.indexOf(last) < order.indexOf(trace)
      if (fits && run.length > longest.length) longest = run
    }
    best.push([...longest, trace])
  })
  return best.reduce<readonly TraceId[]>(
    (one, other) => (other.length > one.length ? other : one),
    [],
  )
}
