import { describe, expect, test } from 'vitest'
import { markerOf } from '../../../daemon/core/plan/account.js'
import type { AiringId } from '../../../daemon/core/plan/calendar.js'
import { applied, notApplied } from '../../../daemon/core/plan/outcome.js'
import { aProgramme, at } from '../../builders.js'
import {
  aStation,
  DEMO,
  guarded,
  MARKET,
  onAir,
  opened,
  S1,
  stopped,
  throughJson,
} from './builders.js'

const refuse = (why: 'refused' | 'platform-full' | 'never-sent') =>
  ({ type: 'opened', airing: MARKET, outcome: notApplied(why, 'no') }) as const

describe('an opening', () => {
  test('says which attempt it is, why, and what to open', () => {
    const station = aStation()
    expect(guarded(station.due(at('08:56')))).toMatchObject([
      {
        type: 'open',
        key: `open:${MARKET}#1`,
        because: 'its time to open has come',
        script: throughJson(aProgramme().liveScript),
        marker: markerOf('test', MARKET, 1),
      },
    ])
  })

  test('that the platform refused three times is given up; one that cost nothing is not counted', () => {
    const station = aStation()
    let now = at('08:56')
    let asked = 0
    for (let n = 0; n < 400 && station.airing().situation !== 'missed'; n++) {
      const opening = guarded(station.due(now)).some(({ type }) => type === 'open')
      if (opening) station.take(refuse(asked++ < 5 ? 'platform-full' : 'refused'))
      if (opening) expect(station.airing().openings).toBe(Math.max(0, asked - 5))
      now = (now + 1_000) as typeof now
      station.take({ type: 'account-due', account: DEMO }, now)
    }
    expect(station.airing()).toMatchObject({ situation: 'missed', sessionsUsed: 8 })
  })

  test('gives its slot back when it is refused', () => {
    const station = aStation()
    station.due(at('08:56'))
    station.take(refuse('refused'))
    expect(station.state.accounts[DEMO]).toMatchObject({ holding: [] })
    expect(station.state.accounts[DEMO]?.opening).toBeUndefined()
  })
})

describe('a slot', () => {
  test('is held from the asking to the end, and free afterwards', () => {
    const station = onAir()
    expect(station.state.accounts[DEMO]).toMatchObject({ holding: [MARKET] })
    station.due(at('10:00'))
    expect(station.state.accounts[DEMO]).toMatchObject({ holding: [MARKET] })
    station.take({ type: 'seen', airing: MARKET, session: S1, outcome: applied('closed') })
    expect(station.state.accounts[DEMO]).toMatchObject({ holding: [] })
    expect(station.state.sessions).toEqual({})
  })

  test('that comes free for somebody who no longer wants it goes to the next', () => {
    const other = 'evening@2026-11-23T09:00' as AiringId
    const third = 'third@2026-11-23T09:00' as AiringId
    const shows = ['market', 'evening', 'third'].map((show) => aProgramme({ show }))
    const station = aStation(shows, { slots: 1 })
    for (const id of [MARKET, other, third]) station.due(at('08:56'), id)
    station.take(opened())
    station.take(stopped(other), at('08:57'))
    station.take(stopped())
    const freed = station.take(
      { type: 'seen', airing: MARKET, session: S1, outcome: applied('closed') },
      at('08:57:02'),
    )
    expect(guarded(freed)).toMatchObject([{ type: 'open', airing: third }])
  })
})
