import { expect, test } from 'vitest'
import { clockAround, type DatedSlot, passes } from '../../../daemon/core/plan/passes.js'
import { wallClock } from '../../../daemon/core/plan/wall-clock.js'
import type { ClockChange } from '../../../daemon/core/rundown/rundown.js'
import { utc } from '../../../daemon/core/time.js'
import { cron, onceAt } from './schedules.js'

const GAP = '2026-03-29T02:30'
const FOLD = '2026-10-25T02:30'

const aired = (written: string, slot: DatedSlot) =>
  passes(wallClock(written), clockAround(wallClock(written), 'Europe/Berlin'), slot).map(
    ({ pass, at }) => `${pass}: ${utc(at).slice(11, 16)}`,
  )

test.each<[ClockChange, readonly string[], readonly string[]]>([
  [{ gap: 'shift', fold: 'first' }, ['1: 01:30'], ['1: 00:30']],
  [{ gap: 'skip', fold: 'second' }, [], ['2: 01:30']],
  [{ gap: 'shift', fold: 'both' }, ['1: 01:30'], ['1: 00:30', '2: 01:30']],
])('%o', (clockChange, gap, fold) => {
  for (const slot of [cron('30 2 * * *', { clockChange }), onceAt(GAP, { clockChange })]) {
    expect(aired(GAP, slot)).toEqual(gap)
    expect(aired(FOLD, slot)).toEqual(fold)
    expect(aired('2026-06-01T02:30', slot)).toEqual(['1: 00:30'])
  }
})

test('a rule of every hour follows the clock whatever its policy', () => {
  const hourly = cron('30 * * * *', { clockChange: { gap: 'shift', fold: 'first' } })
  expect(aired(GAP, hourly)).toEqual([])
  expect(aired(FOLD, hourly)).toEqual(['1: 00:30', '2: 01:30'])
})
