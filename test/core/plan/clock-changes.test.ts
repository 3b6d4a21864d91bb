import { expect, test } from 'vitest'
import { occurrences } from '../../../daemon/core/plan/calendar.js'
import {
  CLOCK_CHANGES_AHEAD,
  clockChanges,
  showClockChange,
} from '../../../daemon/core/plan/clock-changes.js'
import type { Slot } from '../../../daemon/core/rundown/rundown.js'
import { after } from '../../../daemon/core/time.js'
import { at } from '../../builders.js'
import { always, cancel, cron, move, onceAt, replace, scheduled } from './schedules.js'

const FROM = at('2026-01-01T00:00:00Z')

const told = (timezone: string, ...schedule: readonly Slot[]) =>
  clockChanges(scheduled(timezone, ...schedule), FROM, after(FROM, CLOCK_CHANGES_AHEAD)).map(
    (change) => `${change.slot}: ${showClockChange(change, timezone)}`,
  )

test('the nights of the next eighteen months, and what becomes of the show', () => {
  expect(told('Europe/Berlin', cron('30 2 * * *'))).toEqual([
    '0: 2026-03-29T02:30 is skipped when the clocks change; it is aired at 2026-03-29T03:30:00+02:00',
    '0: 2026-10-25T02:30 comes twice when the clocks change; it is aired once, at 2026-10-25T02:30:00+02:00',
    '0: 2027-03-28T02:30 is skipped when the clocks change; it is aired at 2027-03-28T03:30:00+02:00',
  ])
})

test('as the entry wants it', () => {
  const skip = cron('30 2 * * *', { clockChange: { gap: 'skip', fold: 'both' } })
  expect(told('Europe/Berlin', always, skip).slice(0, 2)).toEqual([
    '1: 2026-03-29T02:30 is skipped when the clocks change; it is not aired',
    '1: 2026-10-25T02:30 comes twice when the clocks change; it is aired both times, ' +
      'at 2026-10-25T02:30:00+02:00 and 2026-10-25T02:30:00+01:00',
  ])
  const single = onceAt('2026-10-25T02:30:00', { clockChange: { gap: 'skip', fold: 'second' } })
  expect(told('Europe/Berlin', single)).toEqual([
    '0: 2026-10-25T02:30 comes twice when the clocks change; it is aired once, at 2026-10-25T02:30:00+01:00',
  ])
})

test('other times and zones without such nights have none', () => {
  expect(told('Europe/Berlin', cron('0 9 * * *'))).toEqual([])
  expect(told('Asia/Shanghai', cron('30 2 * * *'))).toEqual([])
  expect(told('America/Sao_Paulo', cron('0 0 * * *'))).toEqual([])
})

test('what is excepted, cancelled or moved away meets none; what is moved into one does', () => {
  const except = [{ from: '2027-03-28', to: '2027-03-28' }]
  const overrides = [
    cancel('2026-03-29'),
    move('2026-10-25T02:30', '2026-10-25T12:00'),
    replace('2026-12-24'),
  ]
  expect(told('Europe/Berlin', cron('30 2 * * *', { except, overrides }))).toEqual([])
  const into = cron('0 9 * * *', { overrides: [move('2026-10-25', '2026-10-25T02:15')] })
  const show = scheduled('Europe/Berlin', into)
  const [change] = clockChanges(show, FROM, after(FROM, CLOCK_CHANGES_AHEAD))
  expect(change).toMatchObject({
    wallClock: '2026-10-25T02:15:00',
    airings: [{ airing: 'market@2026-10-25T09:00', startsAt: at('2026-10-25T00:15:00Z') }],
  })
})

test('the airings told are those of the calendar', () => {
  const show = scheduled(
    'America/New_York',
    cron('*/15 0-4 * * *', { clockChange: { gap: 'shift', fold: 'both' } }),
  )
  const until = after(FROM, CLOCK_CHANGES_AHEAD)
  for (const { airings } of clockChanges(show, FROM, until)) {
    for (const { airing, startsAt } of airings) {
      const [aired] = occurrences(show, startsAt, after(startsAt, 1 as typeof CLOCK_CHANGES_AHEAD))
      // 02:15, shifted, is aired as 03:15: the first of two names.
      expect([airing, aired?.startsAt]).toEqual([aired?.airing, startsAt])
    }
  }
})

test('a rule of every second ends at a limit', () => {
  expect(told('Europe/Berlin', cron('* * * * * *'))).toHaveLength(100)
})
