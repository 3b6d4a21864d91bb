import { describe, expect, test } from 'vitest'
import type { Call } from '../../../daemon/core/plan/actions.js'
import type { Event, TraceId } from '../../../daemon/core/plan/events.js'
import { foresee } from '../../../daemon/core/plan/foresee.js'
import {
  afterWaking,
  askedFor,
  lineAnswered,
  type Microphone,
  over,
} from '../../../daemon/core/plan/microphone.js'
import { applied, notApplied } from '../../../daemon/core/plan/outcome.js'
import { takeoverId } from '../../../daemon/core/plan/takeover.js'
import { minutes } from '../../../daemon/core/time.js'
import { aCue, aProgramme, start } from '../../builders.js'
import {
  commanded,
  guarded,
  MARKET,
  onAir,
  past,
  rows,
  S1,
  type Station,
  stopped,
  trace,
} from './builders.js'

const ofSession = { airing: MARKET, session: S1 } as const
const market = aProgramme({ cues: [aCue('a', start()), aCue('b', start()), aCue('c', start())] })
const speak = (how: 'cut' | 'wait', request = 'r1') =>
  commanded({ type: 'speak', how, longest: minutes(5) }, MARKET, request)
const opened = (outcome: Extract<Event, { type: 'line-opened' }>['outcome'], request = 'r1') =>
  ({ type: 'line-opened', ...ofSession, request, outcome }) as const
const seen = (...order: readonly TraceId[]) =>
  ({ type: 'queue-seen', ...ofSession, outcome: applied(order) }) as const
const [T1, T2] = [trace('t1'), trace('t2')]

/** `a` is on air, `b` stands behind it at the platform, `c` waits here. */
function threeCues(): Station {
  const station = onAir([market])
  const accept = (cue: string, id: TraceId, at: number) => {
    const ids = { ...ofSession, takeover: takeoverId(MARKET, cue, 0), gen: 1 } as const
    station.take(
      { type: 'enqueued', ...ids, outcome: applied({ trace: id, prepared: true }) },
      past(at),
    )
  }
  accept('a', T1, 1)
  accept('b', T2, 2)
  station.take(seen(T1, T2), past(3))
  station.take(seen(T1, T2), past(3.1))
  return station
}

const kinds = (calls: readonly Call[]) =>
  calls.map((call) => ('trace' in call ? `${call.type} ${call.trace}` : call.type))
const situations = (station: Station) =>
  station.takeovers().map(({ cue, gen, situation }) => `${cue}/${gen} ${situation}`)

