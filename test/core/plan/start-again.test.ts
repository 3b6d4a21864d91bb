import { describe, expect, test } from 'vitest'
import { findAiring } from '../../../daemon/console/airing-named.js'
import type { AiringId } from '../../../daemon/core/plan/calendar.js'
import { applied, notApplied, type SessionState } from '../../../daemon/core/plan/outcome.js'
import { isOffAir } from '../../../daemon/core/plan/relay.js'
import { stoppedOf } from '../../../daemon/core/plan/start-again.js'
import { minutes, seconds } from '../../../daemon/core/time.js'
import { aCue, aProgramme, at, once, start } from '../../builders.js'
import {
  aStation,
  calls,
  guarded,
  MARKET,
  onAir,
  opened,
  past,
  rows,
  S1,
  S2,
  type Station,
  stopped,
  types,
} from './builders.js'

const SHOW = aProgramme().show
const NEXT = `${MARKET}~~2` as AiringId
const STOP = 600
const cues = [
  aCue('aired', start(60)),
  aCue('between', start(700)),
  aCue('later', start(2_000), { segment: 'closing' }),
]

const again = (id: AiringId = MARKET) =>
  ({ type: 'operator-started', show: SHOW, again: id }) as const
const seen = (state: SessionState, session = S1, airing = MARKET) =>
  ({ type: 'seen', airing, session, outcome: applied(state) }) as const

/** On air since nine, stopped after ten minutes, closed at once. */
function stoppedAt(from: number, station: Station = onAir([aProgramme({ cues })])): Station {
  station.due(past(from))
  station.take(stopped(), past(from))
  station.take(seen('closed'), past(from + 1))
  return station
}

const startable = (station: Station) =>
  stoppedOf(Object.values(station.state.airings), station.now()).map(({ id }) => id)

/** Cues sent by the session that goes on, until `until`. */
function sentAgain(station: Station, from: number, until: number): readonly string[] {
  station.take(opened(S2, 'ready', NEXT), past(from))
  station.take(
    { type: 'went-live', airing: NEXT, session: S2, outcome: applied(true) },
    past(from + 1),
  )
  station.take(seen('live', S2, NEXT), past(from + 2))
  const sent: string[] = []
  for (let now = from + 2; now <= until; now += 1) {
    const actions = station.due(past(now), NEXT)
    sent.push(...calls(actions).flatMap((call) => (call.type === 'enqueue' ? [call.takeover] : [])))
  }
  return sent
}

