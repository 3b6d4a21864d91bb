/**
 * Shows that want more sessions of an account than it has slots, with the line of the entry that is one too many:
 * what no rundown shows by itself. Warnings, as `onair plan` has them: all but one of the airings are in order.
 */
import type { Programme } from '../core/compile/programme.js'
import type { Occurrence } from '../core/plan/calendar.js'
import { type Booking, type Shortage, shortages, type Terms } from '../core/plan/workload.js'
import { pointer } from '../core/rundown/pointer.js'
import type { Problem } from '../core/rundown/problem.js'
import { after, days, type Instant, local, showDuration } from '../core/time.js'
import { airingsOf } from './plan-airings.js'
import type { CheckedRundown } from './readings.js'

/** Whatever meets once a year is met in it. */
const AHEAD = days(366)
/** Shows named in one warning; the others are counted. */
const NAMED_MAX = 3

/** An airing with the file it comes from. */
interface Booked extends Booking {
  readonly file: CheckedRundown
  readonly programme: Programme
  readonly occurrence: Occurrence
}

/** Of rundowns without errors, from `now` on. Each entry of a schedule is told once of each kind. */
export function slotProblems(
  checked: readonly CheckedRundown[],
  terms: readonly Terms[],
  now: Instant,
): readonly Problem[] {
  const bookings = bookingsOf(checked, now)
  const slotOf = slotsFrom(now)
  const told = new Map<string, { first: Shortage<Booked>; slot: number; times: number }>()
  for (const shortage of shortages(bookings, terms)) {
    const { booking, kind } = shortage
    const slot = slotOf(booking)
    if (isToldAlready(shortage, slot)) continue
    const key = JSON.stringify([booking.file.file, slot, kind])
    const known = told.get(key)
    if (known) known.times += 1
    else told.set(key, { first: shortage, slot, times: 1 })
  }
  return [...told.values()].map(({ first, slot, times }) => problemOf(first, slot, times))
}

function bookingsOf(checked: readonly CheckedRundown[], now: Instant): readonly Booked[] {
  const files = new Map<Programme, CheckedRundown>()
  for (const file of checked) {
    if (file.programme) files.set(file.programme, file)
  }
  const { airings, running } = airingsOf([...files.keys()], now, after(now, AHEAD))
  return [...running, ...airings].flatMap(({ programme, occurrence }) => {
    const file = files.get(programme)
    const { account } = programme
    return file ? [{ ...occurrence, account, file, programme, occurrence }] : []
  })
}

type Slots = (booking: Booked) => number

/** Tells which entry of its schedule an airing comes from. A schedule is expanded once, and only if anybody asks. */
function slotsFrom(now: Instant): Slots {
  const known = new Map<Programme, ReadonlyMap<string, number>>()
  return ({ programme, occurrence }) => {
    if (programme.schedule.length === 1) return 0
    const slots = known.get(programme) ?? slotsOfAll(programme, now)
    known.set(programme, slots)
    return slots.get(keyOf(occurrence)) ?? 0
  }
}

function slotsOfAll(programme: Programme, now: Instant): ReadonlyMap<string, number> {
  const slots = new Map<string, number>()
  for (const [index, slot] of programme.schedule.entries()) {
    const alone = { ...programme, schedule: [slot] }
    const { airings, running } = airingsOf([alone], now, after(now, AHEAD))
    for (const { occurrence } of [...running, ...airings]) {
      const key = keyOf(occurrence)
      if (!slots.has(key)) slots.set(key, index)
    }
  }
  return slots
}

const keyOf = ({ airing, startsAt, endsAt }: Occurrence) => `${airing} ${startsAt} ${endsAt}`

/** A rule that meets itself was told without the calendar. */
function isToldAlready({ booking, others }: Shortage<Booked>, slot: number): boolean {
  const rule = pointer('schedule', slot, 'cron')
  return (
    others.every(({ programme }) => programme === booking.programme) &&
    booking.file.problems.some(({ code, path }) => code === 'overlaps-itself' && path === rule)
  )
}

function problemOf(shortage: Shortage<Booked>, slot: number, times: number): Problem {
  const { booking, account, slots, lead, kind, others } = shortage
  const { file, programme } = booking
  const place = file.identity?.scheduleAt[slot] ?? { file: file.file, line: 1, column: 1, path: '' }
  const many = slots === 1 ? '1 slot' : `${slots} slots`
  const again = times === 1 ? '' : `; so ${times} times within a year`
  const start = clock(booking.startsAt, programme)
  const who = listed(booking, others)
  const head = `account "${account}" has ${many}`
  const isFixed = others.every(({ endsAt }) => endsAt === undefined)
  const moved = `${isFixed ? '' : 'move one of them, or '}give one of them another account`
  if (kind === 'late') {
    const early = showDuration(lead)
    return {
      severity: 'warning',
      code: 'opens-late',
      ...place,
      says: `${head}, and none is free ${early} before this starts on ${start}, to open its session: ${who}${again}`,
      hint: `it would come on air late: leave ${early} between them, or give one of them another account`,
    }
  }
  return {
    severity: 'warning',
    code: 'no-slot',
    ...place,
    says: `${head}, and none is free when this starts on ${start}: ${who}${again}`,
    hint: `${moved}, or correct "sessions" in the config if the account has more slots`,
  }
}

function listed({ programme }: Booked, others: readonly Booked[]): string {
  const named = others.slice(0, NAMED_MAX).map((other) => {
    const who = other.programme === programme ? 'this show itself' : `"${other.programme.show}"`
    const until =
      other.endsAt === undefined ? 'always on' : `on until ${clock(other.endsAt, programme)}`
    return `${who} is ${until}`
  })
  const rest = others.length - NAMED_MAX
  return `${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}

/** By the clock of the show that is told about. */
const clock = (at: Instant, { timezone }: Programme) => {
  const shown = local(at, timezone)
  return shown.slice(0, shown.slice(16, 19) === ':00' ? 16 : 19).replace('T', ' at ')
}
