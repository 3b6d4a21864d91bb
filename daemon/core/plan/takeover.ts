/**
 * An item on its way to air, whatever it came from. It is a frozen copy of its cue, so a later edit does not touch it.
 * What moves it on is in takeover-progress.ts.
 */
import type { TakeoverScript } from '../compile/programme.js'
import type { CueId, Doubt, Start, Urgency } from '../rundown/rundown.js'
import type { Instant } from '../time.js'
import type { Reason, Status } from './as-run.js'
import type { AiringId } from './calendar.js'
import type { TraceId } from './events.js'

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
  /** Why it may be sent again: nobody could have taken it unseen, or being heard twice is accepted. */
  readonly sentAgain: 'watched' | 'may-be-heard-twice' | undefined
  /** How often the platform said no: once may be the session's fault, twice is its own. */
  readonly refusals: number
  readonly how: 'queue' | 'interrupt' | 'interrupt-plain'
  readonly urgency: Urgency
  readonly doubt: Doubt
  /** Its rank when time runs short: 1 goes first, 9 last, undefined never. */
  readonly drop: number | undefined
  readonly start: Start
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
  | { readonly situation: 'sent'; readonly sentAt: Instant; readonly watch: Watch }
  /** Nobody knows whether the platform took it. */
  | {
      readonly situation: 'in-doubt'
      readonly sentAt: Instant
      readonly doubtSince: Instant
      readonly watch: Watch
    }
  | (Accepted & { readonly situation: 'preparing' })
  | (Accepted & {
      readonly situation: 'queued'
      /** In the platform's queue as last read, 0 on air; behind everything until it was read. */
      readonly place: number
      readonly absentSince: Instant | undefined
    })
  | (Accepted & { readonly situation: 'speaking'; readonly startedAt: Instant })
  | Ended

/**
 * How closely the platform's queue was read since it was sent. Without a gap it cannot have been there, spoken and gone
 * unseen: the certificate without which nothing is sent again that may air only once.
 */
export interface Watch {
  /** The last list that was answered was asked for then. */
  readonly seenAt: Instant
  readonly whole: boolean
}

interface Accepted {
  readonly sentAt: Instant
  readonly acceptedAt: Instant
  readonly trace: TraceId
  readonly hints: Hints
  /** The platform was asked to take it away. */
  readonly recall: Recall | undefined
}

/** Repeated until the platform's list no longer has it. */
export interface Recall {
  readonly since: Instant
  readonly askAgainAt: Instant
  readonly because: string
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

export type HeldTakeover = Extract<Takeover, Accepted>

export const isHeld = (takeover: Takeover): takeover is HeldTakeover => 'hints' in takeover
export const hasEnded = (takeover: Takeover): takeover is TakeoverFacts & Ended =>
  'endedAt' in takeover

/** Sent, and the platform has not said yet what became of it. One per session at a time. */
export const isUnderWay = (
  takeover: Takeover,
): takeover is Extract<Takeover, { situation: 'sent' | 'in-doubt' }> =>
  takeover.situation === 'sent' || takeover.situation === 'in-doubt'

/** A call is answered once, and by then the takeover may be over already. */
export const awaitedAs = ({ id, gen }: Pick<TakeoverFacts, 'id' | 'gen'>) => `${id}#${gen}`

/** Where a takeover stands that no list has shown yet: behind everything. */
export const UNLISTED = 1_000

/** The platform's list has shown it where it stands. */
export const isListed = (
  takeover: Takeover,
): takeover is Extract<Takeover, { situation: 'queued' }> =>
  takeover.situation === 'queued' && takeover.place < UNLISTED && takeover.absentSince === undefined

export const title = (script: TakeoverScript) =>
  script.say?.trim().replace(/\s+/g, ' ').slice(0, 60) ?? script.audio ?? 'picture'

/** What stays the same whatever becomes of it. */
export const facts = (takeover: TakeoverFacts): TakeoverFacts => ({
  id: takeover.id,
  cue: takeover.cue,
  segment: takeover.segment,
  turn: takeover.turn,
  gen: takeover.gen,
  sentAgain: takeover.sentAgain,
  refusals: takeover.refusals,
  how: takeover.how,
  urgency: takeover.urgency,
  doubt: takeover.doubt,
  drop: takeover.drop,
  start: takeover.start,
  script: takeover.script,
  dueAt: takeover.dueAt,
  plannedAt: takeover.plannedAt,
  expiresAt: takeover.expiresAt,
  follows: takeover.follows,
  followed: takeover.followed,
})
