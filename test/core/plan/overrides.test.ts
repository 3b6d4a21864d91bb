import { expect, test } from 'vitest'
import {
  firstTimeMet,
  movedTo,
  overridesOf,
  timesMet,
  unmetOverrides,
} from '../../../daemon/core/plan/overrides.js'
import { showWallClock, wallClock } from '../../../daemon/core/plan/wall-clock.js'
import { always, cancel, cron, move, onceAt, replace, scheduled } from './schedules.js'

test('one that names the time goes before one that names the date, the first before others', () => {
  const date = cancel('2026-12-24')
  const time = replace('2026-12-24T09:00:00')
  const of = overridesOf(cron('0 9,17 * * *', { overrides: [date, time, cancel('2026-12-24')] }))
  expect(of(wallClock('2026-12-24T09:00'))).toBe(time)
  expect(of(wallClock('2026-12-24T17:00'))).toBe(date)
  expect(of(wallClock('2026-12-25T09:00'))).toBeUndefined()
})

test('a date means all occurrences of that day, a time that one', () => {
  const met = (on: string) => {
    const override = cancel(on)
    const slot = cron('0 9,17 * * 1-5', { overrides: [override] })
    return timesMet(slot, override, overridesOf(slot)).map(showWallClock)
  }
  expect(met('2026-12-24')).toEqual(['2026-12-24T09:00:00', '2026-12-24T17:00:00'])
  expect(met('2026-12-24T17:00')).toEqual(['2026-12-24T17:00:00'])
  expect(met('2026-12-26')).toEqual([])
})

test('the earliest time that is met is one that no other override has', () => {
  const [date, time] = [replace('2026-12-24'), cancel('2026-12-24T00:00:00')]
  const slot = cron('* * * * * *', { overrides: [date, time] })
  const first = firstTimeMet(slot, date, overridesOf(slot))
  expect(first && showWallClock(first)).toBe('2026-12-24T00:00:01')
  const late = cancel('2026-12-24T23:59:59')
  const none = firstTimeMet(cron('*/2 * * * * *'), late, () => late)
  expect(none).toBeUndefined()
})

test('a move to a date keeps the time of day', () => {
  const time = wallClock('2026-12-24T09:15')
  expect(showWallClock(movedTo(time, '2026-12-31'))).toBe('2026-12-31T09:15:00')
  expect(showWallClock(movedTo(time, '2026-12-31T10:00:00'))).toBe('2026-12-31T10:00:00')
})

test('overrides that meet no occurrence are found, with their places', () => {
  const overrides = [
    cancel('2026-12-24'),
    cancel('2026-12-26'),
    move('2026-12-24T09:30', '2026-12-24T10:00'),
    replace('2026-12-25'),
    cancel('2026-12-24'),
  ]
  const except = [{ from: '2026-12-25', to: '2026-12-25' }]
  const show = scheduled(
    'UTC',
    onceAt('2026-12-26T09:00:00'),
    always,
    cron('0 9 * * 1-5', { overrides, except }),
  )
  expect(unmetOverrides(show)).toEqual([
    { slot: 2, override: 1, on: '2026-12-26', because: 'not-named' },
    { slot: 2, override: 2, on: '2026-12-24T09:30', because: 'not-named' },
    { slot: 2, override: 3, on: '2026-12-25', because: 'not-named' },
    { slot: 2, override: 4, on: '2026-12-24', because: 'taken' },
  ])
})

test('a time that is skipped and not made up for is no occurrence either', () => {
  const overrides = [cancel('2026-03-29T02:30')]
  const skipped = cron('30 2 * * *', { overrides, clockChange: { gap: 'skip', fold: 'first' } })
  expect(unmetOverrides(scheduled('Europe/Berlin', skipped))).toMatchObject([
    { because: 'skipped' },
  ])
  expect(unmetOverrides(scheduled('Europe/Berlin', cron('30 2 * * *', { overrides })))).toEqual([])
})

test('a day meets something if one of its times is aired and has no override of its own', () => {
  const because = (rule: string, ...times: readonly string[]) => {
    const overrides = [cancel('2026-03-29'), ...times.map((time) => cancel(`2026-03-29T${time}`))]
    const clockChange = { gap: 'skip', fold: 'first' } as const
    const slot = cron(rule, { overrides, clockChange })
    return unmetOverrides(scheduled('Europe/Berlin', slot)).map((unmet) => unmet.because)
  }
  expect(because('30 2,9 * * *')).toEqual([])
  expect(because('30 2,9 * * *', '09:30')).toEqual(['taken'])
  expect(because('30 2,9 * * *', '02:30')).toEqual(['skipped'])
})
