import { expect, test } from 'vitest'
import type { Breach } from '../../../daemon/core/rundown/breach.js'
import { explain } from '../../../daemon/core/rundown/explain.js'
import { readText, written } from '../../help/written-rundown.js'

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
  expect(explain(aBreach({ keyword: 'contains' })).says).toBe('"key" breaks the rule "contains"')
})

test.each([
  ['type', { type: 'number' }, {}, '1,2', 'write 1.2, without quotes'],
  ['type', { type: 'array' }, { title: 'a list of files' }, 'a.yaml', 'write [a.yaml]'],
  ['type', { type: 'array' }, { items: { type: 'object' } }, 'a', undefined],
  ['type', { type: 'array' }, { title: 'a window [from, to]' }, '9-10', undefined],
  ['const', { allowedValue: true }, {}, 'yes', 'write true'],
  ['pattern', { pattern: '^\\d+m$' }, { $comment: 'a unit' }, '5 min', 'did you mean "5m"?'],
  ['pattern', { pattern: '^\\d+m$' }, { $comment: 'a unit' }, 'soon', 'a unit'],
  ['pattern', { pattern: '^\\d+m$' }, {}, '5m\u200b', 'did you mean "5m"?'],
  ['additionalProperties', { additionalProperty: '2' }, {}, {}, 'Numbers have a point'],
])('what was meant is named (%s %j %j %j)', (keyword, params, parentSchema, data, hint) => {
  const told = explain(aBreach({ keyword, params, parentSchema, data })).hint
  if (hint === undefined) expect(told).toBeUndefined()
  else expect(told).toContain(hint)
})

test('a character nobody sees is named', () => {
  const breach = aBreach({ keyword: 'pattern', params: { pattern: '^\\d+m$' }, data: '5m\u00a0' })
  expect(explain(breach).says).toContain('an unseen character (U+00A0)')
})

test('a calendar, its address and a range of dates are answered with where they belong', () => {
  const hint = (slot: string) =>
    readText(
      written({ schedule: `schedule: [{ cron: "0 9 * * *", duration: 1h, ${slot} }]` }),
    ).problems.map((problem) => problem.hint)
  expect(hint('except: [holidays.ics]')).toEqual(['write { calendar: holidays.ics }'])
  expect(hint('except: [{ calendar: https://cdn.example/holidays.ics }]')).toEqual([
    'download the file, and put it into the folder of the rundown',
  ])
  expect(hint('overrides: [{ on: 2026-12-24..2026-12-26, cancel: true }]')).toEqual([
    'one date each; a range of dates is left out with "except"',
  ])
})
