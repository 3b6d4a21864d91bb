import { expect, test } from 'vitest'
import { told, withCues, written } from '../../help/written-rundown.js'

test('a harmless rundown has no problem', () => {
  expect(told(written())).toEqual([])
})

test('a misspelt key is not reported as missing as well', () => {
  expect(told(withCues('cue: a, at: start, sey: Good evening everybody.'))).toEqual([
    'unknown-key: unknown key "sey"',
  ])
  expect(told(withCues('cue: a, aftr: b, say: Good evening everybody.'))).toEqual([
    'unknown-key: unknown key "aftr"',
  ])
  expect(told(withCues('ceu: a, at: start, say: Good evening everybody.'))).toEqual([
    'unknown-key: unknown key "ceu"',
  ])
})

test('a time that is missing is one mistake, where a key beside it asks for it', () => {
  const cue = 'cue: a, between: [+1m, end-1m], say: Good evening everybody.'
  expect(told(withCues(cue))).toEqual(['missing-key: "between" needs "every" beside it'])
})

test('an unknown key beside a missing one of another name is two mistakes', () => {
  expect(told(withCues('cue: a, colour: red, say: Good evening everybody.'))).toEqual([
    'choose-one: one of at, every, after is needed in entry 1 of "cues"',
    'unknown-key: unknown key "colour"',
  ])
})

test('a value of the wrong type is one problem, not also one of its form', () => {
  const schedule = 'schedule: [{ cron: 5, duration: [2h] }]'
  expect(told(written({ schedule }))).toEqual([
    'wrong-type: "cron" must be a text, not the number 5',
    'wrong-type: "duration" must be a duration such as 30s, 5m or 1h30m, not a list',
  ])
})

test('a block where a text belongs is not asked for its choices', () => {
  expect(told(withCues('cue: a, at: start, say: { text: hello }'))).toEqual([
    'wrong-type: "say" must be a text, not a block of keys',
  ])
  expect(told(written({ schedule: 'schedule: [daily]' }))).toEqual([
    'wrong-type: entry 1 of "schedule" must be a block of keys with values, not a text',
  ])
})

test('a refused key is not also missed', () => {
  const stage = 'stage: { foregrounds: [{ video: https://cdn.example/a.mp4 }] }'
  expect(told(written({ stage }))).toEqual([
    'not-supported: a foreground is an image; films can only be a background of the stage',
  ])
})

test('a merge key is one mistake, whatever it would have brought', () => {
  expect(told(withCues('cue: a, <<: { at: start, say: Good evening. }'))).toEqual([
    'unknown-key: unknown key "<<"',
  ])
})
