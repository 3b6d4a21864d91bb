/** One entry of the schedule, as written → as meant. */
import { days, hours, parseDuration } from '../time.js'
import { readCron } from './cron.js'
import { datesOf } from './icalendar.js'
import { STAND_IN_DATE } from './mend.js'
import type { Notes } from './notes.js'
import { folderOf, pathWithin, shownIn } from './paths.js'
import { pointer } from './pointer.js'
import type { CronFields, DateRange, ExceptedDates, Late, Override, Slot } from './rundown.js'
import type { Shelf } from './shelf.js'
import { duration, parseDate, parseLocal } from './when.js'
import type { WrittenCalendar, WrittenOverride, WrittenSlot } from './written.js'

/** Where a schedule is read. */
export interface Reader {
  readonly shelf: Shelf
  /** Of the show. */
  readonly zone: string
  readonly notes: Notes
}

export function normalisedSlot(written: WrittenSlot, place: string, reader: Reader): Slot {
  const { notes } = reader
  const variables = written.variables ?? {}
  if (written.always) return { kind: 'always', variables }
  const shared = {
    duration: duration(written.duration ?? '1h', `${place}/duration`, notes),
    clockChange: { gap: written.gap ?? 'shift', fold: written.fold ?? 'first' },
    late: late(written.late ?? 'join', `${place}/late`, notes),
    variables,
  } as const
  const except = (written.except ?? []).flatMap((one, i) => {
    const at = `${place}/except/${i}`
    return typeof one === 'string' ? [dates(one, at, notes)] : calendar(one, at, reader)
  })
  const overrides = (written.overrides ?? []).map((one, i) =>
    override(one, `${place}/overrides/${i}`, notes),
  )
  if (written.cron === undefined) {
    const local = localTime(written.at ?? '', `${place}/at`, notes)
    return local === undefined ? { ...ANY_TIME, variables } : { kind: 'at', local, ...shared }
  }
  const cron = cronFields(written.cron, `${place}/cron`, notes)
  if (cron === undefined) return { ...ANY_TIME, variables }
  return { kind: 'cron', cron, written: written.cron, except, overrides, ...shared }
}

/**
 * Stands in for a slot that cannot be read, so long that no cue is called too late because of it.
 */
const ANY_TIME: Slot & { kind: 'at' } = {
  kind: 'at',
  local: '2000-01-01T00:00:00',
  duration: days(1_000),
  clockChange: { gap: 'shift', fold: 'first' },
  late: { rule: 'join' },
  variables: {},
}

/** It stands in for one that was told. */
export const isStandIn = (slot: Slot): boolean =>
  slot.kind === 'at' && slot.local === ANY_TIME.local && slot.duration === ANY_TIME.duration

function cronFields(written: string, place: string, notes: Notes): CronFields | undefined {
  const { fields, ...refused } = readCron(written)
  if (refused.says !== undefined) notes.error({ place, code: 'cron', ...refused })
  if (fields?.eitherDay) {
    notes.warn({
      place,
      code: 'cron-either-day',
      says: 'both day fields are restricted: the show starts on those dates and on those weekdays',
      hint: 'put * in one of the two, unless you mean either',
    })
  }
  return fields
}

function localTime(written: string, place: string, notes: Notes): string | undefined {
  const local = parseLocal(written)
  if (local !== undefined) return local
  notes.error({ place, code: 'no-such-date', says: `there is no ${written} in any calendar` })
  return undefined
}

/** `2026-10-01`, or the first and the last date of a range. */
export function dates(written: string, place: string, notes: Notes): DateRange {
  const [from = '', to = from] = written.split('..')
  const missing = [from, to].find((date) => parseDate(date) === undefined)
  if (missing !== undefined) {
    notes.error({ place, code: 'no-such-date', says: `there is no ${missing} in any calendar` })
  } else if (from > to) {
    const says = `the range ${written} runs backwards`
    notes.error({ place, code: 'reversed-dates', says, hint: `write ${to}..${from}` })
  }
  return { from, to }
}

/** Of a yearly holiday all years are taken that anybody alive may plan for. */
const HOLIDAYS = { from: '2020-01-01', until: '2060-12-31' }

function calendar(written: WrittenCalendar, at: string, reader: Reader): readonly ExceptedDates[] {
  const { shelf, zone, notes } = reader
  const place = `${at}/calendar`
  const folder = folderOf(notes.file)
  const path = pathWithin(folder, notes.positionOf(place).file, written.calendar)
  if (path === undefined) {
    const says = `${written.calendar} is not in the folder of the rundown`
    const hint = 'put a copy into the folder of the rundown'
    notes.error({ place, code: 'outside', says, hint })
    return []
  }
  const opened = shelf.open(path)
  if ('says' in opened) {
    const says = `${shownIn(folder, path)}: ${opened.says}`
    notes.error({ place, code: 'unreadable', says })
    return []
  }
  const { ranges, problems } = datesOf(opened.text, zone, HOLIDAYS.from, HOLIDAYS.until)
  for (const { line, says } of problems) {
    const at = { file: path, line, column: 1, path: '' }
    // A slip in one event is one day; a file without any is all of them.
    const severity = ranges.length === 0 ? 'error' : 'warning'
    notes.take({ severity, code: 'calendar', ...at, says, hint: undefined })
  }
  if (ranges.length === 0 && problems.length === 0) {
    const says = `${shownIn(folder, path)} has no day that would be left out`
    notes.warn({ place, code: 'empty-calendar', says, hint: 'holidays are VEVENTs with a DTSTART' })
  }
  return ranges
}

function override(written: WrittenOverride, place: string, notes: Notes): Override {
  const on = written.on.includes('T') ? parseLocal(written.on) : parseDate(written.on)
  const move =
    written.move === undefined ? undefined : localTime(written.move, `${place}/move`, notes)
  const lasting =
    written.duration === undefined
      ? undefined
      : duration(written.duration, place + pointer('duration'), notes)
  if (on === undefined) {
    const says = `there is no ${written.on} in any calendar`
    notes.error({ place: `${place}/on`, code: 'no-such-date', says })
    return { on: STAND_IN_DATE, change: { kind: 'cancel' } }
  }
  if (written.cancel) return { on, change: { kind: 'cancel' } }
  const rest = { duration: lasting, variables: written.variables ?? {} }
  return move === undefined
    ? { on, change: { kind: 'replace', ...rest } }
    : { on, change: { kind: 'move', to: move, ...rest } }
}

function late(written: string, place: string, notes: Notes): Late {
  if (written === 'join' || written === 'skip') return { rule: written }
  const within = parseDuration(written.replace('start within ', ''))
  if (within !== undefined) return { rule: 'within', within }
  notes.error({ place, code: 'out-of-range', says: `${written} is too long a time` })
  return { rule: 'within', within: hours(1) }
}
