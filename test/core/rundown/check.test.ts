import { expect, test } from 'vitest'
import { CUES_MAX } from '../../../daemon/core/limits.js'
import { checkFolder, checkRundown, identityOf } from '../../../daemon/core/rundown/check.js'
import type { Draft } from '../../../daemon/core/rundown/read.js'
import {
  LIMITS,
  problemsIn,
  readText,
  told,
  withCues,
  written,
} from '../../help/written-rundown.js'

const drafts = (...texts: readonly string[]): readonly Draft[] =>
  texts.flatMap((text) => readText(text).draft ?? [])

test('cue ids are unique in a show, across its segments', () => {
  const cue = '{ cue: a, at: start, say: Good evening everybody. }'
  const segments = `segments:\n  - { segment: x, cues: [${cue}] }\n  - { segment: y, cues: [${cue}] }`
  expect(told(written({ segments }))).toEqual(['duplicate-cue: the cue "a" is already on line 9'])
})

test('a circle is told once, at its first cue; who only leads into it is not blamed', () => {
  expect(
    told(
      withCues(
        'cue: outside, after: a, say: I lead into the circle.',
        'cue: a, after: b, say: I wait for somebody else.',
        'cue: b, after: c, say: I wait for somebody else.',
        'cue: c, after: a, say: I wait for somebody else.',
      ),
    ),
  ).toEqual([
    'after-circle: these cues wait for each other and would never air: "a" after "b" after "c" after "a"',
  ])
})

test('a long chain of cues is checked in no time', () => {
  const chain = Array.from(
    { length: 4_999 },
    (_, i) => `cue: c${i}, after: c${i + 1}, say: One after the other.`,
  )
  expect(told(withCues(...chain, 'cue: c4999, after: c0, say: One after the other.'))).toHaveLength(
    1,
  )
})

test('a rundown with too many cues is refused', () => {
  const [draft] = drafts(withCues('cue: a, at: start, say: Good evening everybody.'))
  const [segment] = draft?.rundown.segments ?? []
  if (draft === undefined || segment === undefined) throw new Error('unreadable')
  const [cue] = segment.cues
  const many = Array.from({ length: CUES_MAX + 1 }, () => cue).flatMap((one) => one ?? [])
  const rundown = { ...draft.rundown, segments: [{ ...segment, cues: many }] }
  const codes = checkRundown({ ...draft, rundown }, LIMITS).map(({ code }) => code)
  expect(codes).toContain('too-many-cues')
})

test('show ids are unique in a folder', () => {
  const [first, second] = drafts(written(), written())
  if (first === undefined || second === undefined) throw new Error('unreadable')
  const positionOf: Draft['source']['positionOf'] = (pointer, part) => ({
    ...second.source.positionOf(pointer, part),
    file: 'b.yaml',
  })
  const other = { ...second, source: { ...second.source, positionOf } }
  expect(checkFolder([first, other].map(identityOf))).toMatchObject([
    {
      code: 'duplicate-show',
      file: 'b.yaml',
      says: 'the show "evening" is already in evening.yaml',
    },
  ])
})

test('two files whose show ids are spoilt are not called the same show', () => {
  expect(
    checkFolder(
      drafts(written({ head: 'show: A b' }), written({ head: 'show: C d' })).map(identityOf),
    ),
  ).toEqual([])
})

test('an ad-lib shares the names of the cues, and the disclosure has its own', () => {
  const adlibs = (id: string) =>
    told(
      `${withCues('cue: a, at: start, say: Good evening everybody.')}adlibs: [{ adlib: ${id}, say: This item is gone. }]\n`,
    )
  expect(adlibs('b')).toEqual([])
  expect(adlibs('a')).toEqual(['duplicate-cue: the cue "a" is already on line 11'])
  expect(adlibs('disclosure')).toEqual([
    'duplicate-cue: "disclosure" is the name of the disclosure on line 12',
  ])
})

test('that the presenter is synthetic is said, or missed', () => {
  const without = written({ disclosure: '' })
  expect(problemsIn(without)).toMatchObject([{ code: 'no-disclosure', severity: 'warning' }])
  expect(problemsIn(without, { disclosure: 'required' })).toMatchObject([
    { code: 'no-disclosure', severity: 'error' },
  ])
  expect(problemsIn(written(), { disclosure: 'required' })).toEqual([])
  expect(told(written({ disclosure: 'disclosure: { say: 5 }' }))).toHaveLength(1)
})
