import { expect, test } from 'vitest'
import { readOne } from '../../daemon/commands/readings.js'
import { at } from '../builders.js'
import { written } from '../help/written-rundown.js'

const night = (more = '') =>
  written({
    timezone: 'timezone: America/New_York',
    schedule: `schedule: [{ cron: "30 2 * * *", duration: 20m${more} }]`,
  })
const told = (text: string, now = at('2026-11-21T00:00Z')) =>
  readOne({ file: 'night.yaml', text }, { now })
    .problems.filter(({ code }) => code === 'clock-change')
    .map(({ severity, says }) => `${severity}: ${says}`)

test('a show in an hour the clocks skip is named, with what becomes of it', () => {
  const [warning] = told(night())
  expect(warning).toContain('warning: 2027-03-14T02:30 is skipped when the clocks change')
  expect(warning).toContain('it is aired at 2027-03-14T03:30:00-04:00')
})

test('what the producer decided is what the warning says', () => {
  expect(told(night(', gap: skip'))[0]).toContain('it is not aired')
})

test('a zone without clock changes, or nobody asking for today, gives no warning', () => {
  expect(told(night().replace('America/New_York', 'Asia/Shanghai'))).toEqual([])
  expect(
    readOne({ file: 'night.yaml', text: night() }).problems.map(({ code }) => code),
  ).not.toContain('clock-change')
})
