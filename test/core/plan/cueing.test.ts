import { describe, expect, test } from 'vitest'
import type { PlannedCue } from '../../../daemon/core/compile/programme.js'
import {
  callBehind,
  callCues,
  callFollowers,
  fromCue,
  missRest,
} from '../../../daemon/core/plan/cueing.js'
import type { Takeover } from '../../../daemon/core/plan/takeover.js'
import type { CueId } from '../../../daemon/core/rundown/rundown.js'
import { type Instant, minutes, seconds } from '../../../daemon/core/time.js'
import { aCue, aProgramme, aTakeoverScript, at, every, following, start } from '../../builders.js'
import {
  aManned,
  anAccount,
  aPlanned,
  aSession,
  aTakeover,
  MARKET,
  NINE,
  past,
} from './builders.js'

const scene = (cues: readonly PlannedCue[], now: Instant) => ({
  programme: aProgramme({ cues }),
  account: anAccount(),
  now,
  roll: 0.5,
})
const called = (cues: readonly PlannedCue[], now: Instant, more = {}) =>
  callCues(aManned(aSession('live'), 'on-air', more), scene(cues, now))

describe('a cue is called', () => {
  test('at its instant, once', () => {
    const cues = [aCue('welcome', start(5))]
    expect(called(cues, past(4.999)).takeovers).toEqual([])
    const first = called(cues, past(5))
    expect(first.takeovers).toMatchObject([{ situation: 'waiting', dueAt: past(5) }])
    expect(callCues(first, scene(cues, past(6))).takeovers).toHaveLength(1)
  })

  test('and may wait ten minutes, or as long as it says, or to the end if it must air', () => {
    const expiry = (more: Partial<PlannedCue>) =>
      called([aCue('a', start(), more)], NINE).takeovers[0]?.expiresAt
    expect(expiry({})).toBe(at('09:10'))
    expect(expiry({ expires: minutes(2) })).toBe(at('09:02'))
    expect(expiry({ doubt: 'must' })).toBe(at('10:00'))
    expect(expiry({ doubt: 'must', expires: seconds(30) })).toBe(past(30))
  })

  test('again while it still waits: the older turn is dropped, the newer one airs', () => {
    const cues = [aCue('pitch', every(60))]
    const one = called(cues, at('09:01'))
    const two = callCues(one, scene(cues, at('09:02')))
    expect(two.takeovers.map(({ turn, situation }) => [turn, situation])).toEqual([
      [0, 'expired'],
      [1, 'waiting'],
    ])
    expect(two.takeovers[0]).toMatchObject({ status: 'dropped', reason: 'DROP_FOR_TIME' })
  })

  test('after an hour without the daemon: each missed turn is logged, only the last may still air', () => {
    const cues = [aCue('pitch', every(600))]
    const late = called(cues, at('09:50:30')).takeovers
    expect(late.map(({ turn, situation }) => [turn, situation])).toEqual([
      [0, 'expired'],
      [1, 'expired'],
      [2, 'expired'],
      [3, 'expired'],
      [4, 'waiting'],
    ])
    expect(late[0]).toMatchObject({ status: 'missed', reason: 'STALE_AT_STARTUP' })
  })

  test('too late, it is missed: what happened meanwhile is not made up for in a burst', () => {
    const status = (more: Partial<PlannedCue>, now: Instant) => {
      const [only] = called([aCue('welcome', start(), more)], now).takeovers
      return only && 'status' in only ? only.status : only?.situation
    }
    expect(status({}, at('09:02'))).toBe('waiting')
    expect(status({}, at('09:02:01'))).toBe('missed')
    expect(status({ expires: minutes(5) }, at('09:04'))).toBe('waiting')
    expect(status({ doubt: 'must' }, at('09:40'))).toBe('waiting')
  })

  test('of a time nobody remembers it may have aired: it is not called again', () => {
    const restored = { forgottenUntil: at('09:03') }
    const all = called([aCue('pitch', every(60), { doubt: 'must' })], at('09:04'), restored)
    expect(all.takeovers.map(({ situation }) => situation)).toEqual([
      'unknown',
      'unknown',
      'unknown',
      'waiting',
    ])
  })

  test('of a time nobody remembers it counts as sent, and is sent again if it must air', () => {
    const cue = aCue('pitch', start(), { doubt: 'must' })
    const [again] = called([cue], at('09:04'), { forgottenUntil: at('09:03') }).takeovers
    expect(again).toMatchObject({ situation: 'waiting', gen: 2, sentAgain: 'may-be-heard-twice' })
  })
})

