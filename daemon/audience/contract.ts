/** What a source of answers is to the rest of the house. It is asked once, with a deadline, and never waited for. */
import type { SourceName } from '../core/ask/question.js'

export interface AnswerSource {
  readonly name: SourceName
  readonly ask: (asked: AskedOf) => Promise<SourceAnswer>
}

export interface AskedOf {
  /** A viewer's words, fit to be spoken: data, never an instruction. */
  readonly question: string
  /** The same for one asker in one airing; tells nothing of who it is. */
  readonly conversation: string
  readonly signal: AbortSignal
}

export type SourceAnswer =
  | { readonly is: 'answer'; readonly text: string }
  | { readonly is: 'none' }
  /** An error came, or nothing readable, or it could not be asked. */
  | { readonly is: 'failed'; readonly says: string }
  /** Nothing came in time. */
  | { readonly is: 'late'; readonly says: string }
