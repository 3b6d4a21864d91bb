import { describe, expect, test } from 'vitest'
import type { AiringId } from '../../../daemon/core/plan/calendar.js'
import { applied } from '../../../daemon/core/plan/outcome.js'
import { versionKey } from '../../../daemon/core/plan/show.js'
import { after, days, hours, type Instant, minutes, NEVER } from '../../../daemon/core/time.js'
import { ALWAYS, aProgramme, at, daily, once } from '../../builders.js'
import {
  aStation,
  MARKET,
  onAir,
  opened,
  past,
  rows,
  S1,
  type Station,
  stopped,
  throughJson,
  types,
} from './builders.js'

const SHOW = aProgramme().show
const ids = (station: Station) => Object.keys(station.state.airings)
const takenIn = (station: Station, programme = aProgramme(), now = station.now()) =>
  station.take({ type: 'show-taken-in', programme }, now)
const close = (station: Station, now: Instant) => {
  station.take(stopped(), now)
  station.take({ type: 'seen', airing: MARKET, session: S1, outcome: applied('closed') }, now)
}
/** Looks again whenever the show says so, as the loop would. */
const passUntil = (station: Station, until: Instant) => {
  for (let due = station.nextDue({ show: SHOW }); due <= until; ) {
    station.take({ type: 'show-due', show: SHOW }, due)
    due = station.nextDue({ show: SHOW })
  }
}

describe('a rundown is taken in', () => {
  test('its airings of the next day and a half are fixed', () => {
    const station = aStation([aProgramme({ schedule: [daily({ hours: [9, 21] })] })])
    expect(ids(station)).toEqual([MARKET, 'market@2026-11-23T21:00', 'market@2026-11-24T09:00'])
  })

  test('and those after them as time goes on, each once, none left out', () => {
    const station = aStation([aProgramme({ schedule: [daily({ hours: [9, 21] })] })])
    const seen = new Set(ids(station))
    for (let day = 0; day < 10; day++) {
      passUntil(station, after(at('08:50'), days(day)))
      for (const id of ids(station)) seen.add(id)
    }
    expect([...seen].sort().slice(0, 20)).toEqual(
      Array.from({ length: 10 }, (_, day) =>
        ['09', '21'].map(
          (hour) =>
            `market@2026-1${day < 8 ? '1' : '2'}-${String(day < 8 ? 23 + day : day - 7).padStart(2, '0')}T${hour}:00`,
        ),
      ).flat(),
    )
  })

  test('twice, as after a restart: nothing changes', () => {
    const station = aStation()
    const before = throughJson(station.state)
    takenIn(station)
    expect(throughJson(station.state)).toEqual(before)
  })

  test('after the time of an airing that was planned has passed: it gets its verdict', () => {
    const station = aStation()
    takenIn(station, aProgramme(), at('12:00'))
    const [row] = rows(station.due(at('12:00')))
    expect(row).toMatchObject({ type: 'show', status: 'missed', reason: 'STALE_AT_STARTUP' })
  })

  test('while an airing of it should be on: it is opened now', () => {
    const station = aStation([], {}, at('09:30'))
    expect(types(takenIn(station))).toEqual(['open'])
    const later = aStation([], {}, at('10:00'))
    expect(types(takenIn(later))).toEqual([])
    expect(ids(later)).toEqual([])
  })
})

describe('the rundown changes', () => {
  const changed = aProgramme({ version: 'v2', schedule: [once('2026-11-23T11:00:00')] })

  test('what is planned is planned anew', () => {
    const station = aStation()
    takenIn(station, changed)
    expect(ids(station)).toEqual(['market@2026-11-23T11:00'])
    expect(Object.keys(station.state.programmes)).toEqual([versionKey(changed)])
  })

  test('what is on air keeps the version it was opened with, and is not opened again', () => {
    const station = onAir()
    takenIn(station, { ...changed, schedule: aProgramme().schedule }, past(60))
    expect(station.airing()).toMatchObject({ situation: 'on-air', version: 'market#v1' })
    expect(ids(station)).toEqual([MARKET])
    expect(Object.keys(station.state.programmes).sort()).toEqual(['market#v1', 'market#v2'])
  })

  test('a version nobody follows any more is thrown away once its airing is forgotten', () => {
    const station = onAir([aProgramme({ schedule: [daily({})] })])
    takenIn(station, aProgramme({ version: 'v2', schedule: [daily({})] }), past(60))
    close(station, past(120))
    passUntil(station, after(at('09:00'), days(4)))
    expect(ids(station)).not.toContain(MARKET)
    expect(Object.keys(station.state.programmes)).toEqual(['market#v2'])
  })

  test('many times while one airing is on: only two versions are kept', () => {
    const station = onAir()
    for (let n = 2; n < 30; n++) takenIn(station, aProgramme({ version: `v${n}` }), past(n))
    expect(Object.keys(station.state.programmes)).toEqual(['market#v1', 'market#v29'])
  })
})

