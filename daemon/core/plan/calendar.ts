/**
 * Which airings exist. A local rule and a zone become instants here and nowhere else, and each airing is fixed once:
 * one identity, one instant.
 *
 * Where the clocks change: a time that is skipped (02:30 on a spring-forward night) is aired later by the length of
 * the gap; a time that comes twice is aired the first time only. Two rules that land on one instant are one airing.
 */
import { Temporal } from 'temporal-polyfill'
import type { Programme } from '../compile/programme.js'
import { OCCURRENCES_MAX } from '../limits.js'
import type { CronFields, DateRange, Late, ShowId, Slot } from '../rundown/rundown.js'
import { after, days, type Instant, instant, local } from '../time.js'

export type AiringId = string & { readonly id: 'airing' }

/** One dated occurrence of a show. */
export interface Occurrence {
  readonly airing: AiringId
  readonly startsAt: Instant
  /** undefined: a channel without an end. */
  readonly endsAt: Instant | undefined
  readonly late: Late
}

type Scheduled = Pick<Programme, 'show' | 'timezone' | 'schedule'>

/**
 * The airings that start in [from, until), earliest first. An `always` show has one, from `from` on: its
 * identity is the moment it was taken in.
 */
export function occurrences(
  programme: Scheduled,
  from: Instant,
  until: Instant,
): readonly Occurrence[] {
  const found = new Map<Instant, Occurrence>()
  for (const slot of programme.schedule) {
    for (const occurrence of slotOccurrences(programme, slot, from, until)) {
      if (!found.has(occurrence.startsAt)) found.set(occurrence.startsAt, occurrence)
    }
  }
  return [...found.values()].sort((one, other) => one.startsAt - other.startsAt)
}

export const isAlways = (programme: Scheduled) =>
  programme.schedule.some((slot) => slot.kind === 'always')

/** `morning-market@2026-11-23T09:00`, in the show's own wall-clock time. */
export const airingId = (show: ShowId, wallClock: string) =>
  `${show}@${wallClock.replace(/(T\d\d:\d\d):00$/, '$1')}` as AiringId

function slotOccurrences(
  { show, timezone }: Scheduled,
  slot: Slot,
  from: Instant,
  until: Instant,
): readonly Occurrence[] {
  switch (slot.kind) {
    case 'always': {
      const wallClock = local(from, timezone).slice(0, 19)
      const late = { rule: 'join' } as const
      return [{ airing: airingId(show, wallClock), startsAt: from, endsAt: undefined, late }]
    }
    case 'at': {
      const time = Temporal.PlainDateTime.from(slot.local)
      return [fixed(show, time, timezone, slot)].filter(startsIn(from, until))
    }
    case 'cron':
      return cronTimes(slot.cron, slot.except, timezone, from, until)
        .map((time) => fixed(show, time, timezone, slot))
        .filter(startsIn(from, until))
  }
}

const startsIn = (from: Instant, until: Instant) => (occurrence: Occurrence) =>
  occurrence.startsAt >= from && occurrence.startsAt < until

function fixed(
  show: ShowId,
  time: Temporal.PlainDateTime,
  timezone: string,
  slot: Exclude<Slot, { kind: 'always' }>,
): Occurrence {
  const startsAt = instant(
    time.toZonedDateTime(timezone, { disambiguation: 'compatible' }).epochMilliseconds,
  )
  const wallClock = time.toString({ smallestUnit: 'second' })
  return {
    airing: airingId(show, wallClock),
    startsAt,
    endsAt: after(startsAt, slot.duration),
    late: slot.late,
  }
}

/** Wall-clock times the rule names on every date that touches [from, until), at most OCCURRENCES_MAX. */
function cronTimes(
  cron: CronFields,
  except: readonly DateRange[],
  timezone: string,
  from: Instant,
  until: Instant,
): readonly Temporal.PlainDateTime[] {
  const times: Temporal.PlainDateTime[] = []
  // A gap moves a time by hours, never by more than a day.
  let date = dateOf(after(from, days(-1)), timezone)
  const last = dateOf(until, timezone)
  while (Temporal.PlainDate.compare(date, last) <= 0 && times.length < OCCURRENCES_MAX) {
    if (matchesDate(cron, date) && !isExcepted(except, date)) {
      for (const hour of cron.hours) {
        for (const minute of cron.minutes) {
          for (const second of cron.seconds) {
            times.push(date.toPlainDateTime({ hour, minute, second }))
          }
        }
      }
    }
    date = date.add({ days: 1 })
  }
  return times.slice(0, OCCURRENCES_MAX)
}

const dateOf = (at: Instant, timezone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDate()

function matchesDate(cron: CronFields, date: Temporal.PlainDate): boolean {
  if (!cron.months.includes(date.month)) return false
  const dayOfMonth = cron.daysOfMonth.includes(date.day)
  const dayOfWeek = cron.daysOfWeek.includes(date.dayOfWeek % 7)
  return cron.eitherDay ? dayOfMonth || dayOfWeek : dayOfMonth && dayOfWeek
}

const isExcepted = (except: readonly DateRange[], date: Temporal.PlainDate) =>
  except.some((range) => range.from <= date.toString() && date.toString() <= range.to)
