import { expect, test } from 'vitest'
import { readText, told, withCues, written } from '../../help/written-rundown.js'

test('a spoilt cue keeps its id: what refers to it is no second problem', () => {
  expect(
    told(
      withCues(
        'cue: spoilt, at: noon, say: Good evening everybody.',
        'cue: next, after: spoilt, say: Good evening again.',
        'cue: last, after: nxt, say: Good evening at last.',
      ),
    ),
  ).toEqual([
    'wrong-form: "noon" is not a time of a cue such as start, +5m, end-2m, "09:30" or "09:30:15"',
    'unknown-cue: there is no cue "nxt"',
  ])
})

test.each([
  ['schedule: daily', 'schedule'],
  ['schedule: []', 'schedule'],
  ['stage: 5', 'stage'],
  ['script: 5', 'script'],
  ['presenter: 5', 'presenter'],
  ['variables: 5', 'variables'],
] as const)('with %s the rest is still checked', (line, part) => {
  const segments =
    'segments: [{ segment: a, cues: [{ cue: b, after: c, say: Good evening all. }] }]'
  const found = told(written({ [part]: line, segments }))
  expect(found).toHaveLength(2)
  expect(found).toContain('unknown-cue: there is no cue "c"')
})

test('what was written is not changed by mending', () => {
  const { draft } = readText(written({ stage: 'stage: 5' }))
  expect(draft?.source.value).toMatchObject({ stage: 5 })
  expect(draft?.rundown.stage.backgrounds).toEqual([])
})
