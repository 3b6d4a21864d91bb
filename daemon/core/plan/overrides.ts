/** Single occurrences of a rule that are cancelled, moved or replaced, and those overrides that meet none. */
import type { Programme } from '../compile/programme.js'
import type { Override } from '../rundown/rundown.js'
import { clockAround, passes } from './passes.js'
import { type CronSlot, timesNamed } from './rule.js'
import { DAY_MS, type Day, dayOf, onDay, type WallClock, wallClock } from './wall-clock.js'

export type OverrideOf = (time: WallClock) => Override | undefined

/** One that names the time goes before one that names its date, and the first before others. */
export function overridesOf({ overrides }: CronSlot): OverrideOf {
  if (overrides.length === 0) return () => undefined
  const byTime = new Map<WallClock, Override>()
  const byDay = new Map<Day, Override>()
  for (const override of overrides) {
    const time = wallClock(override.on)
    if (!namesTime(override)) {
      if (!byDay.has(dayOf(time))) byDay.set(dayOf(time), override)
    } else if (!byTime.has(time)) byTime.set(time, override)
  }
  return (time) => byTime.get(time) ?? byDay.get(dayOf(time))
}

/** The times of the rule that an override applies to. */
export const timesMet = (
  slot: CronSlot,
  override: Override,
  overrideOf: OverrideOf,
): readonly WallClock[] =>
  [...timesOn(slot, override)].filter((time) => overrideOf(time) === override)

/** The earliest of them. */
export function firstTimeMet(
  slot: CronSlot,
  override: Override,
  overrideOf: OverrideOf,
): WallClock | undefined {
  for (const time of timesOn(slot, override)) if (overrideOf(time) === override) return time
  return undefined
}

/** What the rule names on the date of an override, or at its time: of up to 86,400 a day, that is looked up. */
function timesOn(slot: CronSlot, override: Override): Iterable<WallClock> {
  const on = wallClock(override.on)
  const day = dayOf(on)
  if (!namesTime(override)) return timesNamed(slot, day, day)
  const named = new Date(on)
  const { except, cron } = slot
  const hours = cron.hours.filter((hour) => hour === named.getUTCHours())
  const minutes = cron.minutes.filter((minute) => minute === named.getUTCMinutes())
  const seconds = cron.seconds.filter((second) => second === named.getUTCSeconds())
  return timesNamed({ except, cron: { ...cron, hours, minutes, seconds } }, day, day)
}

/** Where a move leads. A move to a date keeps the time of day. */
export const movedTo = (time: WallClock, to: string): WallClock =>
  to.includes('T') ? wallClock(to) : ((wallClock(to) + (time - dayOf(time) * DAY_MS)) as WallClock)

export interface UnmetOverride {
  /** Its places in the schedule and among the entry's overrides, from 0. */
  readonly slot: number
  readonly override: number
  readonly on: string
  /**
   * Nothing is named then by the rule; what is named then is skipped by the clocks and not made up for; or other
   * overrides have all of it.
   */
  readonly because: 'not-named' | 'skipped' | 'taken'
}

/** Overrides that change nothing. */
export const unmetOverrides = ({
  timezone,
  schedule,
}: Pick<Programme, 'timezone' | 'schedule'>): readonly UnmetOverride[] =>
  schedule.flatMap((slot, index) => {
    if (slot.kind !== 'cron') return []
    const overrideOf = overridesOf(slot)
    return slot.overrides.flatMap((override, place) => {
      const because = whyUnmet(slot, override, overrideOf, timezone)
      return because ? [{ slot: index, override: place, on: override.on, because }] : []
    })
  })

function whyUnmet(
  slot: CronSlot,
  override: Override,
  overrideOf: OverrideOf,
  timezone: string,
): UnmetOverride['because'] | undefined {
  const clock = clockAround(onDay(dayOf(wallClock(override.on)), 0), timezone)
  let because: UnmetOverride['because'] = 'not-named'
  for (const time of timesOn(slot, override)) {
    if (passes(time, clock, slot).length === 0) because = 'skipped'
    else if (overrideOf(time) === override) return undefined
    else because = 'taken'
  }
  return because
}

const namesTime = ({ on }: Override) => on.includes('T')
