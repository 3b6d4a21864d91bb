/**
 * An item on its way to air, whatever it came from. It is a frozen copy of its cue, so a later edit does not touch it.
 * The platform's queue list is what moves it on; callbacks only lend it their times.
 */
import { unreachable } from '../assert.js'
import type { TakeoverScript } from '../compile/programme.js'
import { QUEUE_STRIKE, REFUSALS_MAX } from '../limits.js'
import type { CueId, Doubt, Urgency } from '../rundown/rundown.js'
import { between, type Instant } from '../time.js'
import type { Reason, Status } from './as-run.js'
import type { AiringId } from './calendar.js'
import type { TraceId } from './events.js'
import type { Outcome } from './outcome.js'
import { ACCEPTED_ONLY, failed, SPOKEN, UNCONFIRMED, type Verdict } from './verdicts.js'

export type TakeoverId = string & { readonly id: 'takeover' }

export const takeoverId = (airing: AiringId, cue: CueId | string, turn: number) =>
  `${airing}/${cue}/${turn}` as TakeoverId

export type Takeover = TakeoverFacts & Progress

export interface TakeoverFacts {
  readonly id: TakeoverId
  /** undefined: it came from an operator. */
  readonly cue: CueId | undefined
  readonly segment: string | undefined
  readonly turn: number
  /** Raised only by a decision to air it again. */
  readonly gen: number
  /** How often the platform said no: once may be the session's fault, twice is its own. */
  readonly refusals: number
  readonly how: 'queue' | 'interrupt' | 'interrupt-plain'
  readonly urgency: Urgency
  readonly doubt: Doubt
  readonly script: TakeoverScript
  /** May not be sent earlier. */
  readonly dueAt: Instant
  /** The time the plan gives it; undefined while what it follows is still on air. */
  readonly plannedAt: Instant | undefined
  /** Not sent later than this. */
  readonly expiresAt: Instant
  /** The takeover it follows: sent while that one speaks, aired behind it. */
  readonly follows: TakeoverId | undefined
  /** The cues behind it have been called. */
  readonly followed: boolean
}

type Progress =
  | { readonly situation: 'waiting' }
  | { readonly situation: 'sent'; readonly sentAt: Instant }
  /** Nobody knows whether the platform took it. */
  | { readonly situation: 'in-doubt'; readonly sentAt: Instant; readonly doubtSince: Instant }
  | (Accepted & { readonly situation: 'preparing' })
  | (Accepted & {
      readonly situation: 'queued'
      /** In the platform's queue as last read, 0 on air; behind everything until it was read. */
      readonly place: number
      readonly absentSince: Instant | undefined
    })
  | (Accepted & { readonly situation: 'speaking'; readonly startedAt: Instant })
  | Ended

interface Accepted {
  readonly sentAt: Instant
  readonly acceptedAt: Instant
  readonly trace: TraceId
  readonly hints: Hints
}

/** When callbacks claimed a thing; used as its time once the queue list confirms it. */
export interface Hints {
  readonly speakingAt?: Instant
  readonly finishedAt?: Instant
  readonly failed?: { readonly at: Instant; readonly says: string }
}

export interface Ended {
  readonly situation: 'spoken' | 'cut' | 'cancelled' | 'expired' | 'failed' | 'unknown'
  readonly sentAt: Instant | undefined
  readonly acceptedAt: Instant | undefined
  readonly trace: TraceId | undefined
  readonly startedAt: Instant | undefined
  readonly endedAt: Instant
  readonly status: Status
  readonly reason: Reason
  readonly evidence: 'queue-list' | 'callback' | 'accepted' | 'sent' | 'none'
  readonly says: string | undefined
}

export type News =
  | { readonly type: 'sent' }
  | {
      readonly type: 'enqueued'
      readonly outcome: Outcome<{ readonly trace: TraceId | undefined; readonly prepared: boolean }>
      /** Callbacks that came before the answer did. */
      readonly early: Hints
    }
  /** The queue list, asked at `askedAt`: its place from 0, or absent. */
  | { readonly type: 'listed'; readonly place: number | undefined; readonly askedAt: Instant }
  /** An unknown id in the list can only be this one: a single enqueue is under way at a time. */
  | {
      readonly type: 'found'
      readonly trace: TraceId
      readonly place: number
      readonly early: Hints
    }
  | { readonly type: 'hinted'; readonly hints: Hints }
  | { readonly type: 'woke' }
  | { readonly type: 'ended'; readonly as: Verdict }

