/** Who is let in and who is next: nobody's flood is another's silence. */
import { type Duration, type Instant, instant, millis } from '../time.js'
import { ANSWER_GUESS, ASKERS_MAX, type AskDesk, type Asked, OPEN_MAX } from './desk.js'
import type { AskerHash, Question } from './question.js'

/** Of speech that waits. */
export const backlogOf = (open: readonly Question[]): Duration =>
  millis(open.reduce((sum, question) => sum + lengthOf(question), 0))

export const lengthOf = (question: Pick<Question, 'length'> & Partial<Question>): number =>
  'parts' in question && question.parts
    ? question.parts.reduce((sum, { length }) => sum + length, 0)
    : question.length + ANSWER_GUESS

/** Asked as often as one may in the time that counts. */
export function hasAskedEnough({ askers, rules }: AskDesk, asker: AskerHash, now: Instant) {
  if (!rules.perAsker) return false
  const { count, per } = rules.perAsker
  const known = Object.hasOwn(askers, asker) ? askers[asker] : undefined
  return (known?.asked.filter((at) => at + per > now).length ?? 0) >= count
}

/**
 * Room for one more: undefined if there is none; else who gives way, mostly nobody. Only somebody with more waiting
 * than the newcomer gives way, and of theirs the newest: so a flood by one gives way to everybody else.
 */
export function roomFor(desk: AskDesk, asked: Asked): readonly Question[] | undefined {
  const givingWay: Question[] = []
  let open = desk.open
  for (let tries = 0; tries <= OPEN_MAX; tries++) {
    const fits = backlogOf(open) + lengthOf(asked) <= desk.rules.backlog
    if (fits && open.length < OPEN_MAX) return givingWay
    const leaving = newestOfTheMany(open, asked.asker)
    if (!leaving) return undefined
    givingWay.push(leaving)
    open = open.filter(({ id }) => id !== leaving.id)
  }
  return undefined
}

function newestOfTheMany(open: readonly Question[], newcomer: AskerHash): Question | undefined {
  const counts = new Map<AskerHash, number>()
  for (const { asker } of open) counts.set(asker, (counts.get(asker) ?? 0) + 1)
  const own = (counts.get(newcomer) ?? 0) + 1
  let most: Question | undefined
  for (const question of open) {
    const { asker, situation } = question
    if (asker === newcomer || (situation !== 'waiting' && situation !== 'for-approval')) continue
    const count = counts.get(asker) ?? 0
    if (count > own && count >= (most ? (counts.get(most.asker) ?? 0) : 0)) most = question
  }
  return most
}

/** Of those who wait: whose turn was longest ago, and of theirs what they asked first. */
export function nextToAsk({ open, askers }: AskDesk): Question | undefined {
  let next: Question | undefined
  for (const question of open) {
    if (question.situation !== 'waiting') continue
    if (!next || servedAt(askers, question.asker) < servedAt(askers, next.asker)) next = question
  }
  return next
}

const servedAt = (askers: AskDesk['askers'], asker: AskerHash): Instant =>
  (Object.hasOwn(askers, asker) ? askers[asker]?.servedAt : undefined) ?? instant(0)

/** Counted when let in. */
export function letIn(desk: AskDesk, asker: AskerHash, now: Instant): AskDesk['askers'] {
  const per = desk.rules.perAsker?.per ?? 0
  const before = Object.hasOwn(desk.askers, asker) ? desk.askers[asker] : undefined
  const asked = [...(before?.asked ?? []).filter((at) => at + per > now), now].slice(-COUNTED_MAX)
  return bounded({
    ...desk.askers,
    [asker]: { asked, servedAt: before?.servedAt ?? instant(0) },
  })
}

export const served = (desk: AskDesk, asker: AskerHash, now: Instant): AskDesk['askers'] => ({
  ...desk.askers,
  [asker]: { asked: desk.askers[asker]?.asked ?? [], servedAt: now },
})

/** A rundown counts to 9,999; nobody is let in that often in a time anybody means. */
const COUNTED_MAX = 1_000

function bounded(askers: AskDesk['askers']): AskDesk['askers'] {
  const all = Object.entries(askers) as [AskerHash, AskDesk['askers'][AskerHash]][]
  if (all.length <= ASKERS_MAX) return askers
  const last = ([, asker]: (typeof all)[number]) =>
    Math.max(asker?.servedAt ?? 0, asker?.asked.at(-1) ?? 0)
  return Object.fromEntries(
    all.sort((one, other) => last(other) - last(one)).slice(0, ASKERS_MAX / 2),
  )
}
