import { expect, test } from 'vitest'
import { sameStarts } from '../../../daemon/core/plan/same-start.js'
import type { Slot } from '../../../daemon/core/rundown/rundown.js'
import { hours, local } from '../../../daemon/core/time.js'
import { at } from '../../builders.js'
import { cancel, cron, move, onceAt, replace, scheduled } from './schedules.js'

function told(...schedule: readonly Slot[]) {
  const span = [at('2026-12-01T00:00:00Z'), at('2027-02-01T00:00:00Z')] as const
  return sameStarts(scheduled('UTC', ...schedule), ...span).map(
    ({ slot, at, times, because }) =>
      `${slot} at ${local(at, 'UTC').slice(0, 16)}, ${times}: ` +
      (because.kind === 'entry'
        ? `${because.isAll ? 'all' : 'some'} to ${because.slot}`
        : `${because.kind} by override ${because.override}, ${because.airing.split('@')[1]} is out`),
  )
}

const daily = (more: Parameters<typeof cron>[1] = {}) => cron('0 20 * * *', more)
const special = onceAt('2026-12-24T20:00:00', { duration: hours(3) })

test('a special date below the rule that starts then is never aired as it says', () => {
  expect(told(daily(), special)).toEqual(['1 at 2026-12-24T20:00, 1: all to 0'])
})

test('above the rule it is, and the rule gives way this once', () => {
  expect(told(special, daily())).toEqual(['1 at 2026-12-24T20:00, 1: some to 0'])
})

test('two entries that air the same then are one airing, and nothing is lost', () => {
  expect(told(daily(), cron('0 20 * * 6'))).toEqual([])
  expect(told(daily(), onceAt('2026-12-24T20:00:00'))).toEqual([])
  expect(told(daily(), onceAt('2026-12-24T21:00:00'))).toEqual([])
})

test('where the rule leaves the date out there is nothing to tell', () => {
  const except = [{ from: '2026-12-24', to: '2026-12-24' }]
  expect(told(daily({ except }), special)).toEqual([])
  expect(told(daily({ overrides: [cancel('2026-12-24')] }), special)).toEqual([])
})

test('an override of a later entry goes before, and is meant to', () => {
  const saturdays = cron('0 20 * * 6', { overrides: [replace('2026-12-05')] })
  expect(told(daily({ duration: hours(2) }), saturdays)).toEqual([
    '1 at 2026-12-12T20:00, 8: some to 0',
  ])
})

test('what is moved onto another airing is aired instead of it', () => {
  const overrides = [replace('2026-12-03'), move('2026-12-05', '2026-12-07')]
  expect(told(daily({ overrides }))).toEqual([
    '0 at 2026-12-07T20:00, 1: moved-onto by override 1, 2026-12-07T20:00 is out',
  ])
  expect(told(daily({ overrides: [...overrides, cancel('2026-12-07')] }))).toEqual([])
})

test('of a day with two airings only the first is aired where both are moved to one time', () => {
  const overrides = [move('2026-12-05', '2026-12-05T12:00')]
  expect(told(cron('0 9,20 * * *', { overrides }))).toEqual([
    '0 at 2026-12-05T12:00, 1: moved-together by override 0, 2026-12-05T20:00 is out',
  ])
})
