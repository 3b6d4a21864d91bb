/** Which occurrences meet a night on which the clocks change, and what becomes of each: for the producer to know. */
import { type Duration, days, type Instant, local } from '../time.js'
import { type AiringId, airingId, type Scheduled } from './calendar.js'
import { movedTo, type OverrideOf, overridesOf, timesMet } from './overrides.js'
import { type DatedSlot, passes } from './passes.js'
import { isEveryHour, timesNamed } from './rule.js'
import {
  type Clock,
  clockBetween,
  dayOf,
  type Shift,
  showWallClock,
  type WallClock,
  wallClock,
  whenShown,
} from './wall-clock.js'

export interface ClockChangeMet {
  /** Its place in the schedule, from 0. */
  readonly slot: number
  /** As the schedule names it, `2026-03-08T02:30:00`. */
  readonly wallClock: string
  /** The clock shows it never, or twice. */
  readonly meets: 'gap' | 'fold'
  /** The key of that name decides; it does not for a rule of every hour, which follows the clock. */
  readonly isByPolicy: boolean
  /** None, one or two. */
  readonly airings: readonly { readonly airing: AiringId; readonly startsAt: Instant }[]
}

/** As far ahead as a warning looks: three changes of the clocks. */
export const CLOCK_CHANGES_AHEAD: Duration = days(548)
/** A rule of every second meets 3,600 in one night: nobody reads more than this. */
const CHANGES_MAX = 100

/** In the order of the schedule and of time. */
export function clockChanges(
  programme: Scheduled,
  from: Instant,
  until: Instant,
): readonly ClockChangeMet[] {
  const clock = clockBetween(programme.timezone, from, until)
  const within = clock.shifts.filter(({ at }) => at >= from && at < until)
  const met: ClockChangeMet[] = []
  for (const [index, slot] of programme.schedule.entries()) {
    if (slot.kind === 'always') continue
    for (const shift of within) {
      for (const { named, put } of timesAround(slot, shift)) {
        if (met.length >= CHANGES_MAX) return met
        met.push(changeMet(programme, slot, index, named, put, clock))
      }
    }
  }
  return met
}

/** `2026-03-08T02:30 is skipped when the clocks change; it is aired at 2026-03-08T03:30:00-04:00` */
export function showClockChange({ wallClock, meets, airings }: ClockChangeMet, timezone: string) {
  const time = wallClock.replace(/:00$/, '')
  const at = airings.map(({ startsAt }) => local(startsAt, timezone))
  if (meets === 'gap') {
    const then = at[0] === undefined ? 'it is not aired' : `it is aired at ${at[0]}`
    return `${time} is skipped when the clocks change; ${then}`
  }
  const then = at.length === 2 ? `both times, at ${at.join(' and ')}` : `once, at ${at[0]}`
  return `${time} comes twice when the clocks change; it is aired ${then}`
}

interface Time {
  readonly named: WallClock
  /** Where an override puts it. */
  readonly put: WallClock
}

/** The times a slot airs among those that this shift skips or doubles. */
function* timesAround(slot: DatedSlot, shift: Shift): Generator<Time> {
  const opens = (shift.at + Math.min(shift.from, shift.to)) as WallClock
  const closes = (shift.at + Math.max(shift.from, shift.to)) as WallClock
  const isIn = (time: WallClock) => time >= opens && time < closes
  if (slot.kind === 'at') {
    const time = wallClock(slot.local)
    if (isIn(time)) yield { named: time, put: time }
    return
  }
  const overrideOf = overridesOf(slot)
  for (const time of timesNamed(slot, dayOf(opens), dayOf(closes))) {
    if (isIn(time) && staysPut(time, overrideOf)) yield { named: time, put: time }
  }
  for (const override of slot.overrides) {
    if (override.change.kind !== 'move') continue
    for (const named of timesMet(slot, override, overrideOf)) {
      const put = movedTo(named, override.change.to)
      if (isIn(put)) yield { named, put }
    }
  }
}

function staysPut(time: WallClock, overrideOf: OverrideOf): boolean {
  const kind = overrideOf(time)?.change.kind
  return kind === undefined || kind === 'replace'
}

function changeMet(
  { show }: Scheduled,
  slot: DatedSlot,
  index: number,
  named: WallClock,
  put: WallClock,
  clock: Clock,
): ClockChangeMet {
  const all = passes(put, clock, slot)
  const kept = named === put ? all : all.slice(0, 1).map(({ at }) => ({ pass: 1, at }) as const)
  return {
    slot: index,
    wallClock: showWallClock(put),
    meets: whenShown(put, clock).times === 'never' ? 'gap' : 'fold',
    isByPolicy: kept.length === all.length && !(slot.kind === 'cron' && isEveryHour(slot.cron)),
    airings: kept.map(({ pass, at }) => ({
      airing: airingId(show, showWallClock(named), pass),
      startsAt: at,
    })),
  }
}
