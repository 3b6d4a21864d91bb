/** The audience: what was heard of it against the book of questions, and what became of each. S18, L12, and S4 beside cues. */
import { type Instant, instant, minutes, seconds } from '../../daemon/core/time.js'
import type { QuestionRow } from '../../daemon/journal/questions.js'
import { BLOCKED } from './audience-plan.js'
import { ours } from './judge-safety.js'
import { isQuestion, named, plannedAt, urgencyOf } from './named.js'
import { clockOf, isMistimed, isUndisturbed, type Night, wasMoved } from './night.js'

export function judgeAudience(night: Night): void {
  if (!night.viewers) return
  const rows = new Map(night.viewers.rows().map((row) => [row.id, row]))
  heard(night, rows)
  for (const id of night.viewers.told)
    if (!rows.has(id)) night.breach('L12', `question ${id} was taken, and is in no book`)
  for (const row of rows.values()) settled(night, row)
  behindCues(night)
}

const idOf = (takeover: string) => named(takeover).cue.slice('question:'.length)

/** S18 */
function heard(night: Night, rows: ReadonlyMap<string, QuestionRow>): void {
  const spoken = new Map<string, number>()
  for (const { takeover, words, spoken: times } of ours(night)) {
    if (words.toLowerCase().includes(BLOCKED))
      night.breach('S18', `${takeover || 'something'} says what is blocked`)
    if (!isQuestion(takeover)) continue
    const row = rows.get(idOf(takeover))
    const verdicts: readonly { readonly gate: string; readonly passed: boolean }[] = JSON.parse(
      row?.verdicts ?? '[]',
    )
    const passed = new Set(verdicts.flatMap((one) => (one.passed ? [one.gate] : [])))
    if (passed.size < GATES || verdicts.some((one) => !one.passed))
      night.breach('S18', `${takeover} was sent, and passed ${[...passed].join(', ') || 'no gate'}`)
    const texts: readonly string[] = JSON.parse(row?.spoken ?? '[]')
    if (!texts.includes(words) && texts.join(' ') !== words)
      night.breach('S18', `${takeover} says what is not in the book`)
    spoken.set(takeover, (spoken.get(takeover) ?? 0) + times)
  }
  for (const [takeover, times] of spoken)
    if (times > 1) night.breach('S18', `${takeover} was heard ${times} times`)
}

const GATES = 3
const ENDS: ReadonlySet<string> = new Set(['spoken', 'merged', 'declined'])
/** It waits, is answered, waits in the queue as long again, and is spoken. */
const IN_TIME = minutes(2) * 2 + minutes(2)

/** L12 */
function settled(night: Night, row: QuestionRow): void {
  const { id, situation, state, reason, asked_at: askedAt, ended_at: endedAt } = row
  if (state !== null || !ENDS.has(situation) || endedAt === null)
    return void night.breach('L12', `question ${id} is ${situation} at the end of the night`)
  if (situation !== 'spoken' && !reason)
    night.breach('L12', `question ${id} is ${situation}, and nobody says why`)
  const lines = night.rows.filter(
    (line) => line.type === 'takeover' && line.instance.includes(`/question:${id}/`),
  )
  if (lines.length > 1) night.breach('L12', `question ${id} has ${lines.length} rows in the log`)
  const aired = lines.some(({ status }) => status.startsWith('aired'))
  if (aired !== (situation === 'spoken'))
    night.breach('L12', `question ${id} is ${situation} ${reason}, and its row ${lines[0]?.status}`)
  const late = endedAt - askedAt > IN_TIME
  if (
    late &&
    !isAskedByWrongClock(night, askedAt) &&
    isUndisturbed(night, askedAt, askedAt + IN_TIME)
  )
    night.breach('L12', `question ${id} of ${clockOf(askedAt)} had its verdict ${clockOf(endedAt)}`)
}

/** Then nobody can say when it was. */
const isAskedByWrongClock = ({ scenario }: Night, askedAt: number): boolean =>
  scenario.happenings.some(
    (one) =>
      one.do === 'step-clock' &&
      one.at + Math.min(0, one.by) <= askedAt &&
      askedAt < one.at + one.lasts + Math.max(0, one.by),
  )

/**
 * S4. A cue that is due does not wait for an answer that was wanted later, and an urgent one for none. An answer that
 * came before a routine cue goes before it, however late it is sent: both may have waited for something in doubt.
 */
function behindCues(night: Night): void {
  // What was decided while the disk took nothing never left.
  const intents = [...(night.store?.intents().values() ?? [])].flatMap(({ action, at, state }) =>
    action.type === 'enqueue' && state !== 'not-applied' ? [{ takeover: action.takeover, at }] : [],
  )
  const answers = intents.filter(
    ({ takeover }) => isQuestion(takeover) && named(takeover).part === 1,
  )
  if (answers.length === 0) return
  const sentFirst = new Map<string, number>()
  for (const { takeover, at } of intents)
    sentFirst.set(takeover, Math.min(at, sentFirst.get(takeover) ?? Number.POSITIVE_INFINITY))
  for (const [takeover, at] of sentFirst) {
    const due = plannedAt(night, takeover)
    const { airing, part } = named(takeover)
    const plan = night.airings.find(({ id }) => id === airing)
    if (due === undefined || part > 1 || !plan || isMistimed(night, plan)) continue
    if (wasMoved(night, plan.plan.show)) continue
    const isRoutine = urgencyOf(night, takeover) === 'routine'
    const overtook = answers.find(
      (one) =>
        named(one.takeover).airing === airing &&
        one.at > due + A_TURN &&
        one.at < at &&
        (!isRoutine || wantedAt(night, one.takeover) > due),
    )
    if (overtook)
      night.breach(
        'S4',
        `${takeover} (${urgencyOf(night, takeover)}), due ${clockOf(due)}, waited while ${overtook.takeover} was sent at ${clockOf(instant(overtook.at))}`,
      )
  }
}

const A_TURN = seconds(1)

/** Of one whose daemon died between the disk and the telling nobody knows it: it is not judged. */
function wantedAt({ wanted }: Night, answer: string): Instant {
  const { airing, cue } = named(answer)
  return wanted.get(`${airing}/${cue}`) ?? instant(0)
}
