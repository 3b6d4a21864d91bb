import { expect, test } from 'vitest'
import {
  countLine,
  problemsAsJson,
  problemsAsText,
  problemsForGitHub,
} from '../../daemon/commands/show-problems.js'
import type { Problem } from '../../daemon/core/rundown/problem.js'

const aProblem = (more: Partial<Problem> = {}): Problem => ({
  severity: 'error',
  code: 'unknown-cue',
  file: 'evening.yaml',
  line: 2,
  column: 8,
  path: '/segments/0/cues/0/after',
  says: 'there is no cue "raffel"',
  hint: 'did you mean "raffle"?',
  ...more,
})

const shown = (problem: Problem, text: string, colour = false) =>
  problemsAsText([problem], new Map([['evening.yaml', text]]), colour)

test('a problem is shown with its line, a caret and what to do', () => {
  expect(shown(aProblem(), 'cue: x\nafter: raffel\n')).toBe(
    [
      'evening.yaml:2:8 error unknown-cue',
      '  there is no cue "raffel"',
      '  2 | after: raffel',
      '    |        ^',
      '  hint: did you mean "raffle"?',
      '',
      '',
    ].join('\n'),
  )
})

test('the caret stands below its place in Chinese text too', () => {
  const lines = shown(aProblem({ line: 1, column: 5 }), '晚上好：x').split('\n')
  expect(lines[3]?.indexOf('^')).toBe('  1 | '.length + 8)
})

test('a long line is cut around the caret', () => {
  const line = `${'a'.repeat(500)}HERE${'b'.repeat(500)}`
  const text = shown(aProblem({ line: 1, column: 501 }), line)
  const [, , excerpt = '', caret = ''] = text.split('\n')
  expect(excerpt.length).toBeLessThan(125)
  expect(excerpt.slice(caret.indexOf('^')).startsWith('HERE')).toBe(true)
})

test('a file cannot steer the terminal that shows it', () => {
  const nasty = '\u001b[2Jafter: \u202eraffel\u0007'
  const text = shown(aProblem({ says: nasty, hint: nasty, file: 'evening.yaml' }), `x\n${nasty}`)
  for (const steering of ['\u001b', '\u0007', '\u202e']) expect(text).not.toContain(steering)
})

test('a line that is not at hand is left out', () => {
  expect(shown(aProblem({ file: 'secret.yaml' }), 'canary')).not.toContain('canary')
  expect(shown(aProblem({ line: 99 }), 'a')).not.toContain('|')
})

test('colours are there only where they are wanted', () => {
  expect(shown(aProblem(), 'a\nafter: raffel', true)).toContain('\u001b[31merror\u001b[0m')
  expect(shown(aProblem(), 'a\nafter: raffel')).not.toContain('\u001b')
})

test('an annotation is one line, whatever the problem says', () => {
  const problem = aProblem({ says: 'two\nlines, 100%', file: 'a,b:c.yaml', hint: undefined })
  expect(problemsForGitHub([problem])).toBe(
    '::error file=a%2Cb%3Ac.yaml,line=2,col=8,title=onair unknown-cue::two%0Alines, 100%25\n',
  )
})

test.each([
  [1, [], '1 rundown: no problems\n'],
  [3, [aProblem(), aProblem({ severity: 'warning' })], '3 rundowns: 1 error, 1 warning\n'],
  [0, [aProblem(), aProblem()], '0 rundowns: 2 errors\n'],
])('%i rundowns are counted', (files, problems, line) => {
  expect(countLine(files, problems)).toBe(line)
})

test('a note is counted by itself: nothing is wrong, and GitHub calls it a notice', () => {
  const note = aProblem({ severity: 'note' })
  expect(countLine(1, [note])).toBe('1 rundown: no problems, 1 note\n')
  expect(countLine(2, [note, note, aProblem()])).toBe('2 rundowns: 1 error, 2 notes\n')
  expect(JSON.parse(problemsAsJson([note]))).toMatchObject({ errors: 0, warnings: 0, notes: 1 })
  expect(problemsForGitHub([note])).toMatch(/^::notice file=/)
})
