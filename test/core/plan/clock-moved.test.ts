import { describe, expect, test } from 'vitest'
import { mayBeAnothers } from '../../../daemon/core/plan/account.js'
import { end } from '../../../daemon/core/plan/airing.js'
import type { AiringId } from '../../../daemon/core/plan/calendar.js'
import { accountAfter, afterClockMoved, showAfter } from '../../../daemon/core/plan/clock-moved.js'
import { lookAt } from '../../../daemon/core/plan/look.js'
import type { Microphone } from '../../../daemon/core/plan/microphone.js'
import type { Show } from '../../../daemon/core/plan/state.js'
import {
  between,
  type Duration,
  hours,
  millis,
  minutes,
  seconds,
} from '../../../daemon/core/time.js'
import { aCue, aProgramme, at, every } from '../../builders.js'
import {
  alerts,
  aManned,
  anAccount,
  aPlanned,
  aSession,
  aStation,
  aTakeover,
  guarded,
  MARKET,
  NINE,
  onAir,
  past,
  rows,
  S1,
  S2,
  someFacts,
  trace,
  types,
} from './builders.js'

const moved = (by: Duration) => ({ type: 'clock-moved', by, paused: millis(0) }) as const
const HOUR_BACK = hours(-1)

describe('the clock was set', () => {
  test('back by an hour: every session is beaten and looked at at once, nothing is called twice', () => {
    const station = onAir([aProgramme({ cues: [aCue('pitch', every(600))] })])
    station.due(past(1_200))
    const before = station.airing().calledUntil
    const actions = station.take(moved(HOUR_BACK), past(1_200 - 3_600))
    expect(types(actions)).toEqual(expect.arrayContaining(['beat', 'look']))
    expect(alerts(actions)).toHaveLength(1)
    expect(station.airing().calledUntil).toBe(before)
    expect(guarded(station.due(past(600)))).toEqual([])
  })

  test('on by half an hour: what lies between is missed, and the show goes on', () => {
    const station = onAir([aProgramme({ cues: [aCue('pitch', every(600))] })])
    const actions = station.take(moved(hours(0.5)), past(1_900))
    expect(types(actions)).toContain('beat')
    expect(rows(actions).map(({ status }) => status)).toEqual(['missed', 'missed'])
    expect(station.session()?.situation).toBe('live')
  })

  test('a show that was on before is not started a second time when its hour comes again', () => {
    const station = onAir()
    station.take(moved(HOUR_BACK), at('08:10'))
    expect(guarded(station.due(at('08:56')))).toEqual([])
    expect(guarded(station.due(at('09:00')))).toEqual([])
  })
})

describe('what was counted from the old clock', () => {
  const now = past(-3_600)
  const by = between(past(0), now)
  const back = (session: Parameters<typeof aManned>[0]) =>
    afterClockMoved(aManned(session), { by, now })

  test('counts from now on', () => {
    expect(back(aSession('live', past(0)))).toMatchObject({
      session: { heartbeat: { nextAt: now, askedAt: undefined }, look: lookAt(now) },
      queueLook: lookAt(now),
    })
    expect(back(aSession('wanted', past(5)))).toMatchObject({ session: { from: now } })
    expect(back(aSession('unclear', past(5)))).toMatchObject({ session: { askedAt: now } })
    expect(back(aSession('closing', past(5)))).toMatchObject({ session: { nextTryAt: now } })
    expect(back(aSession('starting', past(5)))).toMatchObject({ session: { startAskedAt: now } })
  })

  test('was not watched meanwhile', () => {
    const doubted = aManned(aSession('live'), undefined, { takeovers: [aTakeover('in-doubt')] })
    expect(afterClockMoved(doubted, { by, now })).toMatchObject({
      takeovers: [{ doubtSince: now, watch: { whole: false } }],
    })
  })

  test('an hour ahead, a list that comes after it was sent still comes after it', () => {
    const sent = { ...aTakeover('sent'), sentAt: past(-9) }
    const airing = aManned(aSession('live'), undefined, { takeovers: [sent] })
    expect(afterClockMoved(airing, { by, now })).toMatchObject({
      takeovers: [{ situation: 'sent', sentAt: past(-9 - 3_600), watch: { whole: false } }],
    })
  })

  test('who only stood still knows how long the queue was not read', () => {
    const airing = aManned(aSession('live'), 'on-air', { queueSeenAt: past(-99) })
    const still = { by: millis(0), now: past(0) }
    expect(afterClockMoved(airing, still)).toMatchObject({ queueSeenAt: past(-99) })
  })

  test('a planned airing keeps its instants', () => {
    expect(afterClockMoved(aPlanned(), { by, now })).toEqual(aPlanned())
  })

  test('an airing that is over is remembered as long as before', () => {
    const closed = end(aPlanned(), 'closed', 'the end', past(-60))
    expect(afterClockMoved(closed, { by, now })).toEqual({ ...closed, endedAt: past(-3_660) })
  })

  test('a show is looked at again at once, if its time has not come already', () => {
    const show = Object.values(aStation().state.shows)[0] as Show
    expect(showAfter({ ...show, fixedUntil: past(99) }, { by, now }).fixedUntil).toBe(now)
    expect(showAfter({ ...show, fixedUntil: past(-7_200) }, { by, now }).fixedUntil).toBe(
      past(-7_200),
    )
  })

  test('an account need not rest longer, and is swept at once', () => {
    const desk = anAccount({ restUntil: past(9), past: [{ session: S1, endedAt: past(5) }] })
    expect(accountAfter(desk, { by, now })).toMatchObject({
      restUntil: now,
      sweepAt: now,
      past: [{ endedAt: now }],
    })
  })
})

