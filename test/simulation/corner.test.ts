/** One fault at every step there is, and two at a sample of them; all pairs are `npm run simulate -- --corner 2`. */
import { describe, expect, test } from 'vitest'
import { sampleCorner, searchCorner } from './corner.js'
import { explore } from './explore.js'

const walk = async (faultsMax: number, part?: { readonly index: number; readonly of: number }) => {
  const walked: string[] = []
  const ways = await explore(
    faultsMax,
    async (choose) => {
      walked.push([choose(2), choose(3), choose(2)].join(''))
    },
    part,
  )
  expect(ways).toBe(walked.length)
  return walked
}

describe('every way there is', () => {
  test('without a fault there is one', async () => {
    expect(await walk(0)).toEqual(['000'])
  })

  test('with one there are as many as there are faults, and the usual', async () => {
    expect((await walk(1)).sort()).toEqual(['000', '001', '010', '020', '100'])
  })

  test('with all of them every combination, each once', async () => {
    const walked = await walk(3)
    expect(new Set(walked).size).toBe(walked.length)
    expect(walked).toHaveLength(2 * 3 * 2)
  })

  test('parts share the work: nothing is left out, only the usual is in both', async () => {
    const parts = [await walk(2, { index: 0, of: 2 }), await walk(2, { index: 1, of: 2 })]
    const both = parts.flat()
    expect([...new Set(both)].sort()).toEqual((await walk(2)).sort())
    expect(both.length - new Set(both).size).toBe(1)
  })
})

describe('the smallest show there is', () => {
  test('keeps every promise wherever one thing goes wrong', async () => {
    const { ways, broken } = await searchCorner(1)
    expect(broken).toEqual([])
    expect(ways).toBeGreaterThan(150)
  }, 60_000)

  test('keeps every promise wherever two things go wrong, as far as tried', async () => {
    const { broken } = await sampleCorner(200, 5)
    expect(broken).toEqual([])
  }, 60_000)
})
