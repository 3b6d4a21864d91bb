import { describe, expect, test } from 'vitest'
import { hours, minutes, seconds } from '../../daemon/core/time.js'
import { at } from '../builders.js'
import { onlySession, open, overlaps, tenMinutes, within } from './stage.js'

const AIRED = [
  'takeover welcome aired ON_TIME',
  'takeover prices aired ON_TIME',
  'takeover goodbye aired ON_TIME',
]

describe('a show goes on air', () => {
  test('it is opened early, starts at its instant, airs its cues and is closed at its end', async () => {
    const world = open({
      start: at('08:58'),
      programmes: [tenMinutes],
    })
    const { clock, model, rows, summary, daemon } = world
    await clock.passUntil(at('09:30'))
    expect(summary()).toEqual([
      ...AIRED,
      'session market aired ON_TIME',
      'show market aired ON_TIME',
    ])
    const session = onlySession(world)
    expect(within(session.liveAt, at('09:00'), seconds(1))).toBe(true)
    expect(within(session.endedAt, at('09:10'), seconds(1))).toBe(true)
    expect(session.largestHeartbeatGap).toBeLessThanOrEqual(seconds(60))
    expect(model.summary(clock.now())).toMatchObject({ refusedRequests: 0, stillOpen: [] })
    const [welcome, prices, goodbye] = rows
    expect(within(welcome?.startedAt, at('09:00'), seconds(1))).toBe(true)
    expect(within(prices?.startedAt, welcome?.endedAt ?? 0, seconds(1))).toBe(true)
    expect(within(goodbye?.startedAt, at('09:09'), seconds(1))).toBe(true)
    expect(Object.values(daemon().loop.state.airings)).toMatchObject([{ situation: 'closed' }])
  })

  test('with every callback lost the as-run log says the same, a little later', async () => {
    const world = open({
      start: at('08:58'),
      programmes: [tenMinutes],
      faults: { loseCallbacks: 1, init: seconds(20) },
    })
    const { clock, summary } = world
    await clock.passUntil(at('09:30'))
    expect(summary()).toEqual([
      ...AIRED,
      'session market aired ON_TIME',
      'show market aired ON_TIME',
    ])
  })

  test('with every callback doubled and shuffled it says the same', async () => {
    const world = open({
      start: at('08:58'),
      programmes: [tenMinutes],
      faults: { repeatCallbacks: 1, shuffleCallbacks: true, init: seconds(20) },
    })
    const { clock, summary } = world
    await clock.passUntil(at('09:30'))
    expect(summary()).toEqual([
      ...AIRED,
      'session market aired ON_TIME',
      'show market aired ON_TIME',
    ])
  })

  test('a stream that takes 40 s to be made is on air at its instant all the same', async () => {
    const world = open({
      start: at('08:58'),
      programmes: [tenMinutes],
      faults: { init: seconds(40) },
    })
    const { clock, summary } = world
    await clock.passUntil(at('09:30'))
    expect(within(onlySession(world).liveAt, at('09:00'), seconds(1))).toBe(true)
    expect(summary()).toContain('show market aired ON_TIME')
  })

  test('a show whose turn comes late is on air as soon as the stream is ready', async () => {
    const world = open({
      start: at('09:02'),
      programmes: [tenMinutes],
      faults: { init: seconds(40) },
    })
    const { clock, summary } = world
    await clock.passUntil(at('09:30'))
    expect(within(onlySession(world).liveAt, at('09:02:40'), seconds(3))).toBe(true)
    expect(summary()).toContain('show market aired_late PROVIDER_ERROR')
  })

  test('without a free slot it knocks again and goes on air when one is free', async () => {
    const world = open({
      start: at('08:59:50'),
      programmes: [tenMinutes],
      faults: { noSlotFor: seconds(60), noSlotStatus: 98 },
    })
    const { clock, model, summary } = world
    await clock.passUntil(at('09:30'))
    const session = onlySession(world)
    expect(within(session.liveAt, at('09:00:50'), seconds(12))).toBe(true)
    const knocks = model.record().filter((entry) => entry.type === 'session-refused')
    expect(knocks.length).toBeGreaterThan(5)
    expect(knocks.length).toBeLessThan(30)
    expect(summary().at(-1)).toBe('show market aired_late PROVIDER_ERROR')
  })

  test('a slot that never comes free is logged as missed, with the reason', async () => {
    const world = open({
      start: at('08:58'),
      programmes: [tenMinutes],
      faults: { noSlotFor: hours(3), noSlotStatus: 97 },
    })
    const { clock, summary, tells } = world
    await clock.passUntil(at('09:30'))
    expect(summary()).toEqual([
      'takeover welcome missed STALE_AT_STARTUP',
      'takeover goodbye missed STALE_AT_STARTUP',
      'takeover prices missed STALE_AT_STARTUP',
      'show market missed QUOTA_EXCEEDED',
    ])
    expect(tells.filter(({ level }) => level === 'alert')).toHaveLength(2)
  })

  test('after a failed init the next session is opened, and there is never more than one', async () => {
    const world = open({
      start: at('08:58'),
      programmes: [tenMinutes],
      faults: { init: seconds(20), initFails: 1 },
    })
    const { clock, model, summary } = world
    await clock.passUntil(at('09:30'))
    const { sessions } = model.summary(clock.now())
    expect(sessions).toHaveLength(2)
    expect(overlaps(sessions)).toBe(false)
    expect(within(sessions[1]?.liveAt, at('09:00'), seconds(1))).toBe(true)
    expect(summary()[0]).toBe('session market failed PROVIDER_ERROR')
  })

  test('after three failed inits the show is missed, with the reason', async () => {
    const world = open({
      start: at('08:58'),
      programmes: [tenMinutes],
      faults: { init: seconds(5), initFails: 9 },
    })
    const { clock, model, summary } = world
    await clock.passUntil(at('09:30'))
    expect(model.summary(clock.now()).sessions).toHaveLength(3)
    expect(summary().at(-1)).toBe('show market missed PROVIDER_ERROR')
  })

  test('a session the platform ends in mid-show is followed by another, one at a time', async () => {
    const world = open({
      start: at('08:58'),
      programmes: [tenMinutes],
      faults: { dropAfter: minutes(3), dropOnce: true },
    })
    const { clock, model, summary } = world
    await clock.passUntil(at('09:30'))
    const { sessions, stillOpen } = model.summary(clock.now())
    expect(sessions).toHaveLength(2)
    expect(stillOpen).toEqual([])
    expect(overlaps(sessions)).toBe(false)
    expect(within(sessions[1]?.liveAt, sessions[0]?.endedAt ?? 0, seconds(5))).toBe(true)
    expect(summary()).toEqual([
      ...AIRED.slice(0, 2),
      'session market aired_partial PROVIDER_SESSION_LOST',
      AIRED[2],
      'session market aired ON_TIME',
      'show market aired_partial PROVIDER_SESSION_LOST',
    ])
  })
})
