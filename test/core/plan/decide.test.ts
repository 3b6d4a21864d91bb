import { describe, expect, test } from 'vitest'
import type { AiringId } from '../../../daemon/core/plan/calendar.js'
import { ambiguous, applied, notApplied } from '../../../daemon/core/plan/outcome.js'
import { minutes, NEVER, seconds } from '../../../daemon/core/time.js'
import { aCue, aProgramme, at, every, once, start } from '../../builders.js'
import {
  alerts,
  aStation,
  DEMO,
  guarded,
  MARKET,
  NINE,
  onAir,
  opened,
  past,
  S1,
  S2,
  stopped,
  throughJson,
  types,
} from './builders.js'

const EVENING = 'evening@2026-11-23T09:00' as AiringId
const twoShows = [
  aProgramme({ cues: [aCue('pitch', every(60))] }),
  aProgramme({ show: 'evening', cues: [aCue('pitch', every(60))] }),
]

describe('a show goes its way', () => {
  test('opened ahead of its start, started at its instant, and closed at its end', () => {
    const station = aStation()
    expect(station.due(at('08:55'))).toEqual([])
    expect(types(station.due(at('08:56')))).toEqual(['open'])
    expect(types(station.take(opened(), at('08:56:01')))).toEqual(['beat'])
    expect(types(station.due(at('08:59:59')))).not.toContain('go-live')
    expect(types(station.due(NINE))).toContain('go-live')
    station.take({ type: 'seen', airing: MARKET, session: S1, outcome: applied('live') }, past(1))
    expect(station.airing()).toMatchObject({ situation: 'on-air', onAirAt: past(1) })
    expect(types(station.due(at('10:00')))).toContain('close')
    station.take({ type: 'seen', airing: MARKET, session: S1, outcome: applied('closed') })
    expect(station.airing().situation).toBe('closed')
    expect(station.nextDue({ airing: MARKET })).toBe(NEVER)
  })

  test('a second bell does not open it twice, nor start it twice', () => {
    const station = aStation()
    expect(types(station.due(at('08:56')))).toEqual(['open'])
    expect(types(station.due(at('08:56')))).toEqual([])
    station.take(opened())
    station.due(NINE)
    expect(types(station.due(NINE))).not.toContain('go-live')
  })

  test('an answer about an airing or a session that is no more changes nothing', () => {
    const station = onAir()
    const before = throughJson(station.state)
    station.take({ type: 'seen', airing: MARKET, session: S2, outcome: applied('closed') })
    station.take({ type: 'airing-due', airing: 'gone@2026' as AiringId })
    expect(station.airing()).toEqual(before.airings[MARKET])
  })

  test('an opening answered twice is opened once, and holds one slot', () => {
    const station = onAir()
    station.take({ type: 'opened', airing: MARKET, outcome: notApplied('refused', 'late') })
    station.take({
      type: 'opened',
      airing: MARKET,
      outcome: applied({ session: S2, state: 'ready' }),
    })
    expect(station.session()).toMatchObject({ situation: 'live', id: S1 })
    expect(station.airing().openings).toBe(1)
    expect(station.state.accounts[DEMO]).toMatchObject({ holding: [MARKET] })
    expect(station.state.accounts[DEMO]?.opening).toBeUndefined()
  })
})

describe('a start that the platform refuses', () => {
  test('is repeated only after the platform said it is ready still, not at once', () => {
    const station = aStation()
    station.due(at('08:56'))
    station.take(opened())
    station.due(NINE)
    const refused = { type: 'went-live', airing: MARKET, session: S1 } as const
    const answer = station.take({ ...refused, outcome: notApplied('refused', 'busy') }, past(0.1))
    expect(types(answer)).not.toContain('go-live')
    const outcome = applied('ready' as const)
    const ready = (when: typeof NINE) =>
      types(station.take({ type: 'seen', airing: MARKET, session: S1, outcome }, when))
    expect(ready(past(0.2))).not.toContain('go-live')
    expect(ready(past(1.8))).toContain('go-live')
  })
})

describe('two shows want one slot', () => {
  const crowded = () => {
    const station = aStation(twoShows, { slots: 1 })
    const first = station.due(at('08:56'), MARKET)
    const second = station.due(at('08:56'), EVENING)
    return { station, first, second }
  }

  test('one is opened, the other waits, and is not looked at again and again meanwhile', () => {
    const { station, first, second } = crowded()
    expect(types(first)).toEqual(['open'])
    expect(types(second)).toEqual([])
    expect(station.nextDue({ airing: EVENING })).toBe(past(5))
    expect(station.nextDue({ account: DEMO })).toBe(NEVER)
    expect(alerts(station.due(past(5), EVENING))).toHaveLength(1)
    expect(station.nextDue({ airing: EVENING })).toBe(at('09:59:30'))
  })

  test('the other is opened as soon as the first is over', () => {
    const { station } = crowded()
    station.take(opened())
    station.take(stopped(), past(60))
    const gone = station.take(
      { type: 'seen', airing: MARKET, session: S1, outcome: applied('closed') },
      past(62),
    )
    expect(guarded(gone)).toMatchObject([{ type: 'open', airing: EVENING }])
  })

  test('and is not opened for the last half minute of its time', () => {
    const { station } = crowded()
    station.take(opened())
    station.due(at('09:59:30'), EVENING)
    expect(station.airing(EVENING)).toMatchObject({ situation: 'missed' })
    expect(station.state.accounts[DEMO]).toMatchObject({ waiting: [] })
  })

  test('after an unclear opening was found, the account does not look for a slot it has not got', () => {
    const station = aStation(twoShows, { slots: 1 })
    station.due(at('08:56'), MARKET)
    station.take({ type: 'opened', airing: MARKET, outcome: notApplied('platform-full', 'full') })
    station.due(at('08:56:02'), MARKET)
    station.due(at('08:56:02'), EVENING)
    station.take({ type: 'opened', airing: MARKET, outcome: ambiguous('timeout') }, at('08:56:12'))
    station.take(
      { type: 'running-seen', account: DEMO, outcome: applied([{ session: S1, state: 'ready' }]) },
      at('08:56:13'),
    )
    expect(station.session()).toMatchObject({ situation: 'ready', id: S1 })
    expect(station.nextDue({ account: DEMO })).toBe(NEVER)
  })
})