describe('an hour back or on', () => {
  const moves = [hours(-1), hours(1)].map((by) => {
    const moved = (n: number) => past(n + by / 1_000)
    return { moved, shift: { by, now: moved(0) } }
  })

  test.each(moves)('an airing goes by how long ago everything was', ({ moved, shift }) => {
    const { situation: _, ...takeover } = aTakeover('waiting')
    const denied = { takeover, sentAt: past(-6), acceptedAt: past(-5), trace: trace('t1') }
    const asked = { request: 'r1', by: 'anna', how: 'cut', longest: seconds(300) } as const
    const airing = aManned(aSession('live', past(-240)), 'on-air', {
      heldUntil: past(60),
      cutInUntil: past(20),
      sendFrom: past(1),
      moveFrom: past(3),
      queueSeenAt: past(-1),
      givenUp: [{ takeover, sentAt: past(-30) }],
      denied: [denied],
      strangers: [{ trace: trace('t2'), since: past(-3) }],
      earlyHints: [{ trace: trace('t3'), hints: { speakingAt: past(-2) } }],
      microphone: { ...asked, askedAt: past(-9), situation: 'on-air', since: past(-8) },
      stop: { at: past(-1), hold: false },
    })
    expect(afterClockMoved(airing, shift)).toMatchObject({
      session: { openedAt: moved(-240), liveAt: moved(-240) },
      heldUntil: moved(60),
      cutInUntil: moved(20),
      sendFrom: moved(1),
      moveFrom: moved(3),
      queueSeenAt: shift.by > 0 ? undefined : moved(-1),
      givenUp: [{ sentAt: moved(-30) }],
      denied: [{ sentAt: moved(-6), acceptedAt: moved(-5) }],
      strangers: [{ since: moved(-3) }],
      earlyHints: [{ hints: { speakingAt: moved(-2) } }],
      microphone: { askedAt: moved(-9), since: moved(-8) },
      stop: { at: moved(-1) },
      onAirAt: moved(0),
      startsAt: airing.startsAt,
      calledUntil: airing.calledUntil,
    })
  })

  test.each(moves)('so does who waits for the line, or has had it', ({ moved, shift }) => {
    const asked = { request: 'r1', by: 'anna', how: 'cut', longest: seconds(300) } as const
    const since = { ...asked, askedAt: past(-9) }
    const after = (microphone: Microphone) =>
      afterClockMoved(aManned(aSession('live'), 'on-air', { microphone }), shift).microphone
    expect(after({ ...since, situation: 'clearing', tryFrom: past(1) })).toMatchObject({
      askedAt: moved(-9),
      tryFrom: moved(1),
    })
    expect(after({ ...since, situation: 'opening' })).toMatchObject({ askedAt: moved(-9) })
    const over = {
      situation: 'over',
      since: past(-8),
      at: past(-1),
      end: 'left',
      says: '',
    } as const
    expect(after({ ...since, ...over })).toMatchObject({ since: moved(-8), at: moved(-1) })
  })

  test.each(moves)('so does an account', ({ moved, shift }) => {
    const other = 'other' as AiringId
    const wanting = { airing: other, startsAt: past(240) }
    const desk = anAccount({
      waiting: [wanting],
      givenUp: [{ airing: other, attempt: 1, at: past(-200) }],
      restoredAt: past(-10),
      forgottenUntil: past(-10),
      silence: { since: past(-40), overAt: past(-4) },
      spent: { day: '2026-11-23', until: past(-50), used: minutes(9), told: false },
      strangers: [{ session: S2, since: past(-99), orphan: { closeAgainAt: past(9) } }],
    })
    const after = accountAfter(desk, shift)
    expect(after).toMatchObject({
      waiting: [wanting],
      givenUp: [{ at: moved(-200) }],
      restoredAt: moved(-10),
      silence: { since: moved(-40), overAt: moved(-4) },
      spent: { until: moved(-50), used: minutes(9) },
      strangers: [{ since: moved(0) }],
    })
    // Five minutes after it was given up by any clock.
    expect(mayBeAnothers(after, MARKET, moved(99))).toBe(true)
    expect(mayBeAnothers(after, MARKET, moved(100))).toBe(false)
  })

  test.each(moves)('what perhaps aired by either clock is not called anew', ({ shift }) => {
    const airing = aManned(aSession('live'), 'on-air', { forgottenUntil: past(-60) })
    const { forgottenUntil = NINE } = afterClockMoved(airing, shift)
    expect(forgottenUntil).toBe(shift.by < 0 ? past(-60) : past(3_540))
    const desk = accountAfter(anAccount({ forgottenUntil: past(-60) }), shift)
    expect(desk.forgottenUntil).toBe(forgottenUntil)
  })
})

test('set back after a restore, a show that may have been opened before it is looked for, when its time comes again', () => {
  const station = aStation()
  const restored = { type: 'account-taken-in', account: someFacts() } as const
  station.take({ ...restored, forgottenSince: at('08:40') }, at('08:57'))
  station.take(moved(HOUR_BACK), at('07:57'))
  expect(types(station.due(at('08:56')))).not.toContain('open')
  expect(station.session()).toMatchObject({ situation: 'unclear' })
})
