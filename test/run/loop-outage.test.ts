/** The disk is full, for as long as it takes. */
import { expect, test } from 'vitest'
import { isGuarded } from '../../daemon/core/plan/actions.js'
import type { Event } from '../../daemon/core/plan/events.js'
import { seconds } from '../../daemon/core/time.js'
import { HELD_MAX } from '../../daemon/run/held.js'
import { virtualClock } from '../../daemon/run/virtual-clock.js'
import { at } from '../builders.js'
import { DEMO, NINE, opened, past, stopped } from '../core/plan/builders.js'
import { aLoop, seen } from './a-loop.js'

/** Ready a second before nine, and then the disk is full. */
async function full() {
  const clock = virtualClock(at('08:55'))
  const made = aLoop(clock)
  await clock.passUntil(at('08:56'))
  made.post(opened())
  await clock.passUntil(at('08:59:59'))
  made.disk.broken = true
  await clock.passUntil(NINE)
  made.takeStory()
  made.kept.splice(0)
  return { ...made, clock }
}

/** Live since nine, and then the disk is full. */
async function fullOnAir() {
  const clock = virtualClock(at('08:55'))
  const made = aLoop(clock)
  await clock.passUntil(at('08:56'))
  made.post(opened())
  await clock.passUntil(past(1))
  made.post(seen('live'))
  await clock.passUntil(past(3))
  made.disk.broken = true
  made.takeStory()
  return { ...made, clock }
}

const stop: Event = stopped()

test('a call that waited longer than five seconds does not leave: the core is told and decides anew', async () => {
  const { clock, disk, takeStory, kept, calls } = await full()
  await clock.passUntil(past(30))
  disk.broken = false
  const before = calls.length
  await clock.passUntil(past(40))
  const settled = kept.flatMap(({ turn, receipt }) => (receipt?.intent ? [[turn, receipt]] : []))
  expect(settled).toMatchObject([
    [
      { event: { type: 'went-live', outcome: { is: 'not-applied', why: 'never-sent' } } },
      { intent: { outcome: { says: 'the journal could not be written in time' } } },
    ],
  ])
  const keys = calls.slice(before).flatMap(({ call }) => (isGuarded(call) ? [call.key] : []))
  for (const { receipt } of kept) expect(keys).not.toContain(receipt?.intent?.key)
  expect(takeStory().filter((entry) => entry === 'go-live').length).toBeLessThanOrEqual(1)
})

test('a start that was wished again while none could leave leaves once', async () => {
  const { clock, disk, post, calls } = await full()
  for (const second of [2, 4]) {
    await clock.passUntil(past(second))
    post(seen('ready'))
  }
  disk.broken = false
  const before = calls.length
  const starts = () => calls.slice(before).filter(({ call }) => call.type === 'go-live')
  await clock.passUntil(past(6))
  expect(starts()).toEqual([])
  post(seen('ready'))
  await clock.passUntil(past(7))
  expect(starts()).toHaveLength(1)
})

test('a cue that fell due meanwhile is sent when it can be, or let go: never twice', async () => {
  const { clock, disk, calls } = await fullOnAir()
  await clock.passUntil(past(20))
  expect(calls.map(({ call }) => call.type)).not.toContain('enqueue')
  disk.broken = false
  await clock.passUntil(past(25))
  const sent = calls.filter(({ call }) => call.type === 'enqueue')
  expect(sent.map((call) => call.at >= past(20))).toEqual([true])
})

test('a session that is to be closed is closed all the same, once', async () => {
  const { clock, post, calls, disk } = await fullOnAir()
  post(stop)
  await clock.passUntil(past(120))
  const closes = () => calls.filter(({ call }) => call.type === 'close')
  expect(closes()).toHaveLength(1)
  disk.broken = false
  await clock.passUntil(past(121))
  const keys = closes().flatMap(({ call }) => (isGuarded(call) ? [call.key] : []))
  expect(new Set(keys).size).toBe(keys.length)
})

test('a close that was waiting when the disk became full leaves at once', async () => {
  const { post, disk, calls, takeStory } = await fullOnAir()
  takeStory()
  disk.broken = true
  post(stop)
  expect(takeStory()).toEqual(['commit fails', 'close'])
  expect(calls.at(-1)?.call.type).toBe('close')
})

test('what is held stays bounded, and the state in the end is the last one', async () => {
  const { clock, post, loop, disk, kept } = await fullOnAir()
  for (let n = 0; n < 3 * HELD_MAX; n += 1) post({ type: 'account-due', account: DEMO })
  post(seen('live'))
  disk.broken = false
  await clock.pass(seconds(2))
  expect(kept.length).toBeLessThan(HELD_MAX + 1_000)
  const drawn = kept.reduce((sum, { standsFor }) => sum + (standsFor ?? 1), 0)
  expect(drawn).toBeGreaterThan(3 * HELD_MAX)
  const last = kept.flatMap(({ decision }) => [...decision.changes.airings]).at(-1)
  expect(last?.[1]).toEqual(loop.state.airings[last?.[0] ?? ''])
})

test('abandoned, it commits nothing and decides nothing any more', async () => {
  const { clock, loop, post, disk, takeStory } = await fullOnAir()
  disk.broken = false
  takeStory()
  loop.abandon()
  post(stop)
  loop.stop()
  await clock.pass(seconds(60))
  expect(takeStory()).toEqual([])
})

test('at rest an answer is taken in, but what it leads to does not leave', async () => {
  const clock = virtualClock(at('08:55'))
  const { loop, post, takeStory, kept } = aLoop(clock)
  await clock.passUntil(at('08:56'))
  loop.rest()
  takeStory()
  kept.splice(0)
  post(stop, opened())
  expect(takeStory().filter((entry) => /^(?:open|close|go-live)/.test(entry))).toEqual([])
  loop.stop()
  const open = kept.flatMap(({ decision }) => decision.actions.filter(isGuarded))
  const settled = kept.flatMap(({ receipt }) => (receipt?.intent ? [receipt.intent.key] : []))
  expect(settled).toEqual(expect.arrayContaining(open.slice(0, 1).map(({ key }) => key)))
})
