import { describe, expect, test } from 'vitest'
import type { Manned } from '../../../daemon/core/plan/airing.js'
import { lookAt } from '../../../daemon/core/plan/look.js'
import { queueSeen } from '../../../daemon/core/plan/queue-seen.js'
import { facts, takeoverId } from '../../../daemon/core/plan/takeover.js'
import { writeDown } from '../../../daemon/core/plan/written-once.js'
import { aManned, aSession, aTakeover, MARKET, past, trace } from './builders.js'

const live = (more: Partial<Omit<Manned, 'session' | 'situation'>>) =>
  aManned(aSession('live'), 'on-air', more)
const seen = (airing: Manned, ...names: readonly string[]) =>
  queueSeen(airing, names.map(trace), past(3))

describe('the queue was read', () => {
  test('ours move on, each to its place', () => {
    const two = [
      aTakeover('queued'),
      aTakeover('queued', { id: takeoverId(MARKET, 'b', 0), trace: trace('t2') }),
    ]
    expect(seen(live({ takeovers: two }), 't1', 't2').takeovers).toMatchObject([
      { situation: 'speaking' },
      { situation: 'queued', place: 1 },
    ])
  })

  test('an unknown id is the enqueue that nobody answered, and only that', () => {
    const doubted = aTakeover('in-doubt', { id: takeoverId(MARKET, 'b', 0) })
    const next = seen(live({ takeovers: [aTakeover('speaking'), doubted] }), 't1', 'x')
    expect(next.takeovers[1]).toMatchObject({ situation: 'queued', trace: 'x', place: 1 })
  })

  test('it may come before its answer does; unless something given up may turn up as well', () => {
    const sent = live({ takeovers: [aTakeover('sent')], queueLook: lookAt(past(1)) })
    const asked = { ...sent, queueLook: { ...sent.queueLook, askedAt: past(1) } }
    expect(seen(asked, 'x').takeovers).toMatchObject([{ situation: 'speaking', trace: 'x' }])
    const given = { takeover: facts(aTakeover('in-doubt')), sentAt: past(0) }
    expect(seen({ ...asked, givenUp: [given] }, 'x').takeovers).toMatchObject([
      { situation: 'sent' },
    ])
    const before = { ...sent, queueLook: { ...sent.queueLook, askedAt: past(-1) } }
    expect(seen(before, 'x').takeovers).toMatchObject([{ situation: 'sent' }])
  })

  test('a list that did not come changes nothing but the time of the next', () => {
    const airing = live({ takeovers: [aTakeover('queued')] })
    const next = queueSeen(airing, undefined, past(3))
    expect(next.takeovers).toEqual(airing.takeovers)
    expect(next.queueLook.nextAt).toBe(past(5))
  })
})

describe('of an id that nobody here knows', () => {
  const doubted = aTakeover('in-doubt', { id: takeoverId(MARKET, 'b', 0) })
  const before = { trace: trace('x'), since: past(-1) }
  const given = { takeover: facts(aTakeover('in-doubt')), sentAt: past(-60) }
  const watch = ({ takeovers: [one] }: Manned) =>
    one?.situation === 'in-doubt' ? one.watch : undefined

  test('it is known since when it is there, and forgotten when it is gone', () => {
    const first = seen(live({}), 'x')
    expect(first.strangers).toEqual([{ trace: 'x', since: past(3) }])
    expect(queueSeen(first, [trace('x')], past(5)).strangers).toEqual(first.strangers)
    expect(queueSeen(first, [], past(5)).strangers).toEqual([])
  })

  test('it is not what was sent when it was there already, and leaves its watch whole', () => {
    const airing = live({ takeovers: [doubted], strangers: [before] })
    expect(seen(airing, 'x').takeovers).toMatchObject([{ situation: 'in-doubt' }])
    expect(watch(seen(airing, 'x'))).toMatchObject({ whole: true })
    expect(seen(airing, 'x', 'y').takeovers).toMatchObject([{ trace: 'y', place: 1 }])
  })

  test('it may be another that was given up: then what it does is nobody’s for sure', () => {
    const next = seen(live({ takeovers: [doubted], givenUp: [given] }), 'x')
    expect(next).toMatchObject({
      takeovers: [{ trace: 'x', mistakable: true }],
      givenUp: [{ mistakable: true }],
    })
    const over = queueSeen(next, [], past(20))
    expect(writeDown(over.takeovers).rows).toMatchObject([
      {
        status: 'aired_unconfirmed',
        reason: 'IN_DOUBT_AFTER_CRASH',
        says: expect.stringContaining(
          'more than one request had no answer: what was heard may have',
        ),
      },
    ])
  })

  test('one that was given up long ago does not come any more, and another sending is the same', () => {
    const old = { ...given, sentAt: past(-300) }
    const sure = { takeovers: [{ trace: 'x' }], givenUp: [{ takeover: {} }] }
    const long = seen(live({ takeovers: [doubted], givenUp: [old] }), 'x')
    expect(long).toMatchObject(sure)
    const same = seen(live({ takeovers: [aTakeover('in-doubt')], givenUp: [given] }), 'x')
    expect(same).toMatchObject(sure)
    for (const { takeovers } of [long, same])
      expect(takeovers[0]).not.toMatchObject({ mistakable: true })
  })

  test('nor is another sending known for sure, once what came may have been the first of it', () => {
    const mixed = { ...given, mistakable: true } as const
    const again = seen(live({ takeovers: [aTakeover('in-doubt')], givenUp: [mixed] }), 'x')
    expect(again.takeovers).toMatchObject([{ trace: 'x', mistakable: true }])
    const old = { ...mixed, sentAt: past(-601) }
    const late = seen(live({ takeovers: [aTakeover('in-doubt')], givenUp: [old] }), 'x')
    expect(late.takeovers[0]).not.toMatchObject({ mistakable: true })
  })

  test('after a restore it may be what was sent in the time that nobody remembers', () => {
    const restored = (at: number) =>
      seen(live({ takeovers: [doubted], forgottenUntil: past(at) }), 'x')
    expect(restored(-1).takeovers).toMatchObject([{ trace: 'x', mistakable: true }])
    expect(restored(-301).takeovers[0]).not.toMatchObject({ mistakable: true })
  })

  test('one of two can only be it: nobody knows which', () => {
    const next = seen(live({ takeovers: [doubted] }), 'x', 'y')
    expect(next.takeovers).toMatchObject([{ trace: 'x', mistakable: true }])
  })
})
