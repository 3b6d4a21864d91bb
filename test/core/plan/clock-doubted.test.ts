import { describe, expect, test } from 'vitest'
import type { AiringId } from '../../../daemon/core/plan/calendar.js'
import { applied } from '../../../daemon/core/plan/outcome.js'
import { type Duration, hours, millis, seconds } from '../../../daemon/core/time.js'
import { ALWAYS, aCue, aProgramme, at, every } from '../../builders.js'
import {
  alerts,
  aStation,
  DEMO,
  MARKET,
  NINE,
  onAir,
  opened,
  past,
  S1,
  S2,
  types,
} from './builders.js'

describe('the platform’s clock says otherwise', () => {
  const doubted = (by: Duration) => ({ type: 'clock-doubted', account: DEMO, by }) as const
  const ready = () => {
    const station = aStation()
    station.due(at('08:56'))
    station.take(opened())
    station.take(doubted(hours(1)))
    return station
  }

  test('nothing is started by a clock that may be wrong, and the desk is told once', () => {
    const station = ready()
    expect(types(station.due(at('09:00')))).not.toContain('go-live')
    expect(station.nextDue({ airing: MARKET })).toBeGreaterThan(at('09:00'))
    expect(alerts(station.take(doubted(hours(1.1))))).toEqual([])
  })

  test('when they agree again, it starts', () => {
    const station = ready()
    station.due(at('09:00'))
    expect(types(station.take(doubted(seconds(1)), at('09:00:30')))).toContain('go-live')
  })

  test('on an operator’s word it starts all the same', () => {
    const station = ready()
    station.due(at('09:00'))
    const started = { type: 'operator-started', show: aProgramme().show } as const
    expect(types(station.take(started, at('09:00:20')))).toContain('go-live')
  })

  test('what is on air goes on', () => {
    const station = onAir([aProgramme({ cues: [aCue('pitch', every(60))] })])
    station.take(doubted(hours(1)))
    expect(types(station.due(past(60)))).toContain('enqueue')
    const gone = {
      type: 'seen',
      airing: MARKET,
      session: S1,
      outcome: applied('closed' as const),
    } as const
    station.take(gone, past(70))
    expect(station.airing().situation).toBe('opening')
    station.due(past(72))
    expect(types(station.take(opened(S2)))).toContain('go-live')
  })

  test('what goes on in the place of another goes on air when that has left it', () => {
    const hour = seconds(3_600)
    const station = onAir([aProgramme({ cues: [] })], { sessionMaxAge: seconds(1_800) })
    station.take(doubted(hour))
    station.due(past(1_200))
    const next = `${MARKET}~~2` as AiringId
    station.take(opened(S2, 'ready', next), past(1_210))
    station.due(past(1_500))
    const closed = applied('closed' as const)
    station.take({ type: 'seen', airing: MARKET, session: S1, outcome: closed }, past(1_502))
    expect(station.airing().situation).toBe('closed')
    expect(station.session(next)?.situation).toBe('starting')
  })

  test('a channel without an end is opened and goes on air, and the desk is told just that', () => {
    const station = aStation([aProgramme({ schedule: [ALWAYS] })], {}, NINE)
    const says = alerts(station.take(doubted(millis(3_600_234))))
    expect(says).toEqual([
      'by the clock of the platform of "demo" it is 1h later: a show that starts at a time waits until they agree, ' +
        'or until: onair start SHOW; channels without an end are opened, and what is on air goes on',
    ])
    station.due(NINE)
    expect(types(station.take(opened()))).toContain('go-live')
  })

  test('who waits for a show that is late is told what it waits for', () => {
    const station = ready()
    expect(alerts(station.due(past(5)))).toEqual([
      'not on air in time: it is ready, and waits until the clocks agree, or until: onair start market',
    ])
  })
})
