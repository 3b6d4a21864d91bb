/**
 * An item on its way to air, whatever it came from. It is a frozen copy of its cue, so a later edit does not touch it.
 * What moves it on is in takeover-progress.ts.
 */
import type { TakeoverScript } from '../compile/programme.js'
import type { CueId, Doubt, OnCut, Start, Urgency } from '../rundown/rundown.js'
import type { Duration, Instant } from '../time.js'
import type { Reason, Status } from './as-run.js'
import type { AiringId } from './calendar.js'
import type { TraceId } from './events.js'

export type TakeoverId = string & { readonly id: 'takeover' }

export const takeoverId = (airing: AiringId, cue: CueId | string, turn: number) =>
  `${airing}/${cue}/${turn}` as TakeoverId

export type Takeover = TakeoverFacts & Progress

export interface TakeoverFacts {
  readonly id: TakeoverId
  /** Of the rundown: a cue's or an ad-lib's name. */
  readonly cue: CueId | undefined
  readonly source: Source
  /** Who asked for it: an operator, or whoever put a question. */
  readonly by: string | undefined
  readonly segment: string | undefined
  readonly turn: number
  /** Raised only by a decision to air it again. */
  readonly gen: number
  /** Why it is sent again: it could not have aired unseen, being heard twice is accepted, or it had not begun. */
  readonly sentAgain: 'watched' | 'may-be-heard-twice' | 'gave-way' | 'failed' | undefined
  /** How often the platform said no: once may be the session's fault, twice is its own. */
  readonly refusals: number
  /** So many of ours were at the platform when it said no: its queue may have been full, and one of them goes first. */
  readonly refusedBeside?: number | undefined
  readonly how: 'queue' | 'interrupt' | 'interrupt-plain'
  readonly urgency: Urgency
  readonly doubt: Doubt
  /** Its rank when time runs short: 1 goes first, 9 last, undefined never. */
  readonly drop: number | undefined
  readonly start: Start
  /** Of a long text: the piece of it that this takeover airs. */
  readonly script: TakeoverScript
  /** Which piece of how many, and what is left; undefined: it is its item, whole. */
  readonly piece: Piece | undefined
  /** How long it will speak, what is left of its item included; undefined where nobody can say. */
  readonly length: Duration | undefined
  /** What becomes of its item when something more urgent cuts it. */
  readonly onCut: OnCut
  /** An operator gave it another place than its own; undefined: by urgency and time. */
  readonly order: OrderKey | undefined
  /** It is not to air any more: taken back as soon as it can be. */
  readonly unwanted: Unwanted | undefined
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
  /** Its cue was changed while it was at the platform: should it come back, it is written anew. */
  readonly outdated?: true | undefined
}

type Facts = { readonly [Fact in keyof Required<TakeoverFacts>]: TakeoverFacts[Fact] }

/** Where it came from. */
export type Source = 'rundown' | 'adlib' | 'operator' | 'question'

/** A long text travels in pieces of whole sentences: a cut loses no more than the sentence that is being spoken. */
export interface Piece {
  /** The item whose piece it is: what the as-run log has one row for. */
  readonly item: TakeoverId
  /** All of them; the next is sent while the one before it speaks. */
  readonly all: readonly TakeoverScript[]
  /** Which of them it is, from 1. */
  readonly part: number
  /** It goes on directly behind the one before it, and nothing but what cuts comes between. */
  readonly continues: boolean
  /** How often the item was taken up again after a cut. */
  readonly resumed: number
  /** How often pieces before it were sent again: its row has a number past theirs. */
  readonly repeats?: number
  /** When the item itself expires; a piece behind one that aired has time of its own. */
  readonly expiresAt: Instant
  /** The cues behind the item have been called. */
  readonly calledBehind: boolean
  /** Why nothing comes behind it although there is more of it. */
  readonly cutShort: { readonly reason: Reason; readonly says: string | undefined } | undefined
  /** What the pieces before it did since the item was last taken up; undefined: it is the first. */
  readonly aired: AiredSoFar | undefined
}

