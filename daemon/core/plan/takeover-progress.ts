/**
 * How a takeover gets on: waiting → sent → queued → speaking → spoken, and all that can go wrong on the way. The
 * platform's queue list is what moves it on; callbacks only lend it their times.
 */
import { unreachable } from '../assert.js'
import { REFUSALS_MAX } from '../limits.js'
import { type Instant, NEVER } from '../time.js'
import type { TraceId } from './events.js'
import type { Outcome } from './outcome.js'
import {
  facts,
  type HeldTakeover,
  type Hints,
  hasEnded,
  isHeld,
  isUnderWay,
  renewed,
  type Takeover,
  UNLISTED,
  type Unwanted,
  type Watch,
} from './takeover.js'
import { atPlace, type Listing, listed, spoken } from './takeover-listed.js'
import {
  ACCEPTED_ONLY,
  ended,
  failed,
  isForAVoice,
  type Verdict,
  withoutMedia,
} from './verdicts.js'
import { watched } from './watch.js'

export type News =
  | { readonly type: 'sent' }
  | {
      readonly type: 'enqueued'
      readonly outcome: Outcome<{ readonly trace: TraceId | undefined; readonly prepared: boolean }>
      /** Callbacks that came before the answer did. */
      readonly early: Hints
      /** So many of ours were at the platform when it answered. */
      readonly beside?: number
      /** And nobody else's, so far as the last list tells: prepared already, it is the head of the queue. */
      readonly alone?: boolean
    }
  | (Listing & { readonly type: 'listed' })
  /** The queue list, asked at `askedAt`, has nothing that could be it. */
  | { readonly type: 'unlisted'; readonly askedAt: Instant }
  /** An id that nobody here knows was seen or claimed: it may be this one. */
  | { readonly type: 'unsure' }
  /** An unknown id in the list can only be this one: a single enqueue is under way at a time. */
  | {
      readonly type: 'found'
      readonly trace: TraceId
      readonly place: number
      readonly early: Hints
      /** Or of another, and nobody can say which. */
      readonly mistakable?: boolean
    }
  | { readonly type: 'hinted'; readonly hints: Hints }
  /** The platform is being asked to take it away. */
  | (Unwanted & { readonly type: 'recalled' })
  /** It answers that it did. */
  | { readonly type: 'taken-away' }
  | { readonly type: 'woke' }
  | { readonly type: 'ended'; readonly as: Verdict }

/** What the news makes of a takeover. News that means nothing in a situation leaves it as it is. */
export function hear(takeover: Takeover, news: News, now: Instant): Takeover {
  if (hasEnded(takeover)) return takeover
  switch (news.type) {
    case 'sent':
      return takeover.situation === 'waiting'
        ? facts(takeover, { situation: 'sent', sentAt: now, watch: { seenAt: now, whole: true } })
        : takeover
    case 'enqueued':
      if (takeover.situation === 'sent') return enqueued(takeover, news, now)
      return isHeld(takeover) ? named(takeover, news, now) : takeover
    case 'listed':
      return isHeld(takeover) ? listed(takeover, news, now) : takeover
    case 'found':
      return isUnderWay(takeover)
        ? atPlace(foundAs(takeover, news, now), news.place, undefined, now)
        : takeover
    case 'unlisted':
      return isUnderWay(takeover)
        ? renewed(takeover, { watch: watched(takeover, news.askedAt) })
        : takeover
    case 'unsure':
      return isUnderWay(takeover) ? renewed(takeover, { watch: broken(takeover.watch) }) : takeover
    case 'hinted':
      return isHeld(takeover)
        ? renewed(takeover, { hints: { ...news.hints, ...takeover.hints } })
        : takeover
    case 'recalled':
      return isHeld(takeover) ? recalled(takeover, news, now) : takeover
    case 'taken-away':
      return isHeld(takeover) && takeover.recall
        ? renewed(takeover, { recall: { ...takeover.recall, taken: true } })
        : takeover
    case 'woke':
      if (takeover.situation === 'in-doubt')
        return renewed(takeover, { watch: broken(takeover.watch) })
      if (takeover.situation === 'preparing') return renewed(takeover, { watch: undefined })
      return takeover.situation === 'sent'
        ? inDoubt(takeover, takeover.sentAt, broken(takeover.watch))
        : takeover
    case 'ended':
      return takeover.situation === 'speaking' && news.as.situation === 'spoken'
        ? spoken(takeover, takeover.startedAt, now)
        : ended(takeover, news.as, now)
    default:
      return unreachable(news)
  }
}

const broken = (watch: Watch): Watch => ({ ...watch, whole: false })

