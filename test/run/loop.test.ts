import { describe, expect, test } from 'vitest'
import { ambiguous, applied } from '../../daemon/core/plan/outcome.js'
import type { ShowId } from '../../daemon/core/rundown/rundown.js'
import { after, before, type Duration, millis, seconds } from '../../daemon/core/time.js'
import type { Clock } from '../../daemon/run/clock.js'
import { virtualClock } from '../../daemon/run/virtual-clock.js'
import { at } from '../builders.js'
import {
  commanded,
  DEMO,
  MARKET,
  NINE,
  opened,
  past,
  S1,
  S2,
  stopped,
} from '../core/plan/builders.js'
import { aLoop, EVENING, seen } from './a-loop.js'

describe('write ahead', () => {
  test('a guarded call leaves after its intent is on the disk', async () => {
    const clock = virtualClock(at('08:55'))
    const { takeStory } = aLoop(clock)
    takeStory()
    await clock.passUntil(at('08:56'))
    expect(takeStory().filter((entry) => /open/.test(entry))).toEqual(['commit open', 'open'])
  })

  test('heartbeats and reads leave before the commit', async () => {
    const clock = virtualClock(at('08:55'))
    const { post, takeStory } = aLoop(clock)
    await clock.passUntil(at('08:56'))
    takeStory()
    post(opened())
    expect(takeStory().slice(0, 2)).toEqual(['beat', 'commit open'])
    await clock.passUntil(at('08:56:01.5'))
    expect(takeStory()).toContain('look')
  })

  test('a line that is let go is let go, and is nothing for the log', async () => {
    const clock = virtualClock(at('08:55'))
    const { post, loop, story } = aLoop(clock)
    await clock.passUntil(at('08:56'))
    post(opened(), seen('ready'))
    await clock.passUntil(at('09:00:01'))
    post(seen('live'))
    const speak = { type: 'speak', how: 'cut', longest: seconds(60) } as const
    post(commanded(speak))
    expect(loop.state.airings[MARKET]).toMatchObject({ microphone: { request: 'speak' } })
    const line = { airing: MARKET, request: 'speak' }
    post({ type: 'line-opened', session: S1, outcome: applied(true), ...line })
    post({ type: 'line-over', how: 'ended', says: 'the voice was at its end', ...line })
    expect(story).toContain('close-line')
    expect(loop.state.airings[MARKET]?.microphone).toBeUndefined()
  })

  test('the log is shown only after it is on the disk', async () => {
    const { post, takeStory } = aLoop()
    takeStory()
    post(stopped())
    expect(takeStory()).toEqual(['commit', 'row cancelled'])
  })

  test('turns that need not be durable at once share a commit, but wait at most 200 ms', async () => {
    const clock = virtualClock(at('08:50'))
    const { post, takeStory } = aLoop(clock)
    await clock.pass(seconds(1))
    takeStory()
    for (let n = 0; n < 10; n++) post({ type: 'account-due', account: DEMO })
    expect(takeStory()).toEqual([])
    await clock.pass(millis(199))
    expect(takeStory()).toEqual([])
    await clock.pass(millis(1))
    expect(takeStory()).toEqual(['commit'])
  })

  test('an answer is durable at once, so that its intent is not in doubt after a crash', () => {
    const { loop, takeStory } = aLoop()
    takeStory()
    const receipt = { intent: { key: 'k', outcome: ambiguous('timeout') } }
    loop.post({ type: 'airing-due', airing: EVENING }, receipt)
    expect(takeStory()[0]).toBe('commit')
  })
})

describe('the disk fails', () => {
  const failing = async () => {
    const clock = virtualClock(at('08:55'))
    const made = aLoop(clock)
    await clock.passUntil(at('08:56'))
    made.post(opened())
    await clock.passUntil(at('08:59:59'))
    made.takeStory()
    made.disk.broken = true
    await clock.passUntil(NINE)
    return { ...made, clock }
  }

  test('nothing guarded leaves, heartbeats and reads go on, and the desk is told', async () => {
    const { clock, takeStory, calls, troubles } = await failing()
    const before = calls.length
    await clock.passUntil(past(60))
    const left = calls.slice(before).map(({ call }) => call.type)
    expect(left.filter((type) => type === 'beat').length).toBeGreaterThanOrEqual(4)
    expect(left).toContain('look')
    expect(takeStory()).not.toContain('go-live')
    expect(troubles.length).toBeGreaterThan(0)
  })

  test('it is tried again every second, not with every event', async () => {
    const { clock, post, takeStory } = await failing()
    await clock.passUntil(past(0.1))
    takeStory()
    for (let n = 0; n < 50; n++) post(seen('ready'))
    expect(takeStory().filter((entry) => entry === 'commit fails')).toEqual([])
    await clock.passUntil(past(10))
    const tries = takeStory().filter((entry) => entry === 'commit fails').length
    expect(tries).toBeGreaterThanOrEqual(9)
    expect(tries).toBeLessThanOrEqual(11)
  })

  test('when it works again everything held back leaves, once, in its order', async () => {
    const { clock, takeStory, disk } = await failing()
    await clock.passUntil(past(3.5))
    takeStory()
    disk.broken = false
    await clock.passUntil(past(5))
    const story = takeStory()
    expect(story.filter((entry) => entry === 'go-live')).toHaveLength(1)
    expect(story.findIndex((entry) => entry.startsWith('commit go-live'))).toBeLessThan(
      story.indexOf('go-live'),
    )
  })
})

