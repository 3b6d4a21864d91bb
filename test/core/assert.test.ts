import { expect, test } from 'vitest'
import { assert, Broken, unreachable } from '../../daemon/core/assert.js'

test('a broken assumption says what was assumed', () => {
  expect(() => assert(false, 'a queue of 16')).toThrow(new Broken('a queue of 16'))
  expect(() => assert(true, 'a queue of 16')).not.toThrow()
})

test('a case nobody foresaw is named', () => {
  expect(() => unreachable({ situation: 'odd' } as never)).toThrow('{"situation":"odd"}')
})