describe('a rundown is withdrawn', () => {
  test('what is planned is taken back, what is on air goes on to its end', () => {
    const station = onAir([aProgramme({ schedule: [daily({ hours: [9, 21] })] })])
    station.take({ type: 'show-withdrawn', show: SHOW }, past(60))
    expect(ids(station)).toEqual([MARKET])
    expect(station.airing().situation).toBe('on-air')
    expect(station.nextDue({ show: SHOW })).toBe(NEVER)
    expect(types(station.due(at('10:00')))).toContain('close')
  })

  test('and put back: it is planned again', () => {
    const station = aStation()
    station.take({ type: 'show-withdrawn', show: SHOW })
    expect(ids(station)).toEqual([])
    takenIn(station)
    expect(ids(station)).toEqual([MARKET])
  })
})

describe('an airing that is over', () => {
  test('is remembered for two days after its planned end, so that a restart does not open it again', () => {
    const station = onAir()
    close(station, past(120))
    expect(types(takenIn(station, aProgramme(), past(180)))).toEqual([])
    expect(station.airing()).toMatchObject({ situation: 'closed' })
    takenIn(station, aProgramme(), after(at('10:00'), hours(48)))
    expect(ids(station)).toEqual([MARKET])
    takenIn(station, aProgramme(), after(at('10:00:01'), hours(48)))
    expect(ids(station)).toEqual([])
  })

  test('long before its planned end is not forgotten before that end: it must not come back', () => {
    const schedule = [once('2026-11-23T09:00:00', days(5))]
    const station = onAir([aProgramme({ schedule })])
    close(station, past(120))
    for (let day = 1; day < 9; day++) {
      const actions = takenIn(station, aProgramme({ schedule }), after(past(120), days(day)))
      expect(types(actions)).toEqual([])
    }
  })
})

describe('a channel without an end', () => {
  const shop = aProgramme({ schedule: [ALWAYS] })
  const first = 'market@2026-11-23T08:50:00' as AiringId
  const running = () => {
    const station = aStation([], {}, at('08:50'))
    takenIn(station, shop)
    const [id] = ids(station) as AiringId[]
    station.take(opened(S1, 'ready', id))
    return { station, id: id ?? first }
  }

  test('has one airing at a time', () => {
    const { station } = running()
    passUntil(station, at('12:00'))
    expect(ids(station)).toHaveLength(1)
  })

  test('given up by the platform is tried anew within five minutes', () => {
    const { station, id } = running()
    station.take(stopped(id), at('08:51'))
    const over = {
      type: 'seen',
      airing: id,
      session: S1,
      outcome: applied('closed' as const),
    } as const
    station.take(over)
    passUntil(station, at('08:56'))
    expect(ids(station)).toHaveLength(2)
  })

  test('stopped by an operator stays closed until it is started again', () => {
    const { station, id } = running()
    station.take(stopped(id, true), at('08:51'))
    station.take({ type: 'seen', airing: id, session: S1, outcome: applied('closed') })
    expect(station.nextDue({ show: SHOW })).toBe(NEVER)
    takenIn(station, shop, at('09:30'))
    expect(ids(station)).toEqual([id])
    expect(types(station.take({ type: 'operator-started', show: SHOW }, at('09:40')))).toEqual([
      'open',
    ])
    expect(minutes(5)).toBe(300_000)
  })
})
