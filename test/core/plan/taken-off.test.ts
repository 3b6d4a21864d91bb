/** What a plan tells of airings that are not on although a rule names them. */
import { expect, test } from 'vitest'
import { type Reason, takenOff } from '../../../daemon/core/plan/taken-off.js'
import type { Slot } from '../../../daemon/core/rundown/rundown.js'
import { local } from '../../../daemon/core/time.js'
import { at } from '../../builders.js'
import { cancel, cron, move, onceAt, replace, scheduled } from './schedules.js'

const market = (more: Parameters<typeof cron>[1]) => cron('0 9,17 * * *', more)

function off(schedule: readonly Slot[], zone = 'UTC', from = '2026-12-24', until = '2026-12-26') {
  const span = [at(`${from}T00:00:00Z`), at(`${until}T00:00:00Z`)] as const
  const { movedAway, cancelled } = takenOff(scheduled(zone, ...schedule), ...span)
  return {
    movedAway: movedAway.map(({ airing, startsAt }) => `${named(airing)} at ${when(startsAt)}`),
    cancelled: cancelled.map(
      ({ occurrence: { airing, startsAt }, because }) =>
        `${named(airing)} at ${when(startsAt)}: ${why(because)}`,
    ),
  }
}
const named = (airing: string) => airing.slice(airing.indexOf('@') + 1)
const when = (instant: Parameters<typeof local>[0]) => local(instant, 'UTC').slice(0, 16)
const why = (because: Reason) => {
  if (because.kind === 'except') return `except ${JSON.stringify(because.dates)}`
  if (because.kind === 'override') return `override ${because.on}`
  return `${because.kind} by ${named(because.by)}`
}

const NOTHING = { movedAway: [], cancelled: [] }

test('nothing, where nothing is excepted or overridden', () => {
  expect(off([market({})])).toEqual(NOTHING)
  expect(off([market({ overrides: [replace('2026-12-24')] })])).toEqual(NOTHING)
  expect(off([{ kind: 'always', variables: {} }])).toEqual(NOTHING)
})

test('an override cancels: its date, or its time', () => {
  const overrides = [cancel('2026-12-24T09:00:00'), cancel('2026-12-25')]
  expect(off([market({ overrides })]).cancelled).toEqual([
    '2026-12-24T09:00 at 2026-12-24T09:00: override 2026-12-24T09:00:00',
    '2026-12-25T09:00 at 2026-12-25T09:00: override 2026-12-25',
    '2026-12-25T17:00 at 2026-12-25T17:00: override 2026-12-25',
  ])
})

test('an exception leaves out, and is told with its dates and the name of the holiday', () => {
  const except = [
    { from: '2026-12-25', to: '2026-12-25', holiday: 'Christmas Day' },
    { from: '2026-12-24', to: '2026-12-31' },
  ]
  const [, , xmas, again, ...more] = off([market({ except })]).cancelled
  expect([xmas, again]).toEqual([
    `2026-12-25T09:00 at 2026-12-25T09:00: except ${JSON.stringify(except[0])}`,
    `2026-12-25T17:00 at 2026-12-25T17:00: except ${JSON.stringify(except[0])}`,
  ])
  expect(more).toEqual([])
})

test('dates that the rule does not name are not told', () => {
  const weekdays = cron('0 9 * * 1-5', { except: [{ from: '2026-12-26', to: '2026-12-27' }] })
  expect(off([weekdays], 'UTC', '2026-12-26', '2026-12-28')).toEqual(NOTHING)
})

test('what one entry leaves out and another airs is on air', () => {
  const except = [{ from: '2026-12-24', to: '2026-12-24' }]
  expect(off([cron('0 9 * * *', { except }), onceAt('2026-12-24T09:00:00')])).toEqual(NOTHING)
})

test('what is moved to elsewhere is not cancelled, and what it was moved onto is', () => {
  const moved = (on: string, to: string) => off([market({ overrides: [move(on, to)] })])
  expect(moved('2026-12-24T09:00', '2026-12-25T12:00')).toEqual(NOTHING)
  expect(moved('2026-12-24T09:00', '2027-01-05T12:00')).toEqual({
    movedAway: ['2026-12-24T09:00 at 2027-01-05T12:00'],
    cancelled: [],
  })
  expect(moved('2026-12-24T09:00', '2026-12-24T17:00')).toEqual({
    movedAway: [],
    cancelled: ['2026-12-24T17:00 at 2026-12-24T17:00: replaced by 2026-12-24T09:00'],
  })
})

test('of two that are moved to one time the second is cancelled, and not somewhere else', () => {
  const to = '2027-01-05T12:00'
  const overrides = [move('2026-12-24T09:00', to), move('2026-12-25T09:00', to)]
  expect(off([market({ overrides })])).toEqual({
    movedAway: ['2026-12-24T09:00 at 2027-01-05T12:00'],
    cancelled: ['2026-12-25T09:00 at 2026-12-25T09:00: crowded-out by 2026-12-24T09:00'],
  })
})

test('both passes of an hour that comes twice are cancelled, each at its instant', () => {
  const night = cron('30 2 * * *', {
    clockChange: { gap: 'shift', fold: 'both' },
    overrides: [cancel('2026-10-25')],
  })
  expect(off([night], 'Europe/Berlin', '2026-10-25', '2026-10-26').cancelled).toEqual([
    '2026-10-25T02:30 at 2026-10-25T00:30: override 2026-10-25',
    '2026-10-25T02:30~2 at 2026-10-25T01:30: override 2026-10-25',
  ])
})
