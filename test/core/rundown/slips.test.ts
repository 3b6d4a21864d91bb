import { expect, test } from 'vitest'
import { slipIn } from '../../../daemon/core/rundown/slips.js'

test.each([
  ['title Base', 'no ":" behind "title"'],
  ['  - cue welcome', 'no ":" behind "cue"'],
  ['cues', 'no ":" behind "cues"'],
  ['title:Base', 'a blank is missing behind ":"'],
  ['late ：join', 'wide'],
])('where a key was looked for: %j', (line, says) => {
  expect(slipIn(line, true)?.says).toContain(says)
  expect(slipIn(line, false)).toBeUndefined()
})

test.each([
  ['\u00a0\u00a0say: x', '(U+00A0)'],
  ['  - cue:\u3000x', '(U+3000)'],
  ['=======', 'two versions'],
  ['>>>>>>> branch', 'two versions'],
  ['  -cue: x', 'a blank is missing behind "-"'],
])('anywhere: %j', (line, says) => {
  expect(slipIn(line, false)?.says).toContain(says)
})

test.each(['say: Bonjour\u00a0!', '"a b"', '', '  ', 'a b: c', '-1', '[a, b', '大家好'])(
  'nothing is read into %j',
  (line) => {
    expect(slipIn(line, true)).toBeUndefined()
  },
)

test('a character nobody sees is told at its place in the line', () => {
  expect(slipIn('\u00a0       at: +7m', true)?.at).toBe(0)
  expect(slipIn('  late:\u00a0join', true)?.at).toBe(7)
  expect(slipIn('title:Base', true)?.at).toBeUndefined()
})
