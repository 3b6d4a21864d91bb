/** The desks of the audience as they were when the last daemon ended, from the book of questions. */
import { questionShifted } from '../core/ask/clock-moved.js'
import {
  ANSWERED_LATELY,
  type AskDesk,
  type AskEvent,
  type AskRules,
  LATELY_MAX,
  openAskDesk,
} from '../core/ask/desk.js'
import { letIn, served } from '../core/ask/fairness.js'
import type { AskerHash, Question, QuestionId } from '../core/ask/question.js'
import type { Airing } from '../core/plan/airing.js'
import type { AiringId } from '../core/plan/calendar.js'
import { questionKey } from '../core/plan/commanding.js'
import { occurrenceOf } from '../core/plan/relay.js'
import type { State } from '../core/plan/state.js'
import { takeoverId } from '../core/plan/takeover.js'
import type { Questions } from '../core/rundown/rundown.js'
import { after, before, earliest, type Instant, instant, latest, millis } from '../core/time.js'
import type { QuestionBook } from '../journal/questions.js'
import { isOnItsWay, speakingFor } from './speaking.js'
import type { Hashes } from './viewer-words.js'

export interface Restored {
  readonly desks: readonly AskDesk[]
  /** Answers that were to be handed to the queue, and never were. */
  readonly unsent: readonly { readonly occurrence: AiringId; readonly question: Question }[]
  /** What happened to them meanwhile. */
  readonly news: readonly { readonly occurrence: AiringId; readonly event: AskEvent }[]
}

/** `isOlder`: the book was put back, and what is open in it may have been answered since. */
export function restored(
  state: State,
  book: QuestionBook,
  hashes: Hashes,
  now: Instant,
  isOlder: boolean,
): Restored {
  const desks = new Map<AiringId, AskDesk>()
  const unsent: { occurrence: AiringId; question: Question }[] = []
  const news: { occurrence: AiringId; event: AskEvent }[] = []
  for (const row of book.open()) {
    const occurrence = occurrenceOf(row.airing as AiringId)
    const airing = speakingFor(state.airings, occurrence)
    const rules = airing ? rulesNow(airing, state.programmes) : NO_RULES
    const question = opened(JSON.parse(row.state ?? 'null'), now)
    const desk = desks.get(occurrence) ?? deskFrom(book, hashes, { occurrence, rules }, now)
    desks.set(occurrence, { ...desk, open: [...desk.open, question] })
    if (question.situation !== 'queued' || isOnItsWay(state.airings, question.id)) continue
    const line = lineOf(book, state, occurrence, question.id)
    const over = line ? overOf(line) : isOlder ? PERHAPS : undefined
    if (!over) unsent.push({ occurrence, question })
    else news.push({ occurrence, event: { type: 'over', id: question.id, ...over } })
  }
  if (isOlder)
    for (const occurrence of desks.keys()) news.push({ occurrence, event: { type: 'put-back' } })
  return { desks: [...desks.values()], unsent, news }
}

const overOf = ({ status, remark }: NonNullable<ReturnType<QuestionBook['asRun']>>) => ({
  aired: status.startsWith('aired'),
  says: remark ?? status,
})

const PERHAPS = { aired: false, says: 'the journal was put back: it may have been heard' }

/** Its takeover bears the name of the session that admitted it. */
function lineOf(
  book: QuestionBook,
  { airings }: State,
  occurrence: AiringId,
  question: QuestionId,
): ReturnType<QuestionBook['asRun']> {
  for (const { id } of Object.values(airings)) {
    if (occurrenceOf(id) !== occurrence) continue
    const line = book.asRun(takeoverId(id, questionKey({ question }), 0))
    if (line) return line
  }
  return undefined
}

/**
 * Nobody waits for an answer any more: it is asked for again, which costs nothing on air. What was asked by a clock
 * that was ahead waits no longer for it.
 */
function opened(question: Question, now: Instant): Question {
  const by = millis(Math.min(0, now - question.askedAt))
  const known = by < 0 ? questionShifted(question, { now, by }) : question
  return known.situation === 'asking'
    ? { ...known, situation: 'waiting', approvedBy: known.approvedBy }
    : known
}

/** A desk without questions, that knows who asked, whose turn it was, what was answered, and when. */
export function deskFrom(
  book: QuestionBook,
  hashes: Hashes,
  { occurrence, rules }: { readonly occurrence: AiringId; readonly rules: AskRules },
  now: Instant,
): AskDesk {
  let desk = openAskDesk(occurrence, rules)
  const counts = Math.max(rules.perAsker?.per ?? 0, ANSWERED_LATELY + 2 * rules.expires)
  for (const row of book.recent(occurrence, before(now, millis(counts)))) {
    if (occurrenceOf(row.airing as AiringId) !== occurrence) continue
    const asker = row.asker as AskerHash
    const endedAt = earliest(instant(row.ended_at ?? row.asked_at), now)
    desk = { ...desk, askers: letIn(desk, asker, earliest(instant(row.asked_at), now)) }
    if (row.source !== null) desk = { ...desk, askers: served(desk, asker, endedAt) }
    if (row.situation !== 'spoken') continue
    desk = { ...desk, restUntil: latest(desk.restUntil, after(endedAt, rules.cooldown)) }
    const until = after(endedAt, ANSWERED_LATELY)
    if (row.text === null || until <= now) continue
    const answered = { id: row.id as QuestionId, words: hashes.words(row.text), until }
    desk = { ...desk, lately: [...desk.lately, answered].slice(-LATELY_MAX) }
  }
  return desk
}

/** What its rundown says in the version in force. */
export const rulesNow = ({ version }: Airing, programmes: State['programmes']): AskRules =>
  rulesOf(programmes[version]?.questions) ?? NO_RULES

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
    blocked: questions.blocked,
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
  blocked: [],
  otherwise: false,
}
