/**
 * iCalendar files (RFC 5545) → the dates their events touch. Only the dates matter here, so a rule is a question
 * asked of each day, and whatever a file holds the work is bounded. What cannot be read is said and left out;
 * nothing throws.
 */
import { contentLines, isBroken, type Line, plainText } from './icalendar-lines.js'
import { type Budget, type Recurrence, readRecurrence, recurring } from './icalendar-rule.js'
import {
  dateOfDay,
  dayIn,
  dayNumber,
  epochMs,
  inZone,
  lasting,
  type Moment,
  moment,
  moments,
  UNKNOWN_ZONE,
  type ZoneOf,
  zoneReader,
} from './icalendar-time.js'
import type { ExceptedDates } from './rundown.js'

export interface CalendarProblem {
  /** In the calendar file, from 1. */
  readonly line: number
  readonly says: string
}

export interface CalendarDates {
  /** Ascending; those that touch each other have different names. */
  readonly ranges: readonly ExceptedDates[]
  readonly problems: readonly CalendarProblem[]
}

/** A public calendar of a country holds some thousand events. */
const EVENTS_MAX = 10_000
/** Of a holiday's name; each year has it anew. */
const NAME_MAX = 80
/** Nobody reads more. */
const PROBLEMS_MAX = 50
/** An event that lasts longer is a slip of the hand. */
const EVENT_DAYS_MAX = 3_660
/** Days all rules of a file may be asked of: a fraction of a second. */
const DAYS_ASKED_MAX = 1_000_000
/** Dates of all events together; each may cost a look at a zone. */
const TIMES_MAX = 5_000

/** The dates from `from` to `until` (`2026-01-01`, both included) on which an event takes place, in `zone`. */
export function datesOf(text: string, zone: string, from: string, until: string): CalendarDates {
  const problems: CalendarProblem[] = []
  const zones = new Set<string>()
  const tell: Tell = (line, says) => {
    if (zones.has(says)) return
    if (says.startsWith(UNKNOWN_ZONE)) zones.add(says)
    if (problems.length < PROBLEMS_MAX) problems.push({ line, says })
  }
  const lines = contentLines(text)
  const [first] = lines
  if (!first || isBroken(first) || first.name !== 'BEGIN' || !/^vcalendar$/i.test(first.value)) {
    return { ranges: [], problems: [{ line: 1, says: 'this is no iCalendar file' }] }
  }
  const reading = {
    zone,
    zoneOf: zoneReader(),
    first: dayNumber(from),
    last: dayNumber(until),
    asked: { left: DAYS_ASKED_MAX },
    times: { left: TIMES_MAX },
    tell,
  }
  const events = eventsIn(lines, tell)
  const replaced = replacedDays(events, reading)
  const touched = new Map<number, string | undefined>()
  for (const event of events) {
    const holiday = nameOf(event)
    for (const day of daysOf(event, replaced, reading)) {
      touched.set(day, touched.get(day) ?? holiday)
    }
  }
  if (reading.asked.left <= 0 || reading.times.left <= 0)
    tell(1, 'the calendar repeats too much to be read to its end')
  return { ranges: joined(touched), problems }
}

type Tell = (line: number, says: string) => void

interface Reading {
  readonly zone: string
  readonly zoneOf: ZoneOf
  readonly first: number
  readonly last: number
  readonly asked: Budget
  readonly times: Budget
  readonly tell: Tell
}

interface Event {
  readonly line: number
  readonly lines: readonly Line[]
}

/** VEVENTs with their own lines: those of an alarm within are not theirs. */
function eventsIn(lines: ReturnType<typeof contentLines>, tell: Tell): readonly Event[] {
  const events: Event[] = []
  const open: string[] = []
  let own: Line[] = []
  for (const line of lines) {
    if (isBroken(line)) {
      tell(line.line, `this line is no iCalendar: ${line.broken}`)
    } else if (line.name === 'BEGIN') {
      open.push(line.value.toUpperCase())
      if (open.at(-1) !== 'VEVENT') continue
      own = []
      if (events.length >= EVENTS_MAX) {
        tell(line.line, `the calendar has more than ${EVENTS_MAX} events; the rest is left out`)
        return events
      }
      events.push({ line: line.line, lines: own })
    } else if (line.name === 'END') open.pop()
    else if (open.at(-1) === 'VEVENT') own.push(line)
  }
  if (open.length > 0) tell(lines.at(-1)?.line ?? 1, `END:${open.at(-1)} is missing`)
  return events
}

const property = ({ lines }: Event, wanted: string) => lines.find(({ name }) => name === wanted)

const nameOf = (event: Event): string | undefined =>
  plainText(property(event, 'SUMMARY')?.value ?? '').slice(0, NAME_MAX) || undefined

/** Days of recurring events that a second event of the same UID takes the place of. */
function replacedDays(events: readonly Event[], { zone, zoneOf }: Reading): ReadonlySet<string> {
  const days = new Set<string>()
  for (const event of events) {
    const at = property(event, 'RECURRENCE-ID')
    const [own] = at ? moments(at, zone, zoneOf).moments : []
    if (own) days.add(`${own.day} ${property(event, 'UID')?.value}`)
  }
  return days
}