describe('a show that was stopped', () => {
  test('goes on for the time it has left, as the same occurrence', () => {
    const station = stoppedAt(STOP)
    expect(startable(station)).toEqual([MARKET])
    const actions = station.take(again(), past(STOP + 60))
    expect(guarded(actions)).toMatchObject([{ type: 'open', airing: NEXT }])
    const { startsAt, endsAt } = station.airing()
    expect(station.airing(NEXT)).toMatchObject({ situation: 'opening', startsAt, endsAt })
    expect(findAiring(station.state, MARKET)?.id).toBe(NEXT)
    expect(startable(station)).toEqual([])
  })

  test('twice started, it is opened once', () => {
    const station = stoppedAt(STOP)
    station.take(again(), past(STOP + 60))
    expect(types(station.take(again(), past(STOP + 61)))).toEqual([])
    expect(Object.keys(station.state.airings)).toEqual([MARKET, NEXT])
  })

  test('airs nothing twice: what fell due while it was closed is late, what comes is on time', () => {
    const station = stoppedAt(STOP)
    station.take(again(), past(1_800))
    const sent = sentAgain(station, 1_805, 2_001)
    expect(sent).toEqual([expect.stringMatching(/\/later\/0$/)])
  })

  test('has one row for what was missed meanwhile', () => {
    const station = stoppedAt(STOP)
    const items: (string | undefined)[] = []
    const note = (actions: ReturnType<Station['due']>) =>
      items.push(...rows(actions).flatMap((row) => (row.type === 'takeover' ? [row.item] : [])))
    note(station.take(again(), past(1_800)))
    note(station.take(opened(S2, 'ready', NEXT), past(1_805)))
    station.take({ type: 'went-live', airing: NEXT, session: S2, outcome: applied(true) })
    note(station.take(seen('live', S2, NEXT), past(1_806)))
    note(station.due(past(1_807), NEXT))
    expect(items).toEqual(['between'])
  })

  test('by a clock that was behind, has a row for what fell due meanwhile once the clock is right', () => {
    const station = onAir([aProgramme({ cues })])
    station.due(past(600))
    const set = (by: number) =>
      ({ type: 'clock-moved', by: minutes(by), paused: seconds(0) }) as const
    station.take(set(-60), past(600 - 3_600))
    station.take(stopped(), past(720 - 3_600))
    station.take(seen('closed'), past(721 - 3_600))
    station.take(set(60), past(722))
    station.take(again(), past(730))
    expect(station.airing(NEXT).calledUntil).toBeLessThan(past(700))
  })

  test('may be stopped and started as often as they like, each session with a number of its own', () => {
    const station = stoppedAt(STOP)
    station.take(again(), past(700))
    sentAgain(station, 705, 710)
    station.take(stopped(NEXT), past(720))
    station.take(seen('closed', S2, NEXT), past(721))
    expect(startable(station)).toEqual([NEXT])
    station.take(again(NEXT), past(730))
    expect(station.airing(`${MARKET}~~3` as AiringId)).toMatchObject({ situation: 'opening' })
    expect(findAiring(station.state, MARKET)?.id).toBe(`${MARKET}~~3`)
  })

  test('is not started while it is being closed, nor when too little of it is left, nor once it is withdrawn', () => {
    const closing = onAir()
    closing.take(stopped(), past(STOP))
    expect([startable(closing), types(closing.take(again()))]).toEqual([[], []])
    const late = stoppedAt(STOP)
    expect(types(late.take(again(), past(3_571)))).toEqual([])
    const gone = stoppedAt(STOP)
    gone.take({ type: 'show-withdrawn', show: SHOW })
    expect(types(gone.take(again()))).toEqual([])
  })

  test('that would have skipped a late start goes on all the same', () => {
    const station = stoppedAt(
      STOP,
      onAir([aProgramme({ schedule: [once('2026-11-23T09:00:00', undefined, 'skip')] })]),
    )
    expect(types(station.take(again(), past(STOP + 60)))).toContain('open')
  })

  test('follows the rundown as it is now, with its presenter; what aired and was moved does not air again', () => {
    const station = stoppedAt(STOP)
    const moved = aProgramme({
      version: 'v2',
      cues: [aCue('aired', start(2_000)), aCue('new', start(2_000))],
    })
    station.take({ type: 'show-taken-in', programme: moved }, past(STOP + 20))
    station.take(again(), past(STOP + 60))
    expect(station.airing(NEXT).version).toBe('market#v2')
    const sent = sentAgain(station, STOP + 65, 2_001)
    expect(sent).toEqual([expect.stringMatching(/\/new\/0$/)])
  })

  test('before it was to be opened is planned again, and opened at its time', () => {
    const station = aStation()
    station.take(stopped(), at('08:51'))
    expect(station.airing().situation).toBe('closed')
    expect(types(station.take(again(), at('08:52')))).toEqual([])
    expect(station.airing()).toMatchObject({ situation: 'planned', opensAt: at('08:56') })
    expect(types(station.due(at('08:56')))).toEqual(['open'])
  })

  test('before its time, and opened by a clock that was ahead, gets a session of its own number, at its time', () => {
    const station = aStation()
    station.due(at('08:56'))
    station.take(opened())
    const set = { type: 'clock-moved', by: minutes(-10), paused: seconds(0) } as const
    station.take(set, at('08:46'))
    station.take(stopped(), at('08:47'))
    station.take(seen('closed'), at('08:47'))
    expect(guarded(station.take(again(), at('08:48')))).toEqual([])
    expect(guarded(station.due(at('08:55'), NEXT))).toEqual([])
    expect(guarded(station.due(at('08:56'), NEXT))).toMatchObject([{ type: 'open', airing: NEXT }])
  })

  test('after it was opened and before its start goes on air at its start, and is not off air until then', () => {
    const station = aStation()
    station.due(at('08:56'))
    station.take(opened())
    station.take(stopped(), at('08:57'))
    station.take(seen('closed'), at('08:57'))
    station.take(again(), at('08:58'))
    station.take(opened(S2, 'ready', NEXT), at('08:58'))
    const next = station.airing(NEXT)
    expect(isOffAir(next, station.state.airings, at('08:59'))).toBe(false)
    expect(isOffAir(next, station.state.airings, past(1))).toBe(true)
    expect(types(station.due(at('08:59'), NEXT))).not.toContain('go-live')
    expect(types(station.due(past(0), NEXT))).toContain('go-live')
  })

  test('between two sessions of it goes on where the first left off', () => {
    const station = onAir([aProgramme({ cues })], { sessionMaxAge: seconds(1_800) })
    station.due(past(1_320))
    station.take(opened(S2, 'ready', NEXT), past(1_325))
    station.take(stopped(), past(1_330))
    station.take(seen('closed', S2, NEXT), past(1_331))
    station.take(seen('closed'), past(1_332))
    expect(startable(station)).toEqual([NEXT])
    station.take(again(NEXT), past(1_340))
    const third = station.airing(`${MARKET}~~3` as AiringId)
    expect(third.calledUntil).toBe(past(1_332))
  })
  test('goes on where it left off although what was to follow it had come to nothing', () => {
    const station = onAir([aProgramme({ cues })], { sessionMaxAge: seconds(1_800) })
    const refused = { type: 'opened', airing: NEXT, outcome: notApplied('refused', 'no') } as const
    for (let at = 1_320; at < 1_380; at += 15) {
      station.due(past(at), NEXT)
      station.due(past(at))
      station.take(refused, past(at))
    }
    expect(station.airing(NEXT).situation).toBe('closed')
    station.due(past(1_380))
    station.take(stopped(), past(1_390))
    station.take(seen('closed'), past(1_391))
    expect(startable(station)).toEqual([MARKET])
    station.take(again(), past(1_400))
    expect(station.airing(`${MARKET}~~3` as AiringId).calledUntil).toBe(past(1_391))
  })
})
