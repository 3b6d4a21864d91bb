/**
 * What a plan asks of the accounts: sessions open at once against the slots there are, and minutes of open sessions
 * and their cost by the day. A session is open from its lead before the start to the end of the airing.
 */
import { Temporal } from 'temporal-polyfill'
import type { AccountId } from '../rundown/rundown.js'
import { before, type Duration, type Instant, instant, NEVER } from '../time.js'
import type { AiringId } from './calendar.js'

export interface Booking {
  readonly airing: AiringId
  readonly account: AccountId
  readonly startsAt: Instant
  /** undefined: a channel without an end. */
  readonly endsAt: Instant | undefined
}

/** What an account allows and costs. */
export interface Terms {
  readonly id: AccountId
  /** Sessions that may be open at once. */
  readonly sessions: number
  readonly lead: Duration
  readonly price: { readonly perMinute: number; readonly currency: string } | undefined
  readonly minutesPerDay: number | undefined
}

export interface Crowd {
  readonly account: AccountId
  readonly slots: number
  /** At the worst moment. */
  readonly wanted: number
  readonly from: Instant
  readonly until: Instant
  readonly airings: readonly AiringId[]
}

/** Where more airings are on at once than the account has slots: some of them cannot go on air. */
export const overlaps = (bookings: readonly Booking[], terms: readonly Terms[]) =>
  terms.flatMap((account) =>
    crowds(
      spansOf(bookings, account, (at) => at),
      account,
    ),
  )

/**
 * Where a session would have to be opened while another still holds its slot, though their airings do not meet: the
 * later one comes on air late.
 */
export function lateOpenings(
  bookings: readonly Booking[],
  terms: readonly Terms[],
): readonly Crowd[] {
  return terms.flatMap((account) => {
    const known = crowds(
      spansOf(bookings, account, (at) => at),
      account,
    )
    const open = spansOf(bookings, account, (at) => before(at, account.lead))
    return crowds(open, account).filter(
      ({ from, until }) => !known.some((other) => other.from < until && from < other.until),
    )
  })
}

/** An airing that finds all slots of its account taken when its session is to be opened. */
export interface Shortage<One extends Booking> {
  readonly booking: One
  readonly account: AccountId
  readonly slots: number
  readonly lead: Duration
  /** `no-slot`: others still have them when it starts. `late`: they are free by then, but not a lead before. */
  readonly kind: 'no-slot' | 'late'
  /** Who has the slots, the earliest first. */
  readonly others: readonly One[]
}

/**
 * What `overlaps` and `lateOpenings` say of accounts, said of the airings: of those that begin at once, the later
 * ones in the list are too many; a channel without an end was there before all others.
 */
export const shortages = <One extends Booking>(
  bookings: readonly One[],
  terms: readonly Terms[],
): readonly Shortage<One>[] =>
  terms.flatMap((account) => {
    const own = bookings
      .filter((booking) => booking.account === account.id)
      .sort((one, other) => beganAt(one) - beganAt(other))
    let open: readonly One[] = []
    return own.flatMap((booking) => {
      const opensAt = before(booking.startsAt, account.lead)
      open = open.filter((other) => isOpenAt(other, opensAt))
      const shortage = shortageOf(booking, open, account)
      open = [...open, booking]
      return shortage
    })
  })

const beganAt = ({ startsAt, endsAt }: Booking) => (endsAt === undefined ? 0 : startsAt)
const isOpenAt = ({ endsAt }: Booking, at: Instant) => (endsAt ?? NEVER) > at

function shortageOf<One extends Booking>(
  booking: One,
  open: readonly One[],
  { id, sessions, lead }: Terms,
): readonly Shortage<One>[] {
  if (open.length < sessions) return []
  const still = open.filter((other) => isOpenAt(other, booking.startsAt))
  const told = { booking, account: id, slots: sessions, lead }
  return still.length < sessions
    ? [{ ...told, kind: 'late', others: open }]
    : [{ ...told, kind: 'no-slot', others: still }]
}

export interface DayLoad {
  /** `2026-11-23` in the station's zone. */
  readonly date: string
  readonly account: AccountId
  /** That start on this day. */
  readonly airings: number
  /** On at once, at the worst moment. */
  readonly atOnce: number
  readonly slots: number
  /** Of open sessions: the platform counts from the opening, ahead of the start. */
  readonly minutes: number
  /** Of them those before the starts. */
  readonly minutesAhead: number
  readonly budget: number | undefined
  readonly cost: { readonly amount: number; readonly currency: string } | undefined
}

