import { describe, expect, test } from 'vitest'
import { airingStatus } from '../../../daemon/console/status.js'
import type { Action, Tell } from '../../../daemon/core/plan/actions.js'
import type { AiringId } from '../../../daemon/core/plan/calendar.js'
import { decide } from '../../../daemon/core/plan/decide.js'
import type { SessionId } from '../../../daemon/core/plan/events.js'
import { newsOf } from '../../../daemon/core/plan/news.js'
import { ambiguous, applied } from '../../../daemon/core/plan/outcome.js'
import { minutes } from '../../../daemon/core/time.js'
import { ALWAYS, aProgramme } from '../../builders.js'
import { alerts, aStation, DEMO, NINE, past, type Station, someFacts } from './builders.js'

const NO_ANSWER = ambiguous('nobody answered')
const told = (actions: readonly Action[], level: Tell['level']) =>
  actions.flatMap((action) =>
    action.type === 'tell' && action.level === level ? [action.says] : [],
  )

/** Channels without an end, all on air since nine, their heartbeats a second apart. */
function channels(count: number) {
  const programmes = Array.from({ length: count }, (_, at) =>
    aProgramme({ show: `shop-${at}`, schedule: [ALWAYS] }),
  )
  const station = aStation(programmes, { slots: count }, NINE)
  const ids = Object.keys(station.state.airings) as AiringId[]
  const session = (id: AiringId) => `of ${id}` as SessionId
  for (const id of ids) {
    station.due(NINE, id)
    const value = { session: session(id), state: 'ready' } as const
    station.take({ type: 'opened', airing: id, outcome: applied(value) })
    const of = { airing: id, session: session(id) }
    station.take({ type: 'went-live', ...of, outcome: applied(true) })
    station.take({ type: 'seen', ...of, outcome: applied('live') })
  }
  const beaten = (at: number, which: number, is: 'heard' | 'not') => {
    const id = ids[which] ?? ('' as AiringId)
    const outcome = is === 'heard' ? applied(true as const) : NO_ANSWER
    return station.take(
      { type: 'beaten', airing: id, session: session(id), outcome },
      past(at + which / 10),
    )
  }
  /** Of all channels but some. */
  const round = (at: number, is: 'heard' | 'not', but: readonly number[] = []) =>
    ids.flatMap((_, which) => (but.includes(which) ? [] : beaten(at, which, is)))
  return { station, ids, beaten, round }
}

/** So often a channel that is not heard is tried. */
const silentFor = (from: number, to: number, round: (at: number) => readonly Action[]) =>
  Array.from({ length: Math.ceil((to - from) / 3) }, (_, at) => round(from + 3 * at)).flat()

const restarted = (station: Station, ids: readonly AiringId[]) => {
  station.take({ type: 'account-taken-in', account: someFacts({ slots: ids.length }) })
  return ids.flatMap((id) => station.take({ type: 'woke', airing: id }))
}

