import { describe, expect, test } from 'vitest'
import { occurrences } from '../../../daemon/core/plan/calendar.js'
import { forecast } from '../../../daemon/core/plan/forecast.js'
import { ALWAYS, aProgramme, end, every, following, start } from '../../builders.js'
import { clockOf, cueOf, forecastOf, hard, NINE } from './forecast-builders.js'

describe('over and under of a segment', () => {
  const segments = (...cues: Parameters<typeof forecastOf>[0]) =>
    forecastOf(cues).segments.map(({ segment, startsAt, until, next, over }) => [
      segment,
      clockOf(startsAt),
      clockOf(until),
      next,
      over && over.expected / 1_000,
    ])

  test('is counted from the end of its last item to the start of the next segment', () => {
    expect(
      segments(
        cueOf('a', start(), 30),
        cueOf('b', following('a'), 20),
        cueOf('c', start(40), 10, { segment: 'middle' }),
        cueOf('d', end(60), 10, { segment: 'close' }),
      ),
    ).toEqual([
      ['opening', 0, 40, 'middle', 10],
      ['middle', 40, 540, 'close', -480],
      ['close', 540, 600, undefined, -50],
    ])
  })

  test('a segment that begins late is not to blame for the delay', () => {
    const [, middle] = segments(
      cueOf('a', start(), 60),
      cueOf('b', start(40), 10, { segment: 'middle' }),
      cueOf('c', start(55), 10, { segment: 'close' }),
    )
    expect(middle).toEqual(['middle', 40, 55, 'close', 0])
  })

  test('a repeated cue belongs to no chapter, and one that comes back later does not make it long', () => {
    expect(
      segments(
        cueOf('a', start(), 10),
        cueOf('again', start(300), 10),
        cueOf('tick', every(100), 5),
        cueOf('b', start(60), 10, { segment: 'middle' }),
      ),
    ).toEqual([
      ['opening', 0, 60, 'middle', -50],
      ['middle', 60, 600, undefined, -530],
    ])
  })

  test('two that begin together both last until the next', () => {
    expect(
      segments(
        cueOf('a', start(), 10),
        cueOf('b', start(), 10, { segment: 'notice' }),
        cueOf('c', start(60), 10, { segment: 'middle' }),
      ).map(([segment, , until, next]) => [segment, until, next]),
    ).toEqual([
      ['opening', 60, 'middle'],
      ['notice', 60, 'middle'],
      ['middle', 600, undefined],
    ])
  })

  test('the last segment of a channel without an end has nothing to be over', () => {
    const programme = aProgramme({ schedule: [ALWAYS], cues: [cueOf('a', start(), 10)] })
    const [occurrence] = occurrences(programme, NINE, NINE)
    if (!occurrence) throw new Error('no occurrence')
    expect(forecast(programme, occurrence).segments).toMatchObject([
      { segment: 'opening', until: undefined, over: undefined },
    ])
  })
})

describe('hard points', () => {
  test('free is the time in which only the script is heard', () => {
    const { points } = forecastOf([
      cueOf('a', start(), 30),
      cueOf('news', start(100), 20, { start: hard() }),
      cueOf('b', start(500), 40),
    ])
    expect(points.map(({ cue, free, over }) => [cue, free / 1_000, over.expected])).toEqual([
      ['news', 70, 0],
      [undefined, 440, 0],
    ])
  })

  test('over is the speech that is cut, dropped or left over for it', () => {
    const { points } = forecastOf([
      cueOf('a', start(50), 20, { drop: undefined }),
      cueOf('news', start(60), 10, { start: hard() }),
      cueOf('b', end(10), 15, { drop: undefined }),
      cueOf('c', end(9), 15),
    ])
    expect(
      points.map(({ over, loses }) => [over.expected / 1_000, loses.map((id) => id.split('/')[1])]),
    ).toEqual([
      [10, ['a']],
      [20, ['b', 'c']],
    ])
  })
})

describe('back-timing', () => {
  test('each item has to begin early enough for itself and all behind it', () => {
    const { items } = forecastOf([
      cueOf('a', start(10), 20),
      cueOf('b', start(40), 10),
      cueOf('news', start(100), 20, { start: hard() }),
      cueOf('c', end(60), 30),
    ])
    expect(items.map(({ cue, latestStart }) => [cue, clockOf(latestStart)])).toEqual([
      ['a', 70],
      ['b', 90],
      ['news', 550],
      ['c', 570],
    ])
  })
})
