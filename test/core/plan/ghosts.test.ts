import { describe, expect, test } from 'vitest'
import type { Manned } from '../../../daemon/core/plan/airing.js'
import type { TraceId } from '../../../daemon/core/plan/events.js'
import {
  findGhosts,
  rememberGivenUp,
  rememberTraces,
  strangersIn,
} from '../../../daemon/core/plan/ghosts.js'
import { facts, takeoverId } from '../../../daemon/core/plan/takeover.js'
import { writeDown } from '../../../daemon/core/plan/written-once.js'
import { aManned, aSession, aTakeover, MARKET, past, trace } from './builders.js'

const B = takeoverId(MARKET, 'b', 0)
const given = { takeover: facts(aTakeover('in-doubt')), sentAt: past(0) }
const live = (more: Partial<Omit<Manned, 'session' | 'situation'>>) =>
  aManned(aSession('live'), 'on-air', more)
const withStrangers = (airing: Manned, order: readonly TraceId[]): Manned => {
  const strangers = strangersIn(airing, order, past(50))
  return strangers.length === 0 ? airing : { ...airing, strangers }
}
const seen = (airing: Manned, ...order: readonly string[]) =>
  findGhosts(withStrangers(airing, order.map(trace)), order.map(trace), () => ({}), past(50))
const situations = ({ takeovers }: Manned) =>
  takeovers.map(({ situation, gen }) => `${situation} ${gen}`)

describe('what was given up and turns up', () => {
  test('waiting in the queue, it is taken back', () => {
    const found = seen(live({ givenUp: [given] }), 't7', 't8')
    expect(seen(live({ givenUp: [given], pastTraces: [trace('t7')] }), 't7', 't8')).toMatchObject({
      takeovers: [{ situation: 'queued', trace: 't8', recall: { askAgainAt: past(50) } }],
      givenUp: [],
    })
    expect(found.takeovers).toMatchObject([{ situation: 'speaking', trace: 't7' }])
  })

  test('on air, it is aired, and what was sent again in its place is not', () => {
    const waiting = aTakeover('waiting', { gen: 2 })
    expect(situations(seen(live({ givenUp: [given], takeovers: [waiting] }), 't7'))).toEqual([
      'cancelled 2',
      'speaking 1',
    ])
    const queued = aTakeover('queued', { gen: 2, trace: trace('t9') })
    const both = seen(live({ givenUp: [given], takeovers: [queued] }), 't7', 't9')
    expect(both.takeovers).toMatchObject([{ trace: 't9', recall: {} }, { situation: 'speaking' }])
  })

  test('while an enqueue is under way an unknown id is that one', () => {
    const airing = live({ givenUp: [given], takeovers: [aTakeover('sent', { gen: 2 })] })
    expect(seen(airing, 't7').takeovers).toBe(airing.takeovers)
  })

  test('an id we never sent is somebody else’s, and is left alone', () => {
    const airing = live({ givenUp: [] })
    expect(seen(airing, 't7').takeovers).toBe(airing.takeovers)
  })

  test('an id that was ours and is over is only a list that lags', () => {
    const airing = live({ givenUp: [given], pastTraces: [trace('t7')] })
    expect(seen(airing, 't7').takeovers).toBe(airing.takeovers)
  })
})

describe('more than one was given up, and one turns up', () => {
  const other = {
    takeover: facts(aTakeover('in-doubt', { id: B, doubt: 'once' })),
    sentAt: past(5),
  }
  const two = { givenUp: [given, other] }

  test('it is never more than unconfirmed, and nor is the next', () => {
    expect(seen(live(two), 't7')).toMatchObject({
      takeovers: [{ id: B, situation: 'speaking', mistakable: true }],
      givenUp: [{ takeover: { id: given.takeover.id }, mistakable: true }],
    })
    const last = { givenUp: [{ ...given, mistakable: true as const }] }
    expect(seen(live(last), 't8').takeovers).toMatchObject([{ mistakable: true }])
  })

  test('what was sent again of either gives way if it may be heard only once', () => {
    const again = [
      aTakeover('waiting', { gen: 2, sentAgain: 'watched' }),
      aTakeover('queued', { id: B, gen: 2, doubt: 'must', trace: trace('t9') }),
    ]
    const found = seen(live({ ...two, takeovers: again }), 't7', 't9')
    expect(found.takeovers).toMatchObject([
      { situation: 'cancelled' },
      { situation: 'queued', recall: undefined },
      { situation: 'speaking' },
    ])
    expect(writeDown(found.takeovers).rows).toMatchObject([{ status: 'aired_unconfirmed' }])
  })

  test('what was there before it was sent is the earlier one, and known', () => {
    const strangers = [{ trace: trace('t7'), since: past(3) }]
    const found = findGhosts(live({ ...two, strangers }), [trace('t7')], () => ({}), past(50))
    expect(found.takeovers).toMatchObject([{ id: given.takeover.id, mistakable: undefined }])
  })
})

describe('given up is', () => {
  const before = [aTakeover('in-doubt')]
  const count = (...now: Manned['takeovers']) =>
    rememberGivenUp(before, live({ takeovers: now })).givenUp.length

  test('what nobody knows of, and what is sent again', () => {
    expect(count(aTakeover('waiting', { gen: 2 }))).toBe(1)
    expect(count({ ...aTakeover('unknown'), trace: undefined })).toBe(1)
  })

  test('not what is still in doubt, or was found', () => {
    expect(count(aTakeover('in-doubt'))).toBe(0)
    expect(count(aTakeover('queued'))).toBe(0)
  })
})

test('only so many ids are remembered', () => {
  const over = Array.from({ length: 40 }, (_, nth) =>
    aTakeover('spoken', { trace: trace(`t${nth}`) }),
  )
  const kept = rememberTraces(live({}), over)
  expect(kept).toHaveLength(24)
  expect(kept.at(-1)).toBe('t39')
})
