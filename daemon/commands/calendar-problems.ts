/**
 * What the calendar finds, with the line of the entry: times that the clocks skip or repeat, and overrides that change
 * nothing, or lose cues.
 */
import type { Programme } from '../core/compile/programme.js'
import { occurrences } from '../core/plan/calendar.js'
import { CLOCK_CHANGES_AHEAD, clockChanges, showClockChange } from '../core/plan/clock-changes.js'
import { type LostCue, lostCues } from '../core/plan/lost-cues.js'
import { type UnmetOverride, unmetOverrides } from '../core/plan/overrides.js'
import { isEveryHour } from '../core/plan/rule.js'
import { sameStarts } from '../core/plan/same-start.js'
import { takenOff } from '../core/plan/taken-off.js'
import { STAND_IN_DATE } from '../core/rundown/mend.js'
import { inOrder, type Note, notesOn } from '../core/rundown/notes.js'
import { pointer, valueAt } from '../core/rundown/pointer.js'
import type { Problem } from '../core/rundown/problem.js'
import type { Draft } from '../core/rundown/read.js'
import { showCueTime } from '../core/rundown/when.js'
import { after, type Instant, local, millis, showDuration } from '../core/time.js'

/** Occurrences named in one warning, four for each change of the clocks; the others are counted. */
const NAMED_MAX = 12

/** Of a rundown without errors, and the programme it became; `now`: from when the clocks are looked at. */
export function calendarProblems(
  { source }: Draft,
  programme: Programme,
  now: Instant,
): readonly Problem[] {
  const notes = notesOn(source)
  const met = clockChanges(programme, now, after(now, CLOCK_CHANGES_AHEAD))
  for (const slot of new Set(met.map((change) => change.slot))) {
    const place = pointer('schedule', slot)
    const policy = (key: 'gap' | 'fold') => valueAt(source.value, place + pointer(key))
    const own = met.filter((change) => change.slot === slot)
    const named = own.slice(0, NAMED_MAX).map((change) => {
      const said = showClockChange(change, programme.timezone)
      const stated = change.isByPolicy ? policy(change.meets) : undefined
      return stated === undefined ? said : `${said}, as "${change.meets}: ${stated}" says`
    })
    const others = own.length > NAMED_MAX ? `; and ${own.length - NAMED_MAX} more` : ''
    const unsaid = (['gap', 'fold'] as const).filter(
      (key) =>
        policy(key) === undefined &&
        own.some(({ meets, isByPolicy }) => isByPolicy && meets === key),
    )
    const entry = programme.schedule[slot]
    const followsClock = entry?.kind === 'cron' && isEveryHour(entry.cron)
    // A single date that is left out is a show that is never on.
    const isLost = entry?.kind === 'at' && own.every(({ airings }) => airings.length === 0)
    const isDecided =
      !isLost && unsaid.length === 0 && own.every((one) => one.isByPolicy || followsClock)
    // What the producer has decided is told, for him to know the dates, and not asked again.
    const hint = `move the show by an hour, or say what you want with ${unsaid.join(' and ')}`
    const tell = isDecided ? notes.remark : notes.warn
    tell({
      place,
      code: 'clock-change',
      says: `${named.join('; ')}${others}`,
      hint: isLost
        ? 'choose another time, or write "gap: shift"'
        : unsaid.length > 0
          ? hint
          : undefined,
    })
  }
  return inOrder(notes.problems)
}

/** Entries of which nothing is left. */
export function leftOutProblems(
  { source }: Draft,
  programme: Programme,
  now: Instant,
): readonly Problem[] {
  const notes = notesOn(source)
  const until = after(now, CLOCK_CHANGES_AHEAD)
  for (const [index, slot] of programme.schedule.entries()) {
    if (slot.kind !== 'cron') continue
    const alone = { ...programme, schedule: [slot] }
    if (slot.except.length + slot.overrides.length === 0) continue
    if (occurrences(alone, now, until).length > 0) continue
    const { movedAway, cancelled } = takenOff(alone, now, until)
    if (movedAway.length > 0 || cancelled.length === 0) continue
    const key = slot.except.length > 0 ? 'except' : 'overrides'
    notes.warn({
      place: pointer('schedule', index, key),
      part: 'key',
      code: 'all-left-out',
      says: 'all that starts in the next 18 months is left out: the show is not on air',
      hint: 'correct the dates, or remove the entry',
    })
  }
  return inOrder(notes.problems)
}

