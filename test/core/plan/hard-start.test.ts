import { describe, expect, test } from 'vitest'
import type { PlannedCue } from '../../../daemon/core/compile/programme.js'
import {
  cutForHardStart,
  dropForHardPoint,
  hardCutAt,
} from '../../../daemon/core/plan/hard-start.js'
import type { Takeover } from '../../../daemon/core/plan/takeover.js'
import { NEVER, seconds } from '../../../daemon/core/time.js'
import { aCue, aProgramme, aTakeoverScript, start } from '../../builders.js'
import { aManned, aSession, aTakeover, past, trace } from './builders.js'

const hard = (grace = 0) => ({ kind: 'hard', grace: seconds(grace) }) as const
const airing = (...takeovers: readonly Takeover[]) =>
  aManned(aSession('live'), undefined, { takeovers, endsAt: past(600) })

describe('at its time, grace included, a hard start takes the air', () => {
  const speaking = aTakeover('speaking', { trace: trace('t1') })
  const news = (grace: number) =>
    aTakeover('queued', { start: hard(grace), dueAt: past(60), trace: trace('t2') })

  test('what speaks is asked back then, and not before', () => {
    const show = airing(speaking, news(5))
    expect(hardCutAt(show)).toBe(past(65))
    expect(cutForHardStart(show, past(64.9))).toBe(show)
    const cut = cutForHardStart(show, past(65))
    expect(cut.takeovers[0]).toMatchObject({
      recall: { since: past(65), because: expect.stringContaining('starts hard') },
    })
    expect(hardCutAt(cut)).toBe(NEVER)
  })

  test('nothing is cut for one that the platform does not hold yet', () => {
    const waiting = aTakeover('waiting', { start: hard(), dueAt: past(60) })
    expect(hardCutAt(airing(speaking, waiting))).toBe(NEVER)
  })

  test('another hard start that fell due with it is not cut; an earlier one is', () => {
    const same = aTakeover('speaking', { start: hard(), dueAt: past(60) })
    expect(hardCutAt(airing(same, news(0)))).toBe(NEVER)
    const earlier = aTakeover('speaking', { start: hard(), dueAt: past(30) })
    expect(hardCutAt(airing(earlier, news(0)))).toBe(past(60))
  })

  test('nobody on air, nothing to cut', () => {
    expect(hardCutAt(airing(news(0)))).toBe(NEVER)
  })
})

describe('what would not be over by the next hard point is left out by its rank', () => {
  const long = aTakeoverScript({ say: 'and the price is fair '.repeat(60) })
  const show = (...cues: readonly PlannedCue[]) => aProgramme({ cues })
  const waiting = (drop: number | undefined) => aTakeover('waiting', { drop, script: long })
  const situations = (programme: ReturnType<typeof show>, takeover: Takeover, at = past(10)) =>
    dropForHardPoint(airing(takeover), { programme, now: at }).takeovers.map((one) =>
      'says' in one ? `${one.situation}: ${one.says}` : one.situation,
    )

  test('before a hard start', () => {
    const news = aCue('news', start(30), { start: hard() })
    expect(situations(show(news), waiting(3))).toEqual([
      'cancelled: left out: it would not have been over by news, which starts hard',
    ])
  })

  test('its grace is time as well', () => {
    const news = aCue('news', start(30), { start: hard(300) })
    expect(situations(show(news), waiting(3))).toEqual(['waiting'])
  })

  test('before the end', () => {
    expect(situations(show(), waiting(3), past(590))).toEqual([
      'cancelled: left out: it would not have been over by the end',
    ])
    expect(situations(show(), waiting(3), past(10))).toEqual(['waiting'])
  })

  test('never one that is not to be dropped', () => {
    expect(situations(show(), waiting(undefined), past(590))).toEqual(['waiting'])
  })

  test('a channel without an end and without hard starts has no such point', () => {
    const endless = { ...airing(waiting(3)), endsAt: undefined }
    expect(dropForHardPoint(endless, { programme: show(), now: past(590) })).toBe(endless)
  })
})
