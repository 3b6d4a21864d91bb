/** What a desk wants now: drop what waited too long, ask the next source, hand the next answer to the queue. */
import { after, before, type Instant, NEVER } from '../time.js'
import {
  type AnswerFacts,
  ASKING_MAX,
  type AskDecision,
  type AskDesk,
  type AskEvent,
  END_MARGIN,
  SOURCE_DEADLINE,
} from './desk.js'
import { nextToAsk, served } from './fairness.js'
import {
  type Answered,
  isSituation,
  type Question,
  type QuestionFacts,
  type SourceName,
} from './question.js'
import { change, decline, facts, put, still } from './steps.js'

export function pursue(desk: AskDesk, now: Instant): AskDecision {
  const timely = desk.open.reduce(
    (rest, question) => put(rest, inTime(rest.desk, question, now)),
    still(desk),
  )
  const asked = put(timely, askNext(timely.desk, now))
  return put(asked, airNext(asked.desk, now))
}

/** Nothing waits for ever. */
function inTime(desk: AskDesk, question: Question, now: Instant): AskDecision {
  const { rules } = desk
  const { id } = question
  if (isSituation(question, 'asking')) {
    return now < question.giveUpAt
      ? still(desk)
      : askOrGiveUp(
          desk,
          question,
          { is: 'late', says: 'no answer in time', otherwise: undefined },
          now,
        )
  }
  if (isSituation(question, 'queued')) return still(desk)
  if (now >= question.expiresAt)
    return decline(desk, id, 'EXPIRED', 'it waited longer than questions may')
  if (!isSituation(question, 'for-approval') || now < question.decideBy) return still(desk)
  return rules.unapproved === 'decline'
    ? decline(desk, id, 'APPROVAL_LATE', 'nobody approved it in time')
    : change(desk, id, () => ({
        ...facts(question),
        situation: 'waiting',
        approvedBy: 'nobody in time',
      }))
}

function askNext(desk: AskDesk, now: Instant): AskDecision {
  if (!desk.onAir) return still(desk)
  const ahead = desk.open.filter(
    ({ situation }) => situation === 'asking' || situation === 'answered',
  )
  if (ahead.length >= ASKING_MAX) return still(desk)
  const next = nextToAsk(desk)
  if (!next || !isSituation(next, 'waiting')) return still(desk)
  const [source, ...left] = desk.rules.sources
  if (!source) return decline(desk, next.id, 'NO_ANSWER', 'the rundown names no source of answers')
  const turn = { ...desk, askers: served(desk, next.asker, now) }
  return ask(turn, next, source, left, next.approvedBy, now)
}

function ask(
  desk: AskDesk,
  question: Question,
  source: SourceName,
  left: readonly SourceName[],
  approvedBy: string | undefined,
  now: Instant,
): AskDecision {
  const giveUpAt = after(now, SOURCE_DEADLINE)
  const { id, asker } = question
  const asking = change(desk, id, () => ({
    ...facts(question),
    situation: 'asking',
    approvedBy,
    source,
    left,
    giveUpAt,
  }))
  return put(asking, { desk: asking.desk, actions: [{ type: 'ask', id, asker, source, giveUpAt }] })
}

/** An answer of a source that is no longer asked is too late; it is dropped. */
export function gotAnswer(
  desk: AskDesk,
  { id, source, answer }: Extract<AskEvent, { type: 'answer-came' }>,
  now: Instant,
): AskDecision {
  const question = desk.open.find((one) => one.id === id)
  if (!question || !isSituation(question, 'asking') || question.source !== source)
    return still(desk)
  return askOrGiveUp(desk, question, answer, now)
}

function askOrGiveUp(
  desk: AskDesk,
  question: Extract<Question, { situation: 'asking' }>,
  answer: AnswerFacts,
  now: Instant,
): AskDecision {
  if (answer.is === 'answer') return answered(desk, question, answer, question.source)
  const [next, ...left] = question.left
  if (next) return ask(desk, question, next, left, question.approvedBy, now)
  if (answer.otherwise) return answered(desk, question, answer.otherwise, 'otherwise')
  switch (answer.is) {
    case 'blocked':
      return blocked(desk, question, answer.rule)
    case 'late':
      return decline(desk, question.id, 'ANSWER_LATE', answer.says)
    case 'failed':
      return decline(desk, question.id, 'ANSWER_FAILED', answer.says)
    case 'none':
      return decline(desk, question.id, 'NO_ANSWER', answer.says)
  }
}

const judged = ({ verdicts }: QuestionFacts, passed: boolean, rule: string) => [
  ...verdicts,
  { gate: 'answer', passed, rule } as const,
]

function blocked(desk: AskDesk, { id }: Question, rule: string): AskDecision {
  const open = desk.open.map((one) =>
    one.id === id ? { ...one, verdicts: judged(one, false, rule) } : one,
  )
  return decline({ ...desk, open }, id, 'ANSWER_BLOCKED', `answer: ${rule}`)
}

function answered(
  desk: AskDesk,
  question: Extract<Question, { situation: 'asking' }>,
  { parts, needed, rule }: { parts: Answered['parts']; needed: number; rule: string },
  source: Answered['source'],
): AskDecision {
  const known = facts(question)
  const verdicts = judged(known, true, rule)
  return change(desk, question.id, () => ({
    ...known,
    verdicts,
    situation: 'answered',
    approvedBy: question.approvedBy,
    source,
    parts,
    needed,
  }))
}

/** One answer at a time, after a rest: the queue is the show's, not the audience's. */
function airNext(desk: AskDesk, now: Instant): AskDecision {
  if (!desk.onAir || now < desk.restUntil) return still(desk)
  if (desk.open.some(({ situation }) => situation === 'queued')) return still(desk)
  const next = desk.open.find((question) => question.situation === 'answered')
  if (!next || !isSituation(next, 'answered')) return still(desk)
  const fitting = partsThatFit(next, desk.endsAt, now)
  if (fitting === 0) return decline(desk, next.id, 'NO_TIME', 'the show ends before it is said')
  const parts = next.parts.slice(0, fitting)
  const queued: Question = { ...next, parts, situation: 'queued' }
  const taken = change(desk, next.id, () => queued)
  return put(taken, {
    desk: taken.desk,
    actions: [{ type: 'air', question: queued, parts: fitting }],
  })
}

/** As many of its parts as the show has time for; 0 if not even those it needs. */
export function partsThatFit(
  { parts, needed }: Pick<Answered, 'parts' | 'needed'>,
  endsAt: Instant | undefined,
  now: Instant,
): number {
  const until = endsAt === undefined ? NEVER : before(endsAt, END_MARGIN)
  let at = now
  let fitting = 0
  for (const { length } of parts) {
    at = after(at, length)
    if (at > until) break
    fitting += 1
  }
  return fitting < needed ? 0 : fitting
}
