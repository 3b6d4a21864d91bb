import { expect, test } from 'vitest'
import type { Account } from '../../../daemon/core/plan/account.js'
import { spend } from '../../../daemon/core/plan/budget.js'
import { type Instant, minutes } from '../../../daemon/core/time.js'
import { at } from '../../builders.js'
import { anAccount, NINE } from './builders.js'

const later = (count: number) => (NINE + minutes(count)) as Instant

/** The list is read at each of these minutes after nine, with sessions open since then; what was told, and when. */
function aDay(
  desk: Account,
  ...readings: readonly (readonly [minute: number, ...opened: number[]])[]
) {
  const told: string[] = []
  for (const [minute, ...opened] of readings) {
    const counted = spend(desk, opened.map(later), later(minute))
    desk = JSON.parse(JSON.stringify(counted.desk))
    told.push(
      ...counted.tells.map(({ level, account, says }) => `${minute} ${level} ${account} ${says}`),
    )
  }
  return { told, desk }
}

const budgeted = (minutesPerDay: number, timezone = 'UTC') =>
  anAccount({ budget: { minutesPerDay, timezone } })

test('four fifths of the day are one alert, and it is not told again', () => {
  const { told, desk } = aDay(budgeted(10), [0, 0], [7, 0], [8, 0], [9, 0], [20, 0])
  expect(told).toEqual(['8 alert demo "demo" has used 8 of its 10 minutes of today'])
  expect(desk.spent).toMatchObject({ day: '2026-11-23', used: minutes(20), told: true })
})

test('sessions beside each other count each, from when they were opened', () => {
  const { desk } = aDay(budgeted(100), [0, 0], [10, 0, 4], [11, 4])
  expect(desk.spent?.used).toBe(minutes(10 + 6 + 1))
})

test('what was open while the daemon was away is counted once it is back', () => {
  expect(aDay(budgeted(60), [0, 0], [50, 0]).told).toHaveLength(1)
  expect(aDay(budgeted(60), [0, 0], [50, 49]).told).toEqual([])
})

test('a day of the station begins anew', () => {
  const eve = (at('23:30') - NINE) / minutes(1)
  const night = aDay(budgeted(30), [eve, eve], [eve + 29, eve], [eve + 31, eve], [eve + 56, eve])
  expect(night.told.map((says) => Number(says.split(' ')[0]) - eve)).toEqual([29, 56])
  const { desk } = aDay(budgeted(30, 'Asia/Tokyo'), [eve, eve], [eve + 31, eve])
  expect(desk.spent).toMatchObject({ day: '2026-11-24', used: minutes(31) })
})

test('without a budget nothing is counted', () => {
  const desk = anAccount()
  expect(spend(desk, [NINE], later(900))).toEqual({ desk, tells: [] })
})
