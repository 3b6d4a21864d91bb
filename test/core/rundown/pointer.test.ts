import { expect, test } from 'vitest'
import { last, parent, pointer, steps, valueAt } from '../../../daemon/core/rundown/pointer.js'

test('names with slashes and tildes survive', () => {
  const odd = pointer('a/b', '~c', 0)
  expect(odd).toBe('/a~1b/~0c/0')
  expect(steps(odd)).toEqual(['a/b', '~c', '0'])
  expect(valueAt({ 'a/b': { '~c': ['here'] } }, odd)).toBe('here')
})

test('the root has no name and is its own parent', () => {
  expect(last('')).toBeUndefined()
  expect(parent('')).toBe('')
  expect(parent('/a/0')).toBe('/a')
})

test('what is inherited is not there', () => {
  expect(valueAt({}, '/constructor')).toBeUndefined()
  expect(valueAt('text', '/length/0')).toBeUndefined()
})
