import { describe, expect, test } from 'vitest'
import { channelDueAt, pursueChannel } from '../../../daemon/core/plan/channel.js'
import { applied } from '../../../daemon/core/plan/outcome.js'
import type { Session } from '../../../daemon/core/plan/session.js'
import { type Instant, NEVER } from '../../../daemon/core/time.js'
import { aProgramme, at } from '../../builders.js'
import {
  alerts,
  aManned,
  anAccount,
  aSession,
  aStation,
  guarded,
  MARKET,
  NINE,
  onAir,
  only,
  opened,
  past,
  rows,
  S1,
  S2,
  types,
} from './builders.js'

const pursued = (session: Session, now: Instant, more: Parameters<typeof aManned>[2] = {}) =>
  pursueChannel(aManned(session, 'opening', { onAirAt: NINE, ...more }), {
    programme: aProgramme(),
    account: anAccount(),
    now,
    roll: 0.5,
  })
const seen = (state: 'closed' | 'dropped' | 'ready', session = S1) =>
  ({ type: 'seen', airing: MARKET, session, outcome: applied(state) }) as const

describe('the one guarded call a session may need', () => {
  const call = (session: Session, now: Instant, more = {}) =>
    guarded(pursued(session, now, more).actions).map(({ type }) => type)

  test('to start when it is ready and its instant has come, never before', () => {
    expect(call(aSession('ready'), past(-0.001))).toEqual([])
    expect(call(aSession('ready'), NINE)).toEqual(['go-live'])
    expect(call(aSession('initialising'), NINE)).toEqual([])
    expect(call(aSession('starting'), past(1))).toEqual([])
  })

  test('to be closed at its end, from whatever situation it is in', () => {
    for (const situation of ['initialising', 'ready', 'starting', 'live'] as const) {
      expect(call(aSession(situation, at('09:59')), at('09:59:59.999'))).not.toContain('close')
      expect(call(aSession(situation, at('09:59')), at('10:00'))).toEqual(['close'])
    }
  })

  test('to be closed when the operator stops it, also before it is live', () => {
    const stop = { at: past(1), hold: false }
    expect(call(aSession('initialising'), past(1), { stop })).toEqual(['close'])
  })

  test('to be closed if it does not become ready in two minutes', () => {
    expect(call(aSession('initialising'), past(119))).toEqual([])
    expect(call(aSession('initialising'), past(120))).toEqual(['close'])
  })

  test('after a restart, to be asked first: it may have become ready long ago', () => {
    const believed = aSession('initialising', past(0), { confirmed: false })
    expect(call(believed, past(300))).toEqual([])
    expect(call({ ...believed, confirmed: true }, past(300))).toEqual(['close'])
  })

  test('to be closed again until the platform confirms it, but not too often', () => {
    expect(call(aSession('closing'), past(1.4))).toEqual([])
    expect(call(aSession('closing'), past(1.5))).toEqual(['close'])
  })
})

describe('beats and looks', () => {
  test('go on for as long as it is open; beats stop once a close was sent', () => {
    for (const situation of ['initialising', 'ready', 'starting', 'live'] as const) {
      expect(types(pursued(aSession(situation, past(-60)), past(-30)).actions)).toEqual([
        'beat',
        'look',
      ])
    }
    expect(types(pursued(aSession('closing'), past(1)).actions)).toEqual(['look'])
  })

  test('a session the platform does not know is looked up in the running list', () => {
    const missing = aSession('live', NINE, { missing: { since: NINE, strikes: 0 } })
    expect(pursued(missing, past(1)).needs).toEqual(['running-list'])
    expect(pursued(aSession('live'), past(1)).needs).toEqual([])
  })
})

