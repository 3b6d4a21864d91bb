/**
 * Said by a callback to have failed while the platform still prepared it. Callbacks are hints, and no list shows what
 * is being prepared: the show goes on without it, and should it turn up all the same it is known by its id, and is what
 * it was.
 */
import { GIVEN_UP_MAX, PREPARE_MAX } from '../limits.js'
import { between, type Instant } from '../time.js'
import type { Manned } from './airing.js'
import { changed } from './changed.js'
import type { TraceId } from './events.js'
import { givenWay } from './ghosts.js'
import { facts, type Hints, hasEnded, type Takeover, type TakeoverFacts } from './takeover.js'
import { TURNED_UP } from './verdicts.js'

export interface Denied {
  readonly takeover: TakeoverFacts
  readonly sentAt: Instant
  readonly acceptedAt: Instant
  readonly trace: TraceId
}

/** `before` and `now`: the same takeovers, in the same order. */
export function rememberDenied(
  denied: readonly Denied[],
  before: readonly Takeover[],
  now: readonly Takeover[],
): readonly Denied[] {
  const found = before.flatMap((was, index): readonly Denied[] => {
    const is = now[index]
    if (was.situation !== 'preparing' || !is || !hasEnded(is) || is.situation !== 'failed')
      return []
    const { sentAt, acceptedAt, trace } = was
    return [{ takeover: facts(was), sentAt, acceptedAt, trace }]
  })
  return found.length === 0 ? denied : [...denied, ...found].slice(-GIVEN_UP_MAX)
}

/** Nothing is prepared for longer: it did fail. */
export function forgetDenied(airing: Manned, now: Instant): Manned {
  const denied = airing.denied.filter(({ acceptedAt }) => between(acceptedAt, now) < PREPARE_MAX)
  return denied.length === airing.denied.length ? airing : changed(airing, { denied })
}

/**
 * The list has it: it has been prepared, whoever said that it failed. What follows it was called when it did, and what
 * was sent in its place gives way, or it does itself.
 */
export function turnedUp(
  airing: Manned,
  order: readonly TraceId[],
  hintsOf: (trace: TraceId) => Hints,
  now: Instant,
): Manned {
  const found = airing.denied.filter(({ trace }) => order.includes(trace))
  if (found.length === 0) return airing
  const back = found.map(({ takeover, ...sent }): Takeover => {
    const hints = hintsOf(sent.trace)
    const isHeard = airing.takeovers.some(
      ({ id, situation }) => id === takeover.id && situation === 'speaking',
    )
    const recall = isHeard ? { since: now, askAgainAt: now, ...TURNED_UP } : undefined
    // It is here, and is sent no other time.
    const went = { ...sent, hints, recall, followed: true, expiresAt: now }
    return facts(takeover, { ...went, situation: 'preparing' })
  })
  const meant = found.map(({ takeover }) => takeover)
  const others = givenWay(airing.takeovers, meant, TURNED_UP, now)
  return changed(airing, {
    takeovers: [...others, ...back],
    denied: airing.denied.filter((one) => !found.includes(one)),
  })
}
