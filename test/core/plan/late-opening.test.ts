import { describe, expect, test } from 'vitest'
import type { AiringId } from '../../../daemon/core/plan/calendar.js'
import type { SessionId } from '../../../daemon/core/plan/events.js'
import { ambiguous, applied, type SessionState } from '../../../daemon/core/plan/outcome.js'
import type { ShowId } from '../../../daemon/core/rundown/rundown.js'
import { after, type Instant, minutes, seconds } from '../../../daemon/core/time.js'
import { aProgramme, at, once } from '../../builders.js'
import { aStation, DEMO, MARKET, opened, S1 } from './builders.js'

const list = (...running: readonly (readonly [string, SessionState])[]) => ({
  type: 'running-seen' as const,
  account: DEMO,
  outcome: applied(running.map(([session, state]) => ({ session: session as SessionId, state }))),
})

describe('an opening that was given up and takes effect late', () => {
  const NIGHT = 'night@2026-11-23T09:01' as AiringId
  const first = 'a' as SessionId
  const second = 'b' as SessionId
  const callback = (session: SessionId, marker: string) => ({
    type: 'hinted' as const,
    account: DEMO,
    hint: {
      session,
      trace: undefined,
      claim: 'ready',
      says: undefined,
      marker,
    } as const,
  })
  const unanswered = (airing: AiringId) =>
    ({ type: 'opened', airing, outcome: ambiguous('timeout') }) as const

  /** The opening of `market` was given up, and that of `night` is in doubt. */
  const twoShows = (givenUpAt: Instant) => {
    const night = aProgramme({
      show: 'night' as ShowId,
      schedule: [once('2026-11-23T09:01:00', minutes(30))],
    })
    const station = aStation([aProgramme(), night], { slots: 3 })
    station.due(at('08:56'))
    station.take(unanswered(MARKET), at('08:56:10'))
    station.take(list(), at('08:56:11'))
    station.take({ type: 'account-due', account: DEMO }, at('08:57:10'))
    station.take(list(), at('08:57:11'))
    station.take(opened(), givenUpAt)
    station.due(givenUpAt, NIGHT)
    station.take({ type: 'account-due', account: DEMO }, givenUpAt)
    station.take(unanswered(NIGHT), after(givenUpAt, seconds(10)))
    return station
  }

  test('is not taken for that of another show', () => {
    const station = twoShows(at('08:57:12'))
    station.take(list([S1, 'ready'], ['a', 'ready']), at('08:57:24'))
    expect(station.session(NIGHT)?.situation).toBe('unclear')
    station.take(callback(first, `test/${MARKET}#1`), at('08:57:25'))
    station.take(callback(second, `test/${NIGHT}#1`), at('08:57:26'))
    expect(station.session(NIGHT)).toMatchObject({ id: 'b' })
    expect(station.state.accounts[DEMO]?.strangers).toMatchObject([{ session: 'a' }])
  })

  test('and if it was, five minutes later, it is left as soon as a callback names its own', () => {
    const station = twoShows(at('09:03'))
    station.take(list([S1, 'ready'], ['a', 'initialising']), at('09:03:12'))
    expect(station.session(NIGHT)).toMatchObject({ id: 'a', situation: 'initialising' })
    const left = station.take(callback(first, `test/${MARKET}#1`), at('09:03:15'))
    expect(left).toContainEqual(expect.objectContaining({ type: 'tell', level: 'warn' }))
    expect(station.session(NIGHT)?.situation).toBe('asked')
    expect(station.state.accounts[DEMO]?.strangers).toMatchObject([{ session: 'a' }])
  })

  test('but no callback can take a session from whoever was answered', () => {
    const station = twoShows(at('09:03'))
    station.take(callback(S1, `test/${NIGHT}#1`), at('09:03:15'))
    expect(station.session()).toMatchObject({ id: S1 })
  })
})
