import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as limits from '../../daemon/core/limits.js'
import { doubled, jittered } from '../../daemon/core/limits.js'
import { millis, seconds } from '../../daemon/core/time.js'

describe('waits', () => {
  test('double with each try up to a most, and never overflow', () => {
    expect([0, 1, 2, 3].map((tries) => doubled(seconds(2), tries, seconds(10)))).toEqual([
      2_000, 4_000, 8_000, 10_000,
    ])
    expect(doubled(seconds(2), 100_000, seconds(10))).toBe(10_000)
  })

  test('are spread between their half and their whole', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.double({ min: 0, max: 1, noNaN: true }), (wait, roll) => {
        const spread = jittered(millis(wait), roll)
        expect(spread).toBeGreaterThanOrEqual(wait / 2)
        expect(spread).toBeLessThanOrEqual(wait)
      }),
    )
  })
})

test('the times fit together', () => {
  const { BEAT_EVERY, BEAT_RETRY, PULSE_DEADLINE, HORIZON, REMEMBERED } = limits
  expect(BEAT_EVERY + 2 * (PULSE_DEADLINE + BEAT_RETRY)).toBeLessThan(seconds(60))
  expect(limits.READ_DEADLINE).toBeLessThan(limits.WRITE_DEADLINE)
  expect(limits.SETTLE_OPENING).toBeGreaterThan(limits.WRITE_DEADLINE)
  expect(limits.SETTLE_ENQUEUE).toBeGreaterThan(limits.WRITE_DEADLINE)
  expect(limits.LEAD).toBeGreaterThan(limits.INIT_MAX + limits.SETTLE_OPENING)
  expect(REMEMBERED).toBeGreaterThan(HORIZON)
})
