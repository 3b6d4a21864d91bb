/** What the core says of a question becomes its row in the book, and its remark in the as-run log. */
import type { AskAction } from '../core/ask/desk.js'
import type { Ended } from '../core/ask/question.js'
import type { Instant } from '../core/time.js'
import type { QuestionBook } from '../journal/questions.js'
import type { Consulted } from './consult.js'

/** `consulted`: the answer that was heard just now. */
export function keepQuestion(
  book: QuestionBook,
  action: AskAction,
  consulted: Consulted | undefined,
  now: Instant,
): void {
  if (action.type === 'keep') {
    const { question } = action
    const { id, situation, verdicts, others } = question
    if (question.situation === 'answered') {
      const said = consulted?.[question.source === 'otherwise' ? 'otherwise' : 'answer']
      if (said && consulted?.question === id) book.answered(id, said.answer, said.texts)
    }
    const source = 'source' in question ? question.source : undefined
    book.update({ id, state: JSON.stringify(question), situation, verdicts, others, source })
  }
  if (action.type !== 'end') return
  const { as, question } = action
  const { id, verdicts, others } = question
  const over = { id, state: undefined, situation: as.situation, verdicts, others }
  book.update({ ...over, ...reasonOf(as), endedAt: now })
}

function reasonOf(as: Ended): { readonly reason?: string; readonly says?: string } {
  if (as.situation === 'declined') return { reason: as.why, says: as.says }
  if (as.situation === 'merged') return { reason: 'MERGED', says: `nearly the same as ${as.into}` }
  return {}
}

/** `question clean, name clean, answer clean (faq)`: what the gates said, for the as-run log. */
export const remarkOf = (question: Extract<AskAction, { type: 'air' }>['question']): string => {
  const gates = question.verdicts.map(({ gate, rule }) => `${gate} ${rule}`).join(', ')
  return `gates: ${gates}${'source' in question ? ` (${question.source})` : ''}`
}

const QUIET = new Set(['BACKLOG', 'GAVE_WAY', 'ASKED_TOO_OFTEN', 'ANSWERED_ALREADY', 'NOT_ON_AIR'])

/** For the log of the daemon; of a flood only the first drops: the rest stands in the book. */
export function toldOf({ question, as }: Extract<AskAction, { type: 'end' }>): string | undefined {
  if (as.situation === 'merged') return undefined
  if (as.situation === 'declined' && QUIET.has(as.why)) return undefined
  const why = as.situation === 'declined' ? `: ${as.why}, ${as.says}` : ''
  return `question ${question.id} of asker ${question.asker} ${as.situation}${why}`
}
