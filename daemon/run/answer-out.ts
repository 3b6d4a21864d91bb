/** An answer on its way out: to the queue of its show without its words, which are put in when it leaves. */
import type { AskAction, AskRules } from '../core/ask/desk.js'
import type { TakeoverScript } from '../core/compile/programme.js'
import type { AiringId } from '../core/plan/calendar.js'
import { questionKey } from '../core/plan/commanding.js'
import { foresee } from '../core/plan/foresee.js'
import type { Instant } from '../core/time.js'
import type { QuestionBook, QuestionRow } from '../journal/questions.js'
import { remarkOf } from './keep-question.js'
import type { Loop } from './loop.js'
import { isOnItsWay, speakingFor } from './speaking.js'
import { digestOf } from './viewer-words.js'

/** A viewer's words into what is sent; undefined: they are forgotten. */
export function wordsIn(book: QuestionBook, script: TakeoverScript): TakeoverScript | undefined {
  if (!script.words) return script
  const { question, part } = script.words
  const spoken = book.find(question)?.spoken
  const texts: readonly string[] = spoken ? JSON.parse(spoken) : []
  const say = part === undefined ? texts.join(' ') : texts[part - 1]
  return say ? { ...script, words: undefined, say } : undefined
}

/** Of a row that was forgotten, or is too old. */
export const GONE = 'its words are not there any more'

export interface AnswerOut {
  readonly occurrence: AiringId
  readonly rules: AskRules
  readonly row: QuestionRow | undefined
  readonly now: Instant
}

/** Why the queue does not take it; undefined: it has it. */
export function answerOut(
  { question, parts }: Extract<AskAction, { type: 'air' }>,
  { occurrence, rules, row, now }: AnswerOut,
  loop: Loop,
): string | undefined {
  if (question.situation !== 'queued' || !row?.spoken || !row.salt) return GONE
  const airing = speakingFor(loop.state.airings, occurrence)?.id ?? occurrence
  const texts: readonly string[] = JSON.parse(row.spoken).slice(0, parts)
  const words = {
    question: question.id,
    parts: question.parts.map(({ length }) => length),
    part: undefined,
    digest: digestOf(row.salt, texts),
    remark: remarkOf(question),
  }
  const { backlog, expires } = rules
  const command = { type: 'answer', words, backlog, expires } as const
  const foreseen = foresee(loop.state, airing, command, now)
  const request = questionKey(words)
  const by = `asker ${question.asker}`
  if (foreseen.ok) loop.post({ type: 'commanded', airing, request, by, command }, {})
  if (isOnItsWay(loop.state.airings, question.id)) return undefined
  return foreseen.ok ? 'the queue did not take it' : foreseen.says
}
