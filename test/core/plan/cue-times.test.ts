import { expect, test } from 'vitest'
import { dayOf, timeOf, type Window } from '../../../daemon/core/plan/cue-times.js'
import { minutes } from '../../../daemon/core/time.js'
import { at } from '../../builders.js'

const HOUR: Window = { startsAt: at('09:00'), endsAt: at('10:00'), timezone: 'UTC' }

test('a time is counted from the start, from the end, or read off the clock', () => {
  expect(timeOf({ from: 'start', plus: minutes(5) }, HOUR, 0)).toBe(at('09:05'))
  expect(timeOf({ from: 'end', minus: minutes(5) }, HOUR, 0)).toBe(at('09:55'))
  expect(timeOf({ from: 'clock', hour: 9, minute: 30, second: 0 }, HOUR, 0)).toBe(at('09:30'))
})

test('a channel without an end has no time before its end', () => {
  const always = { ...HOUR, endsAt: undefined }
  expect(timeOf({ from: 'end', minus: minutes(5) }, always, 0)).toBeUndefined()
})

test('days are counted by the calendar, not by 24 hours', () => {
  const berlin = { ...HOUR, startsAt: at('2026-03-28T22:30Z'), timezone: 'Europe/Berlin' }
  expect(dayOf(at('2026-03-29T22:30Z'), berlin)).toBe(2)
})
