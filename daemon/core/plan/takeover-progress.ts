/**
 * How a takeover gets on: waiting → sent → queued → speaking → spoken, and all that can go wrong on the way. The
 * platform's queue list is what moves it on; callbacks only lend it their times.
 */
import { unreachable } from '../assert.js'
import { QUEUE_STRIKE, REFUSALS_MAX, WATCH_GAP_MAX } from '../limits.js'
import { between, type Instant } from '../time.js'
import type { TraceId } from './events.js'
import type { Outcome } from './outcome.js'
import {
  type Ended,
  facts,
  type HeldTakeover,
  type Hints,
  hasEnded,
  isHeld,
  isUnderWay,
  type Takeover,
  type TakeoverFacts,
  UNLISTED,
  type Unwanted,
  type Watch,
} from './takeover.js'
import {
  ACCEPTED_ONLY,
  failed,
  perhapsBegun,
  SPOKEN,
  takenBack,
  UNCONFIRMED,
  type Verdict,
  withoutMedia,
} from './verdicts.js'

export type News =
  | { readonly type: 'sent' }
  | {
      readonly type: 'enqueued'
      readonly outcome: Outcome<{ readonly trace: TraceId | undefined; readonly prepared: boolean }>
      /** Callbacks that came before the answer did. */
      readonly early: Hints
    }
  /** The queue list, asked at `askedAt`: its place from 0, or absent. */
  | {
      readonly type: 'listed'
      readonly place: number | undefined
      readonly askedAt: Instant
      readonly doubtful?: boolean
      /** Since when another one speaks that is still at its head. */
      readonly onAirSince?: Instant | undefined
    }
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
    }
  | { readonly type: 'hinted'; readonly hints: Hints }
  /** The platform is being asked to take it away. */
  | (Unwanted & { readonly type: 'recalled' })
  | { readonly type: 'woke' }
  | { readonly type: 'ended'; readonly as: Verdict }

