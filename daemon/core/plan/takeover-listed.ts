/** What the platform's queue list says of a takeover that it took: it waits, it speaks, or it is gone, and as what. */
import { QUEUE_STRIKE, SPEECH_SLACK, UNSEEN_END } from '../limits.js'
import { after, between, type Instant, millis } from '../time.js'
import { gone, isGone, notBefore } from './taken-back.js'
import {
  facts,
  type HeldTakeover,
  type Hints,
  hasEnded,
  renewed,
  type Takeover,
  UNLISTED,
} from './takeover.js'
import {
  brokeOff,
  CONTRADICTED,
  ended,
  failed,
  GONE_UNSPOKEN,
  goneTooSoon,
  perhapsBrokeOff,
  SPOKEN,
  UNCONFIRMED,
} from './verdicts.js'
import { hasWatch, mayBeOverIn, watched } from './watch.js'

export interface Listing {
  /** From 0; undefined: absent. */
  readonly place: number | undefined
  readonly askedAt: Instant
  /** Something of ours that the list does not show yet may be ahead of its head. */
  readonly doubtful?: boolean
  /** Since when another one speaks that is still at its head. */
  readonly onAirSince?: Instant | undefined
  /** The list before this one was asked for then; undefined: what it showed does not count. */
  readonly lastAskedAt?: Instant | undefined
}

export function listed(takeover: HeldTakeover, listing: Listing, now: Instant): Takeover {
  const { place, askedAt } = listing
  if (place !== undefined) return inList(stillThere(takeover, askedAt), place, listing, now)
  // A list asked before it was accepted cannot know it.
  if (askedAt < takeover.acceptedAt) return takeover
  const { hints, recall } = takeover
  if (hints.failed && hints.finishedAt !== undefined) return ended(takeover, CONTRADICTED, now)
  if (hints.failed) return failedAsSaid(takeover, hints.failed)
  if (recall && isGone(takeover, recall, askedAt, now)) return gone(takeover, recall, listing, now)
  if (takeover.situation === 'speaking')
    return unseen(spoken(takeover, takeover.startedAt, now), listing, now)
  if (hints.finishedAt !== undefined) {
    return hints.speakingAt === undefined
      ? ended(takeover, UNCONFIRMED, hints.finishedAt)
      : spoken(takeover, hints.speakingAt, now)
  }
  if (takeover.situation === 'preparing')
    return hasWatch(takeover) ? renewed(takeover, { watch: watched(takeover, askedAt) }) : takeover
  if (takeover.absentSince === undefined)
    return renewed(takeover, { absentSince: now, goneUnspoken: isUnspoken(takeover, listing, now) })
  if (between(takeover.absentSince, now) < QUEUE_STRIKE) return takeover
  return ended(takeover, takeover.goneUnspoken ? GONE_UNSPOKEN : UNCONFIRMED, now)
}

/** The list before had it waiting, and the fastest voice could not have spoken it since: the session may be over. */
function isUnspoken(
  takeover: Extract<HeldTakeover, { situation: 'queued' }>,
  { lastAskedAt }: Listing,
  now: Instant,
): true | undefined {
  const { place, acceptedAt, hints } = takeover
  const from = place === UNLISTED ? acceptedAt : lastAskedAt
  if (from === undefined || hints.speakingAt !== undefined) return undefined
  const within = millis(between(from, now) + QUEUE_STRIKE)
  return mayBeOverIn(takeover, within, NO_TIME) ? undefined : true
}

/** Nobody looked for a while (the daemon was away, the platform silent): it may have been over long before. */
function unseen(takeover: Takeover, { lastAskedAt }: Listing, now: Instant): Takeover {
  if (!hasEnded(takeover) || takeover.evidence === 'callback') return takeover
  if (lastAskedAt === undefined || between(lastAskedAt, now) < UNSEEN_END) return takeover
  const gap = Math.round(between(lastAskedAt, now) / 1_000)
  return {
    ...takeover,
    says: `nobody saw its end: the queue was not read for the ${gap} s before it`,
  }
}

