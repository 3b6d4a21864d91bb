import { describe, expect, test } from 'vitest'
import type { SessionId } from '../../../daemon/core/plan/events.js'
import { ambiguous, applied, type SessionState } from '../../../daemon/core/plan/outcome.js'
import { seconds } from '../../../daemon/core/time.js'
import { aCue, aProgramme, at, start } from '../../builders.js'
import {
  aStation,
  DEMO,
  MARKET,
  onAir,
  opened,
  past,
  rows,
  S1,
  someFacts,
  types,
} from './builders.js'

const list = (...running: readonly (readonly [string, SessionState])[]) => ({
  type: 'running-seen' as const,
  account: DEMO,
  outcome: applied(running.map(([session, state]) => ({ session: session as SessionId, state }))),
})

/** Its opening was not answered. */
const unclear = (facts: Parameters<typeof aStation>[1] = {}) => {
  const station = aStation(undefined, facts)
  station.due(at('08:56'))
  station.take({ type: 'opened', airing: MARKET, outcome: ambiguous('timeout') }, at('08:56:10'))
  return station
}

describe('an opening nobody answered', () => {
  test('is the session that is furthest on, of two the first by name', () => {
    const station = unclear()
    station.take(list(['b', 'ready'], ['a', 'ready'], ['0', 'initialising']), at('08:56:12'))
    expect(station.session()).toMatchObject({ situation: 'ready', id: 'a' })
  })

  test('is not one that is over, nor one that was ours', () => {
    const station = onAir()
    station.take(
      { type: 'seen', airing: MARKET, session: S1, outcome: applied('dropped') },
      past(9),
    )
    station.take(
      { type: 'opened', airing: MARKET, outcome: ambiguous('timeout') },
      past(9 + seconds(1) / 1_000),
    )
    expect(station.session()?.situation).toBe('unclear')
    station.take(list([S1, 'live'], ['x', 'faulty']), past(12))
    expect(station.session()?.situation).toBe('unclear')
    station.take(list([S1, 'live'], ['y', 'ready']), past(14))
    expect(station.session()).toMatchObject({ id: 'y' })
  })

  test('in an account that others use is never guessed', () => {
    const station = unclear({ exclusive: false })
    station.take(list(['a', 'ready']), at('08:56:12'))
    expect(station.session()?.situation).toBe('unclear')
  })
})

describe('the sweep', () => {
  test('closes what no airing has, and leaves alone what one has', () => {
    const station = onAir()
    station.take(list([S1, 'live'], ['x', 'live']), past(60))
    const second = station.take(list([S1, 'live'], ['x', 'live']), past(81))
    expect(types(second)).toContain('close-stranger')
    expect(second).toContainEqual(expect.objectContaining({ session: 'x' }))
    const answer = {
      type: 'stranger-close-answered',
      account: DEMO,
      session: 'x' as SessionId,
    } as const
    const next = station.take({ ...answer, outcome: applied(true) }, past(81.1))
    expect(types(next)).toEqual(['look-at-running'])
  })

  test('a list that did not come is no list', () => {
    const station = onAir()
    const none = { type: 'running-seen', account: DEMO, outcome: ambiguous('timeout') } as const
    expect(types(station.take(none, past(60)))).toEqual([])
    expect(station.session()?.situation).toBe('live')
  })
})

describe('a callback that carries our own mark', () => {
  const claimed = (marker: string, name = 'test') => {
    const station = aStation(undefined, { exclusive: false })
    station.due(at('08:56'))
    station.take({ type: 'opened', airing: MARKET, outcome: ambiguous('timeout') }, at('08:56:10'))
    station.take(list(), at('08:56:12'))
    station.take({ type: 'account-due', account: DEMO }, at('08:57:10'))
    station.take(list(), at('08:57:11'))
    station.take(opened(), at('08:57:12'))
    const account = someFacts({ exclusive: false, station: name })
    station.take({ type: 'account-taken-in', account }, at('08:57:20'))
    const hint = {
      session: 'late' as SessionId,
      trace: undefined,
      claim: 'ready',
      says: undefined,
      marker,
    } as const
    station.take({ type: 'hinted', account: DEMO, hint }, at('08:57:30'))
    station.take(list([S1, 'ready'], ['late', 'ready']), at('08:58:31'))
    return types(station.take(list([S1, 'ready'], ['late', 'ready']), at('08:58:52')))
  }

  test('names an opening given up long ago: it is closed, though others use the account', () => {
    expect(claimed(`test/${MARKET}#1`)).toContain('close-stranger')
  })

  test('also if the station has another name by now', () => {
    expect(claimed(`test/${MARKET}#1`, 'renamed')).toContain('close-stranger')
  })

  test('is nothing with the mark of another station, or of an opening we never asked for', () => {
    expect(claimed(`other/${MARKET}#1`)).not.toContain('close-stranger')
    expect(claimed(`test/${MARKET}#9`)).not.toContain('close-stranger')
  })
})

describe('a journal restored from an older state', () => {
  const restored = () => {
    const station = aStation()
    const facts = station.state.accounts[DEMO]
    if (!facts) throw new Error('no account')
    const taken = { type: 'account-taken-in', account: facts, forgottenSince: at('08:50') } as const
    station.take(taken, at('08:58'))
    return station
  }

  test('what should have been opened by then is looked for before another is paid for', () => {
    const station = restored()
    expect(types(station.due(at('08:58')))).toEqual(['look-at-running'])
    station.take(list(['a', 'ready']), at('08:58:02'))
    expect(station.session()?.situation).toBe('unclear')
    station.take(list(['a', 'ready']), at('08:58:05'))
    expect(station.session()).toMatchObject({ id: 'a' })
  })

  test('not found in half a minute, it is opened', () => {
    const station = restored()
    station.due(at('08:58'))
    station.take(list(), at('08:58:02'))
    station.take({ type: 'account-due', account: DEMO }, at('08:58:31'))
    expect(types(station.take(list(), at('08:58:32')))).toContain('open')
  })

  test('and from then on looked for a minute, as any other: it was asked for after the restore', () => {
    const station = restored()
    station.due(at('08:58'))
    station.take(list(), at('08:58:02'))
    station.take({ type: 'account-due', account: DEMO }, at('08:58:31'))
    station.take(list(), at('08:58:32'))
    station.take({ type: 'opened', airing: MARKET, outcome: ambiguous('timeout') }, at('08:58:42'))
    const lookedFor = (when: string) => [
      ...station.take(list(), at(when)),
      ...station.take({ type: 'account-due', account: DEMO }, at(when)),
    ]
    expect(types(lookedFor('08:58:44'))).not.toContain('open')
    expect(types(lookedFor('08:59:31'))).not.toContain('open')
    expect(types(lookedFor('08:59:33'))).toContain('open')
  })

  test('what was due meanwhile may have aired, and is not aired again', () => {
    const station = onAir([aProgramme({ cues: [aCue('pitch', start(10))] })])
    const woke = station.take({ type: 'woke', airing: MARKET, forgottenSince: past(5) }, past(20))
    expect(rows(woke)).toMatchObject([
      { item: 'pitch', status: 'aired_unconfirmed', reason: 'IN_DOUBT_AFTER_CRASH' },
    ])
  })
})
