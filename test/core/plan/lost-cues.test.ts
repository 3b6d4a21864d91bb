import { expect, test } from 'vitest'
import { lostCues } from '../../../daemon/core/plan/lost-cues.js'
import type { CronSlot } from '../../../daemon/core/plan/rule.js'
import { hours, local, minutes, showDuration } from '../../../daemon/core/time.js'
import { aCue, aProgramme, at, clock, end, following, start } from '../../builders.js'
import { cancel, cron, move, replace } from './schedules.js'

const cues = [
  aCue('news', clock(20, 10)),
  aCue('weather', following('news')),
  aCue('tides', following('weather')),
  aCue('prices', start(50 * 60)),
  aCue('farewell', end(60)),
]

function told(overrides: CronSlot['overrides'], written = '0 20 * * *') {
  const programme = aProgramme({ timezone: 'UTC', schedule: [cron(written, { overrides })], cues })
  return lostCues(programme, at('2026-12-05T00:00:00Z')).map(
    ({ override, aired, cues: lost }) =>
      `${override} at ${local(aired.startsAt, 'UTC').slice(5, 16)}: ${lost
        .map(({ cue, offset }) =>
          offset === undefined ? cue.cue : `${cue.cue} +${showDuration(offset)}`,
        )
        .join(', ')}`,
  )
}

test('what is moved leaves times of the clock behind, and all that follows them', () => {
  expect(told([move('2026-12-07', '2026-12-07T22:00:00')])).toEqual([
    '0 at 12-07T22:00: news +10m, weather, tides',
  ])
})

test('what is moved to another date, or so little that its times still come, loses nothing', () => {
  expect(
    told([move('2026-12-07', '2026-12-08'), move('2026-12-09', '2026-12-09T20:05:00')]),
  ).toEqual([])
})

test('what is shortened loses what comes behind its new end; what is made longer, nothing', () => {
  const overrides = [replace('2026-12-07', { duration: minutes(10) })]
  expect(told(overrides)).toEqual(['0 at 12-07T20:00: news +10m, weather, tides, prices +50m'])
  expect(told([replace('2026-12-07', { duration: hours(2) }), cancel('2026-12-08')])).toEqual([])
})

test('each override is told, and what is over is not', () => {
  const duration = minutes(45)
  const overrides = ['2026-12-04', '2026-12-06', '2026-12-07'].map((on) =>
    replace(on, { duration }),
  )
  expect(told(overrides)).toEqual([
    '1 at 12-06T20:00: prices +50m',
    '2 at 12-07T20:00: prices +50m',
  ])
})

test('of a day with several airings the one is told that loses something', () => {
  const overrides = [move('2026-12-07', '2026-12-08T06:00:00')]
  expect(told(overrides, '0 9,20 * * *')).toEqual(['0 at 12-08T06:00: news +10m, weather, tides'])
})

/** A clock time that no usual airing has is told elsewhere. */
test('what does not come in the usual airing is not lost', () => {
  expect(told([move('2026-12-07', '2026-12-07T23:00:00')], '0 9 * * *')).toEqual([])
})