/** Days of an account without anything on them are left out. */
export function dayLoads(
  bookings: readonly Booking[],
  terms: readonly Terms[],
  timezone: string,
  from: Instant,
  until: Instant,
): readonly DayLoad[] {
  const calendar = calendarDays(timezone, from, until)
  return terms
    .flatMap((account) => {
      const air = spansOf(bookings, account, (at) => at)
      const open = spansOf(bookings, account, (at) => before(at, account.lead))
      return calendar.map((day) => dayLoad(day, account, within(air, day), within(open, day)))
    })
    .filter(({ minutes }) => minutes > 0)
    .sort((one, other) => (one.date < other.date ? -1 : one.date > other.date ? 1 : 0))
}

interface Span {
  readonly airing: AiringId
  readonly startsAt: Instant
  readonly from: Instant
  readonly until: Instant
}

const spansOf = (
  bookings: readonly Booking[],
  { id }: Terms,
  from: (startsAt: Instant) => Instant,
): readonly Span[] =>
  bookings
    .filter(({ account }) => account === id)
    .map(({ airing, startsAt, endsAt }) => ({
      airing,
      startsAt,
      from: from(startsAt),
      until: endsAt ?? NEVER,
    }))

/** Beginnings and ends in the order of time; an end makes room before a beginning at the same instant. */
function turningPoints(spans: readonly Span[]) {
  const points = spans.flatMap((span) => [
    { at: span.from, change: 1, span },
    { at: span.until, change: -1, span },
  ])
  return points.sort((one, other) => one.at - other.at || one.change - other.change)
}

function crowds(spans: readonly Span[], { id, sessions }: Terms): readonly Crowd[] {
  const found: Crowd[] = []
  const open = new Set<Span>()
  let crowd: { from: Instant; wanted: number; airings: Set<AiringId> } | undefined
  for (const { at, change, span } of turningPoints(spans)) {
    if (change > 0) open.add(span)
    else open.delete(span)
    if (open.size > sessions) {
      crowd ??= { from: at, wanted: 0, airings: new Set() }
      crowd.wanted = Math.max(crowd.wanted, open.size)
      for (const { airing } of open) crowd.airings.add(airing)
    } else if (crowd) {
      found.push({ ...crowd, account: id, slots: sessions, until: at, airings: [...crowd.airings] })
      crowd = undefined
    }
  }
  return found
}

interface CalendarDay {
  readonly date: string
  readonly from: Instant
  readonly until: Instant
}

/** Longer than a year is no plan. */
const DAYS_MAX = 400

function calendarDays(timezone: string, from: Instant, until: Instant): readonly CalendarDay[] {
  const found: CalendarDay[] = []
  let date = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(timezone).toPlainDate()
  const midnight = () => instant(date.toZonedDateTime(timezone).epochMilliseconds)
  for (let opens = midnight(); opens < until && found.length < DAYS_MAX; ) {
    const day = date.toString()
    date = date.add({ days: 1 })
    const closes = midnight()
    found.push({
      date: day,
      from: instant(Math.max(opens, from)),
      until: instant(Math.min(closes, until)),
    })
    opens = closes
  }
  return found
}

/** The parts of the spans that lie in a day. */
const within = (spans: readonly Span[], day: CalendarDay): readonly Span[] =>
  spans
    .filter(({ from, until }) => from < day.until && until > day.from)
    .map((span) => ({
      ...span,
      from: instant(Math.max(span.from, day.from)),
      until: instant(Math.min(span.until, day.until)),
    }))

function dayLoad(
  day: CalendarDay,
  { id, sessions, price, minutesPerDay }: Terms,
  air: readonly Span[],
  open: readonly Span[],
): DayLoad {
  let atOnce = 0
  let now = 0
  for (const { change } of turningPoints(air)) {
    now += change
    atOnce = Math.max(atOnce, now)
  }
  const minutes = minutesOf(open)
  return {
    date: day.date,
    account: id,
    airings: air.filter(({ startsAt }) => startsAt >= day.from && startsAt < day.until).length,
    atOnce,
    slots: sessions,
    minutes,
    minutesAhead: minutes - minutesOf(air),
    budget: minutesPerDay,
    cost: price && { amount: minutes * price.perMinute, currency: price.currency },
  }
}

const minutesOf = (spans: readonly Span[]) =>
  spans.reduce((sum, { from, until }) => sum + (until - from), 0) / 60_000