describe('a platform that falls silent', () => {
  test('is one alert for all its channels, and one piece of news when it answers again', () => {
    const { round } = channels(40)
    round(15, 'heard')
    const silent = silentFor(30, 90, (at) => round(at, 'not'))
    expect(alerts(silent)).toEqual([
      'the platform of "demo" accepts no heartbeat any more, the last 26s ago; 40 channels are concerned: ' +
        'what it has goes on, nothing new airs, and it may close the session',
    ])
    expect(told(silent, 'info')).toHaveLength(40)
    const again = round(90, 'heard')
    expect(alerts(again)).toEqual([])
    expect(told(again, 'info').filter((says) => says.includes('"demo"'))).toEqual([
      'the platform of "demo" accepts heartbeats again, after 1m11s',
    ])
  })

  test('is the account’s news: who may see no other account sees it', () => {
    const { station, round, ids } = channels(2)
    round(15, 'heard')
    silentFor(30, 45, (at) => round(at, 'not'))
    const turn = {
      event: {
        type: 'beaten',
        airing: ids[0] ?? ('' as AiringId),
        session: `of ${ids[0]}` as SessionId,
        outcome: NO_ANSWER,
      },
      now: past(46),
      roll: 0.5,
    } as const
    const tells = newsOf(station.state, decide(station.state, turn)).filter(
      ({ kind, airing }) => kind === 'tell' && airing === undefined,
    )
    expect(tells).toMatchObject([{ account: DEMO, what: { level: 'alert' } }])
  })

  test('is not told again over a restart, and its answer is told once', () => {
    const { station, ids, round } = channels(3)
    round(15, 'heard')
    silentFor(30, 60, (at) => round(at, 'not'))
    expect(alerts(restarted(station, ids))).toEqual([])
    expect(alerts(silentFor(63, 120, (at) => round(at, 'not')))).toEqual([])
    const again = [...round(120, 'heard'), ...round(135, 'heard')]
    expect(told(again, 'info').filter((says) => says.includes('"demo"'))).toHaveLength(1)
  })

  test('that falls silent a second time is a second alert', () => {
    const { round } = channels(3)
    round(15, 'heard')
    expect(alerts(silentFor(30, 60, (at) => round(at, 'not')))).toHaveLength(1)
    round(60, 'heard')
    const second = alerts(silentFor(75, 120, (at) => round(at, 'not')))
    expect(second).toHaveLength(1)
    expect(second[0]).toContain('3 channels are concerned')
  })

  test('and whose sessions are lost meanwhile answers again with the first heartbeat of a new one', () => {
    const { station, ids, round, beaten } = channels(2)
    round(15, 'heard')
    silentFor(30, 60, (at) => round(at, 'not'))
    const [first = '' as AiringId] = ids
    const of = { airing: first, session: `of ${first}` as SessionId }
    station.take({ type: 'seen', ...of, outcome: applied('dropped') }, past(61))
    const value = { session: of.session, state: 'ready' } as const
    station.take({ type: 'opened', airing: first, outcome: applied(value) }, past(62))
    expect(told(beaten(63, 0, 'heard'), 'info')).toContain(
      'the platform of "demo" accepts heartbeats again',
    )
  })
})

describe('a channel that alone is not heard', () => {
  test('is an alert of its own, that says so', () => {
    const { station, ids, round, beaten } = channels(3)
    round(15, 'heard')
    round(30, 'heard', [1])
    const silent = silentFor(30, 75, (at) => [
      ...beaten(at, 1, 'not'),
      ...(at % 15 === 0 ? round(at, 'heard', [1]) : []),
    ])
    expect(alerts(silent)).toEqual([
      'the platform has accepted no heartbeat of this channel for 30s, while it accepts those of others: ' +
        'what it has goes on, nothing new airs, and it may close the session',
    ])
    const tells = silent.filter((action) => action.type === 'tell' && action.level === 'alert')
    expect(tells).toMatchObject([{ airing: ids[1] }])
    const silentSince = ids.map(
      (id) => airingStatus(station.airing(id), station.state, station.now()).silentSince,
    )
    expect(silentSince.map((since) => since !== undefined)).toEqual([false, true, false])
    expect(told(beaten(76, 1, 'heard'), 'info')).toEqual([
      'the platform accepts heartbeats again, after 1m1s',
    ])
  })

  test('is named also where it is the only one', () => {
    const { ids, round } = channels(1)
    round(15, 'heard')
    const silent = silentFor(30, 75, (at) => round(at, 'not'))
    expect(alerts(silent)).toHaveLength(1)
    const tells = silent.filter((action) => action.type === 'tell' && action.level === 'alert')
    expect(tells).toMatchObject([{ airing: ids[0] }])
  })

  test('is told when the others are heard again and it stays silent', () => {
    const { round, beaten } = channels(3)
    round(15, 'heard')
    silentFor(30, 60, (at) => round(at, 'not'))
    const others = silentFor(60, 120, (at) => [...round(at, 'heard', [2]), ...beaten(at, 2, 'not')])
    expect(alerts(others)).toHaveLength(1)
    expect(alerts(others)[0]).toContain('while it accepts those of others')
  })

  test('does not hide that the others fall silent later', () => {
    const { round, beaten } = channels(3)
    round(15, 'heard')
    const first = silentFor(30, 75, (at) => [
      ...beaten(at, 0, 'not'),
      ...(at % 15 === 0 ? round(at, 'heard', [0]) : []),
    ])
    const all = silentFor(90, 150, (at) => round(at, 'not'))
    expect(alerts(first)).toHaveLength(1)
    expect(alerts(all)).toHaveLength(1)
    expect(alerts(all)[0]).toContain('3 channels are concerned')
  })
})

test('a clock that is set back does not keep a silent platform untold', () => {
  const { station, round } = channels(2)
  round(3_615, 'heard')
  station.take({ type: 'clock-moved', by: minutes(-60), paused: minutes(0) }, past(16))
  expect(alerts(silentFor(18, 60, (at) => round(at, 'not')))).toHaveLength(1)
})
