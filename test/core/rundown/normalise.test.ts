import { expect, test } from 'vitest'
import { told, withCues, written } from '../../help/written-rundown.js'

test('a time no clock shows is told, and so is a time beyond all numbers', () => {
  expect(told(withCues('cue: a, at: "25:00", say: Good evening everybody.'))).toEqual([
    'out-of-range: no clock shows 25:00, or it is too long a time',
  ])
  const endless = `${'9'.repeat(20)}h`
  expect(
    told(withCues(`cue: a, at: start, say: Good evening everybody., expires: ${endless}`)),
  ).toEqual([`out-of-range: ${endless} is too long a time`])
})

test('a zone that does not exist is told with the one that was meant', () => {
  expect(told(written({ timezone: 'timezone: America/New_Yrok' }))).toEqual([
    'unknown-zone: there is no time zone "America/New_Yrok"',
  ])
})
