import { expect, test } from 'vitest'
import { PREPARE_MAX } from '../../../daemon/core/limits.js'
import { forgetDenied, rememberDenied, turnedUp } from '../../../daemon/core/plan/denied.js'
import { queueSeen } from '../../../daemon/core/plan/queue-seen.js'
import { isHeld } from '../../../daemon/core/plan/takeover.js'
import { after, millis } from '../../../daemon/core/time.js'
import { aManned, aSession, aTakeover, past, trace } from './builders.js'

const said = { failed: { at: past(5), says: 'the platform reports that it failed' } }
const preparing = aTakeover('preparing', { trace: trace('t1') })
if (!isHeld(preparing)) throw new Error('it is held')
const slandered = { ...preparing, hints: said }
const on = (takeovers: readonly (typeof preparing)[]) =>
  aManned(aSession('live'), 'on-air', {
    takeovers,
    queueLook: { askedAt: past(6), nextAt: past(8), again: false },
  })

test('what is said to have failed in preparation is over, and known if the list has it all the same', () => {
  const failed = queueSeen(on([slandered]), [], past(6))
  expect(failed.takeovers).toMatchObject([{ situation: 'failed', status: 'failed' }])
  expect(failed.denied).toMatchObject([{ trace: 't1' }])

  const written = { ...failed, takeovers: [], pastTraces: [trace('t1')] }
  const seen = queueSeen(written, [trace('t0'), trace('t1')], past(9))
  expect(seen.takeovers).toMatchObject([
    { id: preparing.id, gen: 1, situation: 'queued', place: 1, recall: undefined, followed: true },
  ])
  expect(seen.denied).toEqual([])
  expect(seen.strangers).toMatchObject([{ trace: 't0' }])
})

test('at the head of the list it is on air', () => {
  const failed = queueSeen(on([slandered]), [], past(6))
  const seen = queueSeen({ ...failed, takeovers: [] }, [trace('t1')], past(9))
  expect(seen.takeovers).toMatchObject([{ id: preparing.id, situation: 'speaking' }])
})

test('what stood in a list, or did not fail, is not waited for', () => {
  const queued = aTakeover('queued')
  const failed = { ...aTakeover('failed') }
  expect(rememberDenied([], [queued], [failed])).toEqual([])
  expect(rememberDenied([], [preparing], [preparing])).toEqual([])
})

test('once nothing can be in preparation any more it is forgotten', () => {
  const { acceptedAt } = preparing
  const airing = queueSeen(on([slandered]), [], past(6))
  const before = after(acceptedAt, millis(PREPARE_MAX - 1))
  expect(forgetDenied(airing, before)).toBe(airing)
  expect(forgetDenied(airing, after(acceptedAt, PREPARE_MAX)).denied).toEqual([])
  const none = forgetDenied(airing, after(acceptedAt, PREPARE_MAX))
  expect(turnedUp(none, [trace('t1')], () => ({}), past(70))).toBe(none)
})

test('what was sent in its place gives way to it; what is heard already does not, and it goes itself', () => {
  const failed = queueSeen(on([slandered]), [], past(6))
  const again = { ...aTakeover('queued', { gen: 2, sentAgain: 'failed' }), trace: trace('t2') }
  const seen = queueSeen({ ...failed, takeovers: [again] }, [trace('t1'), trace('t2')], past(9))
  expect(seen.takeovers).toMatchObject([
    { gen: 2, recall: { because: expect.stringContaining('turned up') } },
    { gen: 1, situation: 'speaking', recall: undefined },
  ])
  const heard = { ...aTakeover('speaking', { gen: 2, sentAgain: 'failed' }), trace: trace('t2') }
  const late = queueSeen({ ...failed, takeovers: [heard] }, [trace('t2'), trace('t1')], past(9))
  expect(late.takeovers).toMatchObject([
    { gen: 2, situation: 'speaking', recall: undefined },
    { gen: 1, situation: 'queued', recall: { because: expect.stringContaining('turned up') } },
  ])
})
