import { describe, expect, test } from 'vitest'
import { askBack, takeBackGivenUp } from '../../../daemon/core/plan/recall.js'
import type { Takeover } from '../../../daemon/core/plan/takeover.js'
import { hear } from '../../../daemon/core/plan/takeover-progress.js'
import type { Instant } from '../../../daemon/core/time.js'
import { aManned, aSession, aTakeover, past, S1, trace } from './builders.js'

const recall = {
  since: past(0),
  askAgainAt: past(0),
  reason: 'PREEMPTED',
  because: 'cut for the news',
} as const
const airing = aManned(aSession('live'), undefined, {
  takeovers: [{ ...aTakeover('speaking'), recall }, aTakeover('queued', { trace: trace('t2') })],
})

test('the platform is asked once, and again while it still lists it', () => {
  const first = askBack(airing, S1, past(0))
  expect(first.actions).toMatchObject([
    { type: 'cancel', class: 'converge', trace: 't1', because: 'cut for the news', session: S1 },
  ])
  expect(askBack(first.airing, S1, past(2)).actions).toEqual([])
  const again = askBack(first.airing, S1, past(3))
  expect(again.actions).toHaveLength(1)
  expect(again.actions[0]).not.toMatchObject({ key: (first.actions[0] as { key: string }).key })
})

test('what is not recalled is left alone', () => {
  const calm = aManned(aSession('live'), undefined, { takeovers: [aTakeover('speaking')] })
  expect(askBack(calm, S1, past(9))).toEqual({ airing: calm, actions: [], needs: [] })
})

test('what was given up in preparation is taken back', () => {
  const before = aManned(aSession('live'), undefined, { takeovers: [aTakeover('preparing')] })
  const after = aManned(aSession('live'), undefined, { takeovers: [aTakeover('failed')] })
  expect(takeBackGivenUp(before, after, S1)).toMatchObject([{ type: 'cancel', trace: 't1' }])
  expect(takeBackGivenUp(before, before, S1)).toEqual([])
})

const listed = (place: number | undefined, askedAt: Instant) =>
  ({ type: 'listed', place, askedAt }) as const

describe('recalled', () => {
  const recalled = (takeover: Takeover) =>
    hear(takeover, { type: 'recalled', reason: 'PREEMPTED', because: 'cut for the news' }, past(5))

  test('it is on air until the platform’s list no longer has it', () => {
    const cut = recalled(aTakeover('speaking'))
    expect(hear(cut, listed(0, past(6)), past(6)).situation).toBe('speaking')
    expect(hear(cut, listed(undefined, past(7)), past(7)).situation).toBe('cut')
  })

  test('what was over before the recall was spoken to its end', () => {
    const over = hear(
      aTakeover('speaking'),
      { type: 'hinted', hints: { finishedAt: past(2) } },
      past(2),
    )
    expect(hear(recalled(over), listed(undefined, past(6)), past(6)).situation).toBe('spoken')
  })

  test('a list asked before the recall does not know of it', () => {
    const cut = recalled(aTakeover('speaking'))
    expect(hear(cut, listed(undefined, past(4)), past(6)).situation).toBe('spoken')
  })

  test('twice, the first reason counts', () => {
    const again = hear(
      recalled(aTakeover('queued')),
      { type: 'recalled', reason: 'PREEMPTED', because: 'b' },
      past(8),
    )
    expect(again).toMatchObject({ recall: { since: past(5), because: 'cut for the news' } })
  })
})
