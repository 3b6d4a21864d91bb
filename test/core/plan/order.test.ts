import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PASSED_BY_MAX } from '../../../daemon/core/limits.js'
import { inOrder, mayBeMoved, moved } from '../../../daemon/core/plan/order.js'
import { type Takeover, takeoverId } from '../../../daemon/core/plan/takeover.js'
import type { Urgency } from '../../../daemon/core/rundown/rundown.js'
import { seconds } from '../../../daemon/core/time.js'
import { aPiece } from './a-piece.js'
import { aManned, aSession, aTakeover, MARKET, past } from './builders.js'

const idOf = (name: string | number) => takeoverId(MARKET, `${name}`, 0)
const one = (name: string | number, due: number, urgency: Urgency = 'routine') =>
  aTakeover('waiting', { id: idOf(name), dueAt: past(due), urgency })
const on = (...takeovers: readonly Takeover[]) => aManned(aSession('live'), 'on-air', { takeovers })
const names = (takeovers: readonly Takeover[], now = past(10)) =>
  [...takeovers].sort(inOrder(now)).map(({ id }) => id.split('/')[1])

const URGENCY = fc.constantFrom('routine', 'priority', 'breaking')
const QUEUE = fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), URGENCY), {
  minLength: 2,
  maxLength: 12,
})

describe('the order', () => {
  test('by urgency, then by time', () => {
    const queue = [one('a', 1), one('b', 2, 'breaking'), one('c', 0), one('d', 3, 'priority')]
    expect(names(queue)).toEqual(['b', 'd', 'c', 'a'])
  })

  test('nothing starves: what was passed by for long enough is as urgent as what passes it', () => {
    const old = one('old', 0)
    const fresh = one('fresh', PASSED_BY_MAX / 1_000 - 1, 'priority')
    expect(names([old, fresh], past(PASSED_BY_MAX / 1_000 - 0.5))).toEqual(['fresh', 'old'])
    expect(names([old, fresh], past(PASSED_BY_MAX / 1_000))).toEqual(['old', 'fresh'])
    expect(names([old, one('news', 100, 'breaking')], past(1_000))).toEqual(['news', 'old'])
  })

  test('what goes on with the item on air comes before all that does not cut', () => {
    const piece = aPiece({ item: idOf('long'), part: 2, continues: true })
    const next = aTakeover('waiting', { id: idOf('next'), piece })
    const must = aTakeover('waiting', { id: idOf('must'), piece, doubt: 'must' })
    const news = one('news', 2, 'breaking')
    expect(names([one('p', 0, 'priority'), next, news])).toEqual(['news', 'next', 'p'])
    expect(names([news, must])).toEqual(['must', 'news'])
    expect(mayBeMoved(next)).toBe(false)
  })

  test('whatever waits: an order is an order, whichever way they came in', () => {
    fc.assert(
      fc.property(QUEUE, fc.integer({ min: 0, max: 600 }), (queue, now) => {
        const takeovers = queue.map(([due, urgency], at) => one(at, due + at / 100, urgency))
        expect(names([...takeovers].reverse(), past(now))).toEqual(names(takeovers, past(now)))
      }),
    )
  })
})

describe('an operator moves', () => {
  test('the last to the front, and what comes later finds its place behind', () => {
    const airing = moved(on(one('a', 1), one('b', 2), one('c', 3)), idOf('c'), 'front', past(10))
    expect(names(airing?.takeovers ?? [])).toEqual(['c', 'a', 'b'])
    expect(names([...(airing?.takeovers ?? []), one('d', 4)])).toEqual(['c', 'a', 'b', 'd'])
  })

  test('to the back, and before another', () => {
    const queue = on(one('a', 1), one('b', 2), one('c', 3))
    const back = moved(queue, idOf('a'), 'back', past(10))
    expect(names(back?.takeovers ?? [])).toEqual(['b', 'c', 'a'])
    const before = moved(queue, idOf('c'), { before: idOf('b') }, past(10))
    expect(names(before?.takeovers ?? [])).toEqual(['a', 'c', 'b'])
  })

  test('not ahead of breaking news or a hard start, and not those', () => {
    const hard = aTakeover('waiting', {
      id: idOf('hard'),
      start: { kind: 'hard', grace: seconds(5) },
    })
    const queue = on(one('a', 1), hard, one('news', 2, 'breaking'))
    expect(moved(queue, idOf('news'), 'back', past(10))).toBeUndefined()
    expect(moved(queue, idOf('a'), { before: idOf('hard') }, past(10))).toBeUndefined()
    const front = moved(queue, idOf('a'), 'front', past(10))
    expect(names(front?.takeovers ?? [])).toEqual(['hard', 'news', 'a'])
  })

  test('whatever waits: the moved one stands where it was put, the others stay as they were', () => {
    fc.assert(
      fc.property(QUEUE, fc.nat(), fc.nat(), (queue, which, where) => {
        const movable = queue.map(([due, urgency], at) =>
          one(at, due, urgency === 'breaking' ? 'routine' : urgency),
        )
        const order = names(movable, past(500))
        const item = order[which % order.length]
        const others = order.filter((name) => name !== item)
        const target = others[where % others.length]
        if (item === undefined || target === undefined) return
        const place = { before: idOf(target) }
        const airing = moved(on(...movable), idOf(item), place, past(500))
        const wanted = [...others]
        wanted.splice(others.indexOf(target), 0, item)
        expect(names(airing?.takeovers ?? [], past(500))).toEqual(wanted)
      }),
    )
  })
})
