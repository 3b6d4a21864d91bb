/** What a cue's time means in an airing: counted from its fixed instants, or read off the wall clock of its zone. */
import { Temporal } from 'temporal-polyfill'
import type { CueTime } from '../rundown/rundown.js'
import { after, before, type Instant, instant } from '../time.js'

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
function clockTime(
  time: Extract<CueTime, { from: 'clock' }>,
  window: Window,
  turn: number,
): Instant {
  const first = dateOf(window.startsAt, window)
  const on = (dayNumber: number) =>
    instant(
      first.add({ days: dayNumber }).toPlainDateTime(time).toZonedDateTime(window.timezone)
        .epochMilliseconds,
    )
  return on(0) >= window.startsAt ? on(turn) : on(turn + 1)
}

/** How many dates after that of the start: a day is not always 24 hours long. */
export const dayOf = (at: Instant, window: Window): number =>
  dateOf(window.startsAt, window).until(dateOf(at, window), { largestUnit: 'day' }).days

export const dateOf = (at: Instant, { timezone }: Window): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDate()
