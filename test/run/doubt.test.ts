import { expect, test } from 'vitest'
import { after, type Duration, seconds } from '../../daemon/core/time.js'
import { clockDoubt } from '../../daemon/run/doubt.js'
import { at } from '../builders.js'

/** What is doubted, in seconds, when the far end's clock is off by these, one an answer. */
const doubts = (...offs: readonly number[]) => doubtsSince(undefined, ...offs)

function doubtsSince(since: Duration | undefined, ...offs: readonly number[]): readonly number[] {
  const told: Duration[] = []
  const hear = clockDoubt(
    () => at('09:00'),
    (by) => told.push(by),
    since,
  )
  for (const off of offs) hear(after(at('09:00'), seconds(off)))
  return told.map((by) => Math.floor(by / 1_000))
}

test('a server that is a little off, or an answer that took its time, is no reason', () => {
  expect(doubts(0, 3, -4, 4, -5, 2)).toEqual([])
})

test('one stale answer is no reason, two in a row are, and it is told once', () => {
  expect(doubts(-60, 0, -60, 1, -60)).toEqual([])
  expect(doubts(-60, -60, -60, -61)).toEqual([-60])
})

test('it is told anew when they disagree otherwise, and when they agree again', () => {
  expect(doubts(60, 60, 60, 3_600, 3_600, 0, 0, 0)).toEqual([60, 3_600, 0])
})

test('a doubt that the journal kept over a restart ends when they agree', () => {
  expect(doubtsSince(seconds(60), 0, 0, 0)).toEqual([0])
  expect(doubtsSince(seconds(60), 60, 60)).toEqual([])
  expect(doubtsSince(undefined, 0, 0)).toEqual([])
})
