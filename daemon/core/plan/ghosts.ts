/**
 * Takeovers that were given up in doubt and turn up in the platform's queue after all. A ghost that waits is taken
 * back; one that speaks is what it is, aired, and what was sent again in its place is taken back instead. Only what we
 * once sent is touched: an id without a takeover that was given up is somebody else's.
 */
import { GIVEN_UP_MAX, PAST_TRACES_MAX } from '../limits.js'
import type { Instant } from '../time.js'
import type { AiringFacts, Manned } from './airing.js'
import type { TraceId } from './events.js'
import {
  facts,
  type Hints,
  hasEnded,
  isHeld,
  isUnderWay,
  type Takeover,
  type TakeoverFacts,
} from './takeover.js'
import { hear } from './takeover-progress.js'
import { TURNED_UP, takenBack } from './verdicts.js'

/** Sent, and given up without having been seen. */
export interface GivenUp {
  readonly takeover: TakeoverFacts
  readonly sentAt: Instant
}

/** What was in doubt and no longer is: given up, or to be sent again. */
export function rememberGivenUp(before: readonly Takeover[], airing: Manned): Manned {
  const doubted = before.flatMap((takeover) => (isUnderWay(takeover) ? [takeover] : []))
  const given = doubted.flatMap((takeover): readonly GivenUp[] => {
    const { id, gen, sentAt } = takeover
    const now = airing.takeovers.find((one) => one.id === id && one.gen >= gen)
    const unseen =
      !now ||
      now.gen > gen ||
      (hasEnded(now) && now.trace === undefined && now.situation === 'unknown')
    return unseen ? [{ takeover: facts(takeover), sentAt }] : []
  })
  if (given.length === 0) return airing
  return { ...airing, givenUp: [...airing.givenUp, ...given].slice(-GIVEN_UP_MAX) }
}

/** Lists may lag: an id that was ours and is over is no ghost. */
export const rememberTraces = (
  { pastTraces }: AiringFacts,
  over: readonly Takeover[],
): readonly TraceId[] => {
  const traces = over.flatMap((takeover) =>
    hasEnded(takeover) && takeover.trace !== undefined ? [takeover.trace] : [],
  )
  return traces.length === 0 ? pastTraces : [...pastTraces, ...traces].slice(-PAST_TRACES_MAX)
}

/** `order`: the platform's queue as just read, the one on air first. */
export function findGhosts(
  airing: Manned,
  order: readonly TraceId[],
  hintsOf: (trace: TraceId) => Hints,
  now: Instant,
): Manned {
  // While an enqueue is under way, an unknown id is that one.
  if (airing.givenUp.length === 0 || airing.takeovers.some(isUnderWay)) return airing
  const trace = unknownIn(airing, order)
  const given = airing.givenUp.at(-1)
  if (trace === undefined || !given) return airing
  const place = order.indexOf(trace)
  const ghost = {
    ...given.takeover,
    followed: true,
    sentAt: given.sentAt,
    acceptedAt: now,
    trace,
    hints: hintsOf(trace),
  }
  const found: Takeover =
    place === 0
      ? {
          ...ghost,
          situation: 'speaking',
          recall: undefined,
          startedAt: ghost.hints.speakingAt ?? now,
        }
      : {
          ...ghost,
          situation: 'queued',
          recall: { since: now, askAgainAt: now, ...TURNED_UP },
          place,
          absentSince: undefined,
        }
  const others = place === 0 ? takeBack(airing.takeovers, given.takeover, now) : airing.takeovers
  return { ...airing, takeovers: [...others, found], givenUp: airing.givenUp.slice(0, -1) }
}

/** The id a list has that is neither ours now nor was it. */
export const unknownIn = (
  { takeovers, pastTraces }: AiringFacts,
  order: readonly TraceId[],
): TraceId | undefined => {
  const ours = new Set(takeovers.flatMap((one) => (isHeld(one) ? [one.trace] : [])))
  return order.find((trace) => !ours.has(trace) && !pastTraces.includes(trace))
}

/** It airs already: what was sent again in its place need not. */
function takeBack(
  takeovers: readonly Takeover[],
  ghost: TakeoverFacts,
  now: Instant,
): readonly Takeover[] {
  return takeovers.map((takeover) => {
    if (takeover.id !== ghost.id || takeover.situation === 'speaking') return takeover
    const news =
      takeover.situation === 'waiting'
        ? ({ type: 'ended', as: takenBack(takeover.situation, TURNED_UP) } as const)
        : ({ type: 'recalled', ...TURNED_UP } as const)
    return hear(takeover, news, now)
  })
}
