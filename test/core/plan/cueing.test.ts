import { describe, expect, test } from 'vitest'
import type { PlannedCue } from '../../../daemon/core/compile/programme.js'
import { again, callCues, callFollowers, fromCue, judge } from '../../../daemon/core/plan/cueing.js'
import type { Takeover } from '../../../daemon/core/plan/takeover.js'
import type { CueId } from '../../../daemon/core/rundown/rundown.js'
import { type Instant, minutes, seconds } from '../../../daemon/core/time.js'
import { aCue, aProgramme, at, every, following, start } from '../../builders.js'
import { aManned, anAccount, aSession, aTakeover, MARKET, NINE, past } from './builders.js'

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

  test('after an hour without the daemon: of many missed turns only the last is left to air', () => {
    const cues = [aCue('pitch', every(60))]
    const late = called(cues, at('09:50:30')).takeovers
    expect(late.map(({ turn, situation }) => [turn, situation])).toEqual([
      [0, 'expired'],
      [49, 'waiting'],
    ])
  })
})

describe('a cue behind another', () => {
  const cues = [aCue('pitch', start()), aCue('prices', following('pitch')), aCue('b', start(9))]
  const after = (ahead: Takeover) =>
    callFollowers(aManned(aSession('live'), 'on-air', { takeovers: [ahead] }), scene(cues, past(3)))
      .takeovers

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

describe('what time alone does', () => {
  test('waiting until it is too late: skipped', () => {
    const waiting = aTakeover('waiting', { expiresAt: past(60) })
    expect(judge(waiting, past(59))).toBe(waiting)
    expect(judge(waiting, past(60))).toMatchObject({ status: 'skipped', reason: 'EXPIRED' })
  })

  test('in doubt for forty seconds: left at that', () => {
    expect(judge(aTakeover('in-doubt'), past(39)).situation).toBe('in-doubt')
    expect(judge(aTakeover('in-doubt'), past(40))).toMatchObject({
      status: 'aired_unconfirmed',
      reason: 'IN_DOUBT_AFTER_CRASH',
    })
    expect(judge(aTakeover('in-doubt', { doubt: 'never-twice' }), past(40)).situation).toBe(
      'unknown',
    )
  })

  test('in preparation for a minute: failed', () => {
    expect(judge(aTakeover('preparing'), past(59)).situation).toBe('preparing')
    expect(judge(aTakeover('preparing'), past(60))).toMatchObject({ status: 'failed' })
  })

  test('nothing else', () => {
    for (const situation of ['sent', 'queued', 'speaking', 'spoken'] as const) {
      const takeover = aTakeover(situation)
      expect(judge(takeover, at('23:00'))).toBe(takeover)
    }
  })
})

describe('sent once more', () => {
  const must = { doubt: 'must', expiresAt: at('10:00') } as const

  test('only what must air, when nobody knows whether it did', () => {
    expect(again(aTakeover('unknown', must), past(60))).toMatchObject({
      situation: 'waiting',
      gen: 2,
      followed: false,
    })
    expect(again(aTakeover('unknown'), past(60)).situation).toBe('unknown')
    expect(again(aTakeover('unknown', { doubt: 'never-twice' }), past(60)).situation).toBe(
      'unknown',
    )
    expect(again(aTakeover('failed', must), past(60)).situation).toBe('failed')
    expect(again(aTakeover('cut', must), past(60)).situation).toBe('cut')
  })

  test('once, and not after its time', () => {
    expect(again(aTakeover('unknown', { ...must, gen: 2 }), past(60)).situation).toBe('unknown')
    expect(again(aTakeover('unknown', must), at('10:00')).situation).toBe('unknown')
  })
})

test('a takeover is a frozen copy of its cue: a later edit of the rundown does not touch it', () => {
  const cue = aCue('welcome', start(), { urgency: 'priority', doubt: 'must' })
  const times = { dueAt: NINE, plannedAt: NINE, expiresAt: past(60), follows: undefined }
  expect(fromCue(MARKET, cue, 3, times)).toMatchObject({
    id: 'market@2026-11-23T09:00/welcome/3',
    gen: 1,
    script: cue.script,
    urgency: 'priority',
    doubt: 'must',
    situation: 'waiting',
  })
})
