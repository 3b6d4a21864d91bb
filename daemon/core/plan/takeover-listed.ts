/** What the platform's queue list says of a takeover that it took: it waits, it speaks, or it is gone, and as what. */
import { QUEUE_STRIKE, WATCH_GAP_MAX } from '../limits.js'
import { after, between, type Instant } from '../time.js'
import {
  type Ended,
  facts,
  type HeldTakeover,
  type Takeover,
  type TakeoverFacts,
  UNLISTED,
  type Unwanted,
  type Watch,
} from './takeover.js'
import {
  CONTRADICTED,
  failed,
  perhapsBegun,
  SPOKEN,
  takenBack,
  UNCONFIRMED,
  type Verdict,
} from './verdicts.js'

export interface Listing {
  /** From 0; undefined: absent. */
  readonly place: number | undefined
  readonly askedAt: Instant
  /** Something of ours that the list does not show yet may be ahead of its head. */
  readonly doubtful?: boolean
  /** Since when another one speaks that is still at its head. */
  readonly onAirSince?: Instant | undefined
}

/** Also a list asked for before it was sent says nothing. */
export const watched = ({ seenAt, whole }: Watch, askedAt: Instant): Watch =>
  askedAt < seenAt
    ? { seenAt, whole }
    : { seenAt: askedAt, whole: whole && between(seenAt, askedAt) <= WATCH_GAP_MAX }

export function listed(
  takeover: HeldTakeover,
  { place, askedAt, doubtful = false, onAirSince }: Listing,
  now: Instant,
): Takeover {
  if (place !== undefined) return inList(stillThere(takeover, askedAt), place, doubtful, now)
  // A list asked before it was accepted cannot know it.
  if (askedAt < takeover.acceptedAt) return takeover
  const { hints, recall } = takeover
  if (hints.failed && hints.finishedAt !== undefined) return ended(takeover, CONTRADICTED, now)
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

/** Said to have failed, and in the list longer after that than one lags: whoever said so was wrong. */
function stillThere(takeover: HeldTakeover, askedAt: Instant): HeldTakeover {
  const { failed: claim, ...hints } = takeover.hints
  return claim && askedAt >= after(claim.at, QUEUE_STRIKE) ? { ...takeover, hints } : takeover
}

const inList = (takeover: HeldTakeover, place: number, doubtful: boolean, now: Instant) =>
  place === 0 && doubtful ? atHead(takeover, now) : atPlace(takeover, place, now)

/** Twice at the head, longer apart than a list lags: nothing was put ahead of it in time. */
function atHead(takeover: HeldTakeover, now: Instant): Takeover {
  const headSince = (takeover.situation === 'queued' ? takeover.headSince : undefined) ?? now
  if (takeover.situation === 'speaking' || between(headSince, now) >= QUEUE_STRIKE)
    return atPlace(takeover, 0, now)
  const waits = atPlace(takeover, 1, now)
  return waits.situation === 'queued' ? { ...waits, headSince } : waits
}

export function atPlace(takeover: HeldTakeover, place: number, now: Instant): Takeover {
  if (takeover.situation === 'speaking') return takeover
  const { sentAt, acceptedAt, trace, hints, recall } = takeover
  const held = { ...facts(takeover), sentAt, acceptedAt, trace, hints, recall }
  return place === 0
    ? { ...held, situation: 'speaking', startedAt: hints.speakingAt ?? now }
    : { ...held, situation: 'queued', place, absentSince: undefined }
}

export function spoken(takeover: HeldTakeover, startedAt: Instant, now: Instant): Takeover {
  const endedAt = takeover.hints.finishedAt ?? now
  const evidence = takeover.hints.finishedAt === undefined ? 'queue-list' : 'callback'
  return { ...ended({ ...takeover, startedAt }, SPOKEN, endedAt), evidence }
}

export function ended(
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
