import { expect, test } from 'vitest'
import { isNearlyTheSame, likeness, wordSet } from '../../../daemon/core/ask/similar.js'

test('likeness is the share of common words', () => {
  expect(likeness([1, 2, 3], [1, 2, 3])).toBe(1)
  expect(likeness([1, 2, 3, 4], [3, 4, 5, 6])).toBe(0.5)
  expect(likeness([1], [2])).toBe(0)
  expect(likeness([], [])).toBe(0)
})

test('four words of five are nearly the same, three are not', () => {
  expect(isNearlyTheSame([1, 2, 3, 4, 5], [1, 2, 3, 4, 6])).toBe(true)
  expect(isNearlyTheSame([1, 2, 3, 4, 5], [1, 2, 3, 6, 7])).toBe(false)
})

test('words are a set, in order, and not too many', () => {
  expect(wordSet([3, 1, 3, 2])).toEqual([1, 2, 3])
  expect(wordSet(Array.from({ length: 100 }, (_, at) => at))).toHaveLength(64)
})
