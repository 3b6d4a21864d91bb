import { describe, expect, test } from 'vitest'
import type { AiringId } from '../../../daemon/core/plan/calendar.js'
import { orPark, park } from '../../../daemon/core/plan/parking.js'
import { openSheet } from '../../../daemon/core/plan/sheet.js'
import { after, seconds } from '../../../daemon/core/time.js'
import { aProgramme, at } from '../../builders.js'
import { alerts, aStation, DEMO, MARKET, onAir, opened, past, types } from './builders.js'

describe('what breaks an assumption of one airing', () => {
  const says = 'parked on its looping script, no more takeovers: for the test'

  test('parks it, and says so once; it is kept alive', () => {
    const sheet = openSheet(onAir().state, past(60), 0)
    const breaks = () => {
      throw new Error('for the test')
    }
    expect(orPark(sheet, MARKET, breaks)).toBe(false)
    expect(sheet.airing(MARKET)?.parked).toBe('for the test')
    expect(alerts(sheet.actions)).toEqual([says])
    expect(types(sheet.actions)).toEqual(['beat'])
    park(sheet, MARKET, 'again')
    expect(alerts(sheet.actions)).toEqual([says])
  })

  test('and nothing else is touched where nothing breaks', () => {
    const sheet = openSheet(onAir().state, past(60), 0)
    expect(orPark(sheet, MARKET, () => undefined)).toBe(true)
    expect(sheet.changes.airings.size).toBe(0)
    park(sheet, 'nobody' as AiringId, 'for the test')
    expect(sheet.actions).toEqual([])
  })

  test('and it is looked at again seconds later, not at once, with a session or without', () => {
    for (const [station, end] of [
      [aStation(), 'missed'],
      [onAir(), 'closing'],
    ] as const) {
      const programmes = station.state.programmes
      Object.assign(station.state, { programmes: {} })
      let due = station.nextDue({ airing: MARKET })
      for (let turn = 0; turn < 10; turn++) {
        station.due(due)
        expect(station.airing().parked).toContain('no programme market#v1')
        const next = station.nextDue({ airing: MARKET })
        expect(next).toBeGreaterThanOrEqual(after(due, seconds(5)))
        due = next
      }
      Object.assign(station.state, { programmes })
      station.due(at('10:00:04'))
      expect(station.airing()).toMatchObject({ situation: end })
    }
  })

  test('in the turn of another: the answer that the other waited for is not lost', () => {
    const evening = 'evening@2026-11-23T09:00' as AiringId
    const station = aStation([aProgramme(), aProgramme({ show: 'evening' })])
    station.due(at('08:56'))
    station.due(at('08:56'), evening)
    Object.assign(station.state, {
      programmes: { 'market#v1': station.state.programmes['market#v1'] },
    })
    const turn = station.take(opened(), at('08:56:05'))
    expect(station.session()).toMatchObject({ situation: 'ready' })
    expect(alerts(turn)).toContainEqual(expect.stringContaining('no programme evening#v1'))
    // Nor does it keep its turn, which others wait for.
    expect(station.state.accounts[DEMO]?.opening).toBeUndefined()
    expect(station.state.accounts[DEMO]?.holding).toEqual([MARKET])
    expect(station.session(evening)).toMatchObject({ situation: 'wanted' })
  })
})
