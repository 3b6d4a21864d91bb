import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hours, minutes, seconds } from '../../../daemon/core/time.js'
import { aCue, clock, end, every, following, start } from '../../builders.js'
import { hard, paperOf, sheetOf } from './forecast-builders.js'

describe('one after the other', () => {
  test('what falls due while another speaks begins when that one ends', () => {
    const run = paperOf([aCue('a', start()), aCue('b', start(4)), aCue('c', start(60))])
    expect(sheetOf(run)).toEqual(['a 0–10', 'b 10–20', 'c 60–70'])
  })

  test('the urgent goes first, before what the platform holds already', () => {
    const cues = [
      aCue('a', start()),
      aCue('b', start(1)),
      aCue('c', start(2)),
      aCue('d', start(3), { urgency: 'priority' }),
    ]
    for (const share of [1, 2, 4]) {
      expect(sheetOf(paperOf(cues, {}, minutes(10), share))).toEqual([
        'a 0–10',
        'd 10–20',
        'b 20–30',
        'c 30–40',
      ])
    }
  })

  test('breaking news cuts what speaks, unless that must air', () => {
    const news = aCue('news', start(3), { urgency: 'breaking' })
    expect(sheetOf(paperOf([aCue('a', start()), aCue('b', start(1)), news]))).toEqual([
      'a 0–3 cut',
      'news 3–13',
      'b 13–23',
    ])
    expect(sheetOf(paperOf([aCue('a', start(), { doubt: 'must' }), news]))).toEqual([
      'a 0–10',
      'news 10–20',
    ])
  })

  test('what was passed by for two minutes is as urgent as what passes it', () => {
    const cues = [
      aCue('patient', start(1), { expires: minutes(5) }),
      ...Array.from({ length: 14 }, (_, n) =>
        aCue(`urgent${n}`, start(n * 9), { urgency: 'priority', expires: minutes(5) }),
      ),
    ]
    const patient = sheetOf(paperOf(cues, {}, minutes(10), 1)).find((line) =>
      line.includes('patient'),
    )
    expect(patient).toBe('patient 130–140')
  })

  test('who goes ahead does not wait for room behind it, and does not expire meanwhile', () => {
    const brief = { expires: seconds(5) }
    const cues = [
      aCue('a', start()),
      aCue('b', start(1)),
      aCue('equal', start(2), brief),
      aCue('ahead', start(3), { ...brief, urgency: 'priority' }),
      aCue('one-too-many', start(4), { ...brief, urgency: 'breaking' }),
    ]
    expect(sheetOf(paperOf(cues))).toEqual([
      'a 0–10',
      'equal expires',
      'one-too-many expires',
      'ahead 10–20',
      'b 20–30',
    ])
  })

  test('a chain follows item by item', () => {
    const cues = [aCue('a', start()), aCue('b', following('a')), aCue('c', following('b'))]
    expect(sheetOf(paperOf(cues))).toEqual(['a 0–10', 'b 10–20', 'c 20–30'])
  })

  test('who waits knows for whom', () => {
    const [, b] = paperOf([aCue('a', start()), aCue('b', start(4))]).items
    expect(b?.waitsFor).toBe('market@2026-11-23T09:00/a/0')
  })

  test('a clock time falls on its time', () => {
    expect(sheetOf(paperOf([aCue('news', clock(9, 5))]))).toEqual(['news 300–310'])
  })
})

