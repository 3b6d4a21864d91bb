import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TraceId } from '../../../daemon/core/plan/events.js'
import { inOrder } from '../../../daemon/core/plan/order.js'
import { nextMove, nextUp } from '../../../daemon/core/plan/queue.js'
import { type Takeover, takeoverId, UNLISTED } from '../../../daemon/core/plan/takeover.js'
import type { Urgency } from '../../../daemon/core/rundown/rundown.js'
import { seconds } from '../../../daemon/core/time.js'
import { aTakeover, MARKET, NINE, past, trace } from './builders.js'

const named = <S extends Takeover['situation']>(
  name: string,
  situation: S,
  urgency: Urgency = 'routine',
  more: Parameters<typeof aTakeover>[1] = {},
) => aTakeover(situation, { id: takeoverId(MARKET, name, 0), trace: trace(name), urgency, ...more })
const next = (takeovers: readonly Takeover[], share = 4, now = past(60)) => {
  const found = nextUp(takeovers, share, now)
  return found && { name: found.takeover.id.split('/')[1], place: found.place }
}

describe('what is sent next', () => {
  test('nothing while the answer to the last one is out or in doubt', () => {
    expect(next([named('a', 'sent'), named('b', 'waiting')])).toBeUndefined()
    expect(next([named('a', 'in-doubt'), named('b', 'waiting')])).toBeUndefined()
    expect(
      next([named('a', 'sent'), named('b', 'waiting', 'breaking', { how: 'interrupt' })]),
    ).toBeUndefined()
  })

  test('nothing that was cancelled, though it is not gone yet', () => {
    const unwanted = { reason: 'CANCELLED_BY_OPERATOR', because: 'cancelled by anna' } as const
    expect(next([named('a', 'waiting', 'routine', { unwanted })])).toBeUndefined()
    const cutIn = { unwanted, how: 'interrupt' } as const
    expect(next([named('a', 'waiting', 'breaking', cutIn), named('b', 'waiting')])?.name).toBe('b')
  })

  test('nothing while the platform holds our share of its queue', () => {
    const held = [named('a', 'speaking'), named('b', 'preparing')]
    expect(next([...held, named('c', 'waiting')], 2)).toBeUndefined()
    expect(next([...held, named('c', 'waiting')], 3)).toEqual({ name: 'c', place: undefined })
  })

  test('what nobody here knows takes room in the queue, and never all of it', () => {
    const queue = [named('a', 'speaking'), named('b', 'waiting')]
    const sent = (others: number) => nextUp(queue, 3, past(60), { others })?.takeover.id
    expect(sent(1)).toBeDefined()
    expect(sent(2)).toBeUndefined()
    const alone = [named('b', 'waiting')]
    expect(nextUp(alone, 3, past(60), { others: 9 })).toBeDefined()
  })

  test('what speaks and is in no list is number 1: nobody goes ahead of more than its place', () => {
    const held = [named('a', 'queued', 'breaking'), named('b', 'queued')]
    const placed = (takeovers: readonly Takeover[], hidden: number) =>
      nextUp(takeovers, 4, past(60), { hidden })?.place
    const third = [...held, named('c', 'waiting', 'breaking')]
    expect([placed(third, 0), placed(third, 1)]).toEqual([1, 2])
    const first = [named('b', 'queued'), named('c', 'waiting', 'breaking')]
    expect([placed(first, 0), placed(first, 1)]).toEqual([1, 1])
  })

  test('to a session that is about to leave nothing that can wait for the next one', () => {
    const hard = { start: { kind: 'hard', grace: seconds(3) } } as const
    const leaving = (...takeovers: readonly Takeover[]) =>
      nextUp(takeovers, 4, past(60), { sendable: 'leaving' })?.takeover.id.split('/')[1]
    expect(leaving(named('a', 'waiting', 'priority'))).toBeUndefined()
    expect(leaving(named('a', 'waiting'), named('b', 'waiting', 'breaking'))).toBe('b')
    expect(leaving(named('a', 'waiting'), named('b', 'waiting', 'routine', hard))).toBe('b')
  })

  test('nothing before its time', () => {
    expect(next([named('a', 'waiting', 'routine', { dueAt: past(1) })], 2, NINE)).toBeUndefined()
    expect(next([named('a', 'waiting', 'routine', { dueAt: NINE })], 2, NINE)?.name).toBe('a')
  })

  test('the urgent before the routine, then what fell due first, then what came first', () => {
    const waiting = [
      named('late', 'waiting', 'routine', { dueAt: past(9) }),
      named('early', 'waiting', 'routine', { dueAt: past(1) }),
      named('twin', 'waiting', 'routine', { dueAt: past(1) }),
      named('price', 'waiting', 'priority', { dueAt: past(20) }),
      named('alarm', 'waiting', 'breaking', { dueAt: past(30) }),
    ]
    const order = [...waiting].sort(inOrder(past(60))).map(({ id }) => id.split('/')[1])
    expect(order).toEqual(['alarm', 'price', 'early', 'twin', 'late'])
    expect(next(waiting)?.name).toBe('alarm')
  })

  test('an interrupt waits for nothing but an answer that is out', () => {
    const full = [named('a', 'speaking'), named('b', 'queued')]
    const interrupt = named('stop', 'waiting', 'routine', { how: 'interrupt' })
    expect(next([...full, named('c', 'waiting', 'breaking'), interrupt], 2)).toEqual({
      name: 'stop',
      place: undefined,
    })
  })
})

