import { expect, test } from 'vitest'
import { called, child, keysOf } from '../../../daemon/core/rundown/names.js'

test.each([
  ['', 'the file'],
  ['/stage', '"stage"'],
  ['/segments/0/cues/2', 'entry 3 of "cues"'],
  ['/0', 'entry 1'],
])('%j is called %s', (place, name) => {
  expect(called(place)).toBe(name)
})

test('a child is one step further, whatever its name', () => {
  expect(child('/variables', 'a/b')).toBe('/variables/a~1b')
})

test('only blocks have keys', () => {
  expect([keysOf({ a: 1 }), keysOf('text'), keysOf(null)]).toEqual([['a'], [], []])
})
