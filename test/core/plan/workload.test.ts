import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AiringId } from '../../../daemon/core/plan/calendar.js'
import {
  type Booking,
  type Crowd,
  dayLoads,
  lateOpenings,
  overlaps,
  shortages,
  type Terms,
} from '../../../daemon/core/plan/workload.js'
import type { AccountId } from '../../../daemon/core/rundown/rundown.js'
import { after, local, minutes } from '../../../daemon/core/time.js'
import { at } from '../../builders.js'

const DEMO = 'demo' as AccountId
const OTHER = 'other' as AccountId

const booked = (airing: string, from: string, until?: string, account = DEMO): Booking => ({
  airing: airing as AiringId,
  account,
  startsAt: at(from),
  endsAt: until === undefined ? undefined : at(until),
})
const terms = (sessions: number, more: Partial<Terms> = {}): readonly Terms[] => [
  {
    id: DEMO,
    sessions,
    lead: minutes(4),
    price: { perMinute: 0.5, currency: 'CNY' },
    minutesPerDay: 100,
    ...more,
  },
]
const clock = (time: Parameters<typeof local>[0]) => local(time, 'UTC').slice(11, 16)
const told = (found: readonly Crowd[]) =>
  found.map(
    ({ wanted, slots, from, until, airings }) =>
      `${clock(from)} to ${clock(until)}: ${wanted} of ${slots}, ${airings.join(' ')}`,
  )

describe('overlaps', () => {
  const three = [
    booked('a', '09:00', '11:00'),
    booked('b', '10:00', '12:00'),
    booked('c', '10:30', '10:45'),
  ]

  test('name all who are on while there are not slots enough', () => {
    expect(told(overlaps(three, terms(1)))).toEqual(['10:00 to 11:00: 3 of 1, a b c'])
    expect(told(overlaps(three, terms(2)))).toEqual(['10:30 to 10:45: 3 of 2, a b c'])
    expect(overlaps(three, terms(3))).toEqual([])
  })

  test('one that begins as another ends does not overlap it, but is late', () => {
    const row = [booked('a', '09:00', '10:00'), booked('b', '10:00', '11:00')]
    expect(overlaps(row, terms(1))).toEqual([])
    expect(told(lateOpenings(row, terms(1)))).toEqual(['09:56 to 10:00: 2 of 1, a b'])
    expect(lateOpenings(row, terms(2))).toEqual([])
  })

  test('what overlaps anyway is not told twice', () => {
    expect(lateOpenings(three, terms(1))).toEqual([])
  })

  test('each account has slots of its own', () => {
    const apart = [booked('a', '09:00', '11:00'), booked('b', '10:00', '12:00', OTHER)]
    expect(overlaps(apart, [...terms(1), ...terms(1, { id: OTHER })])).toEqual([])
  })

  test('a channel without an end keeps its slot', () => {
    const endless = [booked('a', '09:00'), booked('b', '10:00', '11:00')]
    expect(told(overlaps(endless, terms(1)))).toEqual(['10:00 to 11:00: 2 of 1, a b'])
  })
})

describe('the days of an account', () => {
  const days = (bookings: readonly Booking[], zone = 'UTC') =>
    dayLoads(bookings, terms(1), zone, at('00:00'), at('2026-11-25T00:00:00'))

  test('count airings, minutes with the lead, and their cost', () => {
    const [only, ...others] = days([booked('a', '09:00', '10:00'), booked('b', '12:00', '12:30')])
    expect(others).toEqual([])
    expect(only).toEqual({
      date: '2026-11-23',
      account: 'demo',
      airings: 2,
      atOnce: 1,
      slots: 1,
      minutes: 98,
      minutesAhead: 8,
      budget: 100,
      cost: { amount: 49, currency: 'CNY' },
    })
  })

  test('an airing over midnight belongs to two days, by the minute', () => {
    const night = [booked('a', '23:00', '2026-11-24T01:00:00')]
    expect(days(night).map(({ date, airings, minutes: open }) => [date, airings, open])).toEqual([
      ['2026-11-23', 1, 64],
      ['2026-11-24', 0, 60],
    ])
  })

  test('midnight is that of the station', () => {
    const night = [booked('a', '16:02', '17:00')]
    expect(days(night, 'Asia/Shanghai').map(({ date, minutes: open }) => [date, open])).toEqual([
      ['2026-11-23', 2],
      ['2026-11-24', 60],
    ])
  })

  test('a channel without an end runs all day', () => {
    expect(days([booked('a', '00:00')]).map(({ minutes: open }) => open)).toEqual([1_440, 1_440])
  })
})

describe('shortages', () => {
  const short = (bookings: readonly Booking[], sessions: number) =>
    shortages(bookings, terms(sessions)).map(
      ({ kind, booking, others }) =>
        `${booking.airing} ${kind}: ${others.map((other) => other.airing).join(' ')}`,
    )

  test('the later one is too many, and of those that begin at once the later in the list', () => {
    const two = [booked('b', '10:30', '11:30'), booked('a', '10:00', '11:00')]
    expect(short(two, 1)).toEqual(['b no-slot: a'])
    expect(short([...two, booked('c', '10:30', '10:45')], 2)).toEqual(['c no-slot: a b'])
    expect(short(two, 2)).toEqual([])
  })

  test('a slot that is free at the start, but not a lead before, is late', () => {
    const row = (from: string) => [booked('a', '10:00', '11:00'), booked('b', from, '12:00')]
    expect(short(row('11:00'), 1)).toEqual(['b late: a'])
    expect(short(row('11:03'), 1)).toEqual(['b late: a'])
    expect(short(row('11:04'), 1)).toEqual([])
  })

  test('a channel without an end was there first', () => {
    expect(short([booked('a', '10:00', '11:00'), booked('b', '10:30')], 1)).toEqual([
      'a no-slot: b',
    ])
  })

  test('there is one exactly when the plan shows a crowd', () => {
    const aBooking = fc.record({
      airing: fc.string({ minLength: 1, maxLength: 3 }).map((id) => id as AiringId),
      account: fc.constant(DEMO),
      startsAt: fc
        .integer({ min: 0, max: 60 })
        .map((minute) => after(at('10:00'), minutes(minute))),
      lasts: fc.integer({ min: 1, max: 30 }),
    })
    const bookings = fc
      .array(aBooking, { maxLength: 12 })
      .map((all) =>
        all.map(({ lasts, ...one }) => ({ ...one, endsAt: after(one.startsAt, minutes(lasts)) })),
      )
    fc.assert(
      fc.property(bookings, fc.integer({ min: 1, max: 4 }), (all, sessions) => {
        const found = shortages(all, terms(sessions))
        const crowds = overlaps(all, terms(sessions))
        expect(found.some(({ kind }) => kind === 'no-slot')).toBe(crowds.length > 0)
        const late = lateOpenings(all, terms(sessions))
        expect(found.length > 0).toBe(crowds.length + late.length > 0)
      }),
    )
  })
})
