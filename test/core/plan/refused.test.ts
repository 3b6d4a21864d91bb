/** What the platform does not take: when it is sent again, and where. */
import { describe, expect, test } from 'vitest'
import { ambiguous, applied, notApplied } from '../../../daemon/core/plan/outcome.js'
import { aCue, start } from '../../builders.js'
import { pitch, sends, show, taken } from './a-pitch.js'
import { MARKET, past, S1, types } from './builders.js'

describe('a cue', () => {
  test('that never left is sent again a second later, under a new key', () => {
    const station = show(aCue('pitch', start(1)))
    const [first] = sends(station.due(past(1)))
    const unsent = { ...taken(), outcome: notApplied('never-sent', 'no connection') }
    expect(sends(station.take(unsent, past(1.2)))).toEqual([])
    expect(sends(station.due(past(2.1)))).toEqual([])
    expect(station.nextDue({ airing: MARKET })).toBe(past(2.2))
    const [second] = sends(station.due(past(2.2)))
    expect(second).toMatchObject({ takeover: pitch, gen: 1 })
    expect(second?.key).not.toBe(first?.key)
  })

  test('is not sent to a session that may be gone, nor looked at again and again meanwhile', () => {
    const station = show(aCue('pitch', start(1)))
    station.due(past(1))
    const outcome = notApplied('refused', 'no such session')
    const unsure = { type: 'seen', airing: MARKET, session: S1, outcome } as const
    station.take({ ...taken(), outcome }, past(1.1))
    station.take(unsure, past(1.2))
    expect(sends(station.due(past(2.1)))).toEqual([])
    expect(station.nextDue({ airing: MARKET })).toBeGreaterThan(past(2.1))
    const sure = { ...unsure, outcome: applied('live' as const) }
    expect(sends(station.take(sure, past(3)))).toMatchObject([{ takeover: pitch, gen: 1 }])
  })

  test('refused by a session of which nobody knows whether it is over is not sent there again: it waits for the look', () => {
    const station = show(aCue('pitch', start(1), { doubt: 'must' }))
    station.due(past(1))
    const outcome = notApplied('refused', 'the session is not live')
    expect(types(station.take({ ...taken(), outcome }, past(1.1)))).toContain('look')
    expect(sends(station.due(past(2.1)))).toEqual([])
    const seen = { type: 'seen', airing: MARKET, session: S1 } as const
    station.take({ ...seen, outcome: applied('faulty' as const) }, past(2.2))
    expect(station.takeovers()).toMatchObject([{ cue: 'pitch', situation: 'waiting', refusals: 0 }])
  })

  test('refused, and the look was lost: another is asked for within a second, and it waits for that', () => {
    const station = show(aCue('pitch', start(1)))
    station.due(past(1))
    station.take(
      { ...taken(), outcome: notApplied('refused', 'the session is not live') },
      past(1.1),
    )
    const seen = { type: 'seen', airing: MARKET, session: S1 } as const
    station.take({ ...seen, outcome: ambiguous('connection lost') }, past(1.2))
    expect(sends(station.due(past(2.1)))).toEqual([])
    expect(types(station.due(past(2.2)))).toEqual(['look'])
    expect(
      sends(station.take({ ...seen, outcome: applied('live' as const) }, past(2.3))),
    ).toHaveLength(1)
  })

  test('refused by a session that is there is sent again once a look has shown it', () => {
    const station = show(aCue('pitch', start(1)))
    station.due(past(1))
    station.take({ ...taken(), outcome: notApplied('refused', 'not now') }, past(1.1))
    expect(sends(station.due(past(2.1)))).toEqual([])
    const seen = { type: 'seen', airing: MARKET, session: S1 } as const
    const live = { ...seen, outcome: applied('live' as const) }
    expect(sends(station.take(live, past(2.2)))).toHaveLength(1)
  })

  test('after a restart is not sent before the platform has told that the session is there', () => {
    const station = show(aCue('pitch', start(10)))
    station.take({ type: 'woke', airing: MARKET }, past(9))
    expect(sends(station.due(past(10)))).toEqual([])
    const live = { airing: MARKET, session: S1, outcome: applied('live' as const) } as const
    expect(sends(station.take({ type: 'seen', ...live }, past(10.2)))).toHaveLength(1)
  })
})
