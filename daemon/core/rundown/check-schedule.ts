/** The schedule: slots that last, start when they can, and are not written twice. */
import {
  type Duration,
  days,
  type Instant,
  local,
  minutes,
  parseInstant,
  seconds,
  showDuration,
} from '../time.js'
import { matchesDay } from './cron.js'
import { STAND_IN_DATE } from './mend.js'
import type { Notes } from './notes.js'
import { pointer, valueAt } from './pointer.js'
import type { CronFields, Rundown, Slot } from './rundown.js'
import { isStandIn } from './slot.js'
import { parseDate } from './when.js'

/** What the time is, and where, if anybody knows. */
export interface Clock {
  readonly now: Instant
  /** Of a rundown that names none. */
  readonly zone: string
}

export function checkSchedule(
  { schedule, timezone }: Rundown,
  written: unknown,
  clock: Clock | undefined,
  notes: Notes,
): void {
  const first = new Map<string, number>()
  for (const [index, slot] of schedule.entries()) {
    const place = pointer('schedule', index)
    checkSlot(slot, schedule, place, notes)
    if (isStandIn(slot)) continue
    const same = JSON.stringify(valueAt(written, place))
    const earlier = first.get(same)
    first.set(same, earlier ?? index)
    if (earlier !== undefined) {
      const says = `this entry says the same as entry ${earlier + 1}`
      notes.warn({ place, code: 'duplicate-slot', says, hint: 'remove one of them' })
    }
    if (slot.kind === 'cron') checkOverrides(slot, place, notes)
    if (slot.kind === 'cron')
      checkExcept(slot.cron, valueAt(written, `${place}/except`), place, notes)
    if (clock) checkExpired(slot, timezone ?? clock.zone, clock.now, place, notes)
    if (clock) checkMoves(slot, timezone ?? clock.zone, clock.now, place, notes)
  }
  checkDates(schedule, notes)
}

/** A single date on which the show is still on. By the clock on the wall; two at one time are one airing. */
function checkDates(schedule: readonly Slot[], notes: Notes): void {
  const dates = schedule
    .flatMap((slot, index) => (slot.kind === 'at' && !isStandIn(slot) ? [{ slot, index }] : []))
    .map(({ slot, index }) => ({ ...slot, index, from: Date.parse(`${slot.local}Z`) }))
    .sort((one, other) => one.from - other.from)
  let last = dates[0]
  for (const date of dates.slice(1)) {
    if (last === undefined) break
    if (date.from > last.from && date.from < last.from + last.duration) {
      const since = `entry ${last.index + 1} starts at ${clockOf(last)}`
      notes.warn({
        place: `${pointer('schedule', date.index)}/at`,
        code: 'overlaps-itself',
        says: `the show is still on then: ${since} and lasts ${showDuration(last.duration)}`,
        hint: 'correct the date, or let one of them last shorter',
      })
    }
    if (date.from + date.duration > last.from + last.duration) last = date
  }
}

const clockOf = ({ local: at }: Slot & { kind: 'at' }) =>
  at.slice(0, at.endsWith(':00') ? 16 : 19).replace('T', ' ')

function checkSlot(slot: Slot, schedule: readonly Slot[], place: string, notes: Notes): void {
  if (slot.kind === 'always') {
    if (schedule.length === 1) return
    const says = 'a show that is always on has no other slots'
    notes.error({ place, code: 'always-and-more', says, hint: 'keep "always", or the others' })
    return
  }
  if (slot.duration === 0) {
    notes.error({
      place: `${place}/duration`,
      code: 'out-of-range',
      says: 'a show lasts longer than 0s',
    })
  }
  const gap = slot.kind === 'cron' ? shortestGap(slot) : undefined
  if (gap !== undefined && gap < slot.duration) {
    const [again, lasting] = [showDuration(gap), showDuration(slot.duration)]
    notes.warn({
      place: `${place}/cron`,
      code: 'overlaps-itself',
      says: `the show starts again after ${again}, but lasts ${lasting}`,
      hint:
        gap < minutes(1)
          ? 'with six fields the first one is the seconds; a show without an end is "always: true"'
          : 'let it last shorter or start less often; a show without an end is "always: true"',
    })
  }
}

function checkOverrides(slot: Slot & { kind: 'cron' }, place: string, notes: Notes): void {
  const first = new Map<string, number>()
  for (const [index, { on, change }] of slot.overrides.entries()) {
    const at = `${place}/overrides/${index}`
    if (on === STAND_IN_DATE) continue
    const earlier = first.get(on)
    first.set(on, earlier ?? index)
    if (earlier !== undefined) {
      const says = `${on} has an override already, the ${ordinal(earlier + 1)} in this list`
      const hint = 'put what is different into one of them'
      notes.error({ place: `${at}/on`, code: 'duplicate-override', says, hint })
    }
    if (change.kind !== 'cancel' && change.duration === 0) {
      const says = 'a show lasts longer than 0s'
      const hint = 'to leave it out, write "cancel: true"'
      notes.error({ place: `${at}/duration`, code: 'out-of-range', says, hint })
    }
  }
}

