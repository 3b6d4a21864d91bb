import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PlannedCue } from '../../../daemon/core/compile/programme.js'
import {
  cueLines,
  nextTurnAt,
  turnAt,
  turnsDue,
  type Window,
} from '../../../daemon/core/plan/cues.js'
import type { When } from '../../../daemon/core/rundown/rundown.js'
import {
  before,
  days,
  type Instant,
  instant,
  local,
  millis,
  NEVER,
  seconds,
} from '../../../daemon/core/time.js'
import { aCue, aProgramme, at, clock, end, every, following, start } from '../../builders.js'
import { NINE, past } from './builders.js'

const HOUR: Window = { startsAt: NINE, endsAt: at('10:00'), timezone: 'UTC' }
const always = (startsAt: Instant, timezone = 'UTC'): Window => ({
  startsAt,
  endsAt: undefined,
  timezone,
})
const WHOLE = before(NINE, millis(1))
const due = (
  when: When,
  window = HOUR,
  since: Instant = before(window.startsAt, millis(1)),
  until: Instant = at('23:59'),
) =>
  turnsDue([aCue('pitch', when)], window, since, until, 1).map(({ turn, at: time }) => [turn, time])

describe('a cue falls due', () => {
  test('so long after the start, also at the start itself', () => {
    expect(due(start())).toEqual([[0, NINE]])
    expect(due(start(30))).toEqual([[0, past(30)]])
  })

  test('so long before the end, and never in a channel without one', () => {
    expect(due(end(60))).toEqual([[0, at('09:59')]])
    expect(due(end(60), always(NINE))).toEqual([])
  })

  test('at a time of day in the show’s own zone', () => {
    expect(due(clock(9, 30))).toEqual([[0, at('09:30')]])
    expect(due(clock(17, 30), { ...HOUR, timezone: 'Asia/Shanghai' })).toEqual([[0, at('09:30')]])
    expect(due(clock(8, 30))).toEqual([])
  })

  test('again and again, first one period after the start unless told otherwise', () => {
    const { startsAt } = HOUR
    expect(nextTurnAt([aCue('a', every(900))], HOUR, WHOLE)).toBe(at('09:15'))
    const from: When = {
      kind: 'every',
      every: seconds(900),
      from: { from: 'start', plus: seconds(0) },
      between: undefined,
    }
    expect(nextTurnAt([aCue('a', from)], HOUR, WHOLE)).toBe(startsAt)
    expect(turnAt(aCue('a', every(900)), HOUR, 2)).toBe(at('09:45'))
  })

  test('again and again from a time of day', () => {
    const from = { from: 'clock', hour: 9, minute: 20, second: 0 } as const
    const cue = aCue('a', { kind: 'every', every: seconds(600), from, between: undefined })
    const turns = [0, 1, 2, 3, 4].map((turn) => turnAt(cue, HOUR, turn))
    expect(turns).toEqual([at('09:20'), at('09:30'), at('09:40'), at('09:50'), undefined])
  })

  test('never by the clock if it follows another', () => {
    expect(due(following('welcome'))).toEqual([])
    expect(nextTurnAt([aCue('a', following('welcome'))], HOUR, WHOLE)).toBe(NEVER)
  })

  test('not at the very end: the show is over then', () => {
    expect(due(start(3_600))).toEqual([])
    expect(due(end(0))).toEqual([])
    expect(turnAt(aCue('a', every(3_600)), HOUR, 0)).toBeUndefined()
  })
})

describe('many turns missed', () => {
  test('only the first and the last of them are called', () => {
    expect(due(every(60), HOUR, WHOLE, at('09:30:30'))).toEqual([
      [0, at('09:01')],
      [29, at('09:30')],
    ])
  })

  test('of each cue, in the order of their times', () => {
    const cues = [aCue('slow', every(600)), aCue('fast', every(60)), aCue('welcome', start())]
    const called = turnsDue(cues, HOUR, WHOLE, at('09:20:30'), 1).map(({ cue }) => cue.cue)
    expect(called).toEqual(['welcome', 'fast', 'slow', 'slow', 'fast'])
  })
})

