/** The one door of the audience's questions: an event and the time in; the desk as it is now and what to do out. */
import { unreachable } from '../assert.js'
import { after, earliest, type Instant, NEVER } from '../time.js'
import {
  ANSWERED_LATELY,
  type AskAction,
  type AskDecision,
  type AskDesk,
  type AskEvent,
  type Asked,
  LATELY_MAX,
} from './desk.js'
import { hasAskedEnough, letIn, roomFor } from './fairness.js'
import { gotAnswer, pursue } from './pursue.js'
import {
  type Declined,
  isSituation,
  type Question,
  type QuestionFacts,
  type QuestionId,
} from './question.js'
import { isNearlyTheSame } from './similar.js'
import { change, decline, ended, facts, put, still } from './steps.js'

export function hear(desk: AskDesk, event: AskEvent, now: Instant): AskDecision {
  const heard = take(desk, event, now)
  const pursued = pursue(heard.desk, now)
  return { desk: pursued.desk, actions: [...heard.actions, ...pursued.actions] }
}

/** When it must be looked at again. */
export function askDueAt({ open, restUntil, onAir }: AskDesk): Instant {
  let due = NEVER
  let answered = false
  for (const question of open) {
    if (question.situation === 'asking') due = earliest(due, question.giveUpAt)
    else if (question.situation === 'for-approval')
      due = earliest(due, question.decideBy, question.expiresAt)
    else if (question.situation !== 'queued') due = earliest(due, question.expiresAt)
    answered ||= question.situation === 'answered'
  }
  const isQueued = open.some((question) => question.situation === 'queued')
  return answered && onAir && !isQueued ? earliest(due, restUntil) : due
}

function take(desk: AskDesk, event: AskEvent, now: Instant): AskDecision {
  switch (event.type) {
    case 'asked':
      return asked(desk, event.question, now)
    case 'approved':
      return change(desk, event.id, (question) =>
        question.situation === 'for-approval'
          ? { ...facts(question), situation: 'waiting', approvedBy: event.by }
          : question,
      )
    case 'refused':
      return isOpenFor(desk, event.id, 'for-approval')
        ? decline(desk, event.id, 'NOT_APPROVED', `declined by ${event.by}`)
        : still(desk)
    case 'answer-came':
      return gotAnswer(desk, event, now)
    case 'taken':
      return !event.ok && isOpenFor(desk, event.id, 'queued')
        ? decline(desk, event.id, 'NOT_AIRED', event.says)
        : still(desk)
    case 'over':
      return over(desk, event, now)
    case 'forgotten':
      return forgotten(desk, event)
    case 'put-back':
      return putBack(desk)
    case 'airing-is':
      return airingIs(desk, event, now)
    case 'look':
      return still(desk)
    default:
      return unreachable(event)
  }
}

function asked(desk: AskDesk, news: Asked, now: Instant): AskDecision {
  if (desk.open.some(({ id }) => id === news.id)) return still(desk)
  const { rules } = desk
  const question: QuestionFacts = {
    ...news,
    expiresAt: after(news.askedAt, rules.expires),
    others: 0,
  }
  const no = (why: Declined, says: string): AskDecision => ({
    desk,
    actions: [ended(question, { situation: 'declined', why, says })],
  })
  const stopped = news.verdicts.find(({ passed }) => !passed)
  if (stopped) return no('BLOCKED', `${stopped.gate}: ${stopped.rule}`)
  if (!desk.onAir) return no('NOT_ON_AIR', 'the show is not on air')
  const alike = desk.open.find(({ words }) => isNearlyTheSame(words, news.words))
  if (alike) return merge(desk, question, alike)
  const lately = desk.lately.find(
    ({ words, until }) => until > now && isNearlyTheSame(words, news.words),
  )
  if (lately) return no('ANSWERED_ALREADY', `like ${lately.id}, which was just answered`)
  if (hasAskedEnough(desk, news.asker, now)) return no('ASKED_TOO_OFTEN', 'see perAsker')
  const room = roomFor(desk, news)
  if (!room) return no('BACKLOG', 'as much speech waits as may wait')
  const left = room.reduce(
    (rest, { id }) => put(rest, decline(rest.desk, id, 'GAVE_WAY', 'somebody with fewer came')),
    still(desk),
  )
  const held: Question =
    rules.approve === 'operator'
      ? { ...question, situation: 'for-approval', decideBy: after(now, rules.approveWithin) }
      : { ...question, situation: 'waiting', approvedBy: undefined }
  return {
    desk: {
      ...left.desk,
      open: [...left.desk.open, held],
      askers: letIn(left.desk, news.asker, now),
    },
    actions: [...left.actions, { type: 'keep', question: held }],
  }
}

