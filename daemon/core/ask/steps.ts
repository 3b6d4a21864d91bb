/** Single steps on the way of a question, put together by hear.ts and pursue.ts. */
import type { AskAction, AskDecision, AskDesk } from './desk.js'
import type { Declined, Ended, Question, QuestionFacts, QuestionId } from './question.js'

export const still = (desk: AskDesk): AskDecision => ({ desk, actions: [] })

export const put = (before: AskDecision, now: AskDecision): AskDecision => ({
  desk: now.desk,
  actions: [...before.actions, ...now.actions],
})

/** The question as it is now, kept; the same again is no change. */
export function change(
  desk: AskDesk,
  id: QuestionId,
  how: (question: Question) => Question,
): AskDecision {
  const question = desk.open.find((one) => one.id === id)
  const next = question && how(question)
  if (!next || next === question) return still(desk)
  const open = desk.open.map((one) => (one.id === id ? next : one))
  return { desk: { ...desk, open }, actions: [{ type: 'keep', question: next }] }
}

export function decline(desk: AskDesk, id: QuestionId, why: Declined, says: string): AskDecision {
  const question = desk.open.find((one) => one.id === id)
  if (!question) return still(desk)
  return {
    desk: { ...desk, open: desk.open.filter((one) => one.id !== id) },
    actions: [ended(question, { situation: 'declined', why, says })],
  }
}

export const ended = (question: QuestionFacts, as: Ended): AskAction => ({
  type: 'end',
  question: facts(question),
  as,
})

/** What stays the same whatever becomes of it. */
export const facts = (question: QuestionFacts): QuestionFacts => ({
  id: question.id,
  asker: question.asker,
  askedAt: question.askedAt,
  expiresAt: question.expiresAt,
  length: question.length,
  words: question.words,
  verdicts: question.verdicts,
  others: question.others,
})
