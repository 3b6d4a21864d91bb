import { expect, test } from 'vitest'
import { parseDocument } from 'yaml'
import { asWritten } from '../../../daemon/core/rundown/format-texts.js'

const made = (text: string) =>
  parseDocument(text, {
    keepSourceTokens: true,
    customTags: (tags) => tags.map(asWritten),
  }).toString({ lineWidth: 20 })

test.each([
  'a: many words that are longer than a line may be\n',
  'a: >-\n  one\n  two\n',
  'a: "1.50"\n',
  'a: 1.50\n',
  'a: "x\\u200by"\n',
])('%j stays', (text) => {
  expect(made(text)).toBe(text)
})

test('the lines of a text follow the indentation of their block', () => {
  expect(made('a:\n        b: >\n           one\n           two\n')).toBe(
    'a:\n  b: >\n    one\n    two\n',
  )
})

test('the indentation inside a folded text is kept', () => {
  expect(made('a: >\n    one\n      two\n')).toBe('a: >\n  one\n    two\n')
})