/** What was seen to begin was heard in part; of what is only said to have begun nobody knows. */
function failedAsSaid(
  takeover: HeldTakeover,
  { at, says }: NonNullable<Hints['failed']>,
): Takeover {
  if (takeover.situation === 'speaking') return ended(takeover, brokeOff(says), at)
  const as = takeover.hints.speakingAt === undefined ? failed(says) : perhapsBrokeOff(says)
  return ended(takeover, as, at)
}

/** Said to have failed, or to be over, and in the list longer after that than one lags: whoever said so was wrong. */
function stillThere(takeover: HeldTakeover, askedAt: Instant): HeldTakeover {
  const { failed: claim, finishedAt, ...others } = takeover.hints
  const isWrong = (at: Instant | undefined) =>
    at !== undefined && askedAt >= after(at, QUEUE_STRIKE)
  if (!isWrong(claim?.at) && !isWrong(finishedAt)) return takeover
  const hints = {
    ...others,
    ...(claim && !isWrong(claim.at) ? { failed: claim } : {}),
    ...(finishedAt !== undefined && !isWrong(finishedAt) ? { finishedAt } : {}),
  }
  return renewed(takeover, { hints })
}

const inList = (
  takeover: HeldTakeover,
  place: number,
  { doubtful = false, lastAskedAt }: Listing,
  now: Instant,
) =>
  place === 0 && doubtful
    ? atHead(takeover, lastAskedAt, now)
    : atPlace(takeover, place, lastAskedAt, now)

/** Twice at the head, longer apart than a list lags: nothing was put ahead of it in time. */
function atHead(takeover: HeldTakeover, lastAskedAt: Instant | undefined, now: Instant): Takeover {
  const headSince = (takeover.situation === 'queued' ? takeover.headSince : undefined) ?? now
  if (takeover.situation === 'speaking' || between(headSince, now) >= QUEUE_STRIKE)
    return atPlace(takeover, 0, lastAskedAt, now)
  const waits = atPlace(takeover, 1, lastAskedAt, now)
  return waits.situation === 'queued' ? renewed(waits, { headSince }) : waits
}

export function atPlace(
  takeover: HeldTakeover,
  place: number,
  lastAskedAt: Instant | undefined,
  now: Instant,
): Takeover {
  if (takeover.situation === 'speaking' || stays(takeover, place)) return takeover
  const { sentAt, acceptedAt, trace, hints, recall, mistakable } = takeover
  const held = { sentAt, acceptedAt, trace, hints, recall, mistakable }
  if (place > 0)
    return facts(takeover, { situation: 'queued', ...held, place, absentSince: undefined })
  const startedAt = hints.speakingAt ?? now
  const since = notBefore(takeover, lastAskedAt)
  return facts(takeover, { situation: 'speaking', ...held, startedAt, notBefore: since })
}

/** The list says what is known of it already. */
const stays = (takeover: HeldTakeover, place: number): boolean =>
  place > 0 &&
  takeover.situation === 'queued' &&
  takeover.place === place &&
  takeover.absentSince === undefined &&
  takeover.goneUnspoken === undefined &&
  takeover.headSince === undefined

/**
 * Over, unless nothing but the list says so and it was gone sooner than the fastest voice could have spoken it: then it
 * perhaps broke off.
 */
export function spoken(takeover: HeldTakeover, startedAt: Instant, now: Instant): Takeover {
  const { finishedAt } = takeover.hints
  const evidence = finishedAt === undefined ? 'queue-list' : 'callback'
  const endedAt = finishedAt ?? now
  const onAir = between(earliestStart(takeover, startedAt), endedAt)
  const within = millis(onAir + SPEECH_SLACK)
  const isWhole = finishedAt !== undefined || mayBeOverIn(takeover, within, NO_TIME)
  const as = isWhole ? SPOKEN : goneTooSoon(onAir)
  return { ...ended(begun(takeover, startedAt), as, endedAt), evidence }
}

/** Nothing is known of how long it speaks. */
const NO_TIME = millis(0)

const earliestStart = (takeover: HeldTakeover, startedAt: Instant): Instant =>
  takeover.situation === 'speaking' ? (takeover.notBefore ?? takeover.sentAt) : startedAt

const begun = (takeover: HeldTakeover, startedAt: Instant) => {
  const { sentAt, acceptedAt, trace, mistakable } = takeover
  return facts(takeover, { sentAt, acceptedAt, trace, startedAt, mistakable })
}
