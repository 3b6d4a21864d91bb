/** What the calendar finds, with the line of the entry: times that the clocks skip or repeat. */
import type { Programme } from '../core/compile/programme.js'
import { CLOCK_CHANGES_AHEAD, clockChanges, showClockChange } from '../core/plan/clock-changes.js'
import { inOrder, notesOn } from '../core/rundown/notes.js'
import { pointer } from '../core/rundown/pointer.js'
import type { Problem } from '../core/rundown/problem.js'
import type { Draft } from '../core/rundown/read.js'
import { after, type Instant } from '../core/time.js'

/** Occurrences named in one warning; the others are counted. */
const NAMED_MAX = 3

/** Of a rundown without errors, and the programme it became; `now`: from when the clocks are looked at. */
export function calendarProblems(
  { source }: Draft,
  programme: Programme,
  now: Instant,
): readonly Problem[] {
  const notes = notesOn(source)
  const met = clockChanges(programme, now, after(now, CLOCK_CHANGES_AHEAD))
  for (const slot of new Set(met.map((change) => change.slot))) {
    const own = met.filter((change) => change.slot === slot)
    const named = own
      .slice(0, NAMED_MAX)
      .map((change) => showClockChange(change, programme.timezone))
    const others = own.length > NAMED_MAX ? `; and ${own.length - NAMED_MAX} more` : ''
    notes.warn({
      place: pointer('schedule', slot),
      code: 'clock-change',
      says: `${named.join('; ')}${others}`,
      hint: 'move the show by an hour, or say what you want with gap and fold',
    })
  }
  return inOrder(notes.problems)
}
