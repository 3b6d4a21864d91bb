/** A channel outlives its sessions: the next one is opened beside the old one, and takes over at a quiet moment. */
import { describe, expect, test } from 'vitest'
import { hours, minutes, seconds } from '../../daemon/core/time.js'
import { ALWAYS, aCue, aProgramme, at, every, following, once, start } from '../builders.js'
import { stopped } from '../core/plan/builders.js'
import { open } from './stage.js'
import type { World } from './world.js'

const cues = [
  aCue('welcome', start()),
  aCue('product', following('welcome')),
  aCue('pitch', every(90)),
]
const shop = aProgramme({ show: 'shop', schedule: [ALWAYS], cues })
const sessionsOf = ({ model, clock }: World) => model.summary(clock.now()).sessions

/** From one leaving the air to the next one on it. */
const gaps = (world: World) =>
  sessionsOf(world).flatMap(({ liveAt }, index, all) => {
    const before = all[index - 1]?.endedAt
    return before === undefined || liveAt === undefined ? [] : [liveAt - before]
  })
const twoLive = (world: World) => gaps(world).some((gap) => gap < 0)

function pitches(world: World) {
  const said = world.rows.filter(({ item }) => item === 'pitch')
  return {
    count: said.length,
    aired: said.filter(({ status }) => status === 'aired').length,
    turns: new Set(said.map(({ plannedAt }) => plannedAt)).size,
  }
}

describe('a session that grows too old', () => {
  const account = { sessionMaxAge: hours(2) }

  test('is followed by one that stands ready: three hours on air, one short gap, every cue once', async () => {
    const world = open({
      start: at('09:00'),
      programmes: [shop],
      account,
      faults: { init: seconds(30) },
    })
    await world.clock.pass(hours(3))
    expect(sessionsOf(world)).toHaveLength(2)
    expect(twoLive(world)).toBe(false)
    expect(Math.max(...gaps(world))).toBeLessThan(seconds(4))
    const [first] = sessionsOf(world)
    expect((first?.endedAt ?? 0) - (first?.createdAt ?? 0)).toBeLessThan(hours(2))
    const { count, aired, turns } = pitches(world)
    expect({ aired, turns }).toEqual({ aired: count, turns: count })
    expect(count).toBeGreaterThanOrEqual(118)
    expect(world.rows.filter(({ type }) => type === 'show')).toMatchObject([{ status: 'aired' }])
    expect(world.tells.filter(({ level }) => level === 'alert')).toEqual([])
  })

  test('without a second slot is closed first: the gap is as long as an opening takes', async () => {
    const faults = { init: seconds(20), slots: 1 }
    const world = open({
      start: at('09:00'),
      programmes: [shop],
      account: { ...account, slots: 1 },
      faults,
    })
    await world.clock.pass(hours(3))
    expect(sessionsOf(world)).toHaveLength(2)
    expect(Math.max(...gaps(world))).toBeLessThan(seconds(25))
    expect(world.model.summary(world.clock.now()).stillOpen).toHaveLength(1)
  })

  test('and is lost while the next one stands ready: that one goes on at once', async () => {
    const faults = { dropAfter: minutes(114), dropOnce: true }
    const busy = aProgramme({ ...shop, show: 'shop', cues: [aCue('chatter', every(19))] })
    const world = open({ start: at('09:00'), programmes: [busy], account, faults })
    await world.clock.pass(hours(2))
    expect(sessionsOf(world)).toHaveLength(2)
    expect(Math.max(...gaps(world))).toBeLessThan(seconds(20))
  })

  test('across a crash in the middle of it: still one session on air, and none left over', async () => {
    for (const second of [1, 4, 40]) {
      const world = open({
        start: at('09:00'),
        programmes: [shop],
        account,
        faults: { init: seconds(30) },
      })
      await world.clock.pass(minutes(112))
      await world.clock.pass(seconds(second))
      world.kill()
      await world.clock.pass(seconds(5))
      world.boot()
      await world.clock.pass(hours(1))
      expect(twoLive(world)).toBe(false)
      expect(world.model.summary(world.clock.now()).stillOpen).toHaveLength(1)
      expect(pitches(world).turns).toBe(pitches(world).count)
      world.close()
    }
  })

  test('an operator who stops the channel stops both', async () => {
    const busy = aProgramme({ ...shop, show: 'shop', cues: [aCue('chatter', every(19))] })
    const world = open({ start: at('09:00'), programmes: [busy], account })
    await world.clock.pass(minutes(113))
    expect(world.model.summary(world.clock.now()).stillOpen).toHaveLength(2)
    const [airing] = Object.values(world.daemon().loop.state.airings)
    if (airing) world.daemon().loop.post(stopped(airing.id, true))
    await world.clock.pass(minutes(1))
    expect(world.model.summary(world.clock.now()).stillOpen).toEqual([])
  })
})

test('a show that ends before its session is too old keeps it', async () => {
  const show = aProgramme({ schedule: [once('2026-11-23T09:00:00', minutes(100))], cues })
  const world = open({
    start: at('08:55'),
    programmes: [show],
    account: { sessionMaxAge: hours(2) },
  })
  await world.clock.passUntil(at('11:00'))
  expect(sessionsOf(world)).toHaveLength(1)
})
