/**
 * Cues that come round only inside a window (`every` with `between`). With two clock times there is a window a day,
 * which may go past midnight; with anything else there is one in the airing. The first turn is at the opening.
 */
import type { When } from '../rundown/rundown.js'
import { type Instant, instant, NEVER } from '../time.js'
import { dateOf, timeOf, timeOn, type Window } from './cue-times.js'
import { nextDay } from './wall-clock.js'

type Every = Extract<When, { kind: 'every' }>
type Between = NonNullable<Every['between']>
export type Windowed = Every & { readonly between: Between }

export interface WindowTurn {
  /** Day of the window and place in it, in one number that grows with time. */
  readonly turn: number
  readonly at: Instant
}

/** A window of a second a turn has 86,400 places. */
const PLACES = 100_000

export const isWindowed = (when: When): when is Windowed =>
  when.kind === 'every' && when.between !== undefined

export function firstTurnInWindows(
  when: Windowed,
  window: Window,
  since: Instant,
): WindowTurn | undefined {
  const from = Math.max(since, window.startsAt - 1)
  for (const span of spansAround(when, window, instant(from), [-1, 0, 1, 2])) {
    const place = from < span.opens ? 0 : Math.floor((from - span.opens) / when.every) + 1
    const at = instant(span.opens + place * when.every)
    if (at < span.closes && at < (window.endsAt ?? NEVER))
      return { turn: span.day * PLACES + place, at }
  }
  return undefined
}

export function lastTurnInWindows(
  when: Windowed,
  window: Window,
  until: Instant,
): WindowTurn | undefined {
  const most = Math.min(until, (window.endsAt ?? NEVER) - 1)
  for (const span of spansAround(when, window, instant(most), [1, 0, -1, -2])) {
    if (most < span.opens || span.closes <= span.opens) continue
    const last = Math.ceil((span.closes - span.opens) / when.every) - 1
    const place = Math.min(last, Math.floor((most - span.opens) / when.every))
    const at = instant(span.opens + place * when.every)
    if (at >= window.startsAt) return { turn: span.day * PLACES + place, at }
  }
  return undefined
}

interface Span {
  readonly day: number
  readonly opens: Instant
  readonly closes: Instant
}

function spansAround(
  when: Windowed,
  window: Window,
  at: Instant,
  offsets: readonly number[],
): readonly Span[] {
  const { opens, closes } = when.between
  const from = when.from && timeOf(when.from, window, 0)
  const later = (opening: Instant) =>
    from === undefined ? opening : instant(Math.max(opening, from))
  if (opens.from !== 'clock' || closes.from !== 'clock') {
    const opening = timeOf(opens, window, 0)
    const closing = timeOf(closes, window, 0)
    if (opening === undefined || closing === undefined) return []
    return [{ day: 1, opens: later(opening), closes: closing }]
  }
  const first = dateOf(window.startsAt, window)
  const today = dateOf(at, window) - first
  const pastMidnight = secondOfDay(closes) <= secondOfDay(opens) ? 1 : 0
  const on = (time: Clock, day: number) => timeOn(nextDay(first, day), time, window)
  return offsets.map((offset) => {
    const day = today + offset
    // The day before the first is number 0: a window of yesterday may still be open.
    return { day: day + 1, opens: later(on(opens, day)), closes: on(closes, day + pastMidnight) }
  })
}

type Clock = Extract<Between['opens'], { from: 'clock' }>

const secondOfDay = ({ hour, minute, second }: Clock) => (hour * 60 + minute) * 60 + second
