/**
 * Instants and durations, and how they are written. Pure: nobody here asks what time it is.
 * An instant is not a duration, and the compiler knows.
 */
import { Temporal } from 'temporal-polyfill'

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number & { readonly unit: 'instant, ms' }
/** Milliseconds. */
export type Duration = number & { readonly unit: 'duration, ms' }

export const instant = (epochMs: number) => epochMs as Instant
export const millis = (n: number) => n as Duration
export const seconds = (n: number) => millis(n * 1_000)
export const minutes = (n: number) => seconds(n * 60)
export const hours = (n: number) => minutes(n * 60)
export const days = (n: number) => hours(n * 24)

export const after = (at: Instant, wait: Duration) => instant(at + wait)
export const before = (at: Instant, lead: Duration) => instant(at - lead)
/** How long after `from` is `to`; negative if it comes first. */
export const between = (from: Instant, to: Instant) => millis(to - from)
/** Less long ago than that. What lies ahead, because the clock was set back, was not lately. */
export const wasLately = (at: Instant, span: Duration, now: Instant): boolean =>
  at <= now && now < after(at, span)
export const NEVER = instant(Number.MAX_SAFE_INTEGER)

export function earliest(...instants: readonly (Instant | undefined)[]): Instant {
  let first = NEVER
  for (const at of instants) if (at !== undefined && at < first) first = at
  return first
}

export const latest = (one: Instant, other: Instant): Instant => (one > other ? one : other)

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
}

const PART = /(\d+(?:\.\d+)?)(ms|s|m|h|d)/y

/** `90s`, `1h30m`, `1.5m`, `250ms`; undefined if it is not a duration. Every number carries a unit. */
export function parseDuration(written: string): Duration | undefined {
  let total = 0
  PART.lastIndex = 0
  do {
    const [, amount, unit = ''] = PART.exec(written) ?? []
    if (amount === undefined) return undefined
    total += Number(amount) * (UNITS[unit] ?? 0)
  } while (PART.lastIndex < written.length)
  return Number.isSafeInteger(Math.round(total)) ? millis(Math.round(total)) : undefined
}

/** In whole seconds: what was measured from outside is no better known. */
export const showSeconds = (duration: Duration): string =>
  showDuration(seconds(Math.round(duration / 1_000)))

/** The shortest writing that `parseDuration` reads back: `1h30m`, `45s`, `0s`. */
export function showDuration(duration: Duration): string {
  let rest = Math.abs(Math.round(duration))
  let written = ''
  for (const [unit, size] of Object.entries(UNITS).reverse()) {
    const amount = Math.floor(rest / size)
    if (amount > 0) written += `${amount}${unit}`
    rest -= amount * size
  }
  return `${duration < 0 ? '-' : ''}${written || '0s'}`
}

export const isZone = (zone: string): boolean => {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)
    return true
  } catch {
    return false
  }
}

/** `2026-11-21T09:00:00.000Z` */
export const utc = (at: Instant): string => new Date(at).toISOString()

/** `2026-11-21T17:00:00+08:00`: the wall clock of a zone, with its offset, to the second. */
export const local = (at: Instant, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(Math.floor(at / 1_000) * 1_000)
    .toZonedDateTimeISO(zone)
    .toString({ timeZoneName: 'never', fractionalSecondDigits: 0 })

/** An instant from RFC 3339 (`2026-11-21T09:00:00Z`) or from a wall-clock time in `zone`; undefined if neither. */
export function parseInstant(written: string, zone: string): Instant | undefined {
  try {
    if (/(?:z|[+-]\d\d:?\d\d)$/i.test(written)) {
      return instant(Temporal.Instant.from(written).epochMilliseconds)
    }
    return instant(Temporal.PlainDateTime.from(written).toZonedDateTime(zone).epochMilliseconds)
  } catch {
    return undefined
  }
}

/** The same time of day so many dates later: one day of a zone has 23 hours, another 25. */
export const addDays = (at: Instant, count: number, zone: string): Instant =>
  instant(
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).add({ days: count })
      .epochMilliseconds,
  )
