import { expect, test } from 'vitest'
import { told, written } from '../../help/written-rundown.js'

const entry = (number: number, list: string) =>
  `missing-key: entry ${number} of "${list}" and the one before are incomplete alone, and complete together`
const cues = (...lines: readonly string[]) =>
  told(
    written({
      segments: ['segments:', '  - segment: opening', '    cues:', ...lines]
        .map((line, index) => (index < 3 ? line : `      ${line}`))
        .join('\n'),
    }),
  )

test('a dash too many makes two entries of one, and that is one mistake', () => {
  const schedule = 'schedule:\n  - cron: "0 9 * * *"\n  - duration: 1h'
  expect(told(written({ schedule }))).toEqual([entry(2, 'schedule')])
  expect(told(written({ schedule: 'schedule: [cron: "0 9 * * *", duration: 1h]' }))).toEqual([
    entry(2, 'schedule'),
  ])
  const segments =
    'segments:\n  - segment: a\n  - cues: [{ cue: a, at: start, say: Good evening. }]'
  expect(told(written({ segments }))).toEqual([entry(2, 'segments')])
})

test('three of one are one mistake, too, and what follows is read as it stands', () => {
  const more = ['- cue: b', '  at: start', '  sey: Good evening everybody.']
  expect(cues('- cue: a', '- at: start', '- say: Good evening everybody.', ...more)).toEqual([
    entry(2, 'cues'),
    'unknown-key: unknown key "sey"',
  ])
})

test('two entries that each miss something, and not what the other has, are two mistakes', () => {
  expect(cues('- cue: a', '  at: start', '- cue: b', '  at: start')).toEqual([
    'choose-one: at least one of say, audio is needed in entry 1 of "cues"',
    'choose-one: at least one of say, audio is needed in entry 2 of "cues"',
  ])
  expect(cues('- cue: a', '  at: start', '- say: Good evening everybody.')).toEqual([
    entry(2, 'cues'),
  ])
})
