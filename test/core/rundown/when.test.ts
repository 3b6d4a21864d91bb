import { expect, test } from 'vitest'
import {
  parseCueTime,
  parseDate,
  parseLocal,
  showCueTime,
} from '../../../daemon/core/rundown/when.js'
import { minutes, seconds } from '../../../daemon/core/time.js'

test.each([
  ['start', { from: 'start', plus: 0 }],
  ['+30s', { from: 'start', plus: seconds(30) }],
  ['+1h30m', { from: 'start', plus: minutes(90) }],
  ['end-2m', { from: 'end', minus: minutes(2) }],
  ['09:30', { from: 'clock', hour: 9, minute: 30, second: 0 }],
  ['23:59:59', { from: 'clock', hour: 23, minute: 59, second: 59 }],
])('%s is a time of a cue, and is written so', (written, time) => {
  expect(parseCueTime(written)).toEqual(time)
  expect(time && showCueTime(parseCueTime(written) ?? { from: 'start', plus: minutes(9) })).toBe(
    written,
  )
})

test.each(['', 'noon', '+5', '5m', '-5m', 'end+5m', 'end', '9:30', '24:00', '10:60', '10:00:60'])(
  '%j is no time of a cue',
  (written) => {
    expect(parseCueTime(written)).toBeUndefined()
  },
)

test('a date that no calendar shows is none', () => {
  expect(parseDate('2028-02-29')).toBe('2028-02-29')
  expect(parseDate('2026-02-29')).toBeUndefined()
  expect(parseLocal('2026-11-11T20:00')).toBe('2026-11-11T20:00:00')
  expect(parseLocal('2026-11-11T24:00:00')).toBeUndefined()
})
