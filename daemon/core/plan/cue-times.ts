/** What a cue's time means in an airing: counted from its fixed instants, or read off the wall clock of its zone. */
import type { CueTime } from '../rundown/rundown.js'
import { after, before, type Instant, instant } from '../time.js'
import {
  clockAt,
  type Day,
  dayOf as dayShown,
  nextDay,
  onDay,
  shownAt,
  whenShown,
} from './wall-clock.js'

/** What cue times are counted from. */
export interface Window {
  readonly startsAt: Instant
  readonly endsAt: Instant | undefined
  readonly timezone: string
}

/** The `turn`-th time this comes in the airing. */
export function timeOf(time: CueTime, window: Window, turn: number): Instant | undefined {
  switch (time.from) {
    case 'start':
      return turn === 0 ? after(window.startsAt, time.plus) : undefined
    case 'end':
      return turn === 0 && window.endsAt !== undefined
        ? before(window.endsAt, time.minus)
        : undefined
    case 'clock':
      return clockTime(time, window, turn)
  }
}

/** The time of day on the `turn`-th day on which it comes after the start. */
function clockTime(time: ClockTime, window: Window, turn: number): Instant {
  const first = dateOf(window.startsAt, window)
  return timeOn(first, time, window) >= window.startsAt
    ? timeOn(nextDay(first, turn), time, window)
    : timeOn(nextDay(first, turn + 1), time, window)
}

type ClockTime = Pick<Extract<CueTime, { from: 'clock' }>, 'hour' | 'minute' | 'second'>

/** What is shown twice comes the first time; what is never shown, as much later as the clocks went forward. */
export function timeOn(
  date: Day,
  { hour, minute, second }: ClockTime,
  { timezone }: Window,
): Instant {
  const wall = onDay(date, (hour * 60 + minute) * 60 + second)
  const shown = whenShown(wall, clockAt(timezone, instant(wall)))
  if (shown.times === 'once') return shown.at
  return shown.times === 'twice' ? shown.first : shown.later
}

/** How many dates after that of the start: a day is not always 24 hours long. */
export const dayOf = (at: Instant, window: Window): number =>
  dateOf(at, window) - dateOf(window.startsAt, window)

export const dateOf = (at: Instant, { timezone }: Window): Day =>
  dayShown(shownAt(at, clockAt(timezone, at)))
