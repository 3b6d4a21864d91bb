import { describe, expect, test } from 'vitest'
import { airDueAt, clearAir, pursueAir, queueLookEvery } from '../../../daemon/core/plan/air.js'
import { lookAt } from '../../../daemon/core/plan/look.js'
import { ambiguous, applied } from '../../../daemon/core/plan/outcome.js'
import { takeoverId, type Unwanted } from '../../../daemon/core/plan/takeover.js'
import { FOR_A_VOICE } from '../../../daemon/core/plan/verdicts.js'
import { type Instant, NEVER } from '../../../daemon/core/time.js'
import { aCue, aProgramme, aTakeoverScript, at, every, following, start } from '../../builders.js'
import { pitch, sends, show, taken } from './a-pitch.js'
import {
  aManned,
  anAccount,
  aSession,
  aTakeover,
  guarded,
  MARKET,
  NINE,
  opened,
  past,
  rows,
  S1,
  S2,
  trace,
  types,
} from './builders.js'

const lostAnswer = { ...taken(), outcome: ambiguous('timeout') }
const list = (...names: readonly string[]) => ({
  type: 'queue-seen' as const,
  airing: MARKET,
  session: S1,
  outcome: applied(names.map(trace)),
})

describe('a cue goes to air', () => {
  test('sent at its instant, watched in the queue, and written down when it is over', () => {
    const station = show(aCue('pitch', start(10)))
    expect(sends(station.due(past(9.999)))).toEqual([])
    expect(sends(station.due(past(10)))).toMatchObject([
      { type: 'enqueue', takeover: pitch, gen: 1, session: S1, because: 'its cue is due' },
    ])
    expect(types(station.take(taken(), past(10.1)))).toContain('look-at-queue')
    station.take(list('t1'), past(10.2))
    expect(station.takeovers()).toMatchObject([{ situation: 'speaking' }])
    const gone = station.take(list(), past(20))
    expect(rows(gone)).toMatchObject([
      { item: 'pitch', status: 'aired', startedAt: past(10.2), endedAt: past(20), session: S1 },
    ])
    expect(station.takeovers()).toEqual([])
  })

  test('one at a time: the next waits for the answer', () => {
    const station = show(aCue('pitch', start(1)), aCue('b', start(1)))
    expect(sends(station.due(past(1)))).toHaveLength(1)
    expect(sends(station.due(past(2)))).toHaveLength(0)
    expect(sends(station.take(taken(), past(2.1)))).toMatchObject([{ takeover: `${MARKET}/b/0` }])
  })

  test('that nobody answered for is found in the queue, and not sent again', () => {
    const station = show(aCue('pitch', start(1), { doubt: 'must' }))
    station.due(past(1))
    const asked = station.take(lostAnswer, past(11))
    expect(types(asked)).toContain('look-at-queue')
    station.take(list('stranger'), past(11.1))
    expect(station.takeovers()).toMatchObject([{ situation: 'speaking', trace: 'stranger' }])
  })

  test('that nobody answered for and nobody saw is sent again only if it must air', () => {
    for (const [doubt, times] of [
      ['once', 0],
      ['must', 1],
      ['never-twice', 0],
    ] as const) {
      const station = show(aCue('pitch', start(1), { doubt }))
      station.due(past(1))
      station.take(lostAnswer, past(11))
      station.take(list(), past(12))
      station.due(past(51))
      // The queue was not read for half a minute: no certificate.
      const after = station.take(list(), past(52))
      expect(sends(after)).toHaveLength(times)
      expect(rows(after)).toHaveLength(1 - times)
    }
  })

  test('whose answer does not come: the queue is read meanwhile, and watched all the while', () => {
    const station = show(aCue('pitch', start(1)))
    station.due(past(1))
    expect(station.nextDue({ airing: MARKET })).toBe(past(2.5))
    let sent: ReturnType<typeof sends> = []
    for (let now = 1.25; now < 71; now += 0.25) {
      const lost = now === 11 ? station.take(lostAnswer, past(now)) : station.due(past(now))
      const asks = types(lost).includes('look-at-queue')
      sent = [...sent, ...sends(lost), ...sends(asks ? station.take(list(), past(now + 0.1)) : [])]
    }
    // It may air only once: the queue was watched without a gap, so it was not taken.
    expect(sent).toMatchObject([{ gen: 2 }])
  })

  test('given up in preparation it is taken back from the platform', () => {
    const station = show(aCue('pitch', start(1)))
    station.due(past(1))
    const slow = { ...taken(), outcome: applied({ trace: trace('t1'), prepared: false }) }
    station.take(slow, past(2))
    expect(guarded(station.due(past(62)))).toMatchObject([{ type: 'cancel', trace: 't1' }])
    expect(station.takeovers()).toEqual([])
  })
})

