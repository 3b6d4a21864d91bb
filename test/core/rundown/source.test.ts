import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readSource } from '../../../daemon/core/rundown/source.js'

const TEXT = `show: evening
segments:
  - segment: opening
    cues:
      - cue: welcome
        say:
      - { cue: next, after: welcome }
logo: &logo { image: a.png }
again: *logo
`

const sourceOf = (text: string) => {
  const { source } = readSource(text, 'evening.yaml')
  if (source === undefined) throw new Error('unreadable')
  return source
}

test.each([
  ['/show', 'value', 1, 7],
  ['/show', 'key', 1, 1],
  ['/segments/0/cues/0/cue', 'value', 5, 14],
  ['/segments/0/cues/1/after', 'key', 7, 22],
  ['/segments/0/cues/1/after', 'value', 7, 29],
  ['/segments/0/cues/1', 'value', 7, 9],
] as const)('the place of %s (%s) is %i:%i', (pointer, part, line, column) => {
  expect(sourceOf(TEXT).positionOf(pointer, part)).toMatchObject({ line, column })
})

test('a value that was left empty is where its key is', () => {
  expect(sourceOf(TEXT).positionOf('/segments/0/cues/0/say')).toMatchObject({ line: 6, column: 9 })
})

test('what is not there is as near as can be', () => {
  expect(sourceOf(TEXT).positionOf('/segments/0/cues/0/urgency')).toMatchObject({
    line: 5,
    column: 9,
  })
  expect(sourceOf(TEXT).positionOf('/nowhere/at/all')).toMatchObject({ line: 1, column: 1 })
})

test('a place behind an alias is where the anchor was written', () => {
  expect(sourceOf(TEXT).positionOf('/again/image')).toMatchObject({ line: 8, column: 22 })
  expect(sourceOf(TEXT).positionOf('/again')).toMatchObject({ line: 9, column: 8 })
})

test('columns count UTF-16 units, as editors do', () => {
  expect(sourceOf('{ a: 🎙, b: 1 }').positionOf('/b', 'key')).toMatchObject({ line: 1, column: 10 })
})

test('yes, no and dates stay texts, whatever the file says about its version', () => {
  const { value } = sourceOf('%YAML 1.1\n---\na: yes\nb: 2026-10-01\nc: 09:30\n')
  expect(value).toEqual({ a: 'yes', b: '2026-10-01', c: '09:30' })
})

test('mappings have no prototype to poison', () => {
  const { value } = sourceOf('__proto__: { polluted: true }\nconstructor: 1\n')
  expect(Object.getPrototypeOf(value)).toBeNull()
  expect(Object.keys(Object(value))).toEqual(['__proto__', 'constructor'])
  expect(Reflect.get({}, 'polluted')).toBeUndefined()
})

test('a key that is written twice is told, and the file is read on with the first one', () => {
  const { source, problems } = readSource('a: 1\nb: 2\na: 3\n', 'x.yaml')
  expect(source?.value).toEqual({ a: 1, b: 2 })
  expect(problems).toMatchObject([{ code: 'duplicate-key', line: 3, column: 1, path: '/a' }])
})

test('whatever the text, reading never throws and always says something', () => {
  const bits = fc.constantFrom(
    ...['a: ', '- ', '? ', '[', ']', '{', '}', '&a ', '*a', '!t ', '|\n', '"', "'", '\n', '  '],
    ...['#', '\t', '<<: ', '---\n', '...\n', '%YAML 1.1\n', '\u0000', '\ufeff', '你', ', ', 'x'],
  )
  fc.assert(
    fc.property(fc.array(bits, { maxLength: 40 }), (parts) => {
      const { source, problems } = readSource(parts.join(''), 'x.yaml')
      expect(source !== undefined || problems.length > 0).toBe(true)
    }),
    { numRuns: 500 },
  )
})
