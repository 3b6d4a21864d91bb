import { expect, test } from 'vitest'
import { LineCounter } from 'yaml'
import { RUNDOWN_BYTES_MAX, RUNDOWN_NODES_MAX } from '../../../daemon/core/limits.js'
import { readSource } from '../../../daemon/core/rundown/source.js'
import { tokensOf } from '../../../daemon/core/rundown/tokens.js'

const problem = (text: string) => readSource(text, 'x.yaml').problems.map(({ code }) => code)

test.each([
  ['lists', '- '.repeat(20_000)],
  ['brackets', '['.repeat(20_000)],
  ['braces', '{'.repeat(20_000)],
  ['keys', '? '.repeat(20_000)],
  ['pairs', Array.from({ length: 30 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
])('%s nested without end are refused before anything recurses', (_, text) => {
  expect(problem(text)).toEqual(['too-deep'])
})

test('twenty levels are enough for anybody and one more is too deep', () => {
  expect(problem(`${'['.repeat(20)}${']'.repeat(20)}`)).toEqual([])
  expect(problem(`${'['.repeat(21)}${']'.repeat(21)}`)).toEqual(['too-deep'])
})

test('a file with too many values is refused', () => {
  expect(problem('- a\n'.repeat(RUNDOWN_NODES_MAX + 1))).toEqual(['too-large'])
})

test('a file that is too long is not even looked at', () => {
  expect(tokensOf(' '.repeat(RUNDOWN_BYTES_MAX + 1), new LineCounter()).oversize).toMatchObject({
    code: 'too-large',
  })
})
