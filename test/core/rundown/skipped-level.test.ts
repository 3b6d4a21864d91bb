import { expect, test } from 'vitest'
import { told, written } from '../../help/written-rundown.js'

const cue = '- { cue: a, at: start, say: Good evening everybody. }'
const segments = (...lines: readonly string[]) =>
  told(written({ segments: ['segments:', ...lines.map((line) => `  ${line}`)].join('\n') }))
const ONE =
  'missing-key: what begins with "cue" belongs below "cues", and not directly into "segments"'

test('cues without a segment are one mistake, however many there are', () => {
  expect(segments(cue)).toEqual([ONE])
  expect(segments(cue, cue, '- { cue: b }')).toEqual([ONE])
})

test('where the list is there as well, it is another mistake', () => {
  expect(segments('- segment: one', '  cue: a', `  cues: [${cue.slice(2)}]`)).toEqual([
    'unknown-key: unknown key "cue"',
  ])
})