describe('the session is lost', () => {
  const lose = (station: ReturnType<typeof show>, when: Instant) =>
    station.take({ type: 'seen', airing: MARKET, session: S1, outcome: applied('dropped') }, when)

  test('what was on its way gets its verdict, what waited goes to the next session', () => {
    const station = show(aCue('pitch', start(1)), aCue('b', start(2)))
    station.due(past(1))
    station.due(past(2))
    expect(rows(lose(station, past(3)))).toMatchObject([
      { item: 'pitch', status: 'aired_unconfirmed', reason: 'PROVIDER_SESSION_LOST', session: S1 },
      { type: 'session' },
    ])
    expect(station.takeovers()).toMatchObject([{ cue: 'b', situation: 'waiting' }])
    station.take(opened(S2), past(4))
    const outcome = applied('live' as const)
    const live = station.take({ type: 'seen', airing: MARKET, session: S2, outcome }, past(6))
    expect(sends(live)).toMatchObject([{ session: S2 }])
  })

  test('the cues behind what was lost are called all the same', () => {
    const station = show(aCue('pitch', start(1)), aCue('prices', following('pitch')))
    station.due(past(1))
    lose(station, past(3))
    expect(station.takeovers()).toMatchObject([{ cue: 'prices', situation: 'waiting' }])
  })

  test('while its queue is read: that of the next one is read in time all the same', () => {
    const station = show(aCue('pitch', start(1)), aCue('b', start(6)))
    station.due(past(1))
    station.take(taken(), past(1.2))
    station.take(list('t1'), past(2))
    expect(types(station.due(past(4)))).toContain('look-at-queue')
    lose(station, past(4.1))
    expect(station.airing().queueSeenAt).toBeUndefined()
    station.take(opened(S2), past(5))
    const outcome = applied('live' as const)
    station.take({ type: 'seen', airing: MARKET, session: S2, outcome }, past(5.4))
    station.due(past(6))
    expect(types(station.due(past(7.5)))).toContain('look-at-queue')
  })

  test('what must air and was not seen on air is sent again in the next session', () => {
    const station = show(aCue('pitch', start(1), { doubt: 'must' }))
    station.due(past(1))
    expect(rows(lose(station, past(3))).filter(({ item }) => item === 'pitch')).toEqual([])
    expect(station.takeovers()).toMatchObject([{ cue: 'pitch', situation: 'waiting', gen: 2 }])
  })

  test('and so is what gave way to a live voice, but not what was taken back for good', () => {
    const lost = (why: Unwanted) => {
      const recall = { ...why, since: past(5), askAgainAt: past(8) }
      const must = aTakeover('queued', { doubt: 'must' })
      const airing = aManned(aSession('live'), 'on-air', { takeovers: [{ ...must, recall }] })
      const scene = { programme: aProgramme(), account: anAccount(), now: past(6), roll: 0 }
      return clearAir(airing, S1, 'session-lost', scene).airing.takeovers
    }
    expect(lost(FOR_A_VOICE)).toMatchObject([{ situation: 'waiting', gen: 2 }])
    expect(lost({ reason: 'REMOVED', because: 'its cue was taken out' })).toEqual([])
  })
})

describe('when takeovers are looked at again', () => {
  const due = (takeovers: readonly ReturnType<typeof aTakeover>[], more = {}) => {
    const lookedAt = { takeovers, queueLook: lookAt(NEVER), ...more }
    return airDueAt(aManned(aSession('live'), 'on-air', lookedAt), aProgramme())
  }

  test('each at the time that changes it', () => {
    expect(due([])).toBe(NEVER)
    expect(due([aTakeover('waiting', { expiresAt: past(60) })])).toBe(past(60))
    expect(due([aTakeover('in-doubt')])).toBe(past(120))
    expect(due([aTakeover('preparing')])).toBe(past(60))
    const queueLook = { nextAt: past(2), askedAt: undefined, again: false }
    expect(due([aTakeover('queued')], { queueLook })).toBe(past(2))
    expect(due([aTakeover('waiting')], { queueLook, sendFrom: past(1) })).toBe(past(1))
  })

  test('more often while something is in doubt', () => {
    const every = (takeover: ReturnType<typeof aTakeover>) =>
      queueLookEvery(aManned(aSession('live'), 'on-air', { takeovers: [takeover] }))
    expect(every(aTakeover('in-doubt'))).toBe(1_000)
    expect(every(aTakeover('speaking'))).toBe(2_000)
  })

  test('never, in an airing that is parked', () => {
    expect(due([aTakeover('waiting')], { parked: 'for the test' })).toBe(NEVER)
  })
})

test('at the end everything that is left gets a verdict, and nothing is sent any more', () => {
  const takeovers = [
    aTakeover('speaking'),
    aTakeover('waiting', { id: takeoverId(MARKET, 'b', 0) }),
  ]
  const airing = aManned(aSession('live'), 'on-air', { takeovers, queueSeenAt: at('09:59:58') })
  const scene = { programme: aProgramme(), account: anAccount(), now: at('10:00'), roll: 0.5 }
  expect(pursueAir(airing, S1, scene).actions).toEqual([])
  const cleared = clearAir(airing, S1, 'end', scene)
  expect(cleared.airing.takeovers).toEqual([])
  expect(rows(cleared.actions).map(({ status }) => status)).toEqual(['aired_partial', 'dropped'])
})

test('at the end what must air is not called again, and what stands behind it is missed once', () => {
  const programme = aProgramme({
    cues: [aCue('pitch', start(10), { doubt: 'must' }), aCue('prices', following('pitch'))],
  })
  const airing = aManned(aSession('live'), 'on-air', {
    takeovers: [aTakeover('sent', { doubt: 'must', expiresAt: at('11:00') })],
  })
  const scene = { programme, account: anAccount(), now: at('10:00'), roll: 0.5 }
  const cleared = clearAir(airing, S1, 'end', scene)
  expect(cleared.airing.takeovers).toEqual([])
  expect(rows(cleared.actions)).toMatchObject([
    { item: 'pitch', attempt: 1, status: 'aired_unconfirmed', reason: 'HARD_OUT' },
    { item: 'prices', attempt: 1, status: 'dropped' },
  ])
})

test('a channel that repeats a cue all day holds no more than its share of takeovers', () => {
  const station = show(aCue('pitch', every(5), { script: aTakeoverScript() }))
  for (let now = NINE; now < at('09:30'); now = (now + 1_000) as Instant) station.due(now)
  expect(station.takeovers().length).toBeLessThanOrEqual(2)
})