function* daysOf(event: Event, replaced: ReadonlySet<string>, reading: Reading): Generator<number> {
  const { zone, first, last, times, tell } = reading
  if (/^cancelled$/i.test(property(event, 'STATUS')?.value ?? '')) return
  const from = property(event, 'DTSTART')
  const start = from && readMoments(from, reading)[0]
  if (!start) {
    if (!from) tell(event.line, 'this event has no DTSTART')
    return
  }
  const length = lengthOf(event, start, reading)
  const uid = property(event, 'UID')?.value
  const isReplaced = (day: number) =>
    !property(event, 'RECURRENCE-ID') && replaced.has(`${day} ${uid}`)
  const excluded = excludedFrom(event, start, reading)
  for (const at of startsOf(event, start, length, reading)) {
    if (isReplaced(at.day) || excluded(at)) continue
    if (times.left-- <= 0 || reading.asked.left <= 0) return
    const [begins, ends] = touchedBy(at, length, zone)
    reading.asked.left -= ends - begins
    for (let day = Math.max(begins, first); day <= Math.min(ends, last); day++) yield day
  }
}

/** When it begins, each time it does: by itself, by its rule, by RDATE. */
function* startsOf(
  event: Event,
  start: Moment,
  length: number,
  reading: Reading,
): Generator<Moment> {
  const rules = event.lines.filter(({ name }) => name === 'RRULE')
  for (const { line, name } of event.lines)
    if (name === 'EXRULE') reading.tell(line, 'EXRULE is not supported')
  if (rules.length === 0) yield start
  for (const { line, value } of rules) {
    const rule = readRecurrence(value)
    if (typeof rule === 'string') {
      reading.tell(line, `this rule is read for its first date only: ${rule}`)
      yield start
      continue
    }
    const ended = endOf(rule, start)
    if (ended === undefined) reading.tell(line, `UNTIL has no date that exists: ${rule.until}`)
    const isAfter = ended ?? (() => false)
    // A day more: in another zone it may already be the next.
    for (const day of recurring(rule, start.day, reading.last + 1, isAfter, reading.asked)) {
      if (day + length / DAY_SECONDS >= reading.first - 2) yield { ...start, day }
    }
  }
  for (const line of event.lines) if (line.name === 'RDATE') yield* readMoments(line, reading)
}

const DAY_SECONDS = 86_400

function endOf({ until }: Recurrence, start: Moment): ((day: number) => boolean) | undefined {
  if (until === undefined) return () => false
  const written = moment(until, start.kind === 'time' ? start.zone : 'UTC')
  if (written === undefined) return undefined
  if (start.kind === 'day' || written.kind === 'day') return (day) => day > written.day
  const end = inZone(written, start.zone)
  const isLater = start.secondOfDay > (end.kind === 'time' ? end.secondOfDay : 0)
  return (day) => (isLater ? day >= end.day : day > end.day)
}

function excludedFrom(event: Event, start: Moment, reading: Reading): (at: Moment) => boolean {
  const zone = start.kind === 'time' ? start.zone : reading.zone
  const excluded = event.lines
    .filter(({ name }) => name === 'EXDATE')
    .flatMap((line) => readMoments(line, reading))
    .map((at) => inZone(at, zone))
  const dates = new Set(excluded.flatMap((at) => (at.kind === 'day' ? [at.day] : [])))
  const times = new Set(excluded.map(mark))
  return (at) => dates.has(at.day) || times.has(mark(inZone(at, zone)))
}

const mark = (at: Moment) => `${at.day} ${at.kind === 'time' ? at.secondOfDay : 'day'}`

function readMoments(line: Line, { zone, zoneOf, tell }: Reading): readonly Moment[] {
  const read = moments(line, zone, zoneOf)
  for (const says of read.says) tell(line.line, says)
  return read.moments
}

/** In seconds. An all-day event without an end lasts its day, another no time at all (§3.6.1). */
function lengthOf(event: Event, start: Moment, reading: Reading): number {
  const usual = start.kind === 'day' ? DAY_SECONDS : 0
  const end = property(event, 'DTEND')
  const duration = property(event, 'DURATION')
  const length = end
    ? lengthUntil(readMoments(end, reading)[0], start, reading.zone)
    : duration && (lasting(duration.value) ?? Number.NaN)
  if (length === undefined) return usual
  if (length >= 0 && length <= EVENT_DAYS_MAX * DAY_SECONDS) return Math.max(length, usual)
  const wrong = 'this event ends before it begins, or lasts for years; only its first day is taken'
  reading.tell(end?.line ?? duration?.line ?? event.line, wrong)
  return usual
}

function lengthUntil(end: Moment | undefined, start: Moment, zone: string): number | undefined {
  if (!end) return undefined
  return start.kind === 'day'
    ? (end.day - start.day) * DAY_SECONDS
    : (epochMs(end, zone) - epochMs(start, zone)) / 1_000
}

/** The first and the last day it touches: all-day events are of no zone, and an end is not part of an event. */
function touchedBy(at: Moment, length: number, zone: string): readonly [number, number] {
  if (at.kind === 'day') {
    return [at.day, at.day + Math.max(0, Math.ceil(length / DAY_SECONDS) - 1)]
  }
  const from = epochMs(at, zone)
  const begins = dayIn(zone, from)
  return [begins, length === 0 ? begins : dayIn(zone, from + length * 1_000 - 1)]
}

function joined(days: ReadonlyMap<number, string | undefined>): readonly ExceptedDates[] {
  const ranges: { first: number; last: number; holiday: string | undefined }[] = []
  for (const [day, holiday] of [...days].sort(([one], [other]) => one - other)) {
    const current = ranges.at(-1)
    if (current && day === current.last + 1 && holiday === current.holiday) current.last = day
    else ranges.push({ first: day, last: day, holiday })
  }
  return ranges.map(({ first, last, holiday }) => ({
    from: dateOfDay(first),
    to: dateOfDay(last),
    ...(holiday === undefined ? {} : { holiday }),
  }))
}
