/** What can be said of a takeover at its end, in the as-run log's terms. */

import { SEEN_SHORTLY, WATCH_GAP_MAX } from '../limits.js'
import { type Duration, type Instant, showSeconds } from '../time.js'
import type { Reason, Status } from './as-run.js'
import { type Ended, facts, type Takeover, type TakeoverFacts, type Unwanted } from './takeover.js'
import { mayBeOverIn } from './watch.js'

export interface Verdict {
  readonly situation: Ended['situation']
  readonly status: Status
  readonly reason: Reason
  readonly says: string | undefined
}

/** It is over, with the times it had. */
export function ended(
  takeover: TakeoverFacts & Partial<Omit<Ended, 'situation'>>,
  as: Verdict,
  endedAt: Instant,
): TakeoverFacts & Ended {
  const { sentAt, acceptedAt, trace, startedAt, mistakable } = takeover
  const evidence =
    startedAt !== undefined
      ? 'queue-list'
      : acceptedAt !== undefined
        ? 'accepted'
        : sentAt !== undefined
          ? 'sent'
          : 'none'
  const { situation, status, reason, says } = as
  return facts(takeover, {
    situation,
    status,
    reason,
    says,
    sentAt,
    acceptedAt,
    trace,
    startedAt,
    endedAt,
    evidence,
    mistakable,
  })
}

export const SPOKEN: Verdict = {
  situation: 'spoken',
  status: 'aired',
  reason: 'ON_TIME',
  says: undefined,
}
export const UNCONFIRMED: Verdict = {
  situation: 'unknown',
  status: 'aired_unconfirmed',
  reason: 'ON_TIME',
  says: 'accepted by the platform and gone from its queue; nobody saw it on air',
}
export const ACCEPTED_ONLY: Verdict = {
  situation: 'unknown',
  status: 'aired_unconfirmed',
  reason: 'INSERTED_BY_API',
  says: 'accepted by the platform, which reports no progress of it',
}
export const CONTRADICTED: Verdict = {
  situation: 'unknown',
  status: 'aired_unconfirmed',
  reason: 'PROVIDER_ERROR',
  says: 'the platform reports that it failed, and that it was spoken to its end',
}
export const failed = (says: string): Verdict => ({
  situation: 'failed',
  status: 'failed',
  reason: 'PROVIDER_ERROR',
  says,
})
/** It was on air, and the platform reports that it failed. */
export const brokeOff = (says: string): Verdict => ({ ...failed(says), status: 'aired_partial' })
/** The same, where only a callback had said that it was on air. */
export const perhapsBrokeOff = (says: string): Verdict => ({
  ...failed(says),
  status: 'aired_unconfirmed',
  says: `${says}; it was said to be on air, and nobody saw it there`,
})
/** It waited, and is gone: so soon that it cannot have been spoken to its end. */
export const GONE_UNSPOKEN: Verdict = {
  ...failed('gone from the platform’s queue sooner than it can have been spoken'),
  status: 'aired_unconfirmed',
}
/** It was seen on air, and is gone: so soon that it cannot have been spoken to its end. */
export const goneTooSoon = (onAir: Duration): Verdict => ({
  situation: 'unknown',
  status: 'aired_unconfirmed',
  reason: 'PROVIDER_ERROR',
  says: `gone after ${showSeconds(onAir)}, sooner than it can be spoken: perhaps it broke off`,
})
export const EXPIRED: Verdict = {
  situation: 'expired',
  status: 'skipped',
  reason: 'EXPIRED',
  says: 'its time had passed before it could be sent',
}

/** The platform was asked to take it away, and did: cut in mid-speech, or never begun. */
export const takenBack = (was: Takeover['situation'], { reason, because }: Unwanted): Verdict =>
  was === 'speaking'
    ? { situation: 'cut', status: 'aired_partial', reason, says: because }
    : {
        situation: 'cancelled',
        status: reason === 'PREEMPTED' ? 'dropped' : 'cancelled',
        reason,
        says: because,
      }
/** It was taken back, and is gone; whether it had begun by then, or was even over, nobody saw. */
export const perhapsBegun = ({ reason, because }: Unwanted): Verdict => ({
  situation: 'unknown',
  status: 'aired_unconfirmed',
  reason,
  says: `${because}; nobody saw whether it had begun`,
})
/** It was seen on air and taken back, and is gone; whether it was over before that, nobody saw. */
export const perhapsOver = ({ reason, because }: Unwanted): Verdict => ({
  situation: 'cut',
  status: 'aired_unconfirmed',
  reason,
  says: `${because}; nobody saw whether it was over by then`,
})
export const droppedFor = (what: string): Verdict => ({
  situation: 'cancelled',
  status: 'dropped',
  reason: 'DROP_FOR_TIME',
  says: `left out: it would not have been over by ${what}`,
})

