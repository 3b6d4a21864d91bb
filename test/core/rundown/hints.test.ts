import { expect, test } from 'vitest'
import { readText, written } from '../../help/written-rundown.js'

const hints = (text: string) => readText(text).problems.map(({ says, hint }) => `${says}: ${hint}`)
const pool = (...lines: readonly string[]) =>
  hints(written({ segments: ['segments:', '  - segment: a', '    cues:', ...lines].join('\n') }))

test('a time with a point, which is a number to YAML, is known as a time', () => {
  const at = (time: string) => pool(`      - { cue: a, at: ${time}, say: Good evening to all. }`)[0]
  expect(at('9.30')).toMatch(/not the number 9.3: did you mean "09:30"\?$/)
  expect(at('9.75')).not.toContain('did you mean')
  expect(at('end')).toContain('did you mean "end-30s"?')
})

test('a percentage is a factor, or a number of hundredths, as the key has it', () => {
  const voice = (more: string) =>
    hints(
      written({
        presenter: `presenter:
  role: { id: 1, face_feature_id: nina, name: Li, url: https://cdn.example/nina.zip }
  voice: { qid: nina-warm, language: en-US, ${more} }`,
      }),
    )[0]
  expect(voice('speed: 150%')).toContain('write 1.5, without quotes')
  expect(voice('volume: 80%')).toContain('write 80, without quotes')
})

test('what is half a date with a clock time is told its other half', () => {
  const schedule = (at: string) =>
    hints(written({ schedule: `schedule: [{ at: ${at}, duration: 1h }]` }))[0]
  expect(schedule('2026-12-01')).toContain('write its clock time, too: 2026-12-01T20:00')
  expect(schedule('9:00')).toContain('write its date, too: 2026-12-24T09:00')
})

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