describe('what does not air', () => {
  test('an item still waiting when it expires is not sent, and its followers come all the same', () => {
    const cues = [
      aCue('a', start()),
      aCue('b', start(1)),
      aCue('c', start(2), { expires: seconds(5) }),
      aCue('d', following('c')),
    ]
    expect(sheetOf(paperOf(cues))).toEqual(['a 0–10', 'c expires', 'b 10–20', 'd 20–30'])
  })

  test('what the platform holds does not expire', () => {
    const cues = [aCue('a', start()), aCue('b', start(1), { expires: seconds(5) })]
    expect(sheetOf(paperOf(cues))).toEqual(['a 0–10', 'b 10–20'])
  })

  test('a turn still waiting is overtaken by the next', () => {
    const cues = [aCue('a', start()), aCue('b', start()), aCue('tick', every(20))]
    const sheet = sheetOf(paperOf(cues, { a: 30, b: 30, tick: 5 }, seconds(90)))
    expect(sheet).toEqual([
      'a 0–30',
      'b 30–60',
      'tick/1 overtaken',
      'tick 60–65',
      'tick/2 65–70',
      'tick/3 80–85',
    ])
  })

  test('at the end the presenter is cut and the rest is left over', () => {
    const never = { drop: undefined }
    const cues = [aCue('a', end(15), never), aCue('b', end(14), never), aCue('c', end(3), never)]
    expect(sheetOf(paperOf(cues))).toEqual(['a 585–595', 'b 595–600 cut', 'c left-over'])
  })
})

describe('hard starts', () => {
  const cutting = (grace: number, length = 10) =>
    sheetOf(
      paperOf(
        [aCue('a', start(55), { drop: undefined }), aCue('b', start(60), { start: hard(grace) })],
        {
          a: length,
        },
      ),
    )

  test('others yield: the item on air is cut at the second', () => {
    expect(cutting(0)).toEqual(['a 55–60 cut', 'b 60–70'])
  })

  test('with grace it may finish, for at most that long', () => {
    expect(cutting(5)).toEqual(['a 55–65', 'b 65–75'])
    expect(cutting(4)).toEqual(['a 55–64 cut', 'b 64–74'])
    expect(cutting(60)).toEqual(['a 55–65', 'b 65–75'])
  })

  test('what waits behind the item that is cut comes behind the hard start', () => {
    const never = { drop: undefined }
    const cues = [
      aCue('a', start(50), never),
      aCue('b', start(51), never),
      aCue('c', start(60), { start: hard(), urgency: 'routine' }),
    ]
    expect(sheetOf(paperOf(cues, { a: 30 }))).toEqual(['a 50–60 cut', 'c 60–70', 'b 70–80'])
  })

  test('two at the same second: the second one follows the first, and the clock goes on', () => {
    const cues = [aCue('a', start(60), { start: hard() }), aCue('b', start(60), { start: hard() })]
    expect(sheetOf(paperOf(cues))).toEqual(['a 60–70', 'b 70–80'])
  })

  test('a later one cuts an earlier one', () => {
    const cues = [aCue('a', start(60), { start: hard() }), aCue('b', start(65), { start: hard() })]
    expect(sheetOf(paperOf(cues))).toEqual(['a 60–65 cut', 'b 65–75'])
  })
})

describe('when time runs short', () => {
  test('the lowest rank is dropped for a hard start, never the one that must stay', () => {
    const cues = [
      aCue('now', start(20)),
      aCue('next', start(21)),
      aCue('one', start(22), { drop: 1 }),
      aCue('stays', start(23), { drop: undefined }),
      aCue('nine', start(24), { drop: 9 }),
      aCue('news', start(60), { start: hard() }),
    ]
    expect(sheetOf(paperOf(cues))).toEqual([
      'now 20–30',
      'one dropped',
      'next 30–40',
      'stays 40–50',
      'nine 50–60',
      'news 60–70',
    ])
  })

  test('at the end as well', () => {
    const cues = [
      aCue('a', end(25), { drop: undefined }),
      aCue('b', end(24), { drop: undefined }),
      aCue('c', end(23)),
    ]
    expect(sheetOf(paperOf(cues))).toEqual(['a 575–585', 'c dropped', 'b 585–595'])
  })

  test('nothing is dropped while there is time', () => {
    const cues = [aCue('a', start()), aCue('b', start(1)), aCue('c', start(2)), aCue('d', start(3))]
    expect(sheetOf(paperOf(cues)).filter((line) => line.endsWith('dropped'))).toEqual([])
  })
})