function merge(desk: AskDesk, question: QuestionFacts, into: Question): AskDecision {
  const isOwn = into.asker === question.asker
  const merged = { ...into, others: into.others + (isOwn ? 0 : 1) }
  const open = desk.open.map((one) => (one.id === into.id ? merged : one))
  const actions: AskAction[] = [ended(question, { situation: 'merged', into: into.id })]
  if (!isOwn) actions.push({ type: 'keep', question: merged })
  return { desk: { ...desk, open }, actions }
}

function over(
  desk: AskDesk,
  { id, aired, says }: Extract<AskEvent, { type: 'over' }>,
  now: Instant,
): AskDecision {
  const question = desk.open.find((one) => one.id === id)
  if (!question || !isSituation(question, 'queued')) return still(desk)
  const rested = { ...desk, restUntil: after(now, desk.rules.cooldown) }
  if (!aired) return decline(rested, id, 'NOT_AIRED', says)
  const until = after(now, ANSWERED_LATELY)
  const lately = [
    ...rested.lately.filter((one) => one.until > now),
    { id, words: question.words, until },
  ].slice(-LATELY_MAX)
  return {
    desk: { ...rested, lately, open: rested.open.filter((one) => one.id !== id) },
    actions: [ended(question, { situation: 'spoken' })],
  }
}

function forgotten(
  desk: AskDesk,
  { askers: who, questions }: Extract<AskEvent, { type: 'forgotten' }>,
): AskDecision {
  const isTheirs = ({ id, asker }: Question) => who.includes(asker) || questions.includes(id)
  const askers = Object.fromEntries(
    Object.entries(desk.askers).filter(([asker]) => !who.includes(asker)),
  )
  const lately = desk.lately.filter(({ id }) => !questions.includes(id))
  return desk.open
    .filter(isTheirs)
    .reduce(
      (rest, { id }) => put(rest, decline(rest.desk, id, 'FORGOTTEN', 'the asker is forgotten')),
      still({ ...desk, askers, lately }),
    )
}

/** Nobody hears an answer twice: what the queue knows nothing of is not answered. */
const putBack = (desk: AskDesk): AskDecision =>
  desk.open
    .filter(({ situation }) => situation !== 'queued')
    .reduce(
      (rest, { id }) => put(rest, decline(rest.desk, id, 'NOT_AIRED', 'the journal was put back')),
      still(desk),
    )

type Stopped = Extract<AskEvent, { type: 'airing-is' }>['stopped']

function airingIs(
  desk: AskDesk,
  { onAir, endsAt, over, rules, stopped }: Extract<AskEvent, { type: 'airing-is' }>,
  now: Instant,
): AskDecision {
  const known = { ...desk, onAir, endsAt, rules }
  if (over)
    return desk.open.reduce(
      (rest, { id }) => put(rest, decline(rest.desk, id, 'NOT_ON_AIR', 'the show is over')),
      still(known),
    )
  const left = stopped.reduce(
    (rest, { id, verdict: { gate, rule } }) =>
      put(rest, decline(rest.desk, id, 'BLOCKED', `${gate}: ${rule}`)),
    still({ ...known, open: desk.open.map((one) => judgedAnew(one, stopped)) }),
  )
  return left.desk.open.reduce(
    (rest, question) => put(rest, heldBack(rest.desk, question, now)),
    left,
  )
}

function judgedAnew(question: Question, stopped: Stopped): Question {
  const now = stopped.find(({ id }) => id === question.id)?.verdict
  if (!now) return question
  const verdicts = question.verdicts.map((was) => (was.gate === now.gate ? now : was))
  return { ...question, verdicts }
}

/** Let in before its rundown wanted approval: it waits for it now. What the queue has is the queue's. */
function heldBack(desk: AskDesk, question: Question, now: Instant): AskDecision {
  const { approve, approveWithin } = desk.rules
  if (approve === 'auto' || isSituation(question, 'for-approval')) return still(desk)
  if (isSituation(question, 'queued') || question.approvedBy !== undefined) return still(desk)
  return change(desk, question.id, () => ({
    ...facts(question),
    // Its answer is asked for again.
    verdicts: question.verdicts.filter(({ gate }) => gate !== 'answer'),
    situation: 'for-approval',
    decideBy: after(now, approveWithin),
  }))
}

const isOpenFor = (desk: AskDesk, id: QuestionId, situation: Question['situation']) =>
  desk.open.some((question) => question.id === id && question.situation === situation)
