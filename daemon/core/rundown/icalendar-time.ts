/** Dates, times and durations as iCalendar writes them. */
import { Temporal } from 'temporal-polyfill'
import { isZone } from '../time.js'
import type { Line } from './icalendar-lines.js'
import { windowsZone } from './windows-zones.js'

/** A day, or a time of a day in a zone. Days are counted since 1970-01-01. */
export type Moment =
  | { readonly kind: 'day'; readonly day: number }
  | {
      readonly kind: 'time'
      readonly day: number
      /** Since midnight, by the clock. */
      readonly secondOfDay: number
      readonly zone: string
    }

export interface MomentReading {
  readonly moments: readonly Moment[]
  /** What was not understood. */
  readonly says: readonly string[]
}

const DAY_MS = 86_400_000

export const dayNumber = (date: string) => Math.floor(Date.parse(`${date}T00:00Z`) / DAY_MS)
export const dateOfDay = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10)

/** The IANA zone a TZID means, if it means one. */
export type ZoneOf = (named: string) => string | undefined

/** One or several moments of DTSTART, DTEND, EXDATE, RDATE, RECURRENCE-ID; times without a zone are in `zone`. */
export function moments(
  { name, parameters, value }: Line,
  zone: string,
  zoneOf: ZoneOf,
): MomentReading {
  const named = parameters.TZID
  const own = named === undefined ? zone : zoneOf(named)
  const says =
    own === undefined ? [`${UNKNOWN_ZONE} "${named}" is unknown; ${zone} is taken instead`] : []
  const found: Moment[] = []
  for (const written of value.split(',')) {
    // A period of RDATE: its start is enough here.
    const read = moment(written.trim().split('/')[0] ?? '', own ?? zone)
    if (read) found.push(read)
    else says.push(`${name} has no date or time that exists: ${written.slice(0, 40)}`)
  }
  return { moments: found, says }
}

/** What is said of a name begins like this: once is enough, however many lines have it. */
export const UNKNOWN_ZONE = 'the time zone'

/** `20261224`, `20261224T180000`, `20261224T180000Z` */
export function moment(written: string, zone: string): Moment | undefined {
  const [, year, month, date, time, hour, minute, second, z] =
    /^(\d{4})(\d\d)(\d\d)(T(\d\d)(\d\d)(\d\d)(Z)?)?$/i.exec(written) ?? []
  const iso = `${year}-${month}-${date}`
  const day = dayNumber(iso)
  if (Number.isNaN(day) || dateOfDay(day) !== iso) return undefined
  if (time === undefined) return { kind: 'day', day }
  const [h, m, s] = [Number(hour), Number(minute), Math.min(59, Number(second))]
  if (h > 23 || m > 59) return undefined
  return { kind: 'time', day, secondOfDay: (h * 60 + m) * 60 + s, zone: z ? 'UTC' : zone }
}

/** `P1D`, `P2W`, `PT8H30M` in seconds; undefined if it is none. */
export function lasting(written: string): number | undefined {
  const [all, sign, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] =
    /^([+-])?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?$/i.exec(
      written,
    ) ?? []
  if (all === undefined || sign === '-') return undefined
  const inDays = Number(weeks) * 7 + Number(days)
  return ((inDays * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)
}

/** Milliseconds since 1970 of a time, or of a day's beginning in `zone`. */
export function epochMs(at: Moment, zone: string): number {
  const clock = at.kind === 'day' ? { secondOfDay: 0, zone } : at
  return Temporal.PlainDateTime.from(dateOfDay(at.day))
    .add({ seconds: clock.secondOfDay })
    .toZonedDateTime(clock.zone).epochMilliseconds
}

/** The day it is in `zone`. */
export const dayIn = (zone: string, ms: number) =>
  dayNumber(
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate().toString(),
  )

/** The same moment by the clock of another zone; a day is the same everywhere. */
export function inZone(at: Moment, zone: string): Moment {
  if (at.kind === 'day' || at.zone === zone) return at
  const there = Temporal.Instant.fromEpochMilliseconds(epochMs(at, zone)).toZonedDateTimeISO(zone)
  const secondOfDay = (there.hour * 60 + there.minute) * 60 + there.second
  return { kind: 'time', day: dayNumber(there.toPlainDate().toString()), secondOfDay, zone }
}

/** Remembers what it was asked: looking for a zone that is none is slow, and a file may name it on each line. */
export function zoneReader(): ZoneOf {
  const known = new Map<string, string | undefined>()
  return (named) => {
    if (!known.has(named)) known.set(named, zoneNamed(named))
    return known.get(named)
  }
}

/** Programs write their own path before a name of the IANA: `/example.org/20260101/Europe/Berlin`. */
function zoneNamed(named: string): string | undefined {
  const windows = windowsZone(named)
  if (windows !== undefined) return windows
  const parts = named.split('/').filter(Boolean)
  return [0, -3, -2, -1]
    .map((from) => parts.slice(from).join('/'))
    .find((zone) => zone !== '' && zone.length < 60 && isZone(zone))
}
