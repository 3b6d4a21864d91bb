import { describe, expect, test } from 'vitest'
import { aProgramme, at, once } from '../../builders.js'
import { alerts, aStation, past, rows, stopped, types } from './builders.js'

describe('an airing that is never opened', () => {
  test('stopped by the operator before: cancelled, and nobody is alarmed', () => {
    const station = aStation()
    const over = station.take(stopped())
    expect(rows(over)).toMatchObject([
      { type: 'show', status: 'cancelled', reason: 'CANCELLED_BY_OPERATOR' },
    ])
    expect(alerts(over)).toEqual([])
    expect(types(station.due(at('08:56')))).toEqual([])
  })

  test('too late: missed, and the desk is alarmed', () => {
    const skip = aProgramme({ schedule: [once('2026-11-23T09:00:00', undefined, 'skip')] })
    const station = aStation([], {}, past(60))
    const late = station.take({ type: 'show-taken-in', programme: skip })
    expect(rows(late)).toMatchObject([{ status: 'missed', reason: 'STALE_AT_STARTUP' }])
    expect(alerts(late)).toHaveLength(1)
  })
})