const inDoubt = (
  takeover: Extract<Takeover, { situation: 'sent' }>,
  doubtSince: Instant,
  watch: Watch,
): Takeover =>
  facts(takeover, { situation: 'in-doubt', sentAt: takeover.sentAt, doubtSince, watch })

function enqueued(
  takeover: Extract<Takeover, { situation: 'sent' }>,
  { outcome, early, beside = 0, alone = false }: Extract<News, { type: 'enqueued' }>,
  now: Instant,
): Takeover {
  switch (outcome.is) {
    case 'ambiguous':
      return inDoubt(takeover, now, takeover.watch)
    case 'not-applied':
      return notTaken(takeover, outcome, beside, now)
    case 'applied': {
      const { trace, prepared } = outcome.value
      if (takeover.how !== 'queue' || trace === undefined) {
        return ended({ ...takeover, acceptedAt: now, trace }, ACCEPTED_ONLY, now)
      }
      const held = taken(takeover, trace, prepared, early, now)
      return alone && held.situation === 'queued' ? renewed(held, { headSince: now }) : held
    }
  }
}

/** The list showed it before it was answered; should the answer name another id, that is it, and has done nothing. */
function named(
  takeover: HeldTakeover,
  { outcome, early }: Extract<News, { type: 'enqueued' }>,
  now: Instant,
): HeldTakeover {
  if (outcome.is !== 'applied' || outcome.value.trace === undefined) return takeover
  const { trace, prepared } = outcome.value
  if (trace === takeover.trace)
    return takeover.mistakable ? renewed(takeover, { mistakable: undefined }) : takeover
  const held = taken(takeover, trace, prepared, early, now)
  const { recall } = takeover
  // What cut in cut the other one.
  if (!recall || recall.askAgainAt === NEVER) return held
  return recalled(held, recall, now)
}

const taken = (
  takeover: Extract<Takeover, { sentAt: Instant }>,
  trace: TraceId,
  prepared: boolean,
  hints: Hints,
  now: Instant,
): Extract<Takeover, { situation: 'queued' | 'preparing' }> => {
  const held = accepted(takeover, trace, hints, now)
  if (prepared) return held
  const { sentAt, acceptedAt, recall } = held
  const watch = { seenAt: now, whole: true }
  const begun = { situation: 'preparing', sentAt, acceptedAt, trace, hints, recall, watch } as const
  return facts(held, begun)
}

const foundAs = (
  takeover: Extract<Takeover, { sentAt: Instant }>,
  { trace, early, mistakable }: Extract<News, { type: 'found' }>,
  now: Instant,
): HeldTakeover => ({
  ...accepted(takeover, trace, early, now),
  mistakable: mistakable ? true : undefined,
})

/** Sent again after a rest, or when the queue is shorter, unless it is refused for what it is. */
function notTaken(
  takeover: Extract<Takeover, { situation: 'sent' }>,
  { why, says }: Extract<Outcome<never>, { is: 'not-applied' }>,
  beside: number,
  now: Instant,
): Takeover {
  // It is refused for words that nobody wants any more.
  if (takeover.outdated) return facts(takeover, { refusals: 0, situation: 'waiting' })
  if (why === 'no-media') return ended(takeover, withoutMedia(says), now)
  if (why === 'refused' && takeover.how === 'queue' && beside > 0)
    return facts(takeover, { refusedBeside: beside, situation: 'waiting' })
  const refusals = takeover.refusals + (why === 'refused' ? 1 : 0)
  return why === 'unsupported' || refusals >= REFUSALS_MAX
    ? ended(takeover, failed(says), now)
    : facts(takeover, { refusals, situation: 'waiting' })
}

const accepted = (
  takeover: Extract<Takeover, { sentAt: Instant }>,
  trace: TraceId,
  hints: Hints,
  now: Instant,
): Extract<Takeover, { situation: 'queued' }> =>
  facts(takeover, {
    situation: 'queued',
    sentAt: takeover.sentAt ?? now,
    acceptedAt: now,
    trace,
    hints,
    refusedBeside: undefined,
    recall: undefined,
    place: UNLISTED,
    absentSince: undefined,
  })

/** Who asks, and asks again, is recall.ts. What gave way would come again, unless it is not wanted any more. */
function recalled(
  takeover: HeldTakeover,
  { reason, because }: Unwanted,
  now: Instant,
): HeldTakeover {
  const { recall, situation } = takeover
  if (!recall)
    return renewed(takeover, { recall: { since: now, reason, because, askAgainAt: now } })
  return isForAVoice(recall) && situation !== 'speaking'
    ? renewed(takeover, { recall: { ...recall, reason, because } })
    : takeover
}
