import { expect, test } from 'vitest'
import { problemsIn, told, withCues } from '../../help/written-rundown.js'

test('a chain may be of any length', () => {
  const chain = Array.from({ length: 50 }, (_, i) =>
    i === 0
      ? 'cue: c0, at: start, say: Good evening everybody.'
      : `cue: c${i}, after: c${i - 1}, say: Good evening again.`,
  )
  expect(told(withCues(...chain))).toEqual([])
})

test('who waits for a cue that never comes is named with it, and not blamed', () => {
  expect(
    told(
      withCues(
        'cue: a, at: "09:00", say: Good morning everybody.',
        'cue: b, after: a, say: Good morning again.',
        'cue: c, after: b, say: Good morning at last.',
      ),
    ),
  ).toEqual([
    'never-on-air: the show is never on air at 09:00; "b" and 1 more would wait for it in vain',
  ])
})

test('who waits for a segment is told its last cue', () => {
  const text = withCues(
    'cue: a, at: start, say: Good morning everybody.',
    'cue: b, after: opening, say: Good morning again.',
  )
  expect(problemsIn(text)).toMatchObject([
    { code: 'unknown-cue', hint: '"opening" is a segment; its last cue is "b"' },
  ])
})

test('who waits for the disclosure is told that it comes by itself', () => {
  const behind = withCues('cue: a, after: disclosure, say: Good morning everybody.')
  expect(problemsIn(behind)).toMatchObject([
    { code: 'unknown-cue', says: expect.stringContaining('it comes by itself') },
  ])
})

test('a key "must" is meant as a policy of doubt', () => {
  expect(
    problemsIn(withCues('cue: a, at: start, must: true, say: Good morning everybody.')),
  ).toMatchObject([{ code: 'unknown-key', hint: 'did you mean "doubt: must"?' }])
})

test('who waits for a cue and a while longer, or for an ad-lib, is told that nobody can', () => {
  const hint = (after: string) =>
    problemsIn(
      `${withCues(
        'cue: welcome, at: start, say: Good morning everybody.',
        `cue: b, after: ${after}, say: Good morning again.`,
      )}adlibs: [{ adlib: sold, say: This has just sold out. }]\n`,
    )[0]?.hint
  expect(hint('welcome +30s')).toMatch(/^"after" has no delay, it is "welcome" alone/)
  expect(hint('welcome+30s')).toMatch(/^"after" has no delay/)
  expect(hint('sold')).toMatch(/^that is an ad-lib/)
  expect(hint('welcom')).toBe('did you mean "welcome"?')
})

test('of two cues of one id the first is waited for, and nobody waits in a circle', () => {
  const text = withCues(
    'cue: a, at: start, say: Good morning everybody.',
    'cue: a, after: a, say: Good morning again.',
  )
  expect(told(text).map((problem) => problem.split(':')[0])).toEqual(['duplicate-cue'])
})
