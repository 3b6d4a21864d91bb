import { describe, expect, test } from 'vitest'
import { emptyTally, goOnFrom, type Share, type Tally, takeShare } from './part.js'

const share = (first: number): Share => ({
  first,
  step: 2,
  hours: undefined,
  runs: 2,
  kind: 'hostile',
})

async function taken(of: Share, stop: AbortSignal): Promise<Tally> {
  let last = emptyTally()
  await takeShare(of, (tally) => (last = tally), stop)
  return last
}

describe('a share of a sweep', () => {
  test('takes its seeds one after the other', async () => {
    const tally = await taken(share(3), new AbortController().signal)
    expect(tally.runs).toBe(2)
    expect(tally.hours).toBeGreaterThan(0)
  }, 60_000)

  test('that is stopped says so much as it has, and the sweep goes on with the first seed that is missing', async () => {
    const stopped = await taken(share(4), AbortSignal.abort())
    expect(stopped.runs).toBe(0)
    expect(goOnFrom([share(3), share(4)], [{ ...emptyTally(), runs: 2 }, stopped])).toBe(4)
  })
})
