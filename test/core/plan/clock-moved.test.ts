import { describe, expect, test } from 'vitest'
import type { AiringId } from '../../../daemon/core/plan/calendar.js'
import { accountAfter, afterClockMoved } from '../../../daemon/core/plan/clock-moved.js'
import { lookAt } from '../../../daemon/core/plan/look.js'
import { applied } from '../../../daemon/core/plan/outcome.js'
import { between, type Duration, hours, millis, seconds } from '../../../daemon/core/time.js'
import { ALWAYS, aCue, aProgramme, at, every } from '../../builders.js'
import {
  alerts,
  aManned,
  anAccount,
  aPlanned,
  aSession,
  aStation,
  aTakeover,
  DEMO,
  guarded,
  MARKET,
  NINE,
  onAir,
  opened,
  past,
  rows,
  S1,
  S2,
  types,
} from './builders.js'

const moved = (by: Duration) => ({ type: 'clock-moved', by, paused: millis(0) }) as const
const HOUR_BACK = hours(-1)

describe('the clock was set', () => {
  test('back by an hour: every session is beaten and looked at at once, nothing is called twice', () => {
    const station = onAir([aProgramme({ cues: [aCue('pitch', every(600))] })])
    station.due(past(1_200))
    const before = station.airing().calledUntil
    const actions = station.take(moved(HOUR_BACK), past(1_200 - 3_600))
    expect(types(actions)).toEqual(expect.arrayContaining(['beat', 'look']))
    expect(alerts(actions)).toHaveLength(1)
    expect(station.airing().calledUntil).toBe(before)
    expect(guarded(station.due(past(600)))).toEqual([])
  })

  test('on by half an hour: what lies between is missed, and the show goes on', () => {
    const station = onAir([aProgramme({ cues: [aCue('pitch', every(600))] })])
    const actions = station.take(moved(hours(0.5)), past(1_900))
    expect(types(actions)).toContain('beat')
    expect(rows(actions).map(({ status }) => status)).toEqual(['missed', 'missed'])
    expect(station.session()?.situation).toBe('live')
  })

  test('a show that was on before is not started a second time when its hour comes again', () => {
    const station = onAir()
    station.take(moved(HOUR_BACK), at('08:10'))
    expect(guarded(station.due(at('08:56')))).toEqual([])
    expect(guarded(station.due(at('09:00')))).toEqual([])
  })
})

describe('what was counted from the old clock', () => {
  const now = past(-3_600)
  const by = between(past(0), now)
  const back = (session: Parameters<typeof aManned>[0]) =>
    afterClockMoved(aManned(session), { by, now })

  test('counts from now on', () => {
    expect(back(aSession('live', past(0)))).toMatchObject({
      session: { heartbeat: { nextAt: now, askedAt: undefined }, look: lookAt(now) },
      queueLook: lookAt(now),
    })
    expect(back(aSession('wanted', past(5)))).toMatchObject({ session: { from: now } })
    expect(back(aSession('unclear', past(5)))).toMatchObject({ session: { askedAt: now } })
    expect(back(aSession('closing', past(5)))).toMatchObject({ session: { nextTryAt: now } })
    expect(back(aSession('starting', past(5)))).toMatchObject({ session: { startAskedAt: now } })
  })

  test('was not watched meanwhile', () => {
    const doubted = aManned(aSession('live'), undefined, { takeovers: [aTakeover('in-doubt')] })
    expect(afterClockMoved(doubted, { by, now })).toMatchObject({
      takeovers: [{ doubtSince: now, watch: { whole: false } }],
    })
  })

  test('an hour ahead, a list that comes after it was sent still comes after it', () => {
    const sent = { ...aTakeover('sent'), sentAt: past(-9) }
    const airing = aManned(aSession('live'), undefined, { takeovers: [sent] })
    expect(afterClockMoved(airing, { by, now })).toMatchObject({
      takeovers: [{ situation: 'sent', sentAt: past(-9 - 3_600), watch: { whole: false } }],
    })
  })

  test('a planned airing keeps its instants', () => {
    expect(afterClockMoved(aPlanned(), { by, now })).toEqual(aPlanned())
  })

  test('an account need not rest longer, and is swept at once', () => {
    const desk = anAccount({ restUntil: past(9), past: [{ session: S1, endedAt: past(5) }] })
    expect(accountAfter(desk, { by, now })).toMatchObject({
      restUntil: now,
      sweepAt: now,
      past: [{ endedAt: now }],
    })
  })
})

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
