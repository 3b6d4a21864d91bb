/** What is cut: how much of it was heard, and whether it may begin anew. */
import { describe, expect, test } from 'vitest'
import { after, type Instant, minutes, seconds } from '../../daemon/core/time.js'
import { aCue, aProgramme, aTakeoverScript, at, once, SAY, start } from '../builders.js'
import { commanded, saying } from '../core/plan/builders.js'
import { open } from './stage.js'
import { DEMO, type World } from './world.js'

const pitch = aCue('pitch', start(10), { onCut: 'restart' })
const show = aProgramme({
  schedule: [once('2026-11-23T09:00:00', minutes(5))],
  cues: [pitch],
})

const hostile = (faults = {}) =>
  open({ start: at('08:58'), programmes: [show], faults: { loseCallbacks: 1, ...faults } })

const heard = ({ model }: World, words: string): number =>
  model
    .record()
    .filter((entry) => entry.type === 'takeover-speaking' && entry.content.text?.includes(words))
    .length

/** Whoever asks for the queue is not answered until then. */
const noLists = ({ vendors }: World, until: Instant) =>
  vendors.get(DEMO)?.weather.start({ way: 'back', on: ['list'], until, slower: seconds(0) })

function breakIn({ daemon }: World): void {
  const [airing] = Object.values(daemon().loop.state.airings)
  const script = aTakeoverScript({ say: `Breaking. ${SAY}` })
  daemon().loop.post(commanded(saying({ script, urgency: 'breaking' }), airing?.id))
}

const verdicts = ({ rows }: World) =>
  rows.filter(({ item }) => item === 'pitch').map(({ status, reason }) => `${status} ${reason}`)

describe('an item that is to begin anew after a cut', () => {
  test('does, when it was cut', async () => {
    const world = hostile({ speechFactor: 3 })
    await world.clock.passUntil(at('09:00:14'))
    breakIn(world)
    await world.clock.passUntil(at('09:06'))
    expect(verdicts(world)).toEqual(['aired_partial PREEMPTED', 'aired RESUMED'])
    expect(heard(world, 'pitch')).toBe(2)
  })

  test('is perhaps over, and not heard again, when no list told whether it was on air', async () => {
    const world = hostile()
    await world.clock.passUntil(at('09:00:12'))
    noLists(world, after(world.clock.now(), minutes(1)))
    await world.clock.passUntil(at('09:00:50'))
    breakIn(world)
    await world.clock.passUntil(at('09:06'))
    expect(heard(world, 'pitch')).toBe(1)
    expect(verdicts(world)).toEqual(['aired_unconfirmed PREEMPTED'])
  })
})