describe('a live voice', () => {
  test('is let in at once where nothing is on air', () => {
    const station = onAir([aProgramme({ cues: [] })])
    const calls = guarded(station.take(speak('cut'), past(1)))
    expect(calls).toMatchObject([{ type: 'open-line', request: 'r1', because: 'anna speaks' }])
  })

  test('that cuts: what waits at the platform is taken back first, then what speaks, then the line', () => {
    const station = threeCues()
    expect(kinds(guarded(station.take(speak('cut'), past(4))))).toEqual(['cancel t2'])
    expect(kinds(guarded(station.take(seen(T1), past(5))))).toEqual(['cancel t1'])
    expect(kinds(guarded(station.take(seen(), past(6))))).toEqual(['open-line'])
    station.take(opened(applied(true)), past(6.1))
    expect(guarded(station.due(past(30)))).toEqual([])
    expect(station.airing().microphone).toMatchObject({ situation: 'on-air', since: past(6.1) })
  })

  test('is written down when it is over, and what gave way comes again, in its old order', () => {
    const station = threeCues()
    station.take(speak('cut'), past(4))
    station.take(seen(T1), past(5))
    station.take(seen(), past(6))
    station.take(opened(applied(true)), past(6.1))
    const over = {
      type: 'line-over',
      airing: MARKET,
      request: 'r1',
      how: 'ended',
      says: 'eof',
    } as const
    const ended = station.take(over, past(20))
    expect(rows(ended)).toMatchObject([
      {
        source: 'microphone',
        by: 'anna',
        status: 'aired',
        startedAt: past(6.1),
        endedAt: past(20),
      },
    ])
    expect(station.airing().microphone).toBeUndefined()
    expect(situations(station)).toEqual(['b/2 sent', 'c/1 waiting'])
  })

  test('that waits: what speaks ends by itself; nothing else begins before the voice', () => {
    const station = threeCues()
    expect(kinds(guarded(station.take(speak('wait'), past(4))))).toEqual(['cancel t2'])
    expect(kinds(guarded(station.take(seen(T1), past(5))))).toEqual([])
    expect(kinds(guarded(station.take(seen(), past(9))))).toEqual(['open-line'])
  })

  test('is not let in beside an enqueue of which nobody knows yet', () => {
    const station = onAir([market])
    expect(station.takeovers()[0]?.situation).toBe('sent')
    expect(guarded(station.take(speak('cut'), past(0.5)))).toEqual([])
  })

  test('finds the platform busy still: asked again a second later, given up after five minutes', () => {
    const station = onAir([aProgramme({ cues: [] })])
    station.take(speak('cut'), past(1))
    const busy = opened(notApplied('busy', 'code 7'))
    expect(guarded(station.take(busy, past(1.1)))).toEqual([])
    expect(kinds(guarded(station.due(past(2.1))))).toEqual(['open-line'])
    const given = station.take(busy, past(302))
    expect(rows(given)).toMatchObject([{ source: 'microphone', status: 'failed', says: 'code 7' }])
    expect(station.airing().microphone).toBeUndefined()
  })

  test('ends at its time by itself: a forgotten microphone gives the queue back', () => {
    const station = onAir([aProgramme({ cues: [] })])
    station.take(speak('cut'), past(1))
    station.take(opened(applied(true)), past(2))
    const ended = station.due(past(302))
    expect(rows(ended)).toMatchObject([{ status: 'aired', says: 'its time was up' }])
    expect(ended).toContainEqual(expect.objectContaining({ type: 'close-line', request: 'r1' }))
  })

  test('goes with the airing, and with a restart', () => {
    const station = onAir([aProgramme({ cues: [] })])
    station.take(speak('cut'), past(1))
    station.take(opened(applied(true)), past(2))
    const woken = station.take({ type: 'woke', airing: MARKET }, past(10))
    expect(rows(woken)).toMatchObject([
      {
        source: 'microphone',
        status: 'aired_partial',
        reason: 'STALE_AT_STARTUP',
        endedAt: past(2),
        says: 'the daemon was restarted: the voice was on until then at least',
      },
    ])
    station.take(speak('cut', 'r2'), past(11))
    station.take(opened(applied(true), 'r2'), past(12))
    station.take(stopped(MARKET, false), past(20))
    const closed = station.take(
      { type: 'seen', ...ofSession, outcome: applied('closed') },
      past(21),
    )
    expect(rows(closed).filter(({ source }) => source === 'microphone')).toMatchObject([
      { status: 'aired', startedAt: past(12), endedAt: past(21), says: 'the airing was over' },
    ])
    expect(closed).toContainEqual(expect.objectContaining({ type: 'close-line', request: 'r2' }))
  })

  test('was on until the last heartbeat before the daemon went, however long it was away', () => {
    const voice = {
      ...askedFor({ request: 'r1', by: 'anna', how: 'cut', longest: minutes(5) }, past(1)),
    }
    const onAir = { ...voice, situation: 'on-air', since: past(2) } as const
    expect(afterWaking(onAir, past(30), past(900))).toMatchObject({ end: 'left', at: past(30) })
    expect(afterWaking(onAir, past(1), past(900))).toMatchObject({ end: 'left', at: past(2) })
  })

  test('has the microphone alone: a second one is told who has it', () => {
    const station = onAir([aProgramme({ cues: [] })])
    station.take(speak('cut'), past(1))
    const { command } = speak('cut', 'r2')
    expect(foresee(station.state, MARKET, command, past(2))).toEqual({
      ok: false,
      says: 'anna has the microphone',
    })
    station.take(speak('cut', 'r2'), past(2))
    expect(station.airing().microphone?.request).toBe('r1')
  })

  test('that nobody asked for, or that is over, changes nothing', () => {
    const station = threeCues()
    const before = station.airing()
    station.take(opened(applied(true), 'nobody'), past(4))
    expect(station.airing().takeovers).toEqual(before.takeovers)
    expect(station.airing().microphone).toBeUndefined()
  })
})

describe('the machine', () => {
  const clearing = askedFor({ request: 'r', by: 'anna', how: 'cut', longest: minutes(5) }, past(0))
  const opening = { ...clearing, situation: 'opening' } as Microphone
  const live = lineAnswered(opening, applied(true), past(1))
  const ended = over(live, 'ended', 'eof', past(2))
  const yes = applied(true as const)
  const busy = notApplied('busy', '7')
  const no = notApplied('never-sent', 'gone')

  type Situation = Microphone['situation']
  const MACHINES: Readonly<Record<Situation, Microphone>> = {
    clearing,
    opening,
    'on-air': live,
    over: ended,
  }
  const HEARD = {
    'the line is there': (one) => lineAnswered(one, yes, past(3)),
    busy: (one) => lineAnswered(one, busy, past(3)),
    refused: (one) => lineAnswered(one, no, past(3)),
    'line over': (one) => over(one, 'broken', 'reset', past(3)),
    woke: (one) => afterWaking(one, undefined, past(3)),
  } satisfies Record<string, (one: Microphone) => Microphone>
  const TABLE: Readonly<Record<Situation, Readonly<Record<keyof typeof HEARD, string>>>> = {
    clearing: {
      'the line is there': 'stays',
      busy: 'stays',
      refused: 'stays',
      'line over': 'never',
      woke: 'never',
    },
    opening: {
      'the line is there': 'on-air',
      busy: 'clearing',
      refused: 'never',
      'line over': 'never',
      woke: 'unseen',
    },
    'on-air': {
      'the line is there': 'stays',
      busy: 'stays',
      refused: 'stays',
      'line over': 'broken',
      woke: 'left',
    },
    over: {
      'the line is there': 'stays',
      busy: 'stays',
      refused: 'stays',
      'line over': 'stays',
      woke: 'stays',
    },
  }
  const cells = Object.entries(TABLE).flatMap(([situation, row]) =>
    Object.entries(row).map(([heard, becomes]) => [situation, heard, becomes] as const),
  )

  test.each(cells)('%s, %s: %s', (situation, heard, becomes) => {
    const one = MACHINES[situation as Situation]
    const now = HEARD[heard as keyof typeof HEARD](one)
    if (becomes === 'stays') expect(now).toBe(one)
    else expect(now.situation === 'over' ? now.end : now.situation).toBe(becomes)
  })
})