describe('a broken assumption', () => {
  /** The programme of one show is gone: nothing about it can be decided any more. */
  const broken = () => {
    const station = onAir(twoShows)
    station.due(at('09:00:01'), EVENING)
    station.take(opened(S2, 'ready', EVENING))
    station.take({ type: 'seen', airing: EVENING, session: S2, outcome: applied('live') })
    Object.assign(station.state.programmes, { 'market#v1': undefined })
    return station
  }

  test('parks that airing, tells the desk once, and keeps it beating', () => {
    const station = broken()
    expect(alerts(station.due(at('09:00:20')))).toEqual([
      'parked on its looping script, no more takeovers: no programme market#v1',
    ])
    expect(station.airing().parked).toBe('no programme market#v1')
    expect(alerts(station.due(at('09:00:21')))).toEqual([])
    let beats = 0
    for (let now = at('09:01'); now < at('09:05'); now = (now + 1_000) as typeof now) {
      beats += types(station.due(now)).filter((type) => type === 'beat').length
    }
    expect(beats).toBeGreaterThanOrEqual(16)
  })

  test('leaves every other airing alone', () => {
    const station = broken()
    station.due(at('09:01'))
    expect(types(station.due(at('09:01'), EVENING))).toContain('enqueue')
    expect(station.airing(EVENING).parked).toBeUndefined()
  })

  test('a parked airing sends, moves and cancels nothing, but is closed at its end', () => {
    const station = onAir([twoShows[0] ?? aProgramme()])
    Object.assign(station.airing(), { parked: 'for the test' })
    for (let now = at('09:01'); now < at('09:59'); now = (now + 15_000) as typeof now) {
      const did = types(station.due(now))
      expect(did.every((type) => type === 'beat' || type === 'look')).toBe(true)
    }
    expect(types(station.due(at('10:00')))).toContain('close')
  })

  test('that no airing can be blamed for is told, and changes nothing', () => {
    const taken = aStation().take({ type: 'account-due', account: 'gone' as never })
    expect(alerts(taken)).toEqual([
      'account-due was left alone, it broke an assumption: no account gone',
    ])
  })

  test('in a callback parks the airing it is about, too', () => {
    const station = broken()
    const hint = { session: S1, trace: undefined, claim: 'closed', says: undefined } as const
    const heard = { type: 'hinted', account: DEMO, hint: { ...hint, marker: undefined } } as const
    expect(alerts(station.take(heard, at('09:00:20')))).toHaveLength(1)
    expect(station.airing().parked).toBe('no programme market#v1')
  })
})

describe('when to look again', () => {
  test('a planned airing: when it is to be opened', () => {
    expect(aStation().nextDue({ airing: MARKET })).toBe(at('08:56'))
  })

  test('a show: before its calendar runs out', () => {
    const station = aStation()
    expect(station.nextDue({ show: aProgramme().show })).toBe(at('2026-11-24T02:50:00Z'))
  })

  test('a cue: at its very instant', () => {
    const station = onAir([aProgramme({ cues: [aCue('welcome', start(7))] })])
    station.take({ type: 'beaten', airing: MARKET, session: S1, outcome: applied(true) }, past(1))
    station.take({ type: 'seen', airing: MARKET, session: S1, outcome: applied('live') }, past(1))
    expect(station.nextDue({ airing: MARKET })).toBe(past(7))
    expect(types(station.due(past(7)))).toContain('enqueue')
  })

  test('nobody we know: never', () => {
    const station = aStation()
    expect(station.nextDue({ airing: 'gone@2026' as AiringId })).toBe(NEVER)
    expect(station.nextDue({ show: 'gone' as never })).toBe(NEVER)
    expect(station.nextDue({ account: 'gone' as never })).toBe(NEVER)
  })
})

test('the cost of a turn does not grow with the number of airings: it touches its own alone', () => {
  const schedule = Array.from({ length: 30 }, (_, n) =>
    once(`2026-11-23T${String(n % 24).padStart(2, '0')}:${10 + n}:00`, minutes(10)),
  )
  const station = aStation([aProgramme({ schedule }), ...twoShows.slice(1)], { lead: seconds(60) })
  const before = throughJson(station.state.airings)
  station.due(at('08:59'), EVENING)
  const changed = Object.keys(before).filter(
    (id) => JSON.stringify(before[id]) !== JSON.stringify(station.state.airings[id]),
  )
  expect(changed).toEqual([EVENING])
})