describe('time', () => {
  test('a timer that fires early does nothing', () => {
    let ring: () => void = () => {}
    let now = at('08:55:59.999')
    const clock: Clock = {
      now: () => now,
      wake: (_, then) => {
        ring = then
        return { [Symbol.dispose]: () => {} }
      },
    }
    const { calls, takeStory } = aLoop(clock)
    takeStory()
    ring()
    expect(calls).toEqual([])
    now = at('08:56')
    ring()
    expect(calls.map(({ call }) => call.type)).toEqual(['open'])
  })

  test('a bell only says: look again', async () => {
    const clock = virtualClock(at('08:55'))
    const { loop, calls } = aLoop(clock)
    for (let n = 0; n < 10; n++) loop.look()
    expect(calls).toEqual([])
    await clock.passUntil(at('08:56'))
    for (let n = 0; n < 10; n++) loop.look()
    expect(calls.map(({ call }) => call.type)).toEqual(['open'])
  })

  test('a cue leaves at its very instant', async () => {
    const clock = virtualClock(at('08:55'))
    const { post, calls } = aLoop(clock)
    await clock.passUntil(at('08:56'))
    post(opened())
    await clock.passUntil(past(1))
    post(seen('live'))
    await clock.passUntil(past(8))
    const sent = calls.filter(({ call }) => call.type === 'enqueue')
    expect(sent.map((call) => call.at)).toEqual([past(5)])
  })

  test('asleep through its time, the daemon does what is due when it wakes', async () => {
    const clock = virtualClock(at('08:55'))
    const { post, calls } = aLoop(clock)
    await clock.passUntil(at('09:20'))
    post(opened())
    expect(calls.map(({ call }) => call.type)).toContain('go-live')
  })
})

describe('a mistake of ours', () => {
  /** A show whose programme is gone is due again at once, turn after turn; a commit takes `slow`. */
  const spinning = async (slow: Duration) => {
    const base = virtualClock(at('08:55'))
    let spent = millis(0)
    let turns = 0
    const clock: Clock = {
      now: () => after(base.now(), spent),
      wake: (until, then) => base.wake(before(until, spent), then),
    }
    const made = aLoop(clock, {
      commit: (taken) => {
        spent = millis(spent + slow)
        turns += taken.length
        if (turns > 20_000) made.loop.stop()
      },
    })
    await base.passUntil(at('08:56'))
    made.post(opened(), opened(S2, 'ready', EVENING))
    const { programmes, shows } = made.loop.state
    Object.assign(programmes, { 'market#v1': undefined })
    Object.assign(shows, { market: { ...shows['market' as ShowId], fixedUntil: at('08:50') } })
    made.post({ type: 'show-due', show: 'market' as ShowId })
    const from = turns
    await base.passUntil(past(60))
    return { ...made, turns: () => turns - from }
  }

  test('somebody due again at once, for ever, does not starve the others', async () => {
    const { calls } = await spinning(millis(0))
    const evening = calls.filter(({ call }) => 'airing' in call && call.airing === EVENING)
    expect(evening.map(({ call }) => call.type)).toContain('go-live')
    const beats = evening.filter(({ call }) => call.type === 'beat')
    expect(beats.length).toBeGreaterThanOrEqual(12)
  })

  test('and is let rest, also where each commit takes a moment', async () => {
    for (const slow of [0, 1]) {
      const { turns } = await spinning(millis(slow))
      // All others of five minutes, and an alert a minute.
      expect(turns()).toBeLessThan(400)
    }
  })
})

describe('the end', () => {
  test('at rest nothing falls due any more, but answers are still taken in', async () => {
    const clock = virtualClock(at('08:55'))
    const { loop, post, calls } = aLoop(clock)
    await clock.passUntil(at('08:56'))
    loop.rest()
    post(opened())
    expect(loop.state.sessions).toEqual({ [S1]: MARKET })
    const before = calls.length
    loop.look()
    await clock.passUntil(past(60))
    expect(calls.length).toBe(before)
  })

  test('what was decided is committed, and nothing new is', () => {
    const { loop, post, takeStory } = aLoop()
    post({ type: 'account-due', account: DEMO })
    takeStory()
    loop.stop()
    expect(takeStory()).toEqual(['commit'])
    post(stopped())
    loop.look()
    loop.stop()
    expect(takeStory()).toEqual([])
  })
})