describe('a time of day in a channel without end', () => {
  const shop = always(at('2026-03-01T13:30:00Z'), 'America/New_York')
  const noon = aCue('noon', clock(12, 0))
  const wall = (turn: number) => local(turnAt(noon, shop, turn) ?? NINE, shop.timezone)

  test('comes once a day, at noon by the wall clock, before and after the clocks change', () => {
    expect([0, 6, 7, 8].map(wall)).toEqual([
      '2026-03-01T12:00:00-05:00',
      '2026-03-07T12:00:00-05:00',
      '2026-03-08T12:00:00-04:00',
      '2026-03-09T12:00:00-04:00',
    ])
  })

  test('that had passed when the channel began comes the next day', () => {
    expect(turnAt(aCue('a', clock(8, 0)), shop, 0)).toBe(at('2026-03-02T13:00:00Z'))
  })

  test('shortly after the hour it began at, it goes on after the clocks went forward', () => {
    const nine = [aCue('nine', clock(9, 0))]
    let since = before(shop.startsAt, millis(1))
    const seen: string[] = []
    for (let day = 0; day < 14; day++) {
      since = nextTurnAt(nine, shop, since)
      if (since === NEVER) break
      seen.push(local(since, shop.timezone).slice(5, 16))
    }
    expect(seen).toHaveLength(14)
    expect(seen.at(-1)).toBe('03-14T09:00')
  })

  test('the last of the turns missed over such a night is not forgotten', () => {
    const nine = [aCue('nine', clock(9, 0))]
    const turns = turnsDue(nine, shop, shop.startsAt, at('2026-03-10T13:00:00Z'), 1)
    expect(turns.map(({ at: time }) => time)).toEqual([
      at('2026-03-01T14:00:00Z'),
      at('2026-03-10T13:00:00Z'),
    ])
  })

  test('that the clocks skip comes later that day by the length of the gap', () => {
    const cue = aCue('a', clock(2, 30))
    const gap = [6, 7].map((turn) => local(turnAt(cue, shop, turn) ?? NINE, shop.timezone))
    expect(gap).toEqual(['2026-03-08T03:30:00-04:00', '2026-03-09T02:30:00-04:00'])
  })

  test('goes on in Apia over the day that did not exist', () => {
    const apia = always(at('2011-12-27T00:00:00Z'), 'Pacific/Apia')
    const seen: string[] = []
    let since = apia.startsAt
    for (let day = 0; day < 8; day++) {
      since = nextTurnAt([aCue('a', clock(9, 0))], apia, since)
      if (since === NEVER) break
      seen.push(local(since, apia.timezone).slice(5, 10))
    }
    expect(seen).toEqual(['12-27', '12-28', '12-29', '12-31', '01-01', '01-02', '01-03', '01-04'])
  })
})

