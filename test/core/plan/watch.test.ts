import { describe, expect, test } from 'vitest'
import { certifies, hasWatch, mayBeOverIn, watched } from '../../../daemon/core/plan/watch.js'
import { seconds } from '../../../daemon/core/time.js'
import { aTakeoverScript } from '../../builders.js'
import { aPiece } from './a-piece.js'
import { aTakeover, past } from './builders.js'

const sent = (length: number | undefined, more: object = {}) => ({
  ...aTakeover('sent', { length: length === undefined ? undefined : seconds(length), ...more }),
  watch: { seenAt: past(0), whole: true },
})

describe('a gap that nothing can be heard in unseen', () => {
  test.each([
    ['of a long item', 30, 4],
    ['of one whose length nobody knows', undefined, 4],
    ['of one that may be over in four seconds, and stands in a lagging list for two', 6, 2],
    ['of the shortest: lists are not to be had more often', 4, 1.5],
  ])('%s', (_, length, gap) => {
    expect(watched(sent(length), past(gap)).whole).toBe(true)
    expect(watched(sent(length), past(gap + 0.1)).whole).toBe(false)
    expect(certifies(sent(length), past(gap))).toBe(true)
    expect(certifies(sent(length), past(gap + 0.1))).toBe(false)
  })

  test('of one piece of an item goes by that piece, not by all that is left', () => {
    const all = ['a'.repeat(10), 'b'.repeat(40)].map((say) => aTakeoverScript({ say }))
    const piece = aPiece({ all })
    const first = sent(30, { piece, script: all[0] })
    expect(watched(first, past(2)).whole).toBe(true)
    expect(watched(first, past(2.1)).whole).toBe(false)
  })
})

test('a list that was asked for before it was sent says nothing, and a gap is never mended', () => {
  expect(watched(sent(30), past(-1))).toEqual({ seenAt: past(0), whole: true })
  const broken = { ...sent(30), watch: { seenAt: past(0), whole: false } }
  expect(watched(broken, past(1))).toEqual({ seenAt: past(1), whole: false })
})

test('what an older version sent was not watched', () => {
  expect(hasWatch({ watch: undefined })).toBe(false)
  expect(hasWatch(sent(30))).toBe(true)
})

test('as fast as a voice may be it is over in two thirds of the time', () => {
  expect(mayBeOverIn(aTakeover('queued', { length: seconds(9) }), seconds(5.9), seconds(0))).toBe(
    false,
  )
  expect(mayBeOverIn(aTakeover('queued', { length: seconds(9) }), seconds(6), seconds(0))).toBe(
    true,
  )
  expect(mayBeOverIn(aTakeover('queued', { length: undefined }), seconds(1), seconds(4))).toBe(
    false,
  )
})
