/** Rules against ical.js, which the daemon does not use for reading: one broken line costs it the whole file. */
import fc from 'fast-check'
import ICAL from 'ical.js'
import { expect, test } from 'vitest'
import { readRecurrence, recurring } from '../../../daemon/core/rundown/icalendar-rule.js'
import { dateOfDay, dayNumber } from '../../../daemon/core/rundown/icalendar-time.js'

const HORIZON = '2040-12-31'

function ours(rule: string, start: string, budget = { left: 1_000_000 }): readonly string[] {
  const read = readRecurrence(rule)
  if (typeof read === 'string') throw new Error(read)
  const days = recurring(read, dayNumber(start), dayNumber(HORIZON), () => false, budget)
  return [...days].map(dateOfDay)
}

function theirs(rule: string, start: string): readonly string[] {
  const all: string[] = []
  const iterator = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromDateString(start))
  for (let next = iterator.next(); next; next = iterator.next()) {
    if (next.toString() > HORIZON) break
    all.push(next.toString())
  }
  return all
}

const interval = fc.integer({ min: 1, max: 4 })
const weekdays = fc.subarray(['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'], {
  minLength: 1,
  maxLength: 3,
})
const months = fc.subarray([1, 2, 5, 10, 12], { minLength: 1, maxLength: 2 })
const nth = fc.constantFrom(1, 2, 3, 4, -1, -2)

/** Kinds of rules that holidays are made of. */
const rules = fc.oneof(
  interval.map((n) => `FREQ=YEARLY;INTERVAL=${n}`),
  fc
    .tuple(months, fc.integer({ min: 1, max: 28 }))
    .map(([m, d]) => `FREQ=YEARLY;BYMONTH=${m.join()};BYMONTHDAY=${d}`),
  fc
    .tuple(months, nth, weekdays)
    .map(([m, n, [day]]) => `FREQ=YEARLY;BYMONTH=${m.join()};BYDAY=${n}${day}`),
  fc.tuple(nth, weekdays).map(([n, [day]]) => `FREQ=YEARLY;BYDAY=${n}${day}`),
  fc
    .tuple(interval, nth, weekdays)
    .map(([i, n, [day]]) => `FREQ=MONTHLY;INTERVAL=${i};BYDAY=${n}${day}`),
  fc
    .tuple(interval, fc.constantFrom(1, 15, 28, -1))
    .map(([i, d]) => `FREQ=MONTHLY;INTERVAL=${i};BYMONTHDAY=${d}`),
  fc.tuple(interval, weekdays).map(([i, days]) => `FREQ=WEEKLY;INTERVAL=${i};BYDAY=${days.join()}`),
  fc
    .tuple(interval, weekdays)
    .map(([i, days]) => `FREQ=WEEKLY;INTERVAL=${i};WKST=SU;BYDAY=${days.join()}`),
  interval.map((i) => `FREQ=DAILY;INTERVAL=${i}`),
  weekdays.map((days) => `FREQ=DAILY;BYDAY=${days.join()}`),
)

test('the dates of a rule are those of ical.js, once it has begun', () => {
  fc.assert(
    fc.property(rules, fc.integer({ min: 0, max: 1_500 }), (rule, offset) => {
      // Both begin on a day the rule itself names: what else a start would mean is not defined.
      const [, start] = ours(rule, dateOfDay(dayNumber('2024-01-01') + offset))
      // A date that a year does not have is left out (RFC 5545 3.3.10); ical.js makes it the first of March.
      if (start === undefined || start.endsWith('-02-29')) return
      const expected = theirs(rule, start)
      expect([rule, ...ours(rule, start)]).toEqual([rule, ...expected])
    }),
    { numRuns: 300 },
  )
})

test('the 29th of February comes in leap years only', () => {
  expect(ours('FREQ=YEARLY', '2024-02-29').slice(0, 3)).toEqual([
    '2024-02-29',
    '2028-02-29',
    '2032-02-29',
  ])
})

test('a rule counts its start, and ends at its count', () => {
  expect(ours('FREQ=YEARLY;COUNT=3', '2026-12-24')).toEqual([
    '2026-12-24',
    '2027-12-24',
    '2028-12-24',
  ])
})

test('a rule asks few days of a month it does not name, and none when its budget is used up', () => {
  const plenty = { left: 1_000_000 }
  expect(ours('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', '1601-01-01', plenty)).toEqual(['1601-01-01'])
  // 440 years: each 28 or 29 days of February, and once for each other month.
  expect(1_000_000 - plenty.left).toBeLessThan(440 * 41)
  const short = { left: 10 }
  expect(ours('FREQ=DAILY', '2026-01-01', short)).toHaveLength(10)
  expect(short.left).toBe(0)
})

test('a rule that cannot be is refused by name', () => {
  expect(readRecurrence('FREQ=WEEKLY;BYDAY=1MO')).toBe('a counted weekday needs a month or a year')
  expect(readRecurrence('FREQ=WEEKLY;BYMONTHDAY=1')).toBe('BYMONTHDAY has no place in a week')
  expect(readRecurrence('FREQ=YEARLY;FREQ=DAILY')).toBe('FREQ is given twice')
  expect(readRecurrence('COUNT=1')).toBe('FREQ= is not supported')
})
