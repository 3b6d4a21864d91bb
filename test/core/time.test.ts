import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  after,
  before,
  between,
  days,
  earliest,
  hours,
  instant,
  isZone,
  local,
  millis,
  minutes,
  NEVER,
  parseDuration,
  parseInstant,
  seconds,
  showDuration,
  utc,
  wasLately,
} from '../../daemon/core/time.js'

const NINE = instant(Date.UTC(2026, 10, 23, 9))

describe('durations', () => {
  test('carry their unit', () => {
    expect(parseDuration('90s')).toBe(90_000)
    expect(parseDuration('1h30m')).toBe(5_400_000)
    expect(parseDuration('1.5m')).toBe(90_000)
    expect(parseDuration('250ms')).toBe(250)
    expect(parseDuration('0s')).toBe(0)
    expect(parseDuration('2d')).toBe(days(2))
  })

  test('are refused without a unit, with a sign, a blank or another language', () => {
    for (const written of ['90', '', '-5s', '5 s', '5 minutes', '1e3s', '.5s', '5S', 's'])
      expect(parseDuration(written)).toBeUndefined()
    expect(parseDuration(`${'9'.repeat(30)}d`)).toBeUndefined()
  })

  test('are shown as they are written, and read back the same', () => {
    expect(showDuration(minutes(90))).toBe('1h30m')
    expect(showDuration(millis(0))).toBe('0s')
    expect(showDuration(seconds(-45))).toBe('-45s')
    fc.assert(
      fc.property(fc.nat(1_000_000_000), (n) => {
        expect(parseDuration(showDuration(millis(n)))).toBe(n)
      }),
    )
  })
})

describe('instants', () => {
  test('what was lately, and what lies ahead because the clock was set back', () => {
    expect(wasLately(NINE, seconds(1), NINE)).toBe(true)
    expect(wasLately(NINE, seconds(1), after(NINE, millis(999)))).toBe(true)
    expect(wasLately(NINE, seconds(1), after(NINE, seconds(1)))).toBe(false)
    expect(wasLately(NINE, seconds(1), before(NINE, hours(1)))).toBe(false)
  })

  test('later, earlier, and how far apart', () => {
    expect(after(NINE, hours(1))).toBe(instant(Date.UTC(2026, 10, 23, 10)))
    expect(before(NINE, hours(1))).toBe(instant(Date.UTC(2026, 10, 23, 8)))
    expect(between(NINE, after(NINE, seconds(5)))).toBe(5_000)
    expect(between(after(NINE, seconds(5)), NINE)).toBe(-5_000)
  })

  test('the earliest of those there are; never, if there are none', () => {
    expect(earliest(undefined, after(NINE, seconds(1)), NINE)).toBe(NINE)
    expect(earliest()).toBe(NEVER)
    expect(earliest(undefined)).toBe(NEVER)
  })

  test('are read as RFC 3339 or as the wall clock of a zone', () => {
    expect(parseInstant('2026-11-23T09:00:00Z', 'Asia/Shanghai')).toBe(NINE)
    expect(parseInstant('2026-11-23T17:00:00+08:00', 'UTC')).toBe(NINE)
    expect(parseInstant('2026-11-23T17:00:00', 'Asia/Shanghai')).toBe(NINE)
    expect(parseInstant('2026-11-23', 'UTC')).toBe(instant(Date.UTC(2026, 10, 23)))
    expect(parseInstant('2026-02-30T09:00:00', 'UTC')).toBeUndefined()
    expect(parseInstant('tomorrow', 'UTC')).toBeUndefined()
  })

  test('are shown in UTC to the millisecond, and in a zone with its offset', () => {
    expect(utc(instant(NINE + 7))).toBe('2026-11-23T09:00:00.007Z')
    expect(local(instant(NINE + 999), 'Asia/Shanghai')).toBe('2026-11-23T17:00:00+08:00')
    expect(parseInstant(local(NINE, 'Australia/Lord_Howe'), 'UTC')).toBe(NINE)
  })
})

test('a zone is one of the IANA names', () => {
  expect(isZone('Asia/Shanghai')).toBe(true)
  expect(isZone('Shanghai')).toBe(false)
  expect(isZone('')).toBe(false)
})

test('a day later is the same time of day, also on the day the clocks change', () => {
  const noon = parseInstant('2026-03-28T12:00', 'Europe/Berlin') ?? instant(0)
  expect(local(addDays(noon, 1, 'Europe/Berlin'), 'Europe/Berlin')).toBe(
    '2026-03-29T12:00:00+02:00',
  )
})
