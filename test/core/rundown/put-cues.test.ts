import { expect, test } from 'vitest'
import type { SheetCue } from '../../../daemon/core/rundown/cue-sheet.js'
import { putCues, segmentText } from '../../../daemon/core/rundown/put-cues.js'

const ORDER = {
  rundown: ['show', 'segments'],
  slot: [],
  segment: ['segment', 'cues'],
  cue: ['cue', 'at', 'every', 'after', 'say', 'audio', 'urgency'],
  adlib: [],
}
const aCue = (cue: string, more: Readonly<Record<string, unknown>> = {}): SheetCue => ({
  cue,
  row: 2,
  columns: {},
  written: { cue, at: '+1m', say: 'Good evening.', ...more },
})
const put = (text: string, ...cues: readonly SheetCue[]) => {
  const done = putCues({ file: 'a.yaml', text, segment: 'products' }, cues, ORDER)
  if (!done.ok) throw new Error(done.problems.map(({ says }) => says).join())
  return done
}

const THERE = `show: a

segments:
  - segment: products             # from the sheet
    cues:
      # the first
      - cue: tea
        every: 5m
        say: Good evening.        # short
        urgency: priority
`

test.each([
  ['no segments', 'show: a\n'],
  ['segments without a value', 'show: a\nsegments:\n'],
  ['an empty list', 'show: a\nsegments: []\n'],
])('%s: the segment is made', (_, text) => {
  expect(put(text, aCue('tea')).text).toBe(
    'show: a\n\nsegments:\n  - segment: products\n    cues:\n      - cue: tea\n        at: +1m\n        say: Good evening.\n',
  )
})

test('a cue that is there gets the time of the sheet; the rest of it stays', () => {
  const { text, changed, added } = put(THERE, aCue('tea'))
  expect([changed, added]).toEqual([1, 0])
  expect(text).toBe(THERE.replace('every: 5m', 'at: +1m'))
})

test('comments beside a key that opens a block stay on its line', () => {
  const [, below = ''] = THERE.split('show: a\n')
  const commented = `show: a\n${below.replace('segments:', 'segments:                         # in order')}`
  expect(put(commented, aCue('coffee')).text).toContain(
    'segments:                         # in order\n  - segment: products             # from the sheet\n',
  )
})

test('what is the same is not touched', () => {
  const { written } = aCue('tea')
  const { at: _, ...rest } = written
  const done = put(THERE, { ...aCue('tea'), written: { ...rest, every: '5m' } })
  expect(done).toMatchObject({ text: THERE, changed: 0, added: 0, kept: [] })
})

test('others are added below, and those the sheet does not have are kept and named', () => {
  const { text, kept } = put(THERE, aCue('lamp'))
  expect(text).toBe(`${THERE}      - cue: lamp\n        at: +1m\n        say: Good evening.\n`)
  expect(kept).toEqual(['tea'])
})

test('clock times are put in quotes, texts that need it too', () => {
  const { text } = put('show: a\n', aCue('tea', { at: '09:30', say: 'Now: tea # two' }))
  expect(text).toContain('at: "09:30"\n        say: "Now: tea # two"\n')
})

test('segments that are no list are left alone', () => {
  const target = { file: 'a.yaml', text: 'segments: none\n', segment: 'products' }
  expect(putCues(target, [aCue('tea')], ORDER)).toMatchObject({
    ok: false,
    problems: [{ code: 'wrong-type' }],
  })
})

test('a segment by itself', () => {
  expect(segmentText('products', [aCue('tea')], ORDER)).toBe(
    'segments:\n  - segment: products\n    cues:\n      - cue: tea\n        at: +1m\n        say: Good evening.\n',
  )
})
