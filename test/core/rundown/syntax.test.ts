import { expect, test } from 'vitest'
import { readSource } from '../../../daemon/core/rundown/source.js'

/** Each line is taken for a value of the one before: 21 levels of it. */
const SWALLOWING = `a: [1, 2\n${Array.from({ length: 22 }, (_, n) => `${' '.repeat(n + 4)}- b:\n`).join('')}`

test.each([
  ['a colon in a text', 'say: Breaking: news\n', 1, 6, 'inside this text'],
  [
    'a colon in a text above the next entry',
    'a:\n  - say: News: all\n  - cue: b\n',
    ...([2, 10, 'inside this text'] as const),
  ],
  ['a colon in a text between braces', 'a: { say: News: all }\n', 1, 11, 'inside this text'],
  [
    'a variable between braces',
    `a: { say: Dear \${host} }\n`,
    1,
    17,
    'a text with a variable in it',
  ],
  [
    'a variable between brackets',
    `say: [Dear \${host}, b]\n`,
    1,
    13,
    'a text with a variable in it',
  ],
  ['a bracket between braces', 'a: { say: Dear [all] }\n', 1, 16, 'a text with a "[" in it'],
  ['a list without its key', 'a:\n  - b: x\n      - cue: y\n', 2, 8, 'the list below has no key'],
  ['braces of a template', 'say: {{host}}\n', 1, 7, '"{{host}}" is no variable'],
  ['braces before a text', 'say: {{ host }} is here\n', 1, 7, '"{{host}}" is no variable'],
  ['a tab', 'a:\n\tb: 1\n', 2, 1, 'tab'],
  ['a quote inside quotes', 'say: "it" is late\n', 1, 11, 'already ended'],
  ['an apostrophe inside apostrophes', "say: 'it's late'\n", 1, 10, 'an apostrophe ends'],
  ['a missing quote', 'say: "late\nand later\n', 1, 6, 'opened here is not closed'],
  ['a missing apostrophe', "a: 1\nsay: 'late\n", 2, 6, 'opened here is not closed'],
  ['a key without a colon', 'a:\n  - b: 1\n    say good morning\n', 3, 5, 'no ":" behind "say"'],
  ['a block without a colon', 'a: 1\ncues\n  - b: 1\n', 2, 1, 'no ":" behind "cues"'],
  ['a colon without a blank', 'a: 1\ntitle:Base\nb: 2\n', 2, 1, 'blank is missing behind ":"'],
  ['a dash without a blank', 'a:\n  - b: 1\n  -b: 2\n', 3, 3, 'blank is missing behind "-"'],
  ['a wide colon', 'a: 1\nlate：join\nb: 2\n', 2, 1, 'wide one'],
  ['a blank that is none', 'a: 1\nlate:\u00a0join\nb: 2\n', 2, 6, '(U+00A0) stands where a blank'],
  [
    'a first entry without its dash',
    'a:\n  - b:\n      cue: c\n      at: d\n      - cue: e\n',
    ...([3, 7, 'a "-" is missing before the first entry'] as const),
  ],
  ['a merge that was not finished', 'a: 1\n<<<<<<< HEAD\nb: 2\n', 2, 1, 'not put together'],
  ['a missing bracket', 'a: [1, 2\nb: 3\n', 2, 1, '"[" that was opened above is not closed'],
  ['a bracket that swallows the rest', SWALLOWING, 1, 4, '"[" that is opened here is not closed'],
  ['a missing brace', 'a: { b: 1\nc: 3\n', 2, 1, '"{" that was opened above is not closed'],
  ['a line too far left', 'a:\n    b: 1\n  c: 2\n', 3, 3, 'not indented as'],
  ['a key left of its block', 'a:\n  - b: 1\n   c: 2\n', 3, 4, 'not indented as'],
  ['a dash too far left', 'a:\n  - 1\n - 2\n', 3, 2, 'not indented as'],
  ['a reserved character', 'say: @everybody\n', 1, 6, 'begin with this character'],
  ['a tag', 'say: !polite hello\n', 1, 6, 'tags'],
  ['a known tag that is not of the core', 'say: !!binary aGVsbG8=\n', 1, 6, 'tags'],
  ['a second document', 'a: 1\n---\nb: 2\n', 2, 1, 'second document'],
  ['a key that is a list', '[a]: 1\n', 1, 1, 'key must be'],
  ['an escape that is none', 'say: "a\\q"\n', 1, 8, 'escape'],
])('%s is one problem at its place', (_, text, line, column, says) => {
  const { source, problems } = readSource(text, 'x.yaml')
  expect(source).toBeUndefined()
  expect(problems).toMatchObject([{ code: 'yaml', line, column }])
  expect(problems[0]?.says).toContain(says)
})

test('what is missing above a list is named, where its entries tell', () => {
  const hint = (entry: string) =>
    readSource(`a:\n  - b: x\n      - ${entry}\n`, 'x.yaml').problems[0]?.hint
  expect(hint('cue: y')).toBe('write "cues:" above "- cue:"')
  expect(hint('cron: "0 9 * * *"')).toBe('write "schedule:" above "- cron:"')
  expect(hint('toString: y')).toBe('write the key it belongs to above "- toString:"')
})
