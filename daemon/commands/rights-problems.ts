/** Rights windows, laid over the calendar: one into which no airing falls lets nothing of its item be aired. */
import type { Programme } from '../core/compile/programme.js'
import { longestAiring, occurrences } from '../core/plan/calendar.js'
import { inOrder, type Notes, notesOn } from '../core/rundown/notes.js'
import { pointer } from '../core/rundown/pointer.js'
import type { Problem } from '../core/rundown/problem.js'
import type { Draft } from '../core/rundown/read.js'
import type { DateRange } from '../core/rundown/rundown.js'
import { addDays, before, type Instant, instant, NEVER, parseInstant } from '../core/time.js'

/** Of a rundown without errors, and the programme it became; airings before `now` are over. */
export function rightsProblems(
  { rundown, source }: Draft,
  programme: Programme,
  now: Instant,
): readonly Problem[] {
  const notes = notesOn(source)
  const look = (valid: DateRange | undefined, place: string) => {
    if (valid && !isMet(valid, programme, now)) warn(valid, `${place}/valid`, notes)
  }
  for (const [i, { cues }] of rundown.segments.entries()) {
    for (const [j, { valid }] of cues.entries()) look(valid, pointer('segments', i, 'cues', j))
  }
  for (const [i, { valid }] of rundown.adlibs.entries()) look(valid, pointer('adlibs', i))
  return inOrder(notes.problems)
}

function warn({ from, to }: DateRange, place: string, notes: Notes): void {
  const days = from === to ? from : `${from} to ${to}`
  notes.warn({
    place,
    code: 'never-valid',
    says: `no airing from now on falls on ${days}: it would never air`,
    hint: 'correct the dates, or take it out; onair plan shows the airings',
  })
}

function isMet({ from, to }: DateRange, programme: Programme, now: Instant): boolean {
  const { timezone } = programme
  const opens = parseInstant(`${from}T00:00:00`, timezone)
  const lastDay = parseInstant(`${to}T00:00:00`, timezone)
  if (opens === undefined || lastDay === undefined) return true
  const closes = addDays(lastDay, 1, timezone)
  const since = instant(Math.max(opens, now))
  if (closes <= since) return false
  // One that began the day before may still be on.
  const earliest = before(since, longestAiring(programme))
  return occurrences(programme, earliest, closes).some(({ endsAt = NEVER }) => endsAt > since)
}
