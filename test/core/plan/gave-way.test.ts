import { describe, expect, test } from 'vitest'
import type { TraceId } from '../../../daemon/core/plan/events.js'
import { applied } from '../../../daemon/core/plan/outcome.js'
import { takeoverId } from '../../../daemon/core/plan/takeover.js'
import { minutes } from '../../../daemon/core/time.js'
import { aCue, aProgramme, start } from '../../builders.js'
import { commanded, guarded, MARKET, onAir, past, S1, type Station, trace } from './builders.js'

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

  test('but not if it was cancelled meanwhile', () => {
    const station = givingWay()
    const b = takeoverId(MARKET, 'b', 0)
    station.take(commanded({ type: 'cancel', takeover: b }), past(5))
    expect(sent(letGo(station))).toEqual([])
    expect(station.takeovers()).toMatchObject([{ cue: 'a' }])
  })
})
