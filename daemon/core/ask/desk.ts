/**
 * The questions of one occurrence of a show, in whichever session it is on air: who waits, who has asked how often, and
 * what was answered lately. Plain data, bounded, and beside the airing: a flood of questions costs the loop nothing.
 * What is worth saying becomes takeovers there.
 */
import type { AiringId } from '../plan/calendar.js'
import { type Duration, type Instant, instant, minutes, seconds } from '../time.js'
import type {
  Answered,
  AskerHash,
  Ended,
  Question,
  QuestionFacts,
  QuestionId,
  SourceName,
  Verdict,
} from './question.js'

/** What a rundown says of its questions. */
export interface AskRules {
  readonly cooldown: Duration
  readonly perAsker: { readonly count: number; readonly per: Duration } | undefined
  readonly backlog: Duration
  readonly expires: Duration
  readonly approve: 'auto' | 'operator'
  readonly approveWithin: Duration
  readonly unapproved: 'decline' | 'air'
  readonly sources: readonly SourceName[]
  /** Words that are not to be heard. */
  readonly blocked: readonly string[]
  /** Said in place of an answer that nobody knows or that may not be said. */
  readonly otherwise: boolean
}

export interface AskDesk {
  /** By the id of its first session. */
  readonly occurrence: AiringId
  readonly rules: AskRules
  readonly onAir: boolean
  /** undefined: a channel without an end. */
  readonly endsAt: Instant | undefined
  /** In the order they came. */
  readonly open: readonly Question[]
  readonly askers: Readonly<Record<AskerHash, Asker>>
  readonly lately: readonly Lately[]
  /** No answer goes out before. */
  readonly restUntil: Instant
}

export interface Asker {
  /** Questions of theirs that were let in and may still count. */
  readonly asked: readonly Instant[]
  readonly servedAt: Instant
}

export interface Lately {
  readonly id: QuestionId
  readonly words: readonly number[]
  readonly until: Instant
}

export const openAskDesk = (occurrence: AiringId, rules: AskRules): AskDesk => ({
  occurrence,
  rules,
  onAir: false,
  endsAt: undefined,
  open: [],
  askers: {},
  lately: [],
  restUntil: instant(0),
})

/** Not more than an hour of speech can wait, and nothing is shorter than a sentence. */
export const OPEN_MAX = 200
/** Who asked longest ago is forgotten first: with that many about, nobody comes often. */
export const ASKERS_MAX = 1_000
/** The same question again within this was answered already. */
export const ANSWERED_LATELY = minutes(10)
export const LATELY_MAX = 50
/** An answer nobody has seen yet takes about two sentences. */
export const ANSWER_GUESS = seconds(8)
/** A source that has not answered by then is late; what it says afterwards is dropped. */
export const SOURCE_DEADLINE = seconds(8)
/** Answers wanted at a time: the next one while one is spoken. */
export const ASKING_MAX = 1
/** Between what is said last and the end of the show. */
export const END_MARGIN = seconds(3)

export type AskEvent =
  | { readonly type: 'asked'; readonly question: Asked }
  | { readonly type: 'approved' | 'refused'; readonly id: QuestionId; readonly by: string }
  | {
      readonly type: 'answer-came'
      readonly id: QuestionId
      readonly source: SourceName
      readonly answer: AnswerFacts
    }
  /** The airing's queue took it, or did not. */
  | { readonly type: 'taken'; readonly id: QuestionId; readonly ok: boolean; readonly says: string }
  /** Its takeover is over. */
  | {
      readonly type: 'over'
      readonly id: QuestionId
      readonly aired: boolean
      readonly says: string
    }
  /** By whichever of their hashes, and what they asked so far. */
  | {
      readonly type: 'forgotten'
      readonly askers: readonly string[]
      readonly questions: readonly string[]
    }
  /** The journal was put back: what is open may have been answered since. */
  | { readonly type: 'put-back' }
  | {
      readonly type: 'airing-is'
      readonly onAir: boolean
      readonly endsAt: Instant | undefined
      readonly over: boolean
      /** Of the rundown in force. */
      readonly rules: AskRules
      /** Of those that wait, what may not be heard any more. */
      readonly stopped: readonly { readonly id: QuestionId; readonly verdict: Verdict }[]
    }
  | { readonly type: 'look' }

export type Asked = Pick<
  QuestionFacts,
  'id' | 'asker' | 'askedAt' | 'length' | 'words' | 'verdicts'
>

export type AnswerFacts =
  | ({ readonly is: 'answer' } & AnswerParts)
  /** It came, and may not be said. */
  | { readonly is: 'blocked'; readonly rule: string; readonly otherwise: AnswerParts | undefined }
  | { readonly is: 'none'; readonly says: string; readonly otherwise: AnswerParts | undefined }
  /** Nothing came in time, or what came is an error. */
  | {
      readonly is: 'late' | 'failed'
      readonly says: string
      readonly otherwise: AnswerParts | undefined
    }

export interface AnswerParts extends Pick<Answered, 'parts' | 'needed'> {
  /** The gate's word on it. */
  readonly rule: string
}

export type AskAction =
  /** Its row is as follows; ended ones leave the desk with it. */
  | { readonly type: 'keep'; readonly question: Question }
  | { readonly type: 'end'; readonly question: QuestionFacts; readonly as: Ended }
  | {
      readonly type: 'ask'
      readonly id: QuestionId
      readonly asker: AskerHash
      readonly source: SourceName
      readonly giveUpAt: Instant
    }
  /** The first so many of its parts, as a takeover of the airing. */
  | { readonly type: 'air'; readonly question: Question; readonly parts: number }

export interface AskDecision {
  readonly desk: AskDesk
  readonly actions: readonly AskAction[]
}
