import { describe, expect, test } from 'vitest'
import type { Account } from '../../../daemon/core/plan/account.js'
import type { Airing, Manned } from '../../../daemon/core/plan/airing.js'
import type { AiringId } from '../../../daemon/core/plan/calendar.js'
import {
  handOver,
  isLeaving,
  isRelayed,
  relayStep,
  successorOf,
} from '../../../daemon/core/plan/relay.js'
import { hours } from '../../../daemon/core/time.js'
import { aCue, aProgramme, every } from '../../builders.js'
import { aManned, anAccount, aSession, aTakeover, MARKET, NINE, past } from './builders.js'

const MINUTE = 60
/** May grow two hours old; opened at nine. */
const desk = (more: Partial<Account> = {}) =>
  anAccount({ sessionMaxAge: hours(2), holding: [MARKET], ...more })
const old = (more: Parameters<typeof aManned>[2] = {}): Manned =>
  aManned(aSession('live', NINE), 'on-air', { endsAt: undefined, calledUntil: past(0), ...more })
const ready = aManned(aSession('ready', NINE), 'ready')
const quiet = aProgramme({ cues: [] })
const step = (
  airing: Manned,
  minute: number,
  {
    successor,
    account = desk(),
    programme = quiet,
  }: {
    readonly successor?: Airing
    readonly account?: Account
    readonly programme?: typeof quiet
  } = {},
) => relayStep(airing, { programme, account, successor, now: past(minute * MINUTE) })

describe('a session', () => {
  test('is left alone until eight minutes before it is too old', () => {
    expect(step(old(), 111.9)).toBe('none')
    expect(step(old(), 112)).toBe('prepare')
  })

  test('of a show that is over by then is left alone', () => {
    expect(step(old({ endsAt: past(120 * MINUTE) }), 119)).toBe('none')
    expect(step(old({ endsAt: past(121 * MINUTE) }), 112)).toBe('prepare')
  })

  test('that is being closed, handed over or parked is left alone', () => {
    expect(step(old({ stop: { at: past(0), hold: false } }), 119)).toBe('none')
    expect(step(old({ handingOver: true }), 119)).toBe('none')
    expect(step(old({ parked: 'a broken assumption' }), 119)).toBe('none')
  })
})

describe('the next one', () => {
  test('takes no slot that somebody else may need', () => {
    expect(step(old(), 114, { account: desk({ slots: 1 }) })).toBe('none')
    const waiting = [{ airing: 'b' as AiringId, startsAt: past(0) }]
    expect(step(old(), 114, { account: desk({ waiting }) })).toBe('none')
  })

  test('is waited for until it is ready', () => {
    const successor = aManned(aSession('initialising'), 'opening')
    expect(step(old(), 114, { successor })).toBe('none')
    expect(step(old(), 114, { successor: ready })).toBe('hand-over')
  })

  test('takes over in the last minutes when the platform holds nothing, and in the last moment whatever it holds', () => {
    const busy = old({ takeovers: [aTakeover('speaking'), aTakeover('waiting')] })
    const waits = old({ takeovers: [aTakeover('waiting')] })
    expect(step(old(), 118)).toBe('hand-over')
    expect(step(waits, 118, { successor: ready })).toBe('hand-over')
    expect(step(busy, 118, { successor: ready })).toBe('none')
    expect(step(busy, 119.5, { successor: ready })).toBe('hand-over')
    expect(step(busy, 119.5)).toBe('hand-over')
  })

  test('is waited for in the last minutes, but for the last moment', () => {
    const successor = aManned(aSession('initialising'), 'opening')
    expect(step(old(), 118, { successor })).toBe('none')
    expect(step(old(), 119.5, { successor })).toBe('hand-over')
  })

  test('goes on when nothing is held where somebody waits for the slot, and soon if they start soon', () => {
    const busy = old({ takeovers: [aTakeover('queued')] })
    const waits = old({ takeovers: [aTakeover('waiting')] })
    const startsAt = (minute: number) =>
      desk({ waiting: [{ airing: 'b' as AiringId, startsAt: past(minute * MINUTE) }] })
    expect(step(waits, 114, { successor: ready, account: startsAt(118) })).toBe('hand-over')
    expect(step(busy, 114, { successor: ready, account: startsAt(118) })).toBe('none')
    expect(step(busy, 116, { successor: ready, account: startsAt(118) })).toBe('hand-over')
  })

  test('has what would be sent to the one that leaves', () => {
    const leaves = (minute: number, account = desk(), successor: Airing = ready) =>
      isLeaving(old(), { account, successor, now: past(minute * MINUTE) })
    const wanted = desk({ waiting: [{ airing: 'b' as AiringId, startsAt: past(7_200) }] })
    expect([leaves(117.9), leaves(118)]).toEqual([false, true])
    expect([leaves(111, wanted), leaves(113, wanted)]).toEqual([false, true])
    expect(leaves(113, wanted, aManned(aSession('initialising'), 'opening'))).toBe(false)
  })
})