describe('when a channel is looked at again', () => {
  const due = (session: Session, more = {}) =>
    channelDueAt(aManned(session, 'opening', { alerted: true, ...more }), anAccount())
  const busy = { heartbeat: { nextAt: past(15), askedAt: undefined, heardAt: NINE } }
  const calm = { ...busy, look: { nextAt: past(14), askedAt: undefined, again: false } }

  test('in every situation: the first thing that may become due', () => {
    const TABLE: Record<Session['situation'], Instant> = {
      wanted: NINE,
      asked: NEVER,
      unclear: NEVER,
      initialising: past(14),
      ready: NINE,
      starting: past(14),
      live: past(14),
      closing: past(1.5),
      over: NEVER,
    }
    for (const [situation, instant] of Object.entries(TABLE)) {
      expect(due(aSession(situation as Session['situation'], NINE, calm))).toBe(instant)
    }
  })

  test('and when it is late, to tell the desk', () => {
    expect(due(aSession('asked'), { alerted: false, onAirAt: undefined })).toBe(past(5))
    const endless = { alerted: false, onAirAt: undefined, endsAt: undefined }
    expect(due(aSession('asked'), endless)).toBe(past(60))
  })
})

describe('a session is over', () => {
  test('in mid-show: the desk is told, and another is wanted at once', () => {
    const next = pursued({ ...aSession('over'), at: past(600) }, past(600))
    expect(next.airing).toMatchObject({ situation: 'opening', session: { situation: 'wanted' } })
    expect(next.needs).toEqual(['slot'])
    expect(alerts(next.actions)).toHaveLength(1)
    expect(rows(next.actions)).toMatchObject([{ type: 'session', status: 'aired_partial' }])
  })

  test('after its end: the airing is closed', () => {
    const next = pursued({ ...aSession('over'), how: 'closed' }, at('10:00:01'))
    expect(next.airing).toMatchObject({ situation: 'closed', because: 'its time was over' })
    expect(rows(next.actions)).toMatchObject([{ type: 'session' }, { type: 'show' }])
    expect(alerts(next.actions)).toEqual([])
  })

  test('for the third time: the show is lost, or missed if it never was on air', () => {
    const third = { ...aSession('over'), liveAt: undefined }
    expect(pursued(third, past(600), { openings: 3 }).airing.situation).toBe('lost')
    const never = { openings: 3, onAirAt: undefined }
    expect(pursued(third, past(600), never).airing.situation).toBe('missed')
  })

  test('that never became ready, the log does not say that it aired', () => {
    const station = aStation()
    station.due(at('08:56'))
    station.take(opened(S1, 'initialising'))
    station.due(at('08:58'))
    const [row] = rows(station.take(seen('closed'), at('08:58:01')))
    expect(row).toMatchObject({ type: 'session', status: 'failed', reason: 'PROVIDER_ERROR' })
    expect(types(station.due(at('08:58:01')))).toEqual([])
    expect(station.session()).toMatchObject({ situation: 'asked' })
  })

  test('the next one goes on air at once, because the show has begun', () => {
    const station = onAir()
    station.take(seen('dropped'), past(60))
    const actions = station.take(opened(S2), past(61))
    expect(types(actions)).toContain('go-live')
    expect(only(guarded(actions))).toMatchObject({
      session: S2,
      because: 'back on air after the last session was lost',
    })
  })
})

describe('the desk is told once', () => {
  test('that a show is not on air in time', () => {
    const station = aStation()
    station.due(at('08:56'))
    expect(alerts(station.due(past(4.9)))).toEqual([])
    expect(alerts(station.due(past(5)))).toEqual(['not on air in time (asked); still trying'])
    expect(alerts(station.due(past(60)))).toEqual([])
  })

  test('that the platform goes on running what was to be closed', () => {
    const station = onAir()
    const told: string[] = []
    for (let now = at('10:00'); now < at('10:10'); now = (now + 500) as Instant) {
      told.push(...alerts(station.due(now)))
    }
    expect(told).toEqual([
      'the platform still runs this session, which was to be closed: it costs money',
    ])
  })

  test('and by a daemon that was not there when the time for it came', () => {
    const station = onAir()
    station.due(at('10:00'))
    expect(alerts(station.due(at('10:03')))).toHaveLength(1)
    expect(alerts(station.due(at('10:04')))).toEqual([])
  })
})
