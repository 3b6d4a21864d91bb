/** What the desk of questions is told of its show: on air or not, over, and what its rundown says from now on. */
import type { AskDesk, AskEvent } from '../core/ask/desk.js'
import type { Question, QuestionId, Verdict } from '../core/ask/question.js'
import type { Airing } from '../core/plan/airing.js'
import type { State } from '../core/plan/state.js'
import { same } from '../core/same.js'
import type { QuestionBook } from '../journal/questions.js'
import { rulesNow } from './restore-questions.js'
import { isOnAir } from './speaking.js'
import type { Gates } from './viewer-words.js'

export interface AiringNewsOf {
  readonly programmes: State['programmes']
  readonly book: QuestionBook
  readonly gates: (airing: Airing) => Gates
}

/** undefined: it knows. `airing`: the session that speaks for it; undefined: it is over. */
export function airingNews(
  desk: AskDesk,
  airing: Airing | undefined,
  { programmes, book, gates }: AiringNewsOf,
): Extract<AskEvent, { type: 'airing-is' }> | undefined {
  const { rules, endsAt } = desk
  if (!airing) return { type: 'airing-is', onAir: false, endsAt, over: true, rules, stopped: [] }
  const onAir = isOnAir(airing)
  const next = rulesNow(airing, programmes)
  if (desk.onAir === onAir && endsAt === airing.endsAt && same(rules, next)) return undefined
  const stopped = desk.open.flatMap((question) => stoppedNow(question, book, gates(airing)))
  return { type: 'airing-is', onAir, endsAt: airing.endsAt, over: false, rules: next, stopped }
}

/** Words may be blocked that were not when it was asked. What the queue has is the queue's. */
function stoppedNow(
  question: Question,
  book: QuestionBook,
  gates: Gates,
): readonly { readonly id: QuestionId; readonly verdict: Verdict }[] {
  const { id, situation } = question
  const row = book.find(id)
  if (!row || situation === 'queued') return []
  // What is said in place of an answer is the producer's.
  const isAnswered = situation === 'answered' && question.source !== 'otherwise'
  const looked = [
    gates.look('question', row.text ?? ''),
    gates.look('name', row.name ?? ''),
    ...(isAnswered ? [gates.look('answer', row.answer ?? '')] : []),
  ]
  const stopped = looked.find(({ verdict }) => !verdict.passed)
  return stopped ? [{ id, verdict: stopped.verdict }] : []
}
