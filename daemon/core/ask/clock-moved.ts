/** The clock was set: who waited so long has, and nobody waits longer for it, is kept out longer, or loses his turn. */
import { awaited, happened, type Instants, type Shift, shifted } from '../plan/shift.js'
import type { AskDesk, Asker } from './desk.js'
import { isSituation, type Question, type QuestionFacts } from './question.js'

/** `desk` by the new clock. The end of the show is planned, and stays. */
export const deskShifted = (desk: AskDesk, shift: Shift): AskDesk =>
  shifted(desk, {
    endsAt: desk.endsAt,
    open: desk.open.map((question) => questionShifted(question, shift)),
    askers: Object.fromEntries(
      Object.entries(desk.askers).map(([hash, asker]) => [hash, askerShifted(asker, shift)]),
    ),
    lately: desk.lately.map((one) => shifted(one, { until: awaited(one.until, shift) })),
    restUntil: awaited(desk.restUntil, shift),
  })

const askerShifted = (asker: Asker, shift: Shift): Asker =>
  shifted(asker, {
    asked: asker.asked.map((at) => happened(at, shift)),
    servedAt: happened(asker.servedAt, shift),
  })

export function questionShifted(question: Question, shift: Shift): Question {
  const known: Instants<QuestionFacts> = {
    askedAt: happened(question.askedAt, shift),
    expiresAt: awaited(question.expiresAt, shift),
  }
  if (isSituation(question, 'for-approval'))
    return shifted(question, { ...known, decideBy: awaited(question.decideBy, shift) })
  if (isSituation(question, 'asking'))
    return shifted(question, { ...known, giveUpAt: awaited(question.giveUpAt, shift) })
  return { ...question, ...known }
}
