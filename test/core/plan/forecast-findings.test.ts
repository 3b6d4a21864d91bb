import { describe, expect, test } from 'vitest'
import { minutes, seconds } from '../../../daemon/core/time.js'
import { aCue, aTakeoverScript, end, every, following, start } from '../../builders.js'
import { cueOf, forecastOf, hard } from './forecast-builders.js'

const found = (...cues: Parameters<typeof forecastOf>[0]) => forecastOf(cues).findings

describe('what does not fit', () => {
  test('a segment that still speaks when the next is to begin', () => {
    expect(
      found(
        cueOf('a', start(), 30),
        cueOf('b', following('a'), 20),
        cueOf('c', start(40), 10, { segment: 'middle' }),
      ),
    ).toEqual([
      {
        code: 'does-not-fit',
        what: 'segment',
        segment: 'opening',
        cue: 'b',
        next: 'middle',
        over: 10_000,
        isCertain: true,
      },
    ])
  })

  test('a few seconds late is what a soft start is for', () => {
    expect(
      found(cueOf('a', start(), 44), cueOf('c', start(40), 10, { segment: 'middle' })),
    ).toEqual([])
  })

  test('one that is probably too long is said to be so', () => {
    const words = 'These are the prices of the day. '.repeat(15)
    const cue = aCue('a', start(), { script: aTakeoverScript({ say: words }) })
    const [item] = forecastOf([cue]).items
    const length = typeof item?.length === 'object' ? item.length.expected / 1_000 : 0
    const next = cueOf('b', start(Math.round(length - 6)), 10, { segment: 'next' })
    expect(found(cue, next)).toMatchObject([{ segment: 'opening', isCertain: false }])
  })

  test('what is lost at the end is named, the first planned first', () => {
    expect(found(cueOf('bye', end(5), 20), cueOf('more', end(4), 20))).toMatchObject([
      { what: 'end', cue: 'bye', loses: ['bye', 'more'], point: undefined, over: 40_000 },
    ])
  })

  test('of two hard starts at one time the second is late, unless its grace allows for it', () => {
    const b = (grace = 0) => cueOf('b', start(60), 4, { start: hard(grace) })
    const first = cueOf('a', start(60), 4, { start: hard() })
    expect(found(first, b())).toEqual([
      { code: 'does-not-fit', what: 'late', cue: 'b', behind: 'a', over: 4_000, isCertain: true },
    ])
    expect(found(first, b(5))).toEqual([])
    expect(found(cueOf('a', start(60), 4, { drop: undefined }), b())).toEqual([])
  })

  test('the last turn of a repeated cue may be lost, unless it is never to be dropped', () => {
    expect(found(cueOf('tick', every(199), 10))).toEqual([])
    expect(found(cueOf('tick', every(199), 10, { drop: undefined }))).toMatchObject([
      { what: 'end', cue: 'tick' },
    ])
  })

  test('a repeated cue that is due again while it speaks', () => {
    expect(found(cueOf('tick', every(10), 10))).toEqual([])
    expect(found(cueOf('tick', every(2), 5))).toEqual([
      {
        code: 'does-not-fit',
        what: 'period',
        cue: 'tick',
        length: 5_000,
        every: 2_000,
        over: 3_000,
        isCertain: true,
      },
    ])
  })

  test('a hard start that comes again and again is named once', () => {
    expect(
      found(
        cueOf('talk', every(60), 30, { drop: undefined }),
        cueOf('news', every(70), 10, { start: hard() }),
      ),
    ).toMatchObject([{ what: 'hard-start', point: 'news', cue: 'talk' }])
  })

  test('nothing is said of a sound whose length nobody knows', () => {
    const sound = aTakeoverScript({ say: undefined, audio: 'https://cdn.example/jingle.mp3' })
    expect(
      found(
        aCue('jingle', start(), { script: sound }),
        cueOf('b', following('jingle'), 10),
        cueOf('c', start(15), 10, { segment: 'middle' }),
        aCue('last', end(3), { script: sound }),
      ),
    ).toEqual([])
  })
})

describe('what never airs', () => {
  test('a cue that always expires behind others', () => {
    expect(
      found(
        cueOf('a', start(), 60),
        cueOf('b', start(1), 60),
        cueOf('late', start(2), 5, { expires: seconds(10) }),
      ),
    ).toContainEqual({ code: 'never-airs', cue: 'late', fate: 'expires', turns: 1 })
  })

  test('a repeated cue that is overtaken by itself each time', () => {
    const first = cueOf('first', start(), 30)
    const talk = cueOf('talk', every(5), 30, { urgency: 'priority', drop: undefined })
    const cues = [first, talk, cueOf('tick', every(10), 5, { expires: seconds(60) })]
    expect(forecastOf(cues, minutes(5)).findings).toContainEqual({
      code: 'never-airs',
      cue: 'tick',
      fate: 'overtaken',
      turns: 29,
    })
  })

  test('what is lost at a hard point is told once', () => {
    expect(found(cueOf('bye', end(5), 20))).toHaveLength(1)
  })

  test('a show without faults has no findings', () => {
    expect(
      found(
        cueOf('a', start(), 20),
        cueOf('b', following('a'), 20),
        cueOf('news', start(300), 10, { start: hard(), segment: 'news' }),
        cueOf('tick', every(90), 5),
        cueOf('bye', end(30), 20, { segment: 'close' }),
      ),
    ).toEqual([])
  })
})
