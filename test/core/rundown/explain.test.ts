import { expect, test } from 'vitest'
import type { Breach } from '../../../daemon/core/rundown/breach.js'
import { explain } from '../../../daemon/core/rundown/explain.js'

const aBreach = (more: Partial<Breach>): Breach => ({
  instancePath: '/key',
  schemaPath: '#/x',
  keyword: 'type',
  params: { type: 'string' },
  ...more,
})

test('the schema may say what it expects and what to do', () => {
  const parentSchema = { title: 'a colour such as red', $comment: 'ask the designer' }
  expect(explain(aBreach({ keyword: 'pattern', data: 'loud', parentSchema }))).toMatchObject({
    says: '"loud" is not a colour such as red',
    hint: 'ask the designer',
  })
})

test.each([
  ['type', { type: 'string' }, 4711],
  ['type', { type: 'object' }, 'canary'],
  ['pattern', {}, 'canary'],
])('a value that may be a secret is never repeated (%s)', (keyword, params, data) => {
  const told = explain(aBreach({ keyword, params, data, parentSchema: { writeOnly: true } }))
  expect(JSON.stringify(told)).not.toMatch(/canary|4711/)
})

test('a range names both its ends', () => {
  const outOf = (parentSchema: object, keyword = 'maximum') =>
    explain(aBreach({ keyword, params: { limit: 1 }, data: 9, parentSchema })).says
  expect(outOf({ minimum: 1, maximum: 7 })).toBe('"key" is 9, it must be from 1 to 7')
  expect(outOf({ exclusiveMinimum: 0, maximum: 7 })).toBe('"key" is 9, it must be above 0 to 7')
  expect(outOf({ minimum: 1 }, 'minimum')).toBe('"key" is 9, it must be at least 1')
})

test('a long value is cut short', () => {
  const { says } = explain(aBreach({ keyword: 'pattern', data: 'x'.repeat(1_000) }))
  expect(says.length).toBeLessThan(130)
})

test('a rule nobody has words for is named', () => {
  expect(explain(aBreach({ keyword: 'uniqueItems' })).says).toBe(
    '"key" breaks the rule "uniqueItems"',
  )
})
