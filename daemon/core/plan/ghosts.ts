/**
 * Takeovers that were given up in doubt and turn up in the platform's queue after all. A ghost that waits is taken
 * back; one that speaks is what it is, aired, and what was sent again in its place is taken back instead. Only what we
 * once sent is touched: an id without a takeover that was given up is somebody else's.
 */
import { GIVEN_UP_MAX, MAY_STILL_COME, PAST_TRACES_MAX, SEND_REST } from '../limits.js'
import { after, between, type Instant } from '../time.js'
import type { AiringFacts, Manned } from './airing.js'
import { changed } from './changed.js'
import type { TraceId } from './events.js'
import {
  facts,
  type Hints,
  hasEnded,
  isHeld,
  isUnderWay,
  type Takeover,
  type TakeoverFacts,
  type Unwanted,
} from './takeover.js'
import { hear } from './takeover-progress.js'
import { PERHAPS_TURNED_UP, TURNED_UP, takenBack } from './verdicts.js'

/** Sent, and given up without having been seen. */
export interface GivenUp {
  readonly takeover: TakeoverFacts
  readonly sentAt: Instant
  /** What turned up and was taken for another may have been this. */
  readonly mistakable?: true | undefined
}

/** What was accepted, and is to be sent again under another id: after a rest, the platform may be in trouble. */
export function rememberAccepted(
  before: readonly Takeover[],
  airing: Manned,
  now: Instant,
): Manned {
  const again = before.filter((was, index) => {
    const is = airing.takeovers[index]
    return 'trace' in was && was.trace !== undefined && is !== undefined && is.gen > was.gen
  })
  if (again.length === 0) return airing
  const pastTraces = rememberTraces(airing, again)
  return changed(airing, { pastTraces, sendFrom: after(now, SEND_REST) })
}