/** What the news makes of a takeover. News that means nothing in a situation leaves it as it is. */
export function hear(takeover: Takeover, news: News, now: Instant): Takeover {
  if (hasEnded(takeover)) return takeover
  switch (news.type) {
    case 'sent':
      return takeover.situation === 'waiting'
        ? { ...takeover, situation: 'sent', sentAt: now, watch: { seenAt: now, whole: true } }
        : takeover
    case 'enqueued':
      if (takeover.situation === 'sent') return enqueued(takeover, news, now)
      return isHeld(takeover) ? named(takeover, news) : takeover
    case 'listed':
      return isHeld(takeover) ? listed(takeover, news, now) : takeover
    case 'found':
      return isUnderWay(takeover)
        ? atPlace(accepted(takeover, news.trace, news.early, now), news.place, now)
        : takeover
    case 'unlisted':
      return isUnderWay(takeover)
        ? { ...takeover, watch: watched(takeover.watch, news.askedAt) }
        : takeover
    case 'unsure':
      return isUnderWay(takeover) ? { ...takeover, watch: broken(takeover.watch) } : takeover
    case 'hinted':
      return isHeld(takeover)
        ? { ...takeover, hints: { ...news.hints, ...takeover.hints } }
        : takeover
    case 'recalled':
      return isHeld(takeover) ? recalled(takeover, news, now) : takeover
    case 'woke':
      if (takeover.situation === 'in-doubt') return { ...takeover, watch: broken(takeover.watch) }
      if (takeover.situation === 'preparing') return { ...takeover, watch: undefined }
      return takeover.situation === 'sent'
        ? {
            ...takeover,
            situation: 'in-doubt',
            doubtSince: takeover.sentAt,
            watch: broken(takeover.watch),
          }
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

/** Also a list asked for before it was sent says nothing. */
const watched = ({ seenAt, whole }: Watch, askedAt: Instant): Watch =>
  askedAt < seenAt
    ? { seenAt, whole }
    : { seenAt: askedAt, whole: whole && between(seenAt, askedAt) <= WATCH_GAP_MAX }

function enqueued(
  takeover: Extract<Takeover, { situation: 'sent' }>,
  { outcome, early }: Extract<News, { type: 'enqueued' }>,
  now: Instant,
): Takeover {
  switch (outcome.is) {
    case 'ambiguous':
      return { ...takeover, situation: 'in-doubt', doubtSince: now }
    case 'not-applied':
      return notTaken(takeover, outcome, now)
    case 'applied': {
      const { trace, prepared } = outcome.value
      if (takeover.how !== 'queue' || trace === undefined) {
        return ended({ ...takeover, acceptedAt: now, trace }, ACCEPTED_ONLY, now)
      }
      const held = accepted(takeover, trace, early, now)
      const watch = { seenAt: now, whole: true }
      return prepared ? held : { ...held, situation: 'preparing', watch }
    }
  }
}

/** The list showed it before it was answered; should the answer name another id, that one is it. */
const named = (
  takeover: HeldTakeover,
  { outcome, early }: Extract<News, { type: 'enqueued' }>,
): HeldTakeover => {
  const trace = outcome.is === 'applied' ? outcome.value.trace : undefined
  return trace === undefined || trace === takeover.trace
    ? takeover
    : { ...takeover, trace, hints: { ...early, ...takeover.hints } }
}

/** Sent again after a rest, unless it is refused for what it is. */
function notTaken(
  takeover: Extract<Takeover, { situation: 'sent' }>,
  { why, says }: Extract<Outcome<never>, { is: 'not-applied' }>,
  now: Instant,
): Takeover {
  // It is refused for words that nobody wants any more.
  if (takeover.outdated) return { ...facts(takeover), refusals: 0, situation: 'waiting' }
  if (why === 'no-media') return ended(takeover, withoutMedia(says), now)
  const refusals = takeover.refusals + (why === 'refused' ? 1 : 0)
  return why === 'unsupported' || refusals >= REFUSALS_MAX
    ? ended(takeover, failed(says), now)
    : { ...facts(takeover), refusals, situation: 'waiting' }
}

const accepted = (
  takeover: Extract<Takeover, { sentAt: Instant }>,
  trace: TraceId,
  hints: Hints,
  now: Instant,
): Extract<Takeover, { situation: 'queued' }> => ({
  ...facts(takeover),
  situation: 'queued',
  sentAt: takeover.sentAt ?? now,
  acceptedAt: now,
  trace,
  hints,
  recall: undefined,
  place: UNLISTED,
  absentSince: undefined,
})

/** Who asks, and asks again, is recall.ts. */
const recalled = (
  takeover: HeldTakeover,
  { reason, because }: Unwanted,
  now: Instant,
): HeldTakeover =>
  takeover.recall
    ? takeover
    : { ...takeover, recall: { since: now, reason, because, askAgainAt: now } }

function listed(
  takeover: HeldTakeover,
  { place, askedAt, doubtful = false, onAirSince }: Extract<News, { type: 'listed' }>,
  now: Instant,
): Takeover {
  if (place === 0 && doubtful) return atHead(takeover, now)
  if (place !== undefined) return atPlace(takeover, place, now)
  // A list asked before it was accepted cannot know it.
  if (askedAt < takeover.acceptedAt) return takeover
  const { hints, recall } = takeover
  if (hints.failed) return ended(takeover, failed(hints.failed.says), hints.failed.at)
  // Taken back before this list was asked for, or its end was reported since, and nobody saw it speak.
  const isGone =
    recall &&
    recall.since < (hints.finishedAt ?? now) &&
    (recall.since < askedAt ||
      (takeover.situation !== 'speaking' && !hints.speakingAt && hints.finishedAt !== undefined))
  if (isGone) return gone(takeover, recall, onAirSince, now)
  if (takeover.situation === 'speaking') return spoken(takeover, takeover.startedAt, now)
  if (hints.finishedAt !== undefined) {
    return hints.speakingAt === undefined
      ? ended(takeover, UNCONFIRMED, hints.finishedAt)
      : spoken(takeover, hints.speakingAt, now)
  }
  if (takeover.situation === 'preparing')
    return { ...takeover, watch: takeover.watch && watched(takeover.watch, askedAt) }
  if (takeover.absentSince === undefined) return { ...takeover, absentSince: now }
  return between(takeover.absentSince, now) < QUEUE_STRIKE
    ? takeover
    : ended(takeover, UNCONFIRMED, now)
}

/** What was asked back and is gone never began if another one spoke all the while; else nobody knows whether it did. */
function gone(
  takeover: HeldTakeover,
  recall: Unwanted,
  onAirSince: Instant | undefined,
  now: Instant,
): Takeover {
  const { situation, hints } = takeover
  const endedAt = hints.finishedAt ?? now
  if (situation === 'speaking') return ended(takeover, takenBack(situation, recall), endedAt)
  if (hints.speakingAt !== undefined) {
    const begun = { ...takeover, startedAt: hints.speakingAt }
    return { ...ended(begun, takenBack('speaking', recall), endedAt), evidence: 'callback' }
  }
  const wasBehind =
    onAirSince !== undefined &&
    (situation === 'preparing' ||
      (takeover.absentSince === undefined &&
        (takeover.place < UNLISTED || onAirSince <= takeover.sentAt)))
  return ended(takeover, wasBehind ? takenBack(situation, recall) : perhapsBegun(recall), endedAt)
}

/** Twice at the head, longer apart than a list lags: nothing was put ahead of it in time. */
function atHead(takeover: HeldTakeover, now: Instant): Takeover {
  const headSince = (takeover.situation === 'queued' ? takeover.headSince : undefined) ?? now
  if (takeover.situation === 'speaking' || between(headSince, now) >= QUEUE_STRIKE)
    return atPlace(takeover, 0, now)
  const waits = atPlace(takeover, 1, now)
  return waits.situation === 'queued' ? { ...waits, headSince } : waits
}

function atPlace(takeover: HeldTakeover, place: number, now: Instant): Takeover {
  if (takeover.situation === 'speaking') return takeover
  const { sentAt, acceptedAt, trace, hints, recall } = takeover
  const held = { ...facts(takeover), sentAt, acceptedAt, trace, hints, recall }
  return place === 0
    ? { ...held, situation: 'speaking', startedAt: hints.speakingAt ?? now }
    : { ...held, situation: 'queued', place, absentSince: undefined }
}

function spoken(takeover: HeldTakeover, startedAt: Instant, now: Instant): Takeover {
  const endedAt = takeover.hints.finishedAt ?? now
  const evidence = takeover.hints.finishedAt === undefined ? 'queue-list' : 'callback'
  return { ...ended({ ...takeover, startedAt }, SPOKEN, endedAt), evidence }
}

function ended(
  takeover: TakeoverFacts & Partial<Omit<Ended, 'situation'>>,
  as: Verdict,
  endedAt: Instant,
): TakeoverFacts & Ended {
  const { sentAt, acceptedAt, trace, startedAt } = takeover
  const evidence =
    startedAt !== undefined
      ? 'queue-list'
      : acceptedAt !== undefined
        ? 'accepted'
        : sentAt !== undefined
          ? 'sent'
          : 'none'
  return { ...facts(takeover), ...as, sentAt, acceptedAt, trace, startedAt, endedAt, evidence }
}
