import { expect, test } from 'vitest'
import { readText, written } from '../../help/written-rundown.js'

const hints = (text: string) => readText(text).problems.map(({ says, hint }) => `${says}: ${hint}`)
const pool = (...lines: readonly string[]) =>
  hints(written({ segments: ['segments:', '  - segment: a', '    cues:', ...lines].join('\n') }))

test('a text that its ": " makes a block of belongs in quotes', () => {
  const lines = ['      - cue: a', '        at: start', '        say:']
  const quotes = 'put a text with ": " in quotes'
  expect(
    pool(...lines, '          - Breaking: here is the news', '          - And the weather.'),
  ).toEqual([`entry 1 of "say" must be a text, not a block of keys: ${quotes}`])
  expect(pool(...lines, '          Tonight: the news at nine')).toEqual([
    `"say" must be a text, not a block of keys: ${quotes}`,
  ])
})
