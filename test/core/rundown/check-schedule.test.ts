import { expect, test } from 'vitest'
import { instant } from '../../../daemon/core/time.js'
import { told, written } from '../../help/written-rundown.js'

const scheduled = (...slots: readonly string[]) =>
  written({ schedule: `schedule: [${slots.map((slot) => `{ ${slot} }`).join(', ')}]` })
const overridden = (...overrides: readonly string[]) =>
  told(
    scheduled(
      `cron: "0,30 9 * * 1-5", duration: 30m, except: [2026-12-25], overrides: [${overrides.join(', ')}]`,
    ),
  ).map((problem) => problem.split(':')[0])

test('one occurrence has one override, but a day and a start of it may differ', () => {
  const day = '{ on: 2026-11-23, duration: 1h }'
  expect(overridden(day, '{ on: 2026-11-23, cancel: true }')).toEqual(['duplicate-override'])
  expect(overridden(day, '{ on: 2026-11-23T09:30, cancel: true }')).toEqual([])
})

test('a date that is over is a warning, if anybody knows what time it is', () => {
  const text = scheduled('at: 2026-11-11T20:00, duration: 3h')
  const at = (time: string) =>
    told(text, { clock: { now: instant(Date.parse(time)), zone: 'UTC' } })
  expect(told(text)).toEqual([])
  expect(at('2026-11-11T14:59:59Z')).toEqual([])
  expect(at('2026-11-11T15:00:00Z')).toEqual([
    'expired: this was over before now, 2026-11-11 23:00',
  ])
})

test('what is still to come and is moved to a time that is over is a warning', () => {
  const at = (override: string) =>
    told(scheduled(`cron: "0 9 * * *", duration: 1h, overrides: [${override}]`), {
      clock: { now: instant(Date.parse('2026-11-23T00:00Z')), zone: 'UTC' },
    })
  expect(at('{ on: 2026-12-24, move: 2026-12-23T09:00 }')).toEqual([])
  expect(at('{ on: 2026-12-24, move: 2025-12-23T09:00 }')).toEqual([
    'expired: this was over before now, 2026-11-23 08:00: it would never air',
  ])
  // Old overrides stay where they are.
  expect(at('{ on: 2026-11-20, move: 2026-11-19T09:00 }')).toEqual([])
})

test('what is written twice is a warning', () => {
  const slot = 'cron: "0 20 * * *", duration: 2h, except: [2026-12-25, 2026-12-25]'
  expect(told(scheduled(slot, slot)).map((problem) => problem.split(':')[0])).toEqual([
    'duplicate-except',
    'duplicate-slot',
    'duplicate-except',
  ])
})

test('a date of "except" on which nothing starts anyway is a warning', () => {
  const except = (...dates: readonly string[]) =>
    told(scheduled(`cron: "0 9 * * 1-5", duration: 1h, except: [${dates.join(', ')}]`))
  expect(except('2026-12-25', '2026-12-19..2026-12-21', '2026-01-01..2099-12-31')).toEqual([])
  expect(except('2026-12-26', '2026-12-19..2026-12-20')).toEqual([
    'except-meets-nothing: nothing of this entry starts on 2026-12-26, a Saturday: there is nothing to leave out',
    'except-meets-nothing: nothing of this entry starts on 2026-12-19 to 2026-12-20: there is nothing to leave out',
  ])
})

test('a single date on which the show is still on is a warning', () => {
  const first = 'at: 2026-11-27T20:00, duration: 2h'
  const codes = (...slots: readonly string[]) => told(scheduled(first, ...slots))
  expect(codes('at: 2026-11-27T21:59:59, duration: 1h')).toEqual([
    'overlaps-itself: the show is still on then: entry 1 starts at 2026-11-27 20:00 and lasts 2h',
  ])
  // Whichever is written first; and not only after the one just before.
  expect(codes('at: 2026-11-27T19:00, duration: 4h', 'at: 2026-11-27T22:30, duration: 5m')).toEqual(
    [
      'overlaps-itself: the show is still on then: entry 2 starts at 2026-11-27 19:00 and lasts 4h',
      'overlaps-itself: the show is still on then: entry 2 starts at 2026-11-27 19:00 and lasts 4h',
    ],
  )
  expect(codes('at: 2026-11-27T22:00, duration: 1h', 'at: 2026-11-28T20:00, duration: 2h')).toEqual(
    [],
  )
})
