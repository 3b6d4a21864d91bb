import { expect, test } from 'vitest'
import {
  clockBetween,
  dayOf,
  nextDay,
  onDay,
  showLocal,
  shownAt,
  showWallClock,
  wallClock,
  whenShown,
} from '../../../daemon/core/plan/wall-clock.js'
import { after, hours, instant, local, minutes } from '../../../daemon/core/time.js'
import { at } from '../../builders.js'

const YEAR = [at('2026-01-01T00:00:00Z'), at('2027-01-01T00:00:00Z')] as const
const berlin = clockBetween('Europe/Berlin', ...YEAR)

test('a zone is its offset and its shifts', () => {
  expect(berlin).toEqual({
    offset: hours(1),
    shifts: [
      { at: at('2026-03-29T01:00:00Z'), from: hours(1), to: hours(2) },
      { at: at('2026-10-25T01:00:00Z'), from: hours(2), to: hours(1) },
    ],
  })
  expect(clockBetween('Asia/Shanghai', ...YEAR)).toEqual({ offset: hours(8), shifts: [] })
  // How often is Morocco's to say, and newer zone data says something else.
  expect(clockBetween('Africa/Casablanca', ...YEAR).shifts.length).toBeGreaterThanOrEqual(2)
  expect(clockBetween('UTC', ...YEAR)).toEqual({ offset: 0, shifts: [] })
})

test('a wall shows a time once, twice or never', () => {
  const shown = (written: string) => whenShown(wallClock(written), berlin)
  expect(shown('2026-03-29T01:59:59')).toEqual({ times: 'once', at: at('2026-03-29T00:59:59Z') })
  expect(shown('2026-03-29T02:00')).toEqual({ times: 'never', later: at('2026-03-29T01:00:00Z') })
  expect(shown('2026-03-29T03:00')).toEqual({ times: 'once', at: at('2026-03-29T01:00:00Z') })
  expect(shown('2026-10-25T02:00')).toEqual({
    times: 'twice',
    first: at('2026-10-25T00:00:00Z'),
    second: at('2026-10-25T01:00:00Z'),
  })
  expect(shown('2026-10-25T03:00')).toEqual({ times: 'once', at: at('2026-10-25T02:00:00Z') })
})

test('what it shows at an instant is shown at that instant', () => {
  for (let now = YEAR[0]; now < YEAR[1]; now = after(now, minutes(97))) {
    const shown = whenShown(shownAt(now, berlin), berlin)
    expect(Object.values(shown)).toContain(now)
  }
})

test('days and times of day are numbers', () => {
  expect(wallClock('1970-01-02')).toBe(86_400_000)
  expect(showWallClock(wallClock('2026-12-24T09:00'))).toBe('2026-12-24T09:00:00')
  const day = dayOf(wallClock('2026-12-31T23:59:59'))
  expect(showWallClock(onDay(nextDay(day), 3_661))).toBe('2027-01-01T01:01:01')
})

test('an instant is written as everywhere else', () => {
  for (const zone of ['Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'UTC']) {
    const clock = clockBetween(zone, ...YEAR)
    for (let now = YEAR[0]; now < YEAR[1]; now = after(now, minutes(3_001))) {
      expect(showLocal(instant(now + 1), clock)).toBe(local(now, zone))
    }
  }
})