/** What is written and not aired, because something else starts then. */
export function sameStartProblems(
  { source }: Draft,
  programme: Programme,
  now: Instant,
): readonly Problem[] {
  const notes = notesOn(source)
  const { schedule, timezone } = programme
  for (const found of sameStarts(programme, now, after(now, CLOCK_CHANGES_AHEAD))) {
    const { slot, at, times, because } = found
    const time = local(at, timezone).slice(0, 16).replace('T', ' at ')
    const place = pointer('schedule', slot)
    if (because.kind === 'entry') {
      const again = times === 1 ? '' : `; so ${times} times in the next 18 months`
      const other = because.slot + 1
      const tell = because.isAll ? notes.warn : notes.remark
      tell({
        place: `${place}/${schedule[slot]?.kind === 'at' ? 'at' : 'cron'}`,
        code: 'same-start',
        says:
          `entry ${other} starts on ${time} as well, and comes first: ` +
          `the show is aired as entry ${other} says, not as this one${again}`,
        hint: because.isAll
          ? 'put this entry before that one: of two that start at one time the first is aired'
          : undefined,
      })
      continue
    }
    const told = because.kind === 'moved-onto' ? ONTO : TOGETHER
    const { airing } = because
    const own = airing.slice(airing.indexOf('@') + 1)
    notes.warn({
      place: `${place}/overrides/${because.override}/move`,
      code: 'same-start',
      says: told.says(time, own.replace('T', ' at ')),
      hint: told.hint(own),
    })
  }
  return inOrder(notes.problems)
}

const ONTO = {
  says: (time: string) =>
    `something else starts on ${time}: it is left out for what is moved there`,
  hint: (own: string) =>
    `if that is meant, cancel it: { on: ${own}, cancel: true }; or move this to another time`,
}
const TOGETHER = {
  says: (time: string, own: string) =>
    `more than one is moved to ${time}, and only the first is aired: that of ${own} is left out`,
  hint: (own: string) => `give it a time of its own: { on: ${own}, move: … }`,
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

/** What a moved or shortened airing does not come to. One problem an override: one slip loses all its cues. */
export function lostCueProblems(
  { source }: Draft,
  programme: Programme,
  now: Instant,
): readonly Problem[] {
  const notes = notesOn(source)
  for (const { slot, override, change, aired, cues } of lostCues(programme, now)) {
    const [day, from] = local(aired.startsAt, aired.timezone).slice(0, 16).split('T')
    const to = local(aired.endsAt, aired.timezone).slice(11, 16)
    const must = cues.find(({ cue }) => cue.doubt === 'must')
    const timed =
      must?.offset === undefined ? cues.find(({ offset }) => offset !== undefined) : must
    const named = must ?? timed
    if (!timed || !named) continue
    const isBehind = (timed.offset ?? 0) >= aired.endsAt - aired.startsAt
    const key = change.kind === 'move' && !(isBehind && change.duration) ? 'move' : 'duration'
    const who = `"${named.cue.cue}" (${dueOf(named)})${must ? ', which must air,' : ''}`
    notes.warn({
      place: pointer('schedule', slot, 'overrides', override, key),
      code: 'never-on-air',
      says: `on ${day} the show is on from ${from} to ${to}: ${who}${andOthers(cues)} would never air`,
      hint: isBehind ? COUNTED_FROM_END : movingAlong(timed),
    })
  }
  return inOrder(notes.problems)
}

function dueOf({ cue: { when } }: LostCue): string {
  if (when.kind === 'after') return `after ${when.after}`
  return when.kind === 'at' ? showCueTime(when.at) : `every ${showDuration(when.every)}`
}

const andOthers = ({ length }: readonly LostCue[]) =>
  length === 1 ? '' : ` and ${length === 2 ? 'another' : `${length - 1} others`}`

const COUNTED_FROM_END =
  'plan it earlier, count it from the end (end-30s), or let this airing last longer'

const movingAlong = ({ cue: { when }, offset = millis(0) }: LostCue): string =>
  when.kind === 'at'
    ? `times of the clock do not move along: write +${showDuration(offset)} instead of ${showCueTime(when.at)}`
    : 'times of the clock do not move along: count the window from the start'
