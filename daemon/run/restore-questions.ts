/** The desks of the audience as they were when the last daemon ended, from the book of questions. */
import { type AskDesk, type AskEvent, type AskRules, openAskDesk } from '../core/ask/desk.js'
import { letIn } from '../core/ask/fairness.js'
import type { AskerHash, Question } from '../core/ask/question.js'
import type { AiringId } from '../core/plan/calendar.js'
import { questionKey } from '../core/plan/commanding.js'
import type { State } from '../core/plan/state.js'
import { takeoverId } from '../core/plan/takeover.js'
import type { Questions } from '../core/rundown/rundown.js'
import { before, type Instant, instant, millis } from '../core/time.js'
import type { QuestionBook } from '../journal/questions.js'

export interface Restored {
  readonly desks: readonly AskDesk[]
  /** Answers that were to be handed to the queue, and never were. */
  readonly unsent: readonly { readonly airing: AiringId; readonly question: Question }[]
  /** What happened to them meanwhile. */
  readonly news: readonly { readonly airing: AiringId; readonly event: AskEvent }[]
}

export function restored(state: State, book: QuestionBook, now: Instant): Restored {
  const desks = new Map<AiringId, AskDesk>()
  const unsent: { airing: AiringId; question: Question }[] = []
  const news: { airing: AiringId; event: AskEvent }[] = []
  for (const row of book.open()) {
    const airing = row.airing as AiringId
    const found = state.airings[airing]
    const rules = rulesOf(found && state.programmes[found.version]?.questions) ?? NO_RULES
    const question = opened(JSON.parse(row.state ?? 'null'))
    const desk = desks.get(airing) ?? withAskers(openAskDesk(airing, rules), book, now)
    desks.set(airing, { ...desk, open: [...desk.open, question] })
    if (question.situation !== 'queued') continue
    const instance = takeoverId(airing, questionKey({ question: question.id }), 0)
    const isThere = found?.takeovers.some(
      ({ id, piece }) => id === instance || piece?.item === instance,
    )
    const line = book.asRun(instance)
    if (isThere) continue
    if (!line) unsent.push({ airing, question })
    else {
      const { status, remark } = line
      const over = { aired: status.startsWith('aired'), says: remark ?? status }
      news.push({ airing, event: { type: 'over', id: question.id, ...over } })
    }
  }
  return { desks: [...desks.values()], unsent, news }
}

/** Nobody waits for that answer any more: it is asked for again, which costs nothing on air. */
const opened = (question: Question): Question =>
  question.situation === 'asking'
    ? { ...question, situation: 'waiting', approvedBy: question.approvedBy }
    : question

/** Who had asked as often as one may still has. */
function withAskers(desk: AskDesk, book: QuestionBook, now: Instant): AskDesk {
  const { perAsker } = desk.rules
  if (!perAsker) return desk
  let { askers } = desk
  for (const { asker, asked_at } of book.letIn(desk.airing, before(now, perAsker.per)))
    askers = letIn({ ...desk, askers }, asker as AskerHash, instant(asked_at))
  return { ...desk, askers }
}

export const rulesOf = (questions: Questions | undefined): AskRules | undefined =>
  questions && {
    cooldown: questions.cooldown,
    perAsker: questions.perAsker,
    backlog: questions.backlog,
    expires: questions.expires,
    approve: questions.approve,
    approveWithin: questions.approveWithin,
    unapproved: questions.unapproved,
    sources: questions.sources,
    otherwise: questions.otherwise !== undefined,
  }

/** Its rundown takes no questions any more. */
const NO_RULES: AskRules = {
  cooldown: millis(0),
  perAsker: undefined,
  backlog: millis(0),
  expires: millis(0),
  approve: 'auto',
  approveWithin: millis(0),
  unapproved: 'decline',
  sources: [],
  otherwise: false,
}
