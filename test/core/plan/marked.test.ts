import { describe, expect, test } from 'vitest'
import type { SessionId } from '../../../daemon/core/plan/events.js'
import {
  ambiguous,
  applied,
  notApplied,
  type SessionState,
} from '../../../daemon/core/plan/outcome.js'
import { at } from '../../builders.js'
import { aStation, DEMO, MARKET, opened, S1, S2, types } from './builders.js'

const list = (...running: readonly (readonly [string, SessionState])[]) => ({
  type: 'running-seen' as const,
  account: DEMO,
  outcome: applied(running.map(([session, state]) => ({ session: session as SessionId, state }))),
})

describe('a session that a callback named before the answer came', () => {
  const marker = `test/${MARKET}#1`
  const callback = (session: SessionId) => {
    const hint = { session, trace: undefined, claim: 'ready', says: undefined, marker } as const
    return { type: 'hinted', account: DEMO, hint } as const
  }
  const marked = () => {
    const station = aStation(undefined, { exclusive: false })
    station.due(at('08:56'))
    station.take(callback(S1), at('08:56:05'))
    return station
  }
  /** One request made two. */
  const markedTwice = () => {
    const station = marked()
    station.take(callback(S2), at('08:56:06'))
    return station
  }
  const strangers = (station: ReturnType<typeof marked>) =>
    station.state.accounts[DEMO]?.strangers.map(({ session }) => session)

  test('is the one, if the answer names it', () => {
    const station = marked()
    station.take(opened(S1), at('08:56:10'))
    expect(strangers(station)).toEqual([])
  })

  test('is closed if the platform denies the opening: it runs all the same', () => {
    const station = marked()
    const outcome = notApplied('refused', 'no')
    station.take({ type: 'opened', airing: MARKET, outcome }, at('08:56:10'))
    expect(strangers(station)).toEqual([S1])
    station.take(list([S1, 'ready']), at('08:56:11'))
    const again = station.take(list([S1, 'ready']), at('08:56:32'))
    expect(types(again)).toContain('close-stranger')
  })

  test('is closed if the answer names another', () => {
    const station = marked()
    station.take(opened(S2), at('08:56:10'))
    expect(station.session()).toMatchObject({ id: S2 })
    expect(strangers(station)).toEqual([S1])
  })

  test('of two with the same mark one is its session, the other is closed, whichever is answered for', () => {
    for (const [own, other] of [
      [S1, S2],
      [S2, S1],
    ] as const) {
      const station = markedTwice()
      station.take(opened(own), at('08:56:10'))
      expect(station.session()).toMatchObject({ id: own })
      expect(strangers(station)).toEqual([other])
    }
  })

  test('also if nobody answers, or the daemon is restarted meanwhile', () => {
    const outcome = ambiguous('no answer')
    for (const event of [
      { type: 'opened', airing: MARKET, outcome },
      { type: 'woke', airing: MARKET },
    ] as const) {
      const station = markedTwice()
      station.take(event, at('08:56:10'))
      expect(station.session()).toMatchObject({ id: S2 })
      expect(strangers(station)).toEqual([S1])
    }
  })

  test('and both, if it is denied', () => {
    const station = markedTwice()
    const outcome = notApplied('refused', 'no')
    station.take({ type: 'opened', airing: MARKET, outcome }, at('08:56:10'))
    expect(strangers(station)).toEqual([S1, S2])
  })
})
