/**
 * Time runs short before a hard point: which of the waiting takeovers give way. The lowest rank goes first, of equals
 * the one planned later; no more of them than it takes; never one that is not to be dropped.
 */
import type { Duration, Instant } from '../time.js'
import type { Takeover, TakeoverId } from './takeover.js'

/** A takeover, as far as time is concerned. */
export interface Droppable {
  readonly id: TakeoverId
  readonly situation: Takeover['situation']
  readonly dueAt: Instant
  /** Of a takeover that speaks. */
  readonly startedAt?: Instant | undefined
  /** 1 goes first, 9 last, undefined never. */
  readonly drop: number | undefined
  /** What must air never gives way. */
  readonly doubt: Takeover['doubt']
}

/**
 * `takeovers`: what has to be over by the hard point; the one that starts there is not among them. What is at the
 * platform already stays. A length that is not known counts as nothing: it is not dropped for a guess.
 */
export function dropForTime(
  takeovers: readonly Droppable[],
  now: Instant,
  hardPoint: Instant,
  lengths: ReadonlyMap<TakeoverId, Duration>,
): readonly TakeoverId[] {
  const lengthOf = ({ id }: Droppable) => lengths.get(id) ?? 0
  let over = now - hardPoint
  for (const takeover of takeovers) {
    if (takeover.situation === 'waiting') over += lengthOf(takeover)
    else if (isHeldUp(takeover)) over += restOf(takeover, now, lengthOf(takeover))
  }
  if (over <= 0) return []
  const dropped: Droppable[] = []
  for (const takeover of inDropOrder(takeovers.filter((one) => lengthOf(one) > 0))) {
    if (over <= 0) break
    dropped.push(takeover)
    over -= lengthOf(takeover)
  }
  // A long one that had to go may have made room for short ones that went before it.
  const kept = new Set<TakeoverId>()
  for (const takeover of dropped.toReversed()) {
    if (over + lengthOf(takeover) > 0) continue
    kept.add(takeover.id)
    over += lengthOf(takeover)
  }
  return dropped.filter(({ id }) => !kept.has(id)).map(({ id }) => id)
}

const IN_THE_WAY: ReadonlySet<Takeover['situation']> = new Set([
  'sent',
  'in-doubt',
  'preparing',
  'queued',
  'speaking',
])
const isHeldUp = ({ situation }: Droppable) => IN_THE_WAY.has(situation)

const restOf = ({ startedAt }: Droppable, now: Instant, length: number) =>
  startedAt === undefined ? length : Math.max(0, startedAt + length - now)

/** Whoever came in later goes first among equals. */
const inDropOrder = (takeovers: readonly Droppable[]): readonly Droppable[] =>
  takeovers
    .filter(
      ({ situation, drop, doubt }) =>
        situation === 'waiting' && drop !== undefined && doubt !== 'must',
    )
    .reverse()
    .sort((one, other) => (one.drop ?? 0) - (other.drop ?? 0) || other.dueAt - one.dueAt)
