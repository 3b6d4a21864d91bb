import { describe, expect, test } from 'vitest'
import { askBack, takeBackGivenUp } from '../../../daemon/core/plan/recall.js'
import { type Takeover, UNLISTED } from '../../../daemon/core/plan/takeover.js'
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

  test('it is cut once the platform’s list no longer has it', () => {
    const cut = recalled(aTakeover('speaking'))
    expect(hear(cut, listed(0, past(6)), past(6)).situation).toBe('speaking')
    expect(hear(cut, listed(undefined, past(7)), past(7))).toMatchObject({
      situation: 'cut',
      status: 'aired_partial',
      reason: 'PREEMPTED',
      says: 'cut for the news',
      endedAt: past(7),
    })
  })

  test('before it spoke, it is cancelled, and nothing of it aired: another one spoke all the while', () => {
    const seen = { ...listed(undefined, past(6)), onAirSince: past(0) }
    expect(hear(recalled(aTakeover('queued')), seen, past(6))).toMatchObject({
      situation: 'cancelled',
      status: 'dropped',
    })
  })

  test.each([
    ['nothing speaks in the list that no longer has it', { onAirSince: undefined, place: 1 }],
    [
      'it was in no list, and what speaks began after it was sent',
      { onAirSince: past(4), place: UNLISTED },
    ],
  ])('%s: nobody knows whether it had begun, and so it is told', (_, { onAirSince, place }) => {
    const seen = { ...listed(undefined, past(6)), onAirSince }
    expect(hear(recalled(aTakeover('queued', { place })), seen, past(6))).toMatchObject({
      situation: 'unknown',
      status: 'aired_unconfirmed',
      reason: 'PREEMPTED',
      says: 'cut for the news; nobody saw whether it had begun',
    })
  })

  test('missing from a list before it was recalled, it may have been heard whole', () => {
    const missing = hear(aTakeover('queued'), listed(undefined, past(4)), past(4))
    const seen = { ...listed(undefined, past(6)), onAirSince: past(0) }
    expect(hear(recalled(missing), seen, past(6)).situation).toBe('unknown')
  })

  test('a callback said that it spoke: then it was cut', () => {
    const hints = { speakingAt: past(4) }
    const spoke = hear(aTakeover('queued'), { type: 'hinted', hints }, past(4))
    expect(hear(recalled(spoke), listed(undefined, past(6)), past(6))).toMatchObject({
      situation: 'cut',
      status: 'aired_partial',
      startedAt: past(4),
      evidence: 'callback',
    })
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
