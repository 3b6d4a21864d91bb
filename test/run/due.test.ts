import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instant, NEVER } from '../../daemon/core/time.js'
import { dueList } from '../../daemon/run/due.js'

const at = instant

test('who is due first comes first, and is taken out once', () => {
  const list = dueList<string>()
  list.set('b', at(20))
  list.set('a', at(10))
  expect(list.next()).toBe(10)
  expect(list.take(at(9))).toEqual([])
  expect(list.take(at(20))).toEqual(['a', 'b'])
  expect(list.take(at(99))).toEqual([])
  expect(list.next()).toBe(NEVER)
})

test('a new time replaces the old one, earlier or later', () => {
  const list = dueList<string>()
  list.set('a', at(10))
  list.set('a', at(30))
  expect(list.take(at(20))).toEqual([])
  list.set('a', at(5))
  expect(list.next()).toBe(5)
  expect(list.take(at(99))).toEqual(['a'])
})

test('moved away and back to the same time it is still taken out once', () => {
  const list = dueList<string>()
  for (const time of [10, 20, 10]) list.set('a', at(time))
  expect(list.take(at(10))).toEqual(['a'])
  expect(list.take(at(99))).toEqual([])
})

test('never is never', () => {
  const list = dueList<string>()
  list.set('a', at(10))
  list.set('a', NEVER)
  expect(list.next()).toBe(NEVER)
  expect(list.take(at(99))).toEqual([])
})

test('however the times are set, it agrees with a plain list', () => {
  const step = fc.oneof(
    fc.record({ key: fc.constantFrom('a', 'b', 'c'), at: fc.nat(30).map(at) }),
    fc.record({ take: fc.nat(30).map(at) }),
  )
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const list = dueList<string>()
      const plain = new Map<string, number>()
      for (const one of steps) {
        if ('key' in one) {
          list.set(one.key, one.at)
          plain.set(one.key, one.at)
        } else {
          const due = [...plain].filter(([, time]) => time <= one.take).map(([key]) => key)
          for (const key of due) plain.delete(key)
          expect([...list.take(one.take)].sort()).toEqual(due.sort())
        }
        expect(list.next()).toBe(Math.min(NEVER, ...plain.values()))
      }
    }),
  )
})