describe('the place asked for, where 1 is next after the item on air', () => {
  const onAir = named('on-air', 'speaking')

  test('behind everything: none is asked for', () => {
    expect(next([onAir, named('a', 'queued'), named('b', 'waiting')])?.place).toBeUndefined()
    expect(next([named('b', 'waiting')])?.place).toBeUndefined()
  })

  test('more urgent than what waits: next after the item on air, however routine that is', () => {
    const price = named('price', 'waiting', 'priority')
    expect(next([onAir, named('a', 'queued'), price])?.place).toBe(1)
    expect(next([onAir, price])?.place).toBeUndefined()
  })

  test('behind what is as urgent and before what is less so', () => {
    const held = [onAir, named('a', 'queued', 'priority'), named('b', 'queued')]
    expect(next([...held, named('c', 'waiting', 'priority')])?.place).toBe(2)
    expect(next([...held, named('d', 'waiting', 'breaking')])?.place).toBe(1)
  })

  test('nothing speaks yet: the first in the queue is about to, so 1 is still the best place', () => {
    expect(next([named('a', 'queued'), named('b', 'waiting', 'breaking')])?.place).toBe(1)
  })

  test('no list has shown any of them: what came first is on air, and nobody gets ahead of it', () => {
    const unlisted = (name: string, urgency: Urgency, seconds: number) => {
      const facts = { place: UNLISTED, dueAt: past(seconds) }
      return { ...named(name, 'queued', urgency, facts), sentAt: past(seconds) }
    }
    const held = [unlisted('a', 'routine', 1), unlisted('b', 'breaking', 2)]
    const third = named('c', 'waiting', 'breaking', { dueAt: past(3) })
    expect(next([...held, unlisted('d', 'routine', 3), third])?.place).toBe(2)
    const listed = held.map((one, place) => ({ ...one, place }))
    expect(next([...listed, third])?.place).toBe(1)
  })
})

describe('the fewest moves', () => {
  const list = (letters: string) => [...letters].map(trace)
  const moved = (wanted: string, reported: string) => nextMove(list(wanted), list(reported))

  test('none if the order is right', () => {
    expect(moved('bc', 'abc')).toBeUndefined()
    expect(moved('', 'a')).toBeUndefined()
    expect(moved('', '')).toBeUndefined()
  })

  test('one for the one that stands in the wrong place', () => {
    expect(moved('bcde', 'acdeb')).toEqual({ trace: 'b', place: 1 })
    expect(moved('bcde', 'aebcd')).toEqual({ trace: 'e', place: 4 })
  })

  test('the item on air is never moved, wherever it is wanted', () => {
    expect(moved('cba', 'abc')).toEqual({ trace: 'c', place: 1 })
    expect(moved('ba', 'ab')).toBeUndefined()
  })

  test('what is wanted but not there, and what is there but not ours, is left alone', () => {
    expect(moved('xbc', 'abc')).toBeUndefined()
    expect(moved('bc', 'axbyc')).toBeUndefined()
    expect(moved('cb', 'axbc')).toEqual({ trace: 'c', place: 1 })
  })

  test('reaches any order in as many moves as items stand outside the longest run in order', () => {
    const orders = fc.integer({ min: 0, max: 9 }).chain((size) => {
      const items = Array.from({ length: size }, (_, at) => trace(`i${at}`))
      const shuffled = fc.shuffledSubarray(items, { minLength: size, maxLength: size })
      return fc.record({ wanted: shuffled, reported: shuffled })
    })
    fc.assert(
      fc.property(orders, ({ wanted, reported }) => {
        const fewest = reported.length - longestRun(wanted, reported)
        let order: readonly TraceId[] = [trace('on-air'), ...reported]
        let moves = 0
        for (let move = nextMove(wanted, order); move; move = nextMove(wanted, order)) {
          expect(move.trace).not.toBe('on-air')
          expect(move.place).toBeGreaterThanOrEqual(1)
          expect(move.place).toBeLessThan(order.length)
          order = carriedOut(order, move)
          expect(order[0]).toBe('on-air')
          moves++
          expect(moves).toBeLessThanOrEqual(fewest)
        }
        expect(order.slice(1)).toEqual(wanted)
        expect(moves).toBe(fewest)
      }),
      { numRuns: 500 },
    )
  })
})

/** The vendor's numbering: the item on air is 1, and what is put at N stands at N + 1. */
function carriedOut(
  order: readonly TraceId[],
  { trace: item, place }: { readonly trace: TraceId; readonly place: number },
): readonly TraceId[] {
  const others = order.filter((other) => other !== item)
  return [...others.slice(0, place), item, ...others.slice(place)]
}

/** How many of `reported` are in the wanted order at most, counted the slow way. */
function longestRun(wanted: readonly TraceId[], reported: readonly TraceId[]): number {
  const ranks = reported.map((item) => wanted.indexOf(item))
  const from = (at: number, above: number): number => {
    const rank = ranks[at]
    if (rank === undefined) return 0
    const without = from(at + 1, above)
    return rank > above ? Math.max(without, 1 + from(at + 1, rank)) : without
  }
  return from(0, -1)
}
