import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eachAs, same } from '../../daemon/core/same.js'

const plain = fc.jsonValue({ maxDepth: 4 })

test('what was written out and read again is the same', () => {
  fc.assert(fc.property(plain, (value) => same(value, JSON.parse(JSON.stringify(value)))))
})

test('two values are the same if their canonical JSON is', () => {
  const canonical = (value: unknown): string =>
    JSON.stringify(value, (_, inner) =>
      inner && typeof inner === 'object' && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    )
  fc.assert(
    fc.property(plain, plain, (one, other) => {
      expect(same(one, other)).toBe(canonical(one) === canonical(other))
      expect(same([one, 1], [one, 2])).toBe(false)
    }),
  )
})

test('the order of keys does not count, nor what is undefined', () => {
  expect(same({ a: 1, b: [{ c: 2 }] }, { b: [{ c: 2, d: undefined }], a: 1 })).toBe(true)
  expect(same({ a: undefined, b: 1 }, { b: 1, c: undefined })).toBe(true)
  expect(same({ a: 1 }, { a: 1, b: null })).toBe(false)
})

test('a list is not what has the same keys, and an inherited key is none', () => {
  expect(same([1], { 0: 1 })).toBe(false)
  expect(same(JSON.parse('{ "constructor": {} }'), {})).toBe(false)
  expect(same(JSON.parse('{ "__proto__": {} }'), {})).toBe(false)
  expect(same(null, {})).toBe(false)
})

test('what is no number is the same as itself', () => {
  expect(same(Number.NaN, Number.NaN)).toBe(true)
})

test('where each stays what it is, the list is the very same', () => {
  const all = [1, 2, 3]
  expect(eachAs(all, (one) => one)).toBe(all)
  expect(eachAs(all, (one) => (one === 2 ? 5 : one))).toEqual([1, 5, 3])
  expect(all).toEqual([1, 2, 3])
})
