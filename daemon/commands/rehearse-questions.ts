/** `onair rehearse --questions FILE`: the file, and what became of each of its questions. */
import { type PlannedQuestion, planned, type WrittenQuestion } from '../core/ask/planned.js'
import type { Programme } from '../core/compile/programme.js'
import { type Breach, problemsOf } from '../core/rundown/breach.js'
import { inOrder } from '../core/rundown/notes.js'
import { isError } from '../core/rundown/problem.js'
import { readSource } from '../core/rundown/source.js'
import { type Instant, local, showDuration } from '../core/time.js'
import { NOT_ASKED, type RehearsedQuestion } from '../rehearsal/audience.js'
import { breaches } from '../schemas/breaches.js'
import { loadFile } from './load.js'
import { type Output, problemsAsText } from './show-problems.js'
import { table, terminalColumns } from './table.js'

/** undefined: it cannot be used, and the producer was told why. */
export function loadQuestions(
  file: string,
  output: Output,
): readonly PlannedQuestion[] | undefined {
  const loaded = loadFile(file)
  if (!('text' in loaded)) {
    output.trouble(problemsAsText([loaded], new Map(), output.colour))
    return undefined
  }
  const { source, problems } = readSource(loaded.text, file)
  const found = source ? breaches('questions', source.value) : []
  const all = inOrder([...problems, ...(source ? problemsOf(source, found) : [])])
  output.trouble(problemsAsText(all, new Map([[file, loaded.text]]), output.colour))
  if (!source || all.some(isError)) return undefined
  return areQuestions(source.value, found) ? planned(source.value) : undefined
}

const areQuestions = (
  value: unknown,
  found: readonly Breach[],
): value is readonly WrittenQuestion[] => found.length === 0 && Array.isArray(value)

/** What a rehearsal cannot do as it is done on air, and what happens instead. */
export function withoutThem(
  { questions }: Programme,
  asked: readonly PlannedQuestion[],
): readonly string[] {
  if (!questions) return []
  const { sources, otherwise } = questions
  const next = sources[sources.indexOf('model') + 1]
  const instead = otherwise === undefined ? 'declined (ANSWER_FAILED)' : 'answered with "otherwise"'
  const then = next === undefined ? `is ${instead}` : `goes on to ${next}`
  const model = `${NOT_ASKED}: what comes to it ${then}`
  return [...(sources.includes('model') ? [model] : []), ...approval(questions, asked)]
}

function approval(
  { approve, approveWithin, unapproved }: NonNullable<Programme['questions']>,
  asked: readonly PlannedQuestion[],
): readonly string[] {
  const some = asked.some(({ approvedAfter }) => approvedAfter !== undefined)
  if (approve === 'auto')
    return some ? ['approvedAfter changes nothing: the rundown lets questions air unapproved'] : []
  const fate = unapproved === 'air' ? 'airs' : 'is declined'
  const rest = `after ${showDuration(approveWithin)} it ${fate}`
  return some
    ? [`the desk approves what the file of questions says (approvedAfter); else ${rest}`]
    : [`nobody approves a question (approvedAfter in the file of questions): ${rest}`]
}

export function questionsTable(questions: readonly RehearsedQuestion[], timezone: string): string {
  const clock = (at: Instant | undefined) =>
    at === undefined ? '' : local(at, timezone).slice(11, 19)
  const room = { columns: terminalColumns(), elastic: 7 }
  return table(
    ['#', 'asked', 'from', 'what became of it', 'source', 'on air', 'question', 'said, or why not'],
    questions.map(({ planned: { number, from, text }, askedAt, fate }) => [
      String(number),
      clock(askedAt),
      from,
      became(fate),
      fate.is === 'known' ? (fate.source ?? '') : '',
      clock(fate.is === 'known' ? fate.startedAt : undefined),
      text,
      saidOf(fate),
    ]),
    room,
  )
}

function became(fate: RehearsedQuestion['fate']): string {
  if (fate.is === 'not-asked') return 'not asked'
  if (fate.is === 'refused') return 'refused'
  if (fate.mergedWith !== undefined) return `merged with ${fate.mergedWith}`
  const reason = fate.situation === 'declined' ? fate.reason : undefined
  return [fate.situation, reason].filter(Boolean).join(' ')
}

/** Its words on air; else the gate that stopped it, or what the desk says of it. */
function saidOf(fate: RehearsedQuestion['fate']): string {
  if (fate.is !== 'known') return fate.says
  if (fate.mergedWith !== undefined) return 'it is nearly the same'
  const stopped = fate.gates.find(({ passed }) => !passed)
  if (stopped) return `${stopped.gate}: ${stopped.rule}`
  return fate.situation === 'declined' ? (fate.says ?? '') : (fate.spoken ?? '')
}

export const questionsJson = (
  questions: readonly RehearsedQuestion[],
  time: (at: Instant | undefined) => string | null,
) =>
  questions.map(({ planned: { number, from, text }, askedAt, fate }) => ({
    number,
    asked: time(askedAt),
    from,
    text,
    ...(fate.is === 'known'
      ? {
          question: fate.id,
          situation: fate.situation,
          reason: fate.reason ?? null,
          says: fate.says ?? null,
          mergedWith: fate.mergedWith ?? null,
          source: fate.source ?? null,
          gates: fate.gates,
          answer: fate.spoken ?? null,
          started: time(fate.startedAt),
          ended: time(fate.endedAt),
        }
      : { situation: fate.is, says: fate.says }),
  }))