describe('however the times lie', () => {
  const zone = fc.constantFrom('UTC', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Shanghai')
  const spring = at('2026-03-05T00:00:00Z')
  const window = fc
    .record({
      timezone: zone,
      begin: fc.nat(days(3)),
      hours: fc.option(fc.integer({ min: 1, max: 90 })),
    })
    .map(({ timezone, begin, hours: lasting }): Window => {
      const startsAt = instant(spring + begin - (begin % 60_000))
      const endsAt = lasting === null ? undefined : instant(startsAt + lasting * 3_600_000)
      return { timezone, startsAt, endsAt }
    })
  const time = fc.oneof(
    fc.record({ from: fc.constant('start' as const), plus: fc.nat(7_200).map(seconds) }),
    fc.record({ from: fc.constant('end' as const), minus: fc.nat(3_600).map(seconds) }),
    fc.record({
      from: fc.constant('clock' as const),
      hour: fc.nat(23),
      minute: fc.nat(59),
      second: fc.constant(0),
    }),
  )
  const when: fc.Arbitrary<When> = fc.oneof(
    fc.record({ kind: fc.constant('at' as const), at: time }),
    fc.record({
      kind: fc.constant('every' as const),
      every: fc.integer({ min: 900, max: 90_000 }).map(seconds),
      from: fc.option(time, { nil: undefined }),
      between: fc.constant(undefined),
    }),
  )
  const cases = fc.record({
    window,
    when,
    since: fc.integer({ min: -1, max: days(8) }),
    until: fc.integer({ min: 0, max: days(8) }),
    /** Looks are mostly taken at the very instant of a turn. */
    atTurn: fc.option(fc.nat(8), { nil: undefined }),
  })

  test('turnsDue finds the first and the last turn that counting finds, and nextTurnAt agrees', () => {
    fc.assert(
      fc.property(cases, ({ window: airing, when: how, ...span }) => {
        const cue = aCue('pitch', how)
        const turns = counted(cue, airing)
        const turn = span.atTurn === undefined ? undefined : turns[span.atTurn]
        const since = turn ?? instant(airing.startsAt + Math.min(span.since, span.until))
        const until = instant(Math.max(since, airing.startsAt + Math.max(span.since, span.until)))
        const all = turns.filter((time) => time > since)
        const missed = all.filter((time) => time <= until)
        const called = turnsDue([cue], airing, since, until, 1).map(({ at: called }) => called)
        expect([...new Set(called)]).toEqual([
          ...new Set([...missed.slice(0, 1), ...missed.slice(-1)]),
        ])
        expect(nextTurnAt([cue], airing, since)).toBe(all[0] ?? NEVER)
      }),
      { numRuns: 400 },
    )
  })

  const counted = (cue: PlannedCue, airing: Window) => {
    const turns: Instant[] = []
    for (let turn = 0; turn < 1_000; turn++) {
      const found = turnAt(cue, airing, turn)
      if (found === undefined) break
      turns.push(found)
    }
    return turns
  }
})

test('of what falls due at one time a hard start is read first, then the most urgent', () => {
  const cues = [
    aCue('routine', start(60)),
    aCue('flash', start(60), { urgency: 'breaking' }),
    aCue('bell', start(60), { start: { kind: 'hard', grace: seconds(0) } }),
  ]
  const lines = cueLines(aProgramme({ cues }), HOUR, 10)
  expect(lines.map(({ cue }) => cue.cue)).toEqual(['bell', 'flash', 'routine'])
})

test('what follows a cue that comes again stands behind each of its turns', () => {
  const cues = [aCue('pitch', every(1_200)), aCue('price', following('pitch'))]
  const lines = cueLines(aProgramme({ cues }), HOUR, 10)
  expect(lines.map(({ cue, turn }) => `${cue.cue} ${turn}`)).toEqual([
    'pitch 0',
    'price 0',
    'pitch 1',
    'price 1',
  ])
})

test('the plan for reading: in order of time, a follower behind the first turn of what it follows', () => {
  const cues = [
    aCue('goodbye', end(60)),
    aCue('prices', following('welcome')),
    aCue('details', following('prices')),
    aCue('pitch', every(1_200)),
    aCue('welcome', start(30)),
  ]
  const lines = cueLines(aProgramme({ cues }), HOUR, 10)
  expect(lines.map(({ cue, turn, at: time }) => [cue.cue, turn, time])).toEqual([
    ['welcome', 0, past(30)],
    ['prices', 0, undefined],
    ['details', 0, undefined],
    ['pitch', 0, at('09:20')],
    ['pitch', 1, at('09:40')],
    ['goodbye', 0, at('09:59')],
  ])
  expect(cueLines(aProgramme({ cues }), always(NINE), 3).length).toBeLessThanOrEqual(5)
})
