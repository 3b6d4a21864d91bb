import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { dayOf, timeOf, type Window } from '../../../daemon/core/plan/cue-times.js'
import { type Instant, instant, minutes } from '../../../daemon/core/time.js'
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

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'Asia/Shanghai',
  'America/St_Johns',
  'Pacific/Apia',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
]
const anInstant = fc
  .integer({ min: Date.parse('2010-01-01'), max: Date.parse('2040-01-01') })
  .map((ms) => instant(ms))

test('days and times of day are those of the calendar, in every zone and through every change of the clock', () => {
  const dateOf = (when: Instant, timezone: string) =>
    Temporal.Instant.fromEpochMilliseconds(when).toZonedDateTimeISO(timezone).toPlainDate()
  const clock = fc.record({
    hour: fc.integer({ min: 0, max: 23 }),
    minute: fc.integer({ min: 0, max: 59 }),
    second: fc.integer({ min: 0, max: 59 }),
  })
  const turns = fc.integer({ min: 0, max: 400 })
  fc.assert(
    fc.property(
      anInstant,
      fc.constantFrom(...ZONES),
      clock,
      turns,
      (startsAt, timezone, time, turn) => {
        const first = dateOf(startsAt, timezone)
        const on = (day: number) =>
          first.add({ days: day }).toPlainDateTime(time).toZonedDateTime(timezone).epochMilliseconds
        const window = { startsAt, endsAt: undefined, timezone }
        const wanted = on(0) >= startsAt ? on(turn) : on(turn + 1)
        expect(timeOf({ from: 'clock', ...time }, window, turn)).toBe(wanted)
        const later = instant(wanted)
        const counted = first.until(dateOf(later, timezone), { largestUnit: 'day' }).days
        expect(dayOf(later, window)).toBe(counted)
      },
    ),
  )
})