/** What was in doubt and no longer is: given up, or to be sent again. */
export function rememberGivenUp(before: readonly Takeover[], airing: Manned): Manned {
  const given = before.filter(isUnderWay).flatMap((takeover): readonly GivenUp[] => {
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
    'trace' in takeover && takeover.trace !== undefined ? [takeover.trace] : [],
  )
  return traces.length === 0 ? pastTraces : [...pastTraces, ...traces].slice(-PAST_TRACES_MAX)
}

/** An id of the platform's queue that nobody here knows. */
export interface Stranger {
  readonly trace: TraceId
  /** The first list that had it came then: whatever was sent later is not it. */
  readonly since: Instant
}

/** Those of the list just read, the one on air first. */
export function strangersIn(
  { takeovers, pastTraces, strangers }: AiringFacts,
  order: readonly TraceId[],
  now: Instant,
): readonly Stranger[] {
  const ours = new Set(takeovers.filter(isHeld).map(({ trace }) => trace))
  return order
    .filter((trace) => !ours.has(trace) && !pastTraces.includes(trace))
    .slice(0, PAST_TRACES_MAX)
    .map((trace) => strangers.find((one) => one.trace === trace) ?? { trace, since: now })
}

/** Those given up that may be meant as well when `takeover` seems to turn up: not another sending of the same. */
export const rivals = (
  givenUp: readonly GivenUp[],
  takeover: TakeoverFacts,
  { since }: Stranger,
): readonly GivenUp[] =>
  givenUp.filter(({ takeover: other, sentAt }) => {
    const age = between(sentAt, since)
    return !isSame(other, takeover) && age >= 0 && age <= MAY_STILL_COME
  })

/** What was taken for something else may have been one of them: whatever is taken for one of these may be another. */
export const withRivals = (
  givenUp: readonly GivenUp[],
  others: readonly GivenUp[],
): readonly GivenUp[] =>
  givenUp.map((one) => (others.includes(one) ? { ...one, mistakable: true } : one))

/**
 * One of those given up may be what was taken for something else; then that one may still come. It was sent while the
 * other could come, so it comes at most twice as long after. Or the journal was restored, and it may be something that
 * was sent in the time it forgot.
 */
export const isMixedUp = (
  { givenUp, forgottenUntil }: Pick<AiringFacts, 'givenUp' | 'forgottenUntil'>,
  { since }: Stranger,
): boolean =>
  (forgottenUntil !== undefined && between(forgottenUntil, since) <= MAY_STILL_COME) ||
  givenUp.some(
    ({ mistakable, sentAt }) => mistakable && between(sentAt, since) <= 2 * MAY_STILL_COME,
  )

const isSame = (one: TakeoverFacts, other: TakeoverFacts) =>
  one.id === other.id && one.script.say === other.script.say

/** `order`: the platform's queue as just read, the one on air first. */
export function findGhosts(
  airing: Manned,
  order: readonly TraceId[],
  hintsOf: (trace: TraceId) => Hints,
  now: Instant,
): Manned {
  const { givenUp, strangers } = airing
  // While an enqueue is under way, an unknown id is that one.
  if (givenUp.length === 0 || airing.takeovers.some(isUnderWay)) return airing
  const able = strangers.filter(({ since }) => givenUp.some(({ sentAt }) => sentAt <= since))
  const [first] = able
  const given = first && givenUp.findLast(({ sentAt }) => sentAt <= first.since)
  if (!first || !given) return airing
  const { trace } = first
  const { takeover, sentAt } = given
  const others = rivals(givenUp, takeover, first)
  const isMistakable = others.length > 0 || able.length > givenUp.length || isMixedUp(airing, first)
  const mistakable: true | undefined = isMistakable ? true : undefined
  const place = order.indexOf(trace)
  const hints = hintsOf(trace)
  // It is here, and is sent no other time.
  const here = { ...takeover, followed: true, expiresAt: now }
  const ghost = { ...here, sentAt, acceptedAt: now, trace, hints, mistakable }
  const found: Takeover =
    place === 0
      ? { ...ghost, situation: 'speaking', recall: undefined, startedAt: hints.speakingAt ?? now }
      : {
          ...ghost,
          situation: 'queued',
          recall: { since: now, askAgainAt: now, ...TURNED_UP },
          place,
          absentSince: undefined,
        }
  const perhaps = others.map((one) => one.takeover)
  return {
    ...airing,
    takeovers: [
      ...(place === 0 ? takeBack(airing, takeover, perhaps, now) : airing.takeovers),
      found,
    ],
    strangers: strangers.filter((one) => one !== first),
    givenUp: withRivals(
      givenUp.filter((one) => one !== given),
      others,
    ),
  }
}

/**
 * It airs already: what was sent again in its place need not. Where nobody can say which of them airs, each gives way
 * that may be heard only once.
 */
function takeBack(
  { takeovers }: Manned,
  ghost: TakeoverFacts,
  perhaps: readonly TakeoverFacts[],
  now: Instant,
): readonly Takeover[] {
  if (perhaps.length === 0) return givenWay(takeovers, [ghost], TURNED_UP, now)
  const onlyOnce = takeovers.filter(({ doubt }) => doubt !== 'must')
  const meant = [ghost, ...perhaps].filter(({ id }) => onlyOnce.some((one) => one.id === id))
  return givenWay(takeovers, meant, PERHAPS_TURNED_UP, now)
}

/** Whatever was sent again of these is taken back; what speaks goes on. */
export const givenWay = (
  takeovers: readonly Takeover[],
  meant: readonly TakeoverFacts[],
  why: Unwanted,
  now: Instant,
): readonly Takeover[] =>
  takeovers.map((takeover) => {
    if (takeover.situation === 'speaking' || !meant.some(({ id }) => id === takeover.id))
      return takeover
    return takeover.situation === 'waiting'
      ? hear(takeover, { type: 'ended', as: takenBack(takeover.situation, why) }, now)
      : hear(takeover, { type: 'recalled', ...why }, now)
  })
