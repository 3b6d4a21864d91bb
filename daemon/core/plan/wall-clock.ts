/**
 * What a wall clock of a zone shows, and when: the only place where a local time becomes an instant. A zone is asked
 * for its clock changes once per stretch of time; the rest is arithmetic, so a year of a rule costs next to nothing.
 */
import { Temporal } from 'temporal-polyfill'
import { after, before, days, type Instant, instant } from '../time.js'

/** What the clock on the wall shows, as milliseconds since 1970-01-01T00:00 on that wall; no instant. */
export type WallClock = number & { readonly unit: 'wall clock, ms' }
/** Days since 1970-01-01. */
export type Day = number & { readonly unit: 'day' }

export const DAY_MS = 86_400_000

/** Of `2026-12-24` (its midnight), `2026-12-24T09:00` or `2026-12-24T09:00:00`. */
export const wallClock = (written: string) =>
  Date.parse(`${written.includes('T') ? written : `${written}T00:00`}Z`) as WallClock

/** `2026-12-24T09:00:00` */
export const showWallClock = (wall: WallClock) => new Date(wall).toISOString().slice(0, 19)

export const dayOf = (wall: WallClock) => Math.floor(wall / DAY_MS) as Day
export const nextDay = (day: Day, many = 1) => (day + many) as Day
export const onDay = (day: Day, secondOfDay: number) =>
  (day * DAY_MS + secondOfDay * 1_000) as WallClock

/** The clocks are put from one offset to another. Offsets are milliseconds ahead of UTC. */
export interface Shift {
  readonly at: Instant
  readonly from: number
  readonly to: number
}

/** The clock of a zone over a stretch of time. */
export interface Clock {
  /** Before the first shift. */
  readonly offset: number
  readonly shifts: readonly Shift[]
}

/** No offset is larger than 15 hours and no shift than a day (Samoa left one out): more is seen than is asked for. */
const MARGIN = days(3)
/** Zones shift twice a year, Morocco four times; a stretch of thirty years has fewer. */
const SHIFTS_MAX = 200

export function clockBetween(timezone: string, from: Instant, until: Instant): Clock {
  const last = after(until, MARGIN)
  let at = Temporal.Instant.fromEpochMilliseconds(before(from, MARGIN)).toZonedDateTimeISO(timezone)
  const offset = offsetOf(at)
  const shifts: Shift[] = []
  while (shifts.length < SHIFTS_MAX) {
    const next = at.getTimeZoneTransition('next')
    if (next === null || next.epochMilliseconds > last) break
    const was = shifts.at(-1)?.to ?? offset
    shifts.push({ at: instant(next.epochMilliseconds), from: was, to: offsetOf(next) })
    at = next
  }
  return { offset, shifts }
}

/**
 * The clock of a zone around an instant. Whoever looks at a thousand cues asks for the same few of them, and a
 * zone costs a hundred times what all the rest of a cue does.
 */
export function clockAt(timezone: string, at: Instant): Clock {
  const stretch = Math.floor(at / STRETCH)
  const key = `${timezone} ${stretch}`
  const known = clocks.get(key)
  if (known) return known
  if (clocks.size >= CLOCKS_MAX) clocks.clear()
  const from = instant(stretch * STRETCH)
  const made = clockBetween(timezone, from, after(from, STRETCH))
  clocks.set(key, made)
  return made
}

const clocks = new Map<string, Clock>()
/** Long enough that a show has one or two of them. */
const STRETCH = days(100)
/** Shows of every zone there is, over a year; each is some hundred bytes. */
const CLOCKS_MAX = 2_000

/** A time is shown once, twice (clocks went back) or never (clocks went forward). */
export type Shown =
  | { readonly times: 'once'; readonly at: Instant }
  | { readonly times: 'twice'; readonly first: Instant; readonly second: Instant }
  /** `later`: as much later as the clocks were put forward. */
  | { readonly times: 'never'; readonly later: Instant }

export function whenShown(wall: WallClock, { offset, shifts }: Clock): Shown {
  let current = offset
  for (const { at, from, to } of shifts) {
    if (wall < at + Math.min(from, to)) break
    if (wall < at + from) {
      return { times: 'twice', first: instant(wall - from), second: instant(wall - to) }
    }
    if (wall < at + to) return { times: 'never', later: instant(wall - from) }
    current = to
  }
  return { times: 'once', at: instant(wall - current) }
}

/** What the clock shows at an instant. */
export function shownAt(at: Instant, { offset, shifts }: Clock): WallClock {
  const last = shifts.findLast((shift) => shift.at <= at)
  return (at + (last?.to ?? offset)) as WallClock
}

/** As `local` of core/time.ts writes it, by arithmetic: `2026-11-21T17:00:00+08:00`. */
export function showLocal(at: Instant, clock: Clock): string {
  const wall = shownAt(at, clock)
  const minutes = Math.round(Math.abs(wall - at) / 60_000)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${showWallClock(wall)}${wall < at ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

const offsetOf = (at: Temporal.ZonedDateTime) => Math.round(at.offsetNanoseconds / 1e6)
