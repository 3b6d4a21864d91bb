import { describe, expect, test } from 'vitest'
import type { TraceId } from '../../../daemon/core/plan/events.js'
import { comeAgain } from '../../../daemon/core/plan/microphone.js'
import { applied } from '../../../daemon/core/plan/outcome.js'
import { takeoverId } from '../../../daemon/core/plan/takeover.js'
import { FOR_A_VOICE, perhapsBegun, type Verdict } from '../../../daemon/core/plan/verdicts.js'
import { minutes } from '../../../daemon/core/time.js'
import { aCue, aProgramme, start } from '../../builders.js'
import {
  aManned,
  aSession,
  aTakeover,
  commanded,
  guarded,
  MARKET,
  onAir,
  past,
  rows,
  S1,
  type Station,
  trace,
} from './builders.js'

const ofSession = { airing: MARKET, session: S1 } as const
const seen = (...order: readonly TraceId[]) =>
  ({ type: 'queue-seen', ...ofSession, outcome: applied(order) }) as const
const [T1, T2] = [trace('t1'), trace('t2')]

/** `a` is on air, and `b`, which stood behind it, gives way to anna's voice. */
function givingWay(): Station {
  const station = onAir([aProgramme({ cues: [aCue('a', start()), aCue('b', start())] })])
  const accept = (cue: string, id: TraceId, at: number) => {
    const ids = { ...ofSession, takeover: takeoverId(MARKET, cue, 0), gen: 1 } as const
    const outcome = applied({ trace: id, prepared: true })
    station.take({ type: 'enqueued', ...ids, outcome }, past(at))
  }
  accept('a', T1, 1)
  accept('b', T2, 2)
  station.take(seen(T1, T2), past(3))
  station.take(seen(T1, T2), past(3.1))
  station.take(commanded({ type: 'speak', how: 'cut', longest: minutes(5) }, MARKET, 'r1'), past(4))
  return station
}

describe('what gave way to a live voice', () => {
  /** She lets the microphone go again. */
  const letGo = (station: Station) => {
    const over = { type: 'line-over', airing: MARKET, request: 'r1' } as const
    return [
      ...station.take({ ...over, how: 'ended', says: 'eof' }, past(5.2)),
      ...station.take(seen(T1), past(6)),
      ...station.take(seen(T1), past(8.5)),
      ...station.due(past(10)),
    ]
  }
  const sent = (actions: ReturnType<typeof letGo>) =>
    guarded(actions).filter(({ type }) => type === 'enqueue')

  test('comes again', () => {
    expect(sent(letGo(givingWay()))).toMatchObject([{ gen: 2 }])
  })

  test('but not if it was cancelled meanwhile, and its row says so', () => {
    const station = givingWay()
    const b = takeoverId(MARKET, 'b', 0)
    station.take(commanded({ type: 'cancel', takeover: b }), past(5))
    const acts = letGo(station)
    expect(sent(acts)).toEqual([])
    expect(rows(acts).filter(({ item }) => item === 'b')).toMatchObject([
      { status: 'cancelled', reason: 'CANCELLED_BY_OPERATOR', says: 'cancelled by anna' },
    ])
    expect(station.takeovers()).toMatchObject([{ cue: 'a' }])
  })

  describe('and must air', () => {
    /** Its id was `t1`; nobody saw it begin. */
    const back = (why: Pick<Verdict, 'says'>, more: Parameters<typeof aTakeover>[1] = {}) => {
      const gone = aTakeover('unknown', { doubt: 'must', trace: T1, ...more })
      const takeovers = [{ ...gone, startedAt: undefined, says: why.says }]
      return comeAgain(aManned(aSession('live'), 'on-air', { takeovers }), past(5))
    }
    const never = { says: FOR_A_VOICE.because }

    test('comes again also if it may have begun, and then that is not denied', () => {
      expect(back(perhapsBegun(FOR_A_VOICE)).takeovers).toMatchObject([
        { situation: 'waiting', gen: 2, sentAgain: 'may-be-heard-twice' },
      ])
      expect(back(never).takeovers).toMatchObject([{ gen: 2, sentAgain: 'gave-way' }])
    })

    test('nor was forgotten that its sending before that may have been heard', () => {
      const sentAgain = 'may-be-heard-twice' as const
      expect(back(never, { sentAgain, gen: 2 }).takeovers).toMatchObject([{ gen: 3, sentAgain }])
    })

    test('its old id is known, should a list that lags still show it', () => {
      expect(back(never).pastTraces).toEqual([T1])
      expect(back(perhapsBegun(FOR_A_VOICE)).pastTraces).toEqual([T1])
    })
  })
})