export type HeldTakeover = Extract<Takeover, Accepted>

export const isHeld = (takeover: Takeover): takeover is HeldTakeover => 'hints' in takeover
export const hasEnded = (takeover: Takeover): takeover is TakeoverFacts & Ended =>
  'endedAt' in takeover

/** Sent, and the platform has not said yet what became of it. One per session at a time. */
export const isUnderWay = (
  takeover: Takeover,
): takeover is Extract<Takeover, { situation: 'sent' | 'in-doubt' }> =>
  takeover.situation === 'sent' || takeover.situation === 'in-doubt'

export const title = (script: TakeoverScript) =>
  script.say?.trim().replace(/\s+/g, ' ').slice(0, 60) ?? script.audio ?? 'picture'

/** What the news makes of a takeover. News that means nothing in a situation leaves it as it is. */
export function hear(takeover: Takeover, news: News, now: Instant): Takeover {
  if (hasEnded(takeover)) return takeover
  switch (news.type) {
    case 'sent':
      return takeover.situation === 'waiting'
        ? { ...takeover, situation: 'sent', sentAt: now }
        : takeover
    case 'enqueued':
      return takeover.situation === 'sent' ? enqueued(takeover, news, now) : takeover
    case 'listed':
      return isHeld(takeover) ? listed(takeover, news.place, news.askedAt, now) : takeover
    case 'found':
      return takeover.situation === 'in-doubt'
        ? atPlace(accepted(takeover, news.trace, news.early, now), news.place, now)
        : takeover
    case 'hinted':
      return isHeld(takeover)
        ? { ...takeover, hints: { ...news.hints, ...takeover.hints } }
        : takeover
    case 'woke':
      return isUnderWay(takeover)
        ? { ...takeover, situation: 'in-doubt', doubtSince: now }
        : takeover
    case 'ended':
      return takeover.situation === 'speaking' && news.as.situation === 'spoken'
        ? spoken(takeover, takeover.startedAt, now)
        : ended(takeover, news.as, now)
    default:
      return unreachable(news)
  }
}

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
      return prepared ? held : { ...held, situation: 'preparing' }
    }
  }
}

/** Sent again after a rest, unless it is refused for what it is. */
function notTaken(
  takeover: Extract<Takeover, { situation: 'sent' }>,
  { why, says }: Extract<Outcome<never>, { is: 'not-applied' }>,
  now: Instant,
): Takeover {
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
  place: BEHIND,
  absentSince: undefined,
})

const BEHIND = 1_000

function listed(
  takeover: HeldTakeover,
  place: number | undefined,
  askedAt: Instant,
  now: Instant,
): Takeover {
  if (place !== undefined) return atPlace(takeover, place, now)
  // A list asked before it was accepted cannot know it.
  if (askedAt < takeover.acceptedAt) return takeover
  const { hints } = takeover
  if (hints.failed) return ended(takeover, failed(hints.failed.says), hints.failed.at)
  if (takeover.situation === 'speaking') return spoken(takeover, takeover.startedAt, now)
  if (hints.finishedAt !== undefined) {
    return hints.speakingAt === undefined
      ? ended(takeover, UNCONFIRMED, hints.finishedAt)
      : spoken(takeover, hints.speakingAt, now)
  }
  if (takeover.situation === 'preparing') return takeover
  if (takeover.absentSince === undefined) return { ...takeover, absentSince: now }
  return between(takeover.absentSince, now) < QUEUE_STRIKE
    ? takeover
    : ended(takeover, UNCONFIRMED, now)
}

function atPlace(takeover: HeldTakeover, place: number, now: Instant): Takeover {
  if (takeover.situation === 'speaking') return takeover
  const { sentAt, acceptedAt, trace, hints } = takeover
  const held = { ...facts(takeover), sentAt, acceptedAt, trace, hints }
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

/** What stays the same whatever becomes of it. */
export const facts = (takeover: TakeoverFacts): TakeoverFacts => ({
  id: takeover.id,
  cue: takeover.cue,
  segment: takeover.segment,
  turn: takeover.turn,
  gen: takeover.gen,
  refusals: takeover.refusals,
  how: takeover.how,
  urgency: takeover.urgency,
  doubt: takeover.doubt,
  script: takeover.script,
  dueAt: takeover.dueAt,
  plannedAt: takeover.plannedAt,
  expiresAt: takeover.expiresAt,
  follows: takeover.follows,
  followed: takeover.followed,
})