describe('quiet is', () => {
  const at = (airing: Manned, minute: number, programme = quiet) =>
    step(airing, minute, { successor: ready, programme })

  test('nothing on its way', () => {
    expect(at(old({ takeovers: [aTakeover('speaking')] }), 114)).toBe('none')
  })

  test('nothing due within twenty seconds', () => {
    const programme = aProgramme({ cues: [aCue('pitch', every(60), { segment: 'b' })] })
    const called = { calledUntil: past(114 * MINUTE) }
    expect(at(old(called), 114.5, programme)).toBe('hand-over')
    expect(at(old(called), 114.7, programme)).toBe('none')
  })

  test('between two segments, in the first half of the window', () => {
    const programme = aProgramme({ cues: [aCue('pitch', every(600), { segment: 'a' })] })
    const called = { calledUntil: past(112 * MINUTE), lastSegment: 'a' }
    expect(at(old(called), 113, programme)).toBe('none')
    expect(at(old({ ...called, lastSegment: 'b' }), 113, programme)).toBe('hand-over')
    expect(at(old({ ...called, calledUntil: past(116 * MINUTE) }), 117, programme)).toBe(
      'hand-over',
    )
  })
})

describe('the successor', () => {
  test('is the same occurrence under the version of now, and waits for its predecessor', () => {
    const next = successorOf(old(), 'market#v2', past(5))
    expect(next).toMatchObject({
      id: `${MARKET}~~2`,
      succeeds: MARKET,
      version: 'market#v2',
      startsAt: NINE,
      endsAt: undefined,
      opensAt: past(5),
    })
    expect(successorOf(next, 'market#v2', past(9)).id).toBe(`${MARKET}~~3`)
  })

  test('the second pass of an hour that comes twice is no successor, and has its own', () => {
    const second = `${MARKET}~2` as AiringId
    expect([isRelayed(MARKET), isRelayed(second)]).toEqual([false, false])
    const next = successorOf({ ...old(), id: second }, 'market#v2', past(5))
    expect([next.id, isRelayed(next.id)]).toEqual([`${MARKET}~2~~2`, true])
  })

  test('takes along what waits, and calls the cues from there on', () => {
    const waiting = aTakeover('waiting')
    const airing = old({ takeovers: [aTakeover('speaking'), waiting], calledUntil: past(9) })
    const handed = handOver(airing, successorOf(airing, 'market#v1', past(9)))
    expect(handed.airing).toMatchObject({
      handingOver: true,
      takeovers: [{ situation: 'speaking' }],
    })
    expect(handed.successor).toMatchObject({ calledUntil: past(9), takeovers: [waiting] })
  })

  test('is held as long as the one before it', () => {
    const airing = { ...aManned(aSession('live'), 'on-air'), heldUntil: past(9.5) }
    const handed = handOver(airing, successorOf(airing, 'market#v1', past(9)))
    expect(handed.successor.heldUntil).toBe(past(9.5))
  })

  test('airs what must air and had not begun at the one before it', () => {
    const speaking = aTakeover('speaking', { doubt: 'must' })
    const takeovers = [speaking, aTakeover('queued', { doubt: 'must' }), aTakeover('queued')]
    const airing = old({ takeovers })
    const handed = handOver(airing, successorOf(airing, 'market#v1', past(9)))
    expect(handed.airing.takeovers).toEqual([speaking, takeovers[2]])
    expect(handed.successor.takeovers).toMatchObject([
      { situation: 'waiting', gen: 2, sentAgain: 'may-be-heard-twice' },
    ])
  })
})
