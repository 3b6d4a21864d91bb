import { expect, test } from 'vitest'
import { onAirOf } from '../../../daemon/core/rundown/on-air.js'
import { hours, minutes } from '../../../daemon/core/time.js'
import { ALWAYS, daily, once } from '../../builders.js'

test('the longest airing counts', () => {
  const onAir = onAirOf([daily({}, hours(2)), once('2026-11-23T20:00:00', minutes(30))])
  expect(onAir).toMatchObject({ always: false, longest: hours(2) })
})

test('clock times are covered if some airing is on then, past midnight too', () => {
  const { covers } = onAirOf([daily({ hours: [23] }, hours(2))])
  expect([hours(22), hours(23), hours(0), minutes(59), hours(1)].map(covers)).toEqual([
    false,
    true,
    true,
    true,
    false,
  ])
  expect(onAirOf([ALWAYS]).covers(hours(4))).toBe(true)
})
