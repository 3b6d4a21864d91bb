/** The clock is moved, or the daemon stood still: the loop looks at everything before it does anything. */
import { expect, test } from 'vitest'
import { after, type Duration, type Instant, millis, minutes } from '../../daemon/core/time.js'
import type { Clock, Move } from '../../daemon/run/clock.js'
import { virtualClock } from '../../daemon/run/virtual-clock.js'
import { at } from '../builders.js'
import { DEMO, opened } from '../core/plan/builders.js'
import { aLoop } from './a-loop.js'

/** A clock that can be moved under the loop. */
function movable(start: Instant) {
  const base = virtualClock(start)
  let shift = millis(0)
  let pending: Move | undefined
  const clock: Clock = {
    now: () => after(base.now(), shift),
    wake: (until, then) => base.wake(after(until, millis(-shift)), then),
    moved: () => {
      const move = pending
      pending = undefined
      if (move) shift = millis(shift + move.by)
      return move
    },
  }
  const move = (by: Duration, paused: Duration = millis(0)) => {
    pending = { by, paused }
  }
  return { base, clock, move }
}

const events = (kept: ReturnType<typeof aLoop>['kept']) => kept.map(({ turn }) => turn.event.type)

test('set forward past a start, it is told first, and the show is opened at once', () => {
  const { clock, move } = movable(at('08:50'))
  const { loop, calls, kept } = aLoop(clock)
  move(minutes(8))
  loop.look()
  loop.stop()
  const first = events(kept).indexOf('clock-moved')
  expect(events(kept).indexOf('airing-due')).toBeGreaterThan(first)
  expect(kept[first]?.turn).toMatchObject({
    event: { by: minutes(8), paused: 0 },
    now: at('08:58'),
  })
  expect(calls.map(({ call }) => call.type)).toContain('open')
})

test('what the clock did before there was a loop is no news: the first words are those of the start', () => {
  const { clock, move } = movable(at('08:50'))
  move(minutes(4), minutes(1))
  const { loop, kept } = aLoop(clock)
  loop.stop()
  expect(events(kept)).not.toContain('clock-moved')
  expect(kept[0]?.turn.now).toBe(at('08:54'))
})

test('set back, what was armed waits for the new time: nothing is opened twice or early', async () => {
  const { base, clock, move } = movable(at('08:55:30'))
  const { loop, calls } = aLoop(clock)
  move(millis(-minutes(10)))
  loop.look()
  await base.pass(minutes(9))
  expect(calls).toEqual([])
  await base.pass(minutes(2))
  expect(calls.filter(({ call }) => call.type === 'open')).toHaveLength(1)
})

test('set back, what waits for the disk does not wait an hour longer', async () => {
  const { base, clock, move } = movable(at('08:50'))
  const { loop, post, kept } = aLoop(clock)
  await base.pass(minutes(1))
  kept.splice(0)
  post({ type: 'account-due', account: DEMO })
  move(millis(-minutes(60)))
  loop.look()
  await base.pass(millis(300))
  expect(events(kept)).toEqual(expect.arrayContaining(['account-due', 'clock-moved']))
})

test('an answer that comes first after a pause does not slip past it', async () => {
  const { base, clock, move } = movable(at('08:55'))
  const { post, kept } = aLoop(clock)
  await base.passUntil(at('08:56'))
  kept.splice(0)
  move(millis(0), minutes(5))
  post(opened())
  expect(events(kept).slice(0, 2)).toEqual(['clock-moved', 'opened'])
  expect(kept[0]?.turn.event).toMatchObject({ paused: minutes(5) })
})

test('the desk is told, in words', () => {
  const { clock, move } = movable(at('08:00'))
  const told: unknown[] = []
  const { loop } = aLoop(clock, { show: (action) => told.push(action) })
  move(minutes(20), minutes(20))
  loop.look()
  move(millis(-minutes(2)))
  loop.look()
  loop.post({ type: 'clock-doubted', account: DEMO, by: millis(-minutes(1)) })
  loop.stop()
  expect(told).toMatchObject([
    {
      says: 'onair stood still for 20m, and the clock was moved by 20m: everything is looked at anew',
    },
    { level: 'alert', says: 'the clock was moved by -2m: everything is looked at anew' },
    { says: expect.stringContaining('by the clock of the platform of "demo" it is 1m earlier') },
  ])
})

test('set while the disk fails, the disk is not asked without rest until it may be tried again', async () => {
  const { base, clock, move } = movable(at('08:50'))
  let wakes = 0
  const wake: Clock['wake'] = (until, then) => {
    wakes += 1
    if (wakes > 1_000) throw new Error('it asks without rest')
    return clock.wake(until, then)
  }
  const { loop, post, kept, disk, troubles } = aLoop({ ...clock, wake })
  await base.pass(minutes(1))
  kept.splice(0)
  disk.broken = true
  post({ type: 'account-due', account: DEMO })
  await base.pass(millis(300))
  expect(troubles).toHaveLength(1)
  move(millis(100))
  loop.look()
  await base.pass(millis(300))
  expect(troubles).toHaveLength(1)
  disk.broken = false
  await base.pass(millis(1_000))
  expect(events(kept)).toEqual(expect.arrayContaining(['account-due', 'clock-moved']))
})
