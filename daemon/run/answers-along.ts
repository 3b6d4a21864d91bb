/**
 * Answers on their way when another session goes on in the place of theirs: what waits goes along, and the desk that
 * has the question hears of it from there.
 */
import type { AskDesk } from '../core/ask/desk.js'
import type { QuestionId } from '../core/ask/question.js'
import type { AiringId } from '../core/plan/calendar.js'
import type { State } from '../core/plan/state.js'

/** In the queue of whichever session. */
export const isOnItsWay = (airings: State['airings'], question: QuestionId): boolean =>
  Object.values(airings).some(({ takeovers }) =>
    takeovers.some(({ script }) => script.words?.question === question),
  )

/** The desk where it is open; undefined: nowhere. */
export const deskWith = (
  desks: ReadonlyMap<AiringId, AskDesk>,
  question: QuestionId,
): AiringId | undefined =>
  [...desks].find(([, { open }]) => open.some(({ id }) => id === question))?.[0]