describe('whatever the show', () => {
  const urgency = fc.constantFrom('routine' as const, 'priority' as const, 'breaking' as const)
  const when = fc.oneof(
    fc.integer({ min: 0, max: 599 }).map((n) => start(n)),
    fc.integer({ min: 5, max: 300 }).map((n) => every(n)),
    fc.integer({ min: 1, max: 600 }).map((n) => end(n)),
    fc.integer({ min: 0, max: 7 }).map((n) => following(`c${n}`)),
  )
  const cues = fc
    .array(
      fc.record({
        when,
        urgency,
        drop: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
        expires: fc.option(fc.integer({ min: 1, max: 120 }).map(seconds), { nil: undefined }),
        start: fc.constantFrom({ kind: 'soft' } as const, hard(), hard(7)),
      }),
      { maxLength: 8 },
    )
    .map((all) =>
      all.map((more, index) =>
        aCue(
          `c${index}`,
          more.when,
          more.when.kind === 'after' ? { ...more, start: { kind: 'soft' } } : more,
        ),
      ),
    )
  const timeOf = (instant: number | undefined) => instant ?? 0
  const length = fc.integer({ min: 0, max: 90 })
  const lengths = fc.record({ c0: length, c1: length, c2: length, c3: length })

  test('one speaks at a time, nobody before its time or after the end, and nobody twice', () => {
    fc.assert(
      fc.property(cues, lengths, fc.integer({ min: 1, max: 3 }), (all, takes, share) => {
        const { items } = paperOf(all, takes, minutes(10), share)
        const aired = items
          .filter(({ startsAt }) => startsAt !== undefined)
          .sort(
            (one, other) =>
              timeOf(one.startsAt) - timeOf(other.startsAt) ||
              timeOf(one.endsAt) - timeOf(other.endsAt),
          )
        aired.forEach((item, index) => {
          expect(item.startsAt).toBeGreaterThanOrEqual(item.takeover.dueAt)
          expect(item.endsAt ?? 0).toBeLessThanOrEqual(
            aired[index + 1]?.startsAt ?? Number.MAX_VALUE,
          )
          expect(['airs', 'cut']).toContain(item.fate)
        })
        expect(new Set(items.map(({ takeover }) => takeover.id)).size).toBe(items.length)
        for (const { fate } of items) expect(fate).not.toBe('open')
      }),
    )
  })

  test('a hard start begins within its grace, unless another one is on air or it has expired', () => {
    fc.assert(
      fc.property(cues, lengths, (all, takes) => {
        const { items } = paperOf(all, takes)
        const hardOnes = items.filter(({ cue }) => cue.start.kind === 'hard')
        for (const { cue, takeover, startsAt } of hardOnes) {
          if (startsAt === undefined || cue.start.kind !== 'hard') continue
          const late = startsAt - takeover.dueAt - cue.start.grace
          const others = hardOnes.filter((other) => other.takeover.id !== takeover.id)
          if (
            others.every(
              (other) => (other.endsAt ?? 0) < takeover.dueAt || other.takeover.dueAt > startsAt,
            )
          )
            expect(late).toBeLessThanOrEqual(0)
        }
      }),
    )
  })

  test('what must stay is never dropped', () => {
    fc.assert(
      fc.property(cues, lengths, (all, takes) => {
        for (const { cue, fate } of paperOf(all, takes).items) {
          if (cue.drop === undefined) expect(fate).not.toBe('dropped')
        }
      }),
    )
  })
})

test('a flood is forecast as far as it reaches, and quickly', () => {
  const from = performance.now()
  const many = Array.from({ length: 5_000 }, (_, index) => aCue(`c${index}`, every(1)))
  const flood = paperOf(many, {}, hours(24))
  expect(flood.items.length).toBeLessThanOrEqual(20_000)
  expect(flood.until).toBeLessThan(paperOf([], {}, hours(24)).until)
  const one = paperOf([aCue('tick', every(1))], {}, hours(72))
  expect(one.items).toHaveLength(20_000)
  expect(performance.now() - from).toBeLessThan(20_000)
})
