import { expect, test } from 'vitest'
import {
  didYouMean,
  suggest,
  suggestKey,
  suggestZone,
} from '../../../daemon/core/rundown/suggest.js'

test.each([
  ['voise', ['voice', 'role'], 'voice'],
  ['evry', ['every', 'from', 'after'], 'every'],
  ['vioce', ['voice', 'role'], 'voice'],
  ['faceFeatureId', ['face_feature_id', 'id'], 'face_feature_id'],
  ['TITLE', ['title'], 'title'],
  ['cutin', ['cut-in'], 'cut-in'],
])('%s is meant to be one of %j: %s', (written, known, meant) => {
  expect(suggest(written, known)).toBe(meant)
})

test('a name that is near to nothing gets no suggestion', () => {
  expect(suggest('refund', ['voice', 'role', 'stage'])).toBeUndefined()
  expect(didYouMean('x', [])).toBeUndefined()
})

test('the suggestion is a question', () => {
  expect(didYouMean('welcom', ['welcome'])).toBe('did you mean "welcome"?')
})

test('a very long name is compared quickly', () => {
  expect(suggest('a'.repeat(1_000_000), ['b'.repeat(1_000_000)])).toBeUndefined()
})

test('other words for a key are known where it is a key', () => {
  expect(suggestKey('text', ['at', 'say'])).toBe('say')
  expect(suggestKey('Start-Time', ['at', 'say'])).toBe('at')
  expect(suggestKey('hold', ['doubt', 'drop'])).toBe('drop')
  expect(suggestKey('text', ['at'])).toBeUndefined()
  expect(suggestKey('stat', ['start', 'at'])).toBe('start')
})

test.each([
  ['Berlin', 'Europe/Berlin'],
  ['new york', 'America/New_York'],
  ['China Standard Time', 'Asia/Shanghai'],
  ['Asia/Shangai', 'Asia/Shanghai'],
  ['Middle Earth', undefined],
])('the zone of %j', (written, zone) => {
  expect(suggestZone(written)).toBe(zone)
})
