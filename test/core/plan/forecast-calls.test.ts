import { expect, test } from 'vitest'
import { minutes, seconds } from '../../../daemon/core/time.js'
import { aCue, end, every, following, start } from '../../builders.js'
import { clockOf, paperOf, sheetOf } from './forecast-builders.js'

test('without a limit of its own an item expires after ten minutes', () => {
  const cues = [aCue('long', start()), aCue('b', start(1)), aCue('c', start(2))]
  const { items } = paperOf(cues, { long: 700 }, minutes(30))
  expect(items.map(({ fate }) => fate)).toEqual(['airs', 'airs', 'expires'])
  expect(items.map(({ takeover }) => clockOf(takeover.expiresAt))).toEqual([600, 601, 602])
})

test('what must air may wait until the end', () => {
  const cues = [
    aCue('long', start()),
    aCue('b', start(1)),
    aCue('c', start(2), { doubt: 'must' }),
    aCue('d', start(3), { doubt: 'must', expires: seconds(9) }),
  ]
  const { items } = paperOf(cues, { long: 700 }, minutes(30))
  expect(items.map(({ fate }) => fate)).toEqual(['airs', 'airs', 'airs', 'expires'])
  expect(clockOf(items[2]?.takeover.expiresAt)).toBe(1_800)
})

test('a follower counts its own time from the moment it is called', () => {
  const cues = [aCue('a', start(5)), aCue('b', following('a'), { expires: seconds(30) })]
  const [, b] = paperOf(cues).items
  expect(clockOf(b?.takeover.expiresAt)).toBe(35)
  expect(b?.takeover).toMatchObject({
    plannedAt: undefined,
    follows: expect.stringMatching(/a\/0$/),
  })
})

test('turns of one instant are called in the order they are written', () => {
  const cues = [aCue('z', start()), aCue('a', start()), aCue('m', start())]
  expect(sheetOf(paperOf(cues))).toEqual(['z 0–10', 'a 10–20', 'm 20–30'])
})

test('a follower of a repeated cue comes each time', () => {
  const cues = [aCue('tick', every(200)), aCue('tock', following('tick'))]
  expect(sheetOf(paperOf(cues))).toEqual([
    'tick 200–210',
    'tock 210–220',
    'tick/1 400–410',
    'tock/1 410–420',
  ])
})

test('more than a thousand waiting are not called', () => {
  const cues = Array.from({ length: 1_100 }, (_, index) =>
    aCue(`c${index}`, end(30), { drop: undefined }),
  )
  const { items } = paperOf(cues)
  expect(items.filter(({ fate }) => fate === 'not-called')).toHaveLength(100)
})

test('with what is left over goes all that stands behind it', () => {
  const stays = { drop: undefined }
  const cues = [
    aCue('a', end(15)),
    aCue('b', following('a'), stays),
    aCue('c', following('b'), stays),
    aCue('d', following('c')),
    aCue('e', following('c')),
  ]
  expect(sheetOf(paperOf(cues))).toEqual([
    'a 585–595',
    'b 595–600 cut',
    'c left-over',
    'd left-over',
    'e left-over',
  ])
})
