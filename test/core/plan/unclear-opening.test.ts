import { describe, expect, test } from 'vitest'
import { ambiguous, applied } from '../../../daemon/core/plan/outcome.js'
import { NEVER } from '../../../daemon/core/time.js'
import { at } from '../../builders.js'
import { aStation, DEMO, MARKET, opened, S1, someFacts, types } from './builders.js'

describe('an opening nobody answered', () => {
  const unclear = (exclusive: boolean) => {
    const station = aStation(undefined, { exclusive })
    station.due(at('08:56'))
    const asked = station.take(
      { type: 'opened', airing: MARKET, outcome: ambiguous('timeout') },
      at('08:56:10'),
    )
    return { station, asked }
  }
  const list = (sessions: readonly (typeof S1)[]) =>
    ({
      type: 'running-seen',
      account: DEMO,
      outcome: applied(sessions.map((session) => ({ session, state: 'ready' as const }))),
    }) as const

  test('is looked for in the running list, every two seconds, and adopted', () => {
    const { station, asked } = unclear(true)
    expect(types(asked)).toEqual(['look-at-running'])
    station.take(list([]), at('08:56:11'))
    expect(station.nextDue({ account: DEMO })).toBe(at('08:56:13'))
    const found = station.take(list([S1]), at('08:56:13'))
    expect(types(found)).toEqual(['beat'])
    expect(station.session()).toMatchObject({ situation: 'ready', id: S1 })
    expect(station.nextDue({ account: DEMO })).toBe(NEVER)
  })

  test('is not taken for a stranger’s session at an account that others use too', () => {
    const { station } = unclear(false)
    station.take(list([S1]), at('08:56:13'))
    expect(station.session()).toMatchObject({ situation: 'unclear' })
  })

  test('but is known by its marker, wherever the platform echoes it', () => {
    const { station } = unclear(false)
    const hint = { session: S1, trace: undefined, claim: 'ready', says: undefined } as const
    const callback = (marker: string) =>
      station.take({ type: 'hinted', account: DEMO, hint: { ...hint, marker } }, at('08:56:13'))
    callback(`test/${MARKET}#7`)
    expect(station.session()).toMatchObject({ situation: 'unclear' })
    expect(types(callback(`test/${MARKET}#1`))).toEqual(['beat'])
    expect(station.session()).toMatchObject({ situation: 'initialising', id: S1 })
  })

  test('nor need its mark wait for the answer: it is remembered, and counts when none comes', () => {
    const station = aStation(undefined, { exclusive: false })
    station.due(at('08:56'))
    const marker = `test/${MARKET}#1`
    const hint = { session: S1, trace: undefined, claim: 'ready', says: undefined, marker } as const
    station.take({ type: 'hinted', account: DEMO, hint }, at('08:56:05'))
    expect(station.session()).toMatchObject({ situation: 'asked', marked: S1 })
    const answer = { type: 'opened', airing: MARKET, outcome: ambiguous('timeout') } as const
    expect(types(station.take(answer, at('08:56:10')))).toContain('beat')
    expect(station.session()).toMatchObject({ id: S1 })
  })

  test('and counts when the daemon was restarted before the answer', () => {
    const station = aStation(undefined, { exclusive: false })
    station.due(at('08:56'))
    const marker = `test/${MARKET}#1`
    const hint = { session: S1, trace: undefined, claim: 'ready', says: undefined, marker } as const
    station.take({ type: 'hinted', account: DEMO, hint }, at('08:56:05'))
    expect(types(station.take({ type: 'woke', airing: MARKET }, at('08:56:20')))).toContain('beat')
    expect(station.session()).toMatchObject({ id: S1 })
  })

  test('by the name that the station had when it was asked for', () => {
    const station = aStation(undefined, { exclusive: false })
    station.due(at('08:56'))
    const account = someFacts({ exclusive: false, station: 'renamed' })
    station.take({ type: 'account-taken-in', account }, at('08:56:20'))
    station.take({ type: 'woke', airing: MARKET }, at('08:56:20'))
    const hint = { session: S1, trace: undefined, claim: 'ready', says: undefined } as const
    const callback = (marker: string) =>
      station.take({ type: 'hinted', account: DEMO, hint: { ...hint, marker } }, at('08:56:21'))
    callback(`renamed/${MARKET}#1`)
    expect(station.session()).toMatchObject({ situation: 'unclear' })
    callback(`test/${MARKET}#1`)
    expect(station.session()).toMatchObject({ situation: 'initialising', id: S1 })
  })

  test('is looked for also after the daemon was down for longer than it would have watched', () => {
    const { station } = unclear(true)
    const woken = station.take({ type: 'woke', airing: MARKET }, at('08:58:30'))
    expect(types(woken)).toEqual(['look-at-running'])
    station.take(list([S1]), at('08:58:31'))
    expect(station.session()).toMatchObject({ situation: 'ready', id: S1 })
  })

  test('that is answered late after all is an answer', () => {
    const { station } = unclear(false)
    expect(types(station.take(opened(), at('08:56:20')))).toContain('beat')
    expect(station.session()).toMatchObject({ situation: 'ready', id: S1 })
  })

  test('is not given up by time alone: a list that cannot be read says nothing', () => {
    const { station } = unclear(true)
    station.due(at('09:01'))
    expect(station.session()).toMatchObject({ situation: 'unclear' })
  })

  test('that left no trace for a minute is asked again', () => {
    const { station } = unclear(true)
    station.take(list([]), at('08:56:58'))
    const look = () => station.take({ type: 'account-due', account: DEMO }, at('08:57:01'))
    expect(types(look())).toEqual(['look-at-running'])
    expect(types(station.take(list([]), at('08:57:02')))).toEqual(['open'])
    expect(station.airing()).toMatchObject({ openings: 2, sessionsUsed: 2 })
  })
})