describe('a cue behind another', () => {
  const cues = [aCue('pitch', start()), aCue('prices', following('pitch')), aCue('b', start(9))]
  const after = (ahead: Takeover) =>
    callFollowers(aManned(aSession('live'), 'on-air', { takeovers: [ahead] }), scene(cues, past(3)))
      .takeovers

  test('of a time nobody remembers is over with it, and calls nothing however often it is looked at', () => {
    const chain = [
      aCue('pitch', start()),
      aCue('prices', following('pitch')),
      aCue('b', following('prices')),
    ]
    const airing = aManned(aSession('live'), 'on-air', { forgottenUntil: past(2) })
    const once = callFollowers(callCues(airing, scene(chain, past(3))), scene(chain, past(3)))
    expect(once.takeovers.map(({ situation }) => situation)).toEqual(Array(3).fill('unknown'))
    expect(callFollowers(once, scene(chain, past(4)))).toBe(once)
  })

  test('must air: sent again although it may have aired, and what follows it is not', () => {
    const chain = [
      aCue('pitch', start()),
      aCue('prices', following('pitch'), { doubt: 'must' }),
      aCue('b', following('prices')),
    ]
    const airing = aManned(aSession('live'), 'on-air', { forgottenUntil: past(2) })
    const called = callFollowers(callCues(airing, scene(chain, past(3))), scene(chain, past(3)))
    const again = { cue: 'prices', situation: 'waiting', gen: 2, sentAgain: 'may-be-heard-twice' }
    expect(called.takeovers).toMatchObject([{ cue: 'pitch', situation: 'unknown' }, again])
    const onAir = { ...aTakeover('speaking'), cue: 'prices' as CueId, dueAt: NINE }
    const heard = callFollowers({ ...called, takeovers: [onAir] }, scene(chain, past(4)))
    expect(heard.takeovers[1]).toMatchObject({ cue: 'b', situation: 'unknown' })
  })

  test('is called when the other begins to speak, and its planned time is not known yet', () => {
    expect(after(aTakeover('queued'))).toHaveLength(1)
    const [ahead, behind] = after(aTakeover('speaking'))
    expect(ahead?.followed).toBe(true)
    expect(behind).toMatchObject({
      id: `${MARKET}/prices/0`,
      situation: 'waiting',
      follows: ahead?.id,
      plannedAt: undefined,
      dueAt: past(3),
    })
  })

  test('is called once', () => {
    const twice = callFollowers(
      aManned(aSession('live'), 'on-air', { takeovers: after(aTakeover('speaking')) }),
      scene(cues, past(4)),
    )
    expect(twice.takeovers).toHaveLength(2)
  })

  test('is called whether the other aired or not', () => {
    for (const situation of [
      'spoken',
      'cut',
      'cancelled',
      'expired',
      'failed',
      'unknown',
    ] as const) {
      expect(after(aTakeover(situation))[1]).toMatchObject({ plannedAt: NINE, cue: 'prices' })
    }
  })

  test('nothing stands behind what an operator said', () => {
    expect(after(aTakeover('speaking', { cue: undefined }))).toHaveLength(1)
    expect(after(aTakeover('speaking', { cue: 'b' as CueId }))).toHaveLength(1)
  })
})

test('a takeover is a frozen copy of its cue: a later edit of the rundown does not touch it', () => {
  const cue = aCue('welcome', start(), { urgency: 'priority', doubt: 'must' })
  const times = { dueAt: NINE, plannedAt: NINE, expiresAt: past(60), follows: undefined }
  expect(fromCue(aPlanned(), cue, 3, times)).toMatchObject({
    id: 'market@2026-11-23T09:00/welcome/3',
    gen: 1,
    script: cue.script,
    urgency: 'priority',
    doubt: 'must',
    situation: 'waiting',
  })
})

test('of an airing that is over, what will not be called any more is missed', () => {
  const airing = aManned(aSession('live'), 'on-air', { calledUntil: past(100) })
  const programme = aProgramme({ cues: [aCue('welcome', start()), aCue('pitch', every(60))] })
  const rest = missRest(airing, programme, past(240)).takeovers
  expect(rest.map(({ cue, plannedAt }) => [cue, plannedAt])).toEqual([
    ['pitch', past(120)],
    ['pitch', past(180)],
    ['pitch', past(240)],
  ])
  expect(rest[0]).toMatchObject({ status: 'missed' })
  expect(missRest(airing, programme, past(110))).toBe(airing)
})

test('and what follows it with it; what follows one that still waits goes as that one goes', () => {
  const cues = [
    aCue('pitch', every(60)),
    aCue('price', following('pitch')),
    aCue('legal', following('price')),
  ]
  const waiting = aTakeover('waiting')
  const spoken = { ...aTakeover('speaking'), followed: true, cue: 'welcome' as CueId }
  const airing = aManned(aSession('live'), 'on-air', {
    calledUntil: past(100),
    takeovers: [waiting, spoken],
  })
  const programme = aProgramme({ cues })
  const rest = callBehind(
    missRest(airing, programme, past(120)),
    programme,
    past(120),
  ).takeovers.slice(2)
  expect(
    rest.map(({ id, situation }) => `${id.split('/').slice(1).join(' ')} ${situation}`),
  ).toEqual([
    'pitch 1 expired',
    'price 0 waiting',
    'price 1 expired',
    'legal 0 waiting',
    'legal 1 expired',
  ])
})

test('what is missed is named with its values in it, as it would have been heard', () => {
  const say = aTakeoverScript({ say: `And here it is, \${product}.` })
  const cues = [
    aCue('reveal', start(60), { script: say }),
    aCue('price', following('reveal'), { script: say }),
  ]
  const programme = { ...aProgramme({ cues }), variables: { product: 'Lumen One' } }
  const airing = aManned(aSession('live'), 'on-air', { calledUntil: past(1) })
  const over = callBehind(missRest(airing, programme, past(120)), programme, past(120))
  const words = 'And here it is, Lumen One.'
  expect(over.takeovers.map(({ script }) => script.say)).toEqual([words, words])
  const late = callCues(airing, { ...scene(cues, past(600)), programme })
  expect(late.takeovers.map(({ script }) => script.say)).toEqual([words])
})
