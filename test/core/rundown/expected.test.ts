import { expect, test } from 'vitest'
import type { Breach } from '../../../daemon/core/rundown/breach.js'
import { expected, isSecret } from '../../../daemon/core/rundown/expected.js'

const aBreach = (type: string, parentSchema: object): Breach => ({
  ...{ instancePath: '/key', schemaPath: '#/x', keyword: 'type' },
  ...{ params: { type }, parentSchema },
})

test('what belongs somewhere is called as the schema calls it, and a block always a block', () => {
  expect(expected(aBreach('string', { title: 'a colour' }))).toBe('a colour')
  expect(expected(aBreach('string', {}))).toBe('a text')
  expect(expected(aBreach('object', { title: 'a colour' }))).toBe('a block of keys with values')
})

test('what is only ever written may be a secret', () => {
  expect(isSecret(aBreach('string', { writeOnly: true }))).toBe(true)
  expect(isSecret(aBreach('string', {}))).toBe(false)
})
