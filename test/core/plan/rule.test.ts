import { expect, test } from 'vitest'
import { isEveryHour, timesNamed } from '../../../daemon/core/plan/rule.js'
import { dayOf, showWallClock, wallClock } from '../../../daemon/core/plan/wall-clock.js'
import { cron } from './schedules.js'

const named = (written: string, first: string, last: string, except = cron(written).except) =>
  [...timesNamed(cron(written, { except }), dayOf(wallClock(first)), dayOf(wallClock(last)))].map(
    (time) => showWallClock(time).slice(5, 16),
  )

test('a rule names times of days, ascending', () => {
  expect(named('0,30 9,17 * * *', '2026-11-23', '2026-11-24')).toEqual([
    '11-23T09:00',
    '11-23T09:30',
    '11-23T17:00',
    '11-23T17:30',
    '11-24T09:00',
    '11-24T09:30',
    '11-24T17:00',
    '11-24T17:30',
  ])
})

test('the 29th of February comes in leap years, a 31st in seven months', () => {
  expect(named('0 9 29 2 *', '2026-01-01', '2030-12-31')).toEqual(['02-29T09:00'])
  expect(named('0 9 31 * *', '2026-01-01', '2026-12-31')).toHaveLength(7)
})

test('weekdays are those of the calendar, also before 1970', () => {
  expect(named('0 9 * * 1', '2026-11-22', '2026-11-29')).toEqual(['11-23T09:00'])
  expect(named('0 9 * * 3', '1969-12-30', '1970-01-01')).toEqual(['12-31T09:00'])
})

test('excepted dates are left out', () => {
  const except = [{ from: '2026-11-24', to: '2026-11-25' }]
  expect(named('0 9 * * *', '2026-11-23', '2026-11-26', except)).toEqual([
    '11-23T09:00',
    '11-26T09:00',
  ])
})

test('every hour is *, and whatever means the same', () => {
  expect(isEveryHour(cron('0 * * * *').cron)).toBe(true)
  expect(isEveryHour(cron('0 0-23 * * *').cron)).toBe(true)
  expect(isEveryHour(cron('0 1-23 * * *').cron)).toBe(false)
})
