/** One entry of the schedule, as written → as meant. */
import { days, hours, parseDuration } from '../time.js'
import { readCron } from './cron.js'
import type { Notes } from './notes.js'
import type { CronFields, DateRange, Late, Slot } from './rundown.js'
import { duration, parseDate, parseLocal } from './when.js'
import type { WrittenSlot } from './written.js'

export function normalisedSlot(written: WrittenSlot, place: string, notes: Notes): Slot {
  if (written.always) return { kind: 'always' }
  const lasting = duration(written.duration ?? '1h', `${place}/duration`, notes)
  const comesLate = late(written.late ?? 'join', `${place}/late`, notes)
  const except = (written.except ?? []).map((one, i) => dates(one, `${place}/except/${i}`, notes))
  if (written.cron === undefined) {
    const local = localTime(written.at ?? '', `${place}/at`, notes)
    return local === undefined
      ? ANY_TIME
      : { kind: 'at', local, duration: lasting, late: comesLate }
  }
  const cron = cronFields(written.cron, `${place}/cron`, notes)
  if (cron === undefined) return ANY_TIME
  return { kind: 'cron', cron, written: written.cron, duration: lasting, except, late: comesLate }
}

/**
 * Stands in for a slot that cannot be read, so long that no cue is called too late because of it.
 */
const ANY_TIME: Slot = {
  kind: 'at',
  local: '2000-01-01T00:00:00',
  duration: days(1_000),
  late: { rule: 'join' },
}

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

function dates(written: string, place: string, notes: Notes): DateRange {
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

function late(written: string, place: string, notes: Notes): Late {
  if (written === 'join' || written === 'skip') return { rule: written }
  const within = parseDuration(written.replace('start within ', ''))
  if (within !== undefined) return { rule: 'within', within }
  notes.error({ place, code: 'out-of-range', says: `${written} is too long a time` })
  return { rule: 'within', within: hours(1) }
}
