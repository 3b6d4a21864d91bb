import { describe, expect, test } from 'vitest'
import { levelOf, meterLine } from '../../daemon/commands/mic-meter.js'
import { seconds } from '../../daemon/core/time.js'

/** A second of a tone at a share of full scale. */
function aTone(share: number): Uint8Array {
  const pcm = Buffer.alloc(32_000)
  for (let at = 0; at < 16_000; at += 1)
    pcm.writeInt16LE(
      Math.round(32_767 * share * Math.sin((at / 16_000) * 440 * 2 * Math.PI)),
      at * 2,
    )
  return pcm
}

describe('the level', () => {
  test('of a tone at full scale is -3 dB, at a tenth of it -23 dB', () => {
    expect(levelOf(aTone(1))).toBeCloseTo(-3, 1)
    expect(levelOf(aTone(0.1))).toBeCloseTo(-23, 1)
  })

  test('of silence and of nothing is no number that could be drawn', () => {
    expect(levelOf(new Uint8Array(3_200))).toBe(Number.NEGATIVE_INFINITY)
    expect(levelOf(new Uint8Array(0))).toBe(Number.NEGATIVE_INFINITY)
    expect(levelOf(new Uint8Array(1))).toBe(Number.NEGATIVE_INFINITY)
  })

  test('is read wherever its bytes lie', () => {
    const whole = new Uint8Array(32_001)
    whole.set(aTone(1), 1)
    expect(levelOf(whole.subarray(1))).toBeCloseTo(-3, 1)
  })
})

describe('the line', () => {
  test('shows time, bar and level', () => {
    expect(meterLine(-30, seconds(67), 80)).toBe(
      'ON AIR 1:07  [####################--------------------] -30 dB',
    )
    expect(meterLine(Number.NEGATIVE_INFINITY, seconds(0), 80)).toBe(
      `ON AIR 0:00  [${'-'.repeat(40)}] silent`,
    )
    expect(meterLine(-2, seconds(5), 80)).toContain('!!!')
  })

  test.each([10, 20, 26, 40, 80])(
    'fits a terminal of %i columns, or is as short as it can be',
    (columns) => {
      expect(meterLine(-30, seconds(3_600), columns).length).toBeLessThanOrEqual(
        Math.max(columns, 24),
      )
    },
  )
})
