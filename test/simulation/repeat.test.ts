/** A4: a seed decides everything. */
import { describe, expect, test } from 'vitest'
import { draw } from './draw.js'
import { run } from './run.js'
import { cutDown, partsOf } from './shrink.js'

describe('a seed decides everything', () => {
  for (const seed of [3, 7, 12, 47]) {
    test(`two runs of seed ${seed} are the same, step by step`, async () => {
      const one = await run(draw(seed, 'hostile'))
      const other = await run(draw(seed, 'hostile'))
      expect(other.trace).toBe(one.trace)
      expect(other.turns).toBe(one.turns)
      expect(other.rows).toEqual(one.rows)
    })
  }

  test('another seed is another night', async () => {
    const [one, other] = [await run(draw(3, 'hostile')), await run(draw(4, 'hostile'))]
    expect(other.trace).not.toBe(one.trace)
  })

  test('a night survives being written down and read back', () => {
    const night = draw(3)
    expect(JSON.parse(JSON.stringify(night))).toEqual(JSON.parse(JSON.stringify(draw(3))))
  })

  test('what is cut is gone, and nothing else', () => {
    const night = draw(3, 'hostile')
    expect(cutDown(night, new Set()).happenings).toEqual(night.happenings)
    const happenings = partsOf(night).filter((part) => part.startsWith('h'))
    expect(cutDown(night, new Set(happenings)).happenings).toEqual([])
    const [, ...others] = night.shows[0]?.cues ?? []
    expect(cutDown(night, new Set(['c0.0'])).shows[0]?.cues).toEqual(others)
  })
})