const ordinal = (n: number) =>
  `${n}${['th', 'st', 'nd', 'rd'][n % 100 > 10 && n % 100 < 14 ? 0 : n % 10] ?? 'th'}`

function checkExcept(cron: CronFields, written: unknown, place: string, notes: Notes): void {
  if (!Array.isArray(written)) return
  const told = written.map((one) => JSON.stringify(one))
  for (const [index, one] of told.entries()) {
    const at = `${place}/except/${index}`
    if (told.indexOf(one) === index) {
      checkMet(cron, written[index], at, notes)
      continue
    }
    const says = `entry ${index + 1} of "except" is there already`
    notes.warn({ place: at, code: 'duplicate-except', says, hint: 'remove it' })
  }
}

/** A wrong date leaves nothing out, and the holiday is aired. What a calendar has is not written for this show. */
function checkMet(cron: CronFields, written: unknown, place: string, notes: Notes): void {
  if (typeof written !== 'string') return
  const [from, to = from] = written.split('..').map(dayOf)
  if (from === undefined || to === undefined || from > to || to - from > RANGE_MAX) return
  for (let day = from; day <= to; day++) if (matchesDay(cron, day)) return
  const weekday = WEEKDAYS[new Date(days(1) * from).getUTCDay()]
  const when = from === to ? `${written}, a ${weekday}` : written.replace('..', ' to ')
  notes.warn({
    place,
    code: 'except-meets-nothing',
    says: `nothing of this entry starts on ${when}: there is nothing to leave out`,
    hint: 'compare it with "cron"',
  })
}

/** Of a longer one some day is met. */
const RANGE_MAX = 10 * 366

const dayOf = (date: string): number | undefined =>
  parseDate(date) === undefined ? undefined : Date.parse(date) / days(1)

const WEEKDAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')

/** A single date that is over. */
function checkExpired(slot: Slot, zone: string, now: Instant, place: string, notes: Notes): void {
  if (slot.kind !== 'at') return
  const startsAt = parseInstant(slot.local, zone)
  if (startsAt === undefined || startsAt + slot.duration > now) return
  notes.warn({
    place: `${place}/at`,
    code: 'expired',
    says: overBefore(now, zone),
    hint: 'remove it, or give it a new date',
  })
}

const overBefore = (now: Instant, zone: string) =>
  `this was over before now, ${local(now, zone).slice(0, 16).replace('T', ' ')}`

/** What is still to come is moved to a time that is over: a slip in the date, and it would never air. */
function checkMoves(slot: Slot, zone: string, now: Instant, place: string, notes: Notes): void {
  if (slot.kind !== 'cron') return
  for (const [index, { on, change }] of slot.overrides.entries()) {
    if (change.kind !== 'move' || !change.to.includes('T')) continue
    const [was, to] = [parseInstant(on, zone), parseInstant(change.to, zone)]
    const lasting = change.duration ?? slot.duration
    if (was === undefined || to === undefined || was <= now || to + lasting > now) continue
    notes.warn({
      place: `${place}/overrides/${index}/move`,
      code: 'expired',
      says: `${overBefore(now, zone)}: it would never air`,
      hint: 'correct the date, or write "cancel: true"',
    })
  }
}

/** Between two starts of a cron rule; undefined if it starts once in years. The clocks are left out of it. */
function shortestGap({ cron }: Slot & { kind: 'cron' }): Duration | undefined {
  const times = cron.hours.flatMap((hour) =>
    cron.minutes.flatMap((minute) =>
      cron.seconds.map((second) => (hour * 60 + minute) * 60 + second),
    ),
  )
  const [first = 0, last = first] = [times[0], times.at(-1)]
  const withinDay = neighbours(times)
  const overNight = neighbours(daysNamed(cron)).map(
    (many) => many * (days(1) / 1_000) - (last - first),
  )
  const gaps = [...withinDay, ...overNight]
  return gaps.length === 0 ? undefined : seconds(gaps.reduce((least, gap) => Math.min(least, gap)))
}

/** Of the years 2024 to 2028, which have two leap days. */
const daysNamed = (cron: CronFields): readonly number[] =>
  Array.from({ length: 5 * 366 }, (_, day) => FIRST_DAY + day).filter((day) =>
    matchesDay(cron, day),
  )
const FIRST_DAY = Date.UTC(2024, 0, 1) / days(1)

const neighbours = (values: readonly number[]) =>
  values.slice(1).map((value, index) => value - (values[index] ?? value))
