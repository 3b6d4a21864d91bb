/**
 * What was asked back from the platform and is in its list no more: whether that says that it is gone, and if so, how
 * much of it was heard. Only what cannot have been heard to its end is called cut: what was cut may begin anew.
 */
import { QUEUE_STRIKE, WATCH_GAP_MAX } from '../limits.js'
import { after, before, between, type Instant, instant, millis } from '../time.js'
import {
  type Ended,
  type HeldTakeover,
  isListed,
  type Recall,
  type Takeover,
  type TakeoverFacts,
  UNLISTED,
} from './takeover.js'
import type { Listing } from './takeover-listed.js'
import { ended, perhapsBegun, perhapsOver, takenBack } from './verdicts.js'
import { hasWatch, mayBeOverIn, watched } from './watch.js'

/** Taken back before this list was asked for, or its end was reported since, and nobody saw it speak. */
export function isGone(
  takeover: HeldTakeover,
  recall: Recall,
  askedAt: Instant,
  now: Instant,
): boolean {
  const { situation, hints } = takeover
  const { finishedAt } = hints
  const reported = finishedAt !== undefined && recall.since < finishedAt
  if (!reported && !(recall.taken || couldBeListed(takeover, askedAt))) return false
  const unseen = situation !== 'speaking' && hints.speakingAt === undefined
  return recall.since < (finishedAt ?? now) && (recall.since < askedAt || (unseen && reported))
}

/** No list shows what is being prepared, nor, for a while, what has just joined the queue. */
function couldBeListed(takeover: HeldTakeover, askedAt: Instant): boolean {
  if (takeover.situation === 'preparing') return false
  if (takeover.situation === 'speaking' || takeover.place < UNLISTED) return true
  return askedAt >= after(takeover.acceptedAt, QUEUE_STRIKE)
}

export function gone(
  takeover: HeldTakeover,
  recall: Recall,
  listing: Listing,
  now: Instant,
): TakeoverFacts & Ended {
  const { situation, hints } = takeover
  const endedAt = hints.finishedAt ?? now
  const begun = isCut(takeover, recall, listing, now)
    ? takenBack('speaking', recall)
    : perhapsOver(recall)
  if (situation === 'speaking') return ended(takeover, begun, endedAt)
  if (hints.speakingAt !== undefined) {
    const started = { ...takeover, startedAt: hints.speakingAt }
    return { ...ended(started, begun, endedAt), evidence: 'callback' }
  }
  const never = !takeover.mistakable && neverBegan(takeover, listing)
  return ended(takeover, never ? takenBack(situation, recall) : perhapsBegun(recall), endedAt)
}

/**
 * It cannot have been over before it was taken away: a list had it shortly before, and the platform says that it took
 * it away; or it had not the time. What the platform answers of an item that is over is not documented: its word alone
 * is not enough.
 */
function isCut(
  takeover: HeldTakeover,
  { taken, since }: Recall,
  { lastAskedAt }: Listing,
  now: Instant,
): boolean {
  if (takeover.mistakable) return false
  const seen =
    lastAskedAt !== undefined &&
    between(lastAskedAt, since) <= WATCH_GAP_MAX &&
    (takeover.situation === 'speaking' || isListed(takeover))
  if (taken && seen) return true
  const from =
    takeover.situation === 'speaking'
      ? (takeover.notBefore ?? takeover.sentAt)
      : notBefore(takeover, lastAskedAt)
  return !mayBeOverIn(takeover, between(from, now), millis(0))
}

/** Another one spoke all the while. */
function neverBegan(takeover: HeldTakeover, { askedAt, onAirSince }: Listing): boolean {
  if (onAirSince === undefined) return false
  if (takeover.situation === 'preparing')
    return hasWatch(takeover) && watched(takeover, askedAt).whole
  return (
    takeover.situation === 'queued' &&
    takeover.absentSince === undefined &&
    (takeover.place < UNLISTED || onAirSince <= takeover.sentAt)
  )
}

/** The list before this one had it behind another; a list may lag. */
export function notBefore(takeover: Takeover, lastAskedAt: Instant | undefined): Instant {
  const sentAt = 'sentAt' in takeover ? takeover.sentAt : undefined
  const waited =
    lastAskedAt !== undefined && isListed(takeover) && takeover.headSince === undefined
      ? before(lastAskedAt, QUEUE_STRIKE)
      : undefined
  return instant(Math.max(sentAt ?? 0, waited ?? 0))
}