export interface AiredSoFar {
  readonly from: number
  readonly to: number
  readonly sentAt: Instant | undefined
  readonly acceptedAt: Instant | undefined
  readonly startedAt: Instant | undefined
  readonly plannedAt: Instant | undefined
  readonly endedAt: Instant
  readonly trace: TraceId | undefined
  readonly text: string
  /** Of one of them nobody saw that it aired. */
  readonly unconfirmed: boolean
  /** One of them was cut or broke off; the next was at the platform already, and may have been heard all the same. */
  readonly broke?: { readonly reason: Reason; readonly says: string | undefined } | undefined
}

/** The higher rank goes first, then the earlier time, then the lower turn. */
export interface OrderKey {
  readonly rank: number
  readonly at: Instant
  readonly turn: number
}

/** Why it is not to air, or not to its end. */
export interface Unwanted {
  readonly reason: 'CANCELLED_BY_OPERATOR' | 'REMOVED' | 'PREEMPTED'
  readonly because: string
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
  | (Accepted & {
      readonly situation: 'preparing'
      /** undefined: an older version wrote it; nobody can say how closely the queue was read. */
      readonly watch?: Watch | undefined
    })
  | (Accepted & {
      readonly situation: 'queued'
      /** In the platform's queue as last read, 0 on air; behind everything until it was read. */
      readonly place: number
      readonly absentSince: Instant | undefined
      /** It was gone so soon that it cannot have been spoken to its end. */
      readonly goneUnspoken?: true | undefined
      /** At the head since then: it came to an empty queue, or a list says so that may lack what is ahead of it. */
      readonly headSince?: Instant | undefined
    })
  | (Accepted & {
      readonly situation: 'speaking'
      readonly startedAt: Instant
      /** It was not on air yet then; undefined: nobody can say more than that it had not been sent. */
      readonly notBefore?: Instant | undefined
    })
  | Ended

/** How closely the platform's queue was read since it was sent: watch.ts. */
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
  /** It turned up in the queue without an answer, and may be another that had none either. */
  readonly mistakable?: true | undefined
  /** The platform was asked to take it away. */
  readonly recall: Recall | undefined
}

/** Repeated until the platform's list no longer has it. */
export interface Recall extends Unwanted {
  readonly since: Instant
  readonly askAgainAt: Instant
  /** The platform answered that it did. */
  readonly taken?: true | undefined
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
  /** What its id did may have been done by another. */
  readonly mistakable?: true | undefined
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
  script.say?.trim().replace(/\s+/g, ' ').slice(0, 60) ??
  (script.words && `question ${script.words.question}`) ??
  script.audio ??
  'picture'

/**
 * What stays the same whatever becomes of it, and what became of it. Every fact by its name, and the rest assigned: in
 * Node 20 a spread of so many keys makes a slow object with a hidden shape of its own, and whatever reads takeovers
 * then looks each of its fields up anew, for as long as it lives. A fact that is forgotten does not compile.
 */
export function facts(takeover: TakeoverFacts): Facts
export function facts<const More extends object>(takeover: TakeoverFacts, more: More): Facts & More
export function facts(takeover: TakeoverFacts, more: object = {}): Facts {
  return Object.assign(copy(takeover), more)
}

/** Where it stands already, with some of its facts as they now are. */
export const renewed = <T extends Takeover>(takeover: T, news: Partial<T>): T =>
  Object.assign(copy(takeover), takeover, news)

const copy = (takeover: TakeoverFacts): Facts => ({
  id: takeover.id,
  cue: takeover.cue,
  source: takeover.source,
  by: takeover.by,
  segment: takeover.segment,
  turn: takeover.turn,
  gen: takeover.gen,
  sentAgain: takeover.sentAgain,
  refusals: takeover.refusals,
  refusedBeside: takeover.refusedBeside,
  how: takeover.how,
  urgency: takeover.urgency,
  doubt: takeover.doubt,
  drop: takeover.drop,
  start: takeover.start,
  script: takeover.script,
  piece: takeover.piece,
  length: takeover.length,
  onCut: takeover.onCut,
  order: takeover.order,
  unwanted: takeover.unwanted,
  dueAt: takeover.dueAt,
  plannedAt: takeover.plannedAt,
  expiresAt: takeover.expiresAt,
  follows: takeover.follows,
  followed: takeover.followed,
  outdated: takeover.outdated,
})
