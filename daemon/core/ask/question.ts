/**
 * A question of the audience and its life: asked (→ for-approval) → waiting → asking → answered → queued → spoken, or
 * declined for a reason at any step. Viewer text is nowhere in here: the core knows a question by its id, its asker by
 * a keyed hash, and what is to be spoken by its length. So what somebody wrote can be forgotten without touching a log.
 */
import type { Duration, Instant } from '../time.js'

export type QuestionId = string & { readonly id: 'question' }
/** A keyed hash of whoever asked: the same person twice is seen, who it is is not. */
export type AskerHash = string & { readonly id: 'asker' }

/** What looks at a text before it may be spoken. */
export type Gate = 'question' | 'name' | 'answer'

export interface Verdict {
  readonly gate: Gate
  readonly passed: boolean
  /** What decided, in words: `clean`, `blocked "refund fraud" (pinyin)`, `link`. */
  readonly rule: string
}

/** Where answers come from; a rundown says in which order they are asked. */
export type SourceName = 'faq' | 'library' | 'model'

export type Declined =
  /** A gate did not let it through, or could not look at it. */
  | 'BLOCKED'
  /** This asker has had as many as one may have. */
  | 'ASKED_TOO_OFTEN'
  /** As much speech waits as may wait. */
  | 'BACKLOG'
  /** Somebody with fewer questions waiting came. */
  | 'GAVE_WAY'
  | 'EXPIRED'
  /** It was answered a moment ago. */
  | 'ANSWERED_ALREADY'
  | 'NOT_APPROVED'
  | 'APPROVAL_LATE'
  /** No source knows an answer. */
  | 'NO_ANSWER'
  /** The last source that was asked said nothing in time. */
  | 'ANSWER_LATE'
  /** It could not be asked, or answered with an error. */
  | 'ANSWER_FAILED'
  | 'ANSWER_BLOCKED'
  /** It does not fit into what is left of the show. */
  | 'NO_TIME'
  | 'NOT_ON_AIR'
  /** The queue did not take it, or it was taken out of it. */
  | 'NOT_AIRED'
  | 'FORGOTTEN'

export interface QuestionFacts {
  readonly id: QuestionId
  readonly asker: AskerHash
  readonly askedAt: Instant
  readonly expiresAt: Instant
  /** How long it takes to read out, the answer not counted. */
  readonly length: Duration
  /** Its words as numbers, for likeness only. */
  readonly words: readonly number[]
  readonly verdicts: readonly Verdict[]
  /** Who asked nearly the same since. */
  readonly others: number
}

/** Some sentences: a piece of the takeover that speaks it. */
export interface Part {
  readonly length: Duration
}

export type Question = QuestionFacts &
  (
    | { readonly situation: 'waiting'; readonly approvedBy: string | undefined }
    | { readonly situation: 'for-approval'; readonly decideBy: Instant }
    | {
        readonly situation: 'asking'
        readonly approvedBy: string | undefined
        readonly source: SourceName
        /** Asked after this one, if it knows nothing. */
        readonly left: readonly SourceName[]
        readonly giveUpAt: Instant
      }
    | Answered
    | (Omit<Answered, 'situation'> & { readonly situation: 'queued' })
  )

export interface Answered extends QuestionFacts {
  readonly situation: 'answered'
  readonly approvedBy: string | undefined
  readonly source: SourceName | 'otherwise'
  readonly parts: readonly Part[]
  /** With fewer than these it makes no sense. */
  readonly needed: number
}

export type Situation = Question['situation']

/** What is left when it is over. */
export type Ended =
  | { readonly situation: 'spoken' }
  | { readonly situation: 'merged'; readonly into: QuestionId }
  | { readonly situation: 'declined'; readonly why: Declined; readonly says: string }

export const isSituation = <S extends Situation>(
  question: Question,
  situation: S,
): question is Extract<Question, { situation: S }> => question.situation === situation
