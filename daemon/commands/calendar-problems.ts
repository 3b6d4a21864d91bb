/**
 * What the calendar finds, with the line of the entry: times that the clocks skip or repeat, and overrides that change
 * nothing.
 */
import type { Programme } from '../core/compile/programme.js'
import { CLOCK_CHANGES_AHEAD, clockChanges, showClockChange } from '../core/plan/clock-changes.js'
import { type UnmetOverride, unmetOverrides } from '../core/plan/overrides.js'
import { STAND_IN_DATE } from '../core/rundown/mend.js'
import { inOrder, type Note, notesOn } from '../core/rundown/notes.js'
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

/** Needs no clock, and is told whatever else is wrong. `zone`: of a rundown that names none. */
export function overrideProblems({ rundown, source }: Draft, zone: string): readonly Problem[] {
  const notes = notesOn(source)
  const { schedule, timezone = zone } = rundown
  for (const { slot: index, override, on, because } of unmetOverrides({ timezone, schedule })) {
    const slot = schedule[index]
    const earlier = slot?.kind === 'cron' ? slot.overrides.slice(0, override) : []
    // Both were told when they were read.
    if (on === STAND_IN_DATE || earlier.some((other) => other.on === on)) continue
    const time = on.replace('T', ' at ').replace(/:00$/, '')
    notes.warn({
      place: pointer('schedule', index, 'overrides', override, 'on'),
      code: 'override-meets-nothing',
      ...told(because, time),
    })
  }
  return inOrder(notes.problems)
}

function told(because: UnmetOverride['because'], time: string): Pick<Note, 'says' | 'hint'> {
  switch (because) {
    case 'not-named':
      return {
        says: `nothing of this entry starts on ${time}: there is nothing to override`,
        hint: 'compare it with "cron" and "except"',
      }
    case 'skipped':
      return {
        says: `the clocks skip what would start on ${time}, and "gap: skip" leaves it out: nothing is overridden`,
        hint: 'remove it, or write "gap: shift": then the show starts later',
      }
    case 'taken':
      return {
        says: `whatever starts on ${time} has an override of its own: this one changes nothing`,
        hint: 'remove one of them',
      }
  }
}
