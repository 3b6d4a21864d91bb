import { expect, test } from 'vitest'
import { followersOf } from '../../../daemon/core/plan/cues.js'
import { insert, setUp } from '../../../daemon/core/plan/forecast-paper.js'
import { after, hours, minutes, seconds } from '../../../daemon/core/time.js'
import { aCue, clock, every, following, start } from '../../builders.js'
import { hard, NINE, occurrenceOf, showOf } from './forecast-builders.js'

const deskOf = (cues: Parameters<typeof showOf>[0], duration = minutes(10)) => {
  const { airing, startsAt, endsAt } = occurrenceOf(showOf(cues, duration))
  const window = { startsAt, endsAt, timezone: 'UTC' }
  const until = endsAt ?? startsAt
  return setUp({ airing, cues, window, until, unknown: new Set(), share: 2 }, () => seconds(10))
}

test('the first turn of every cue with a time lies ready, earliest first', () => {
  const desk = deskOf([aCue('b', start(60)), aCue('a', start()), aCue('c', following('a'))])
  expect(desk.turns.map(({ cue }) => cue.cue)).toEqual(['a', 'b'])
})

test('hard points are the hard starts and the end, each with its patience', () => {
  const { points } = deskOf([
    aCue('news', every(240), { start: hard(5) }),
    aCue('noon', clock(9, 1), { start: hard() }),
  ])
  expect(points.map(({ at, latestAt, cue }) => [(at - NINE) / 1_000, latestAt - at, cue])).toEqual([
    [60, 0, 'noon'],
    [240, 5_000, 'news'],
    [480, 5_000, 'news'],
    [600, 0, undefined],
  ])
})

test('a flood of hard starts is bounded, and the end stays among them', () => {
  const { points } = deskOf([aCue('tick', every(1), { start: hard() })], hours(2))
  expect(points).toHaveLength(1_001)
  expect(points.at(-1)).toMatchObject({ at: after(NINE, hours(2)), by: 'end' })
})

test('followers are found by whom they follow', () => {
  const followers = followersOf([
    aCue('a', start()),
    aCue('b', following('a')),
    aCue('c', following('a')),
    aCue('d', following('b')),
  ])
  expect([...followers].map(([cue, all]) => [cue, all.map((one) => one.cue)])).toEqual([
    ['a', ['b', 'c']],
    ['b', ['d']],
  ])
})

test('what comes in stands behind its equals', () => {
  const list: { readonly rank: number; readonly name: string }[] = []
  for (const item of ['2a', '1a', '2b', '1b', '3a', '2c']) {
    const entry = { rank: Number(item[0]), name: item }
    insert(list, entry, (one, other) => one.rank - other.rank)
  }
  expect(list.map(({ name }) => name)).toEqual(['1a', '1b', '2a', '2b', '2c', '3a'])
})
