import { describe, expect, test } from 'vitest'
import { ambiguous, applied } from '../../../daemon/core/plan/outcome.js'
import { reorder } from '../../../daemon/core/plan/reordering.js'
import { takeoverId } from '../../../daemon/core/plan/takeover.js'
import {
  aManned,
  aSession,
  aTakeover,
  guarded,
  MARKET,
  onAir,
  past,
  S1,
  trace,
  types,
} from './builders.js'

const list = (...names: readonly string[]) => ({
  type: 'queue-seen' as const,
  airing: MARKET,
  session: S1,
  outcome: applied(names.map(trace)),
})

describe('the platform holds them in another order', () => {
  const held = (name: string, place: number, urgency: 'routine' | 'priority' = 'routine') =>
    aTakeover('queued', { id: takeoverId(MARKET, name, 0), trace: trace(name), place, urgency })
  const onTheAir = aTakeover('speaking', { trace: trace('now') })
  const ordered = (...takeovers: ReturnType<typeof aTakeover>[]) =>
    reorder(aManned(aSession('live'), 'on-air', { takeovers, calls: 7 }), S1, past(60))

  test('one move is made, under a new key', () => {
    const moved = ordered(onTheAir, held('a', 1), held('b', 2), held('c', 3, 'priority'))
    expect(guarded(moved.actions)).toMatchObject([
      { type: 'move', trace: 'c', place: 1, key: `move:${MARKET}/c/0/1#7` },
    ])
    expect(moved.airing.calls).toBe(8)
  })

  test('none if the order is right, or nothing is on air to count from', () => {
    expect(ordered(onTheAir, held('a', 1, 'priority'), held('b', 2)).actions).toEqual([])
    expect(ordered(held('a', 1), held('b', 2, 'priority')).actions).toEqual([])
  })

  test('none after a list that could not be read: what we know may be old', () => {
    const station = onAir(undefined, { queueShare: 4 })
    const takeovers = [onTheAir, held('a', 1), held('b', 2, 'priority')]
    Object.assign(station.airing(), { takeovers })
    const unread = { ...list(), outcome: ambiguous('timeout') }
    expect(types(station.take(unread, past(1)))).not.toContain('move')
    expect(types(station.take(list('now', 'a', 'b'), past(2)))).toContain('move')
  })
})

test('a list that lags does not make one move many: the next comes three seconds later at the soonest', () => {
  const takeovers = [
    aTakeover('speaking', { trace: trace('t1') }),
    aTakeover('queued', { trace: trace('t2'), place: 1, dueAt: past(20) }),
    aTakeover('queued', { trace: trace('t3'), place: 2, dueAt: past(10) }),
  ]
  const first = reorder(aManned(aSession('live'), 'on-air', { takeovers }), S1, past(60))
  expect(types(first.actions)).toEqual(['move'])
  expect(reorder(first.airing, S1, past(62.9)).actions).toEqual([])
  expect(types(reorder(first.airing, S1, past(63)).actions)).toEqual(['move'])
})

test('what no list has shown yet is not moved', () => {
  const takeovers = [
    aTakeover('speaking', { trace: trace('t1') }),
    aTakeover('queued', { trace: trace('t2'), place: 1, dueAt: past(20) }),
    aTakeover('queued', { trace: trace('t3'), place: 1_000, dueAt: past(10) }),
  ]
  const airing = aManned(aSession('live'), 'on-air', { takeovers })
  expect(reorder(airing, S1, past(60)).actions).toEqual([])
})
