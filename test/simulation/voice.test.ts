/** A live voice on a whole station: the queue gives way to it, and goes on behind it. */
import { describe, expect, test } from 'vitest'
import type { AiringId } from '../../daemon/core/plan/calendar.js'
import { minutes, seconds } from '../../daemon/core/time.js'
import { aCue, aProgramme, at, every, once } from '../builders.js'
import { commanded } from '../core/plan/builders.js'
import { open } from './stage.js'
import type { World } from './world.js'

const show = aProgramme({
  schedule: [once('2026-11-23T09:00:00', minutes(10))],
  cues: [aCue('pitch', every(20))],
})

function takeMicrophone({ daemon }: World, how: 'cut' | 'wait', longest = minutes(1)): void {
  const [airing] = Object.values(daemon().loop.state.airings)
  daemon().voices.expect('r1', { ready: () => {}, over: () => {} })
  daemon().loop.post(
    commanded({ type: 'speak', how, longest }, airing?.id ?? ('' as AiringId), 'r1'),
  )
}

const kinds = ({ model }: World) =>
  model.record().flatMap((entry) => (entry.type.startsWith('microphone') ? [entry.type] : []))
const refused = ({ model }: World) =>
  model.record().filter((entry) => entry.type === 'request' && entry.refused !== undefined)

describe('a live voice', () => {
  test('whose time is up loses the microphone, and the queue goes on', async () => {
    const world = open({ start: at('08:58'), programmes: [show] })
    await world.clock.passUntil(at('09:02:01'))
    takeMicrophone(world, 'wait')
    await world.clock.passUntil(at('09:06'))
    expect(kinds(world)).toEqual(['microphone-began', 'microphone-ended'])
    expect(refused(world)).toEqual([])
    const aired = world.rows.filter(({ item, status }) => item === 'pitch' && status === 'aired')
    expect(aired.some(({ startedAt = 0 }) => startedAt > at('09:04'))).toBe(true)
  })

  test('cuts what speaks; no turn is heard twice', async () => {
    const world = open({ start: at('08:58'), programmes: [show] })
    await world.clock.passUntil(at('09:02:02'))
    takeMicrophone(world, 'cut', seconds(30))
    await world.clock.passUntil(at('09:06'))
    const heard = world.model
      .record()
      .flatMap((entry) => (entry.type === 'takeover-speaking' ? [entry.content.text ?? ''] : []))
    expect(new Set(heard).size).toBe(heard.length)
    expect(kinds(world)).toContain('microphone-began')
  })
})
