import { describe, expect, test } from 'vitest'
import { readSource } from '../../../daemon/core/rundown/source.js'

const told = (text: string) =>
  readSource(text, 'x.yaml').problems.map(
    ({ severity, line, column, path, says }) =>
      `${severity} ${line}:${column} ${path} ${/U\+\S{4}/.exec(says)?.[0]}`,
  )

describe('what nobody can read or speak is refused where it stands', () => {
  test.each([
    ['say: a\u0000b', 'error 1:7 /say U+0000'],
    ['- "\\0"', 'error 1:4 /0 U+0000'],
    ['say: "a\\\\x1b \\x1b"', 'error 1:14 /say U+001B'],
    ['say: "\\e"', 'error 1:7 /say U+001B'],
    ['say: "\\u009f"', 'error 1:7 /say U+009F'],
    ['say: |\n  one\n  two\u007f\n', 'error 3:6 /say U+007F'],
    ['say: "🎙 \\ud83c"', 'error 1:10 /say U+D83C'],
    ["say: 'a\u0085'", 'error 1:8 /say U+0085'],
  ])('%j', (text, problem) => {
    expect(told(text)).toEqual([problem])
  })

  test('once, also if an alias refers to it; and the rest is read on', () => {
    const { source, problems } = readSource('a: &a "\\a"\nb: *a\nb: 1\n', 'x.yaml')
    expect(problems.map(({ code }) => code)).toEqual(['control-character', 'duplicate-key'])
    expect(source?.value).toEqual({ a: '\u0007', b: '\u0007' })
  })
})

test('tabs, line breaks, joiners and marks of direction are text', () => {
  expect(
    told('a: "\\t\\n\\r"\nb: |\n  one\n\n  two\nc: "\\ud83c\\udf99 👩‍🍳 \u200f\u2067דוד\u2069"\n'),
  ).toEqual([])
})

test('what forces the order of reading is told', () => {
  expect(told('say: costs \u202e001')).toEqual(['warning 1:12 /say U+202E'])
  expect(told('say: "\\u202d"')).toEqual(['warning 1:7 /say U+202D'])
})
