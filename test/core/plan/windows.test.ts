import { describe, expect, test } from 'vitest'
import { nextTurnAt, turnsDue, type Window } from '../../../daemon/core/plan/cues.js'
import { firstTurnInWindows, isWindowed } from '../../../daemon/core/plan/windows.js'
import type { CueTime, When } from '../../../daemon/core/rundown/rundown.js'
import { type Instant, instant, minutes, NEVER, seconds } from '../../../daemon/core/time.js'
import { aCue, at, every } from '../../builders.js'

const clock = (hour: number, minute = 0): CueTime => ({ from: 'clock', hour, minute, second: 0 })
const plus = (n: number): CueTime => ({ from: 'start', plus: minutes(n) })
const minus = (n: number): CueTime => ({ from: 'end', minus: minutes(n) })

const round = (every: number, opens: CueTime, closes: CueTime, from?: CueTime): When => ({
  kind: 'every',
  every: minutes(every),
  from,
  between: { opens, closes },
})

const HOUR: Window = { startsAt: at('09:00'), endsAt: at('10:00'), timezone: 'UTC' }
const ALWAYS: Window = { startsAt: at('14:10'), endsAt: undefined, timezone: 'UTC' }

/** Every turn one after the other, as the loop meets them. */
function turns(when: When, window: Window, limit = 20): readonly Instant[] {
  const cue = aCue('sponsor', when)
  const found: Instant[] = []
  let since = instant(window.startsAt - 1)
  for (let next = nextTurnAt([cue], window, since); next < NEVER && found.length < limit; ) {
    found.push(next)
    since = next
    next = nextTurnAt([cue], window, since)
  }
  return found
}

describe('a cue that comes round in a window', () => {
  test('comes first at its opening, then once a period, until it closes', () => {
    expect(turns(round(15, plus(10), minus(10)), HOUR)).toEqual([
      at('09:10'),
      at('09:25'),
      at('09:40'),
    ])
  })

  test('does not come at the very closing', () => {
    expect(turns(round(10, plus(0), plus(20)), HOUR)).toEqual([at('09:00'), at('09:10')])
  })

  test('begins later where it is told to', () => {
    expect(turns(round(20, plus(5), minus(5), plus(12)), HOUR)).toEqual([
      at('09:12'),
      at('09:32'),
      at('09:52'),
    ])
  })

  test('with two clock times there is a window a day, and one begun is joined on its own beat', () => {
    const found = turns(round(240, clock(9), clock(22)), ALWAYS, 6)
    expect(found).toEqual([
      at('17:00'),
      at('21:00'),
      at('2026-11-24T09:00'),
      at('2026-11-24T13:00'),
      at('2026-11-24T17:00'),
      at('2026-11-24T21:00'),
    ])
  })

  test('a window may go past midnight', () => {
    expect(
      turns(round(60, clock(23), clock(1, 30)), { ...ALWAYS, startsAt: at('00:30') }, 4),
    ).toEqual([at('01:00'), at('23:00'), at('2026-11-24T00:00'), at('2026-11-24T01:00')])
  })

  test('a window that spring takes an hour from has fewer turns, and the next day goes on', () => {
    const berlin = {
      startsAt: at('2026-03-28T12:00Z'),
      endsAt: undefined,
      timezone: 'Europe/Berlin',
    }
    const found = turns(round(60, clock(1), clock(5)), berlin, 5).map((one) =>
      new Date(one).toISOString(),
    )
    expect(found).toEqual([
      '2026-03-29T00:00:00.000Z',
      '2026-03-29T01:00:00.000Z',
      '2026-03-29T02:00:00.000Z',
      '2026-03-29T23:00:00.000Z',
      '2026-03-30T00:00:00.000Z',
    ])
  })

  test('of many missed turns the first, as many as asked for, and the last are called', () => {
    const cue = aCue('sponsor', round(10, clock(9), clock(22)))
    const due = turnsDue([cue], ALWAYS, at('14:15'), at('2026-11-24T09:25'), 1)
    expect(due.map((one) => one.at)).toEqual([at('14:20'), at('2026-11-24T09:20')])
    const three = turnsDue([cue], ALWAYS, at('14:15'), at('2026-11-24T09:25'), 3)
    expect(three.map((one) => one.at)).toEqual([
      at('14:20'),
      at('14:30'),
      at('14:40'),
      at('2026-11-24T09:20'),
    ])
  })

  test('turns are numbered in the order they come', () => {
    const when = round(240, clock(9), clock(22))
    let last = -1
    for (const one of turns(when, ALWAYS, 12)) {
      const turn = isWindowed(when) ? firstTurnInWindows(when, ALWAYS, instant(one - 1)) : undefined
      expect(turn?.turn).toBeGreaterThan(last)
      last = turn?.turn ?? last
    }
  })

  test('without a window it is none of this', () => {
    expect(isWindowed(every(60))).toBe(false)
    expect(seconds(60)).toBe(minutes(1))
  })
})