/** `seen`: the queue was read shortly before. `unread`: for how long it was not. */
export function atTheEnd(takeover: Takeover, seen: boolean, unread: Duration): Verdict {
  switch (takeover.situation) {
    case 'speaking':
      if (takeover.hints.finishedAt !== undefined) return SPOKEN
      // A close may take minutes: by then it may have been over long ago.
      return seen && unread <= SEEN_SHORTLY ? CUT : LAST_SEEN_ON_AIR
    case 'queued':
      return seen &&
        takeover.hints.speakingAt === undefined &&
        takeover.absentSince === undefined &&
        !mayBeOverIn(takeover, unread, WATCH_GAP_MAX)
        ? OUT_OF_TIME
        : NEVER_SEEN
    case 'preparing':
      // What was spoken while nobody read the queue was prepared in time: a close may take minutes.
      return seen &&
        takeover.watch?.whole &&
        takeover.hints.speakingAt === undefined &&
        !mayBeOverIn(takeover, unread, WATCH_GAP_MAX)
        ? OUT_OF_TIME
        : NEVER_SEEN
    case 'sent':
    case 'in-doubt':
      return NEVER_SEEN
    default:
      return OUT_OF_TIME
  }
}

const CUT: Verdict = {
  situation: 'cut',
  status: 'aired_partial',
  reason: 'HARD_OUT',
  says: 'cut at the end of the airing',
}
const NEVER_SEEN: Verdict = {
  situation: 'unknown',
  status: 'aired_unconfirmed',
  reason: 'HARD_OUT',
  says: 'the airing was over before anybody knew what became of it',
}
const LAST_SEEN_ON_AIR: Verdict = {
  situation: 'unknown',
  status: 'aired_unconfirmed',
  reason: 'HARD_OUT',
  says: 'on air when it was last seen; nobody saw it end',
}
const OUT_OF_TIME: Verdict = {
  situation: 'cancelled',
  status: 'dropped',
  reason: 'HARD_OUT',
  says: 'the airing was over',
}

export function whenSessionLost(takeover: Takeover): Verdict | undefined {
  const reason = 'PROVIDER_SESSION_LOST'
  switch (takeover.situation) {
    case 'speaking':
      return {
        situation: 'cut',
        status: 'aired_partial',
        reason,
        says: 'the session was lost while it spoke',
      }
    case 'sent':
    case 'in-doubt':
    case 'preparing':
    case 'queued':
      return {
        situation: 'unknown',
        status: 'aired_unconfirmed',
        reason,
        says: 'the session was lost before anybody saw it on air',
      }
    default:
      return undefined
  }
}

export const OVERTAKEN: Verdict = {
  situation: 'expired',
  status: 'dropped',
  reason: 'DROP_FOR_TIME',
  says: 'its next turn came before it could be sent',
}
export const NEVER_KNOWN: Verdict = {
  situation: 'unknown',
  status: 'aired_unconfirmed',
  reason: 'IN_DOUBT_AFTER_CRASH',
  says: 'its request was never answered and it was not seen in the queue',
}
export const withoutMedia = (says: string): Verdict => ({
  situation: 'failed',
  status: 'failed',
  reason: 'MEDIA_INVALID',
  says,
})
export const NEVER_PREPARED: Verdict = {
  situation: 'failed',
  status: 'failed',
  reason: 'MEDIA_INVALID',
  says: 'the platform did not finish preparing it',
}
export const PERHAPS_PREPARED: Verdict = {
  situation: 'unknown',
  status: 'aired_unconfirmed',
  reason: 'MEDIA_INVALID',
  says: 'the platform was not seen to finish preparing it, and its queue was not read all the time',
}
/** Why a ghost, or what was sent in its place, is taken back. */
export const TURNED_UP: Unwanted = {
  reason: 'PREEMPTED',
  because: 'an earlier sending of it turned up at the platform after it had been given up',
}
/** The same, where it may have been another's. */
export const PERHAPS_TURNED_UP: Unwanted = {
  reason: 'PREEMPTED',
  because: 'an earlier sending of it, or of another item, turned up after both had been given up',
}
/** Why what turned up in the queue is never more than unconfirmed. */
export const MISTAKABLE =
  'more than one request had no answer: what was heard may have been another item'
/** What stood in the platform's queue when a live voice was to be let in. */
export const FOR_A_VOICE: Unwanted = { reason: 'PREEMPTED', because: 'it gave way to a live voice' }
export const isForAVoice = ({ because }: Unwanted): boolean => because === FOR_A_VOICE.because
export const MISSED: Verdict = {
  situation: 'expired',
  status: 'missed',
  reason: 'STALE_AT_STARTUP',
  says: 'its time passed while nothing could be aired',
}
export const FORGOTTEN: Verdict = {
  situation: 'unknown',
  status: 'aired_unconfirmed',
  reason: 'IN_DOUBT_AFTER_CRASH',
  says: 'the journal was restored from an older state: it may have aired meanwhile',
}
