/** Long texts, breaking news and an operator's moves, as the audience hears them. */
import { describe, expect, test } from 'vitest'
import { takeoverId } from '../../daemon/core/plan/takeover.js'
import { minutes } from '../../daemon/core/time.js'
import { aCue, aProgramme, aTakeoverScript, at, following, once, start } from '../builders.js'
import { commanded, saying } from '../core/plan/builders.js'
import { open } from './stage.js'
import type { World } from './world.js'

/** Each of its sentences takes about six seconds. */
const sentence = (n: number) =>
  `This is sentence number ${n} of a long text that goes on for quite a while, as such texts do. `
const LONG = [1, 2, 3, 4, 5, 6, 7, 8].map(sentence).join('').trim()
const BREAKING = 'The price of gold has just been changed for everybody.'

const market = (more: Parameters<typeof aProgramme>[0] = {}) =>
  aProgramme({
    schedule: [once('2026-11-23T09:00:00', minutes(10))],
    cues: [aCue('long', start(), { script: aTakeoverScript({ say: LONG }) })],
    ...more,
  })

const airingOf = ({ daemon }: World) => {
  const [airing] = Object.values(daemon().loop.state.airings)
  if (!airing) throw new Error('no airing')
  return airing
}

/** The texts in the order they began. */
const heard = ({ model }: World): readonly string[] =>
  model
    .record()
    .flatMap((entry) =>
      entry.type === 'takeover-speaking' ? [unmarked(entry.content.text ?? '')] : [],
    )

/** Without the mark by which the simulator knows a takeover. */
const unmarked = (text: string) => text.replace(/<mark [^>]*>/, '')

const cutAt = ({ model }: World): readonly number[] =>
  model
    .record()
    .flatMap((entry) =>
      entry.type === 'takeover-cancelled' && entry.wasSpeaking ? [entry.at] : [],
    )

const rowsOf = ({ rows }: World) => rows.filter(({ type }) => type === 'takeover')

const calls = ({ model }: World, endpoint: string): number =>
  model.record().filter((entry) => entry.type === 'request' && entry.endpoint === endpoint).length

describe('a long text', () => {
  test('travels in pieces of whole sentences, and is one row', async () => {
    const world = open({ start: at('08:58'), programmes: [market()] })
    await world.clock.passUntil(at('09:05'))
    const texts = heard(world)
    expect(texts.length).toBeGreaterThan(2)
    expect(texts.join('')).toBe(LONG)
    expect(rowsOf(world)).toMatchObject([
      {
        item: 'long',
        instance: 'market@2026-11-23T09:00/long/0',
        status: 'aired',
        reason: 'ON_TIME',
        text: LONG,
        says: `pieces 1 to ${texts.length} of ${texts.length}`,
      },
    ])
  })

  test('what follows it comes behind all of it', async () => {
    const world = open({
      start: at('08:58'),
      programmes: [
        market({
          cues: [
            aCue('long', start(), { script: aTakeoverScript({ say: LONG }) }),
            aCue('other', start(1), { urgency: 'priority' }),
            aCue('behind', following('long')),
          ],
        }),
      ],
    })
    await world.clock.passUntil(at('09:05'))
    expect(rowsOf(world).map(({ item, status }) => [item, status])).toEqual([
      ['long', 'aired'],
      ['other', 'aired'],
      ['behind', 'aired'],
    ])
    expect(calls(world, 'queue/reorder')).toBe(0)
  })
})

describe('breaking news', () => {
  const breakIn = (world: World) => {
    const said = saying({ script: aTakeoverScript({ say: BREAKING }), urgency: 'breaking' })
    world.daemon().loop.post(commanded(said, airingOf(world).id, 'news'))
  }

  test('cuts nobody who waits behind a plain cut-in: no list shows who speaks', async () => {
    const behind = aCue('behind', start(25))
    const world = open({ start: at('08:58'), programmes: [market({ cues: [behind] })] })
    await world.clock.passUntil(at('09:00:20'))
    const script = aTakeoverScript({ say: [1, 2, 3, 4].map(sentence).join('') })
    const said = saying({ script, urgency: 'breaking', how: 'interrupt-plain' })
    world.daemon().loop.post(commanded(said, airingOf(world).id, 'plain'))
    await world.clock.passUntil(at('09:00:30'))
    breakIn(world)
    await world.clock.passUntil(at('09:05'))
    expect(heard(world).slice(1)).toEqual([BREAKING, behind.script.say])
    expect(rowsOf(world).filter(({ item }) => item === 'behind')).toMatchObject([
      { status: 'aired', reason: 'ON_TIME' },
    ])
  })

  test('cuts a long text, which goes on at the next sentence: nothing is heard twice', async () => {
    const world = open({ start: at('08:58'), programmes: [market()] })
    await world.clock.passUntil(at('09:00:20'))
    breakIn(world)
    await world.clock.passUntil(at('09:05'))
    const texts = heard(world)
    const news = texts.indexOf(BREAKING)
    expect(news).toBeGreaterThan(0)
    expect(texts.filter((text) => text !== BREAKING).join('')).toBe(LONG)
    expect(cutAt(world)).toHaveLength(1)
    expect(cutAt(world)[0]).toBeLessThanOrEqual(at('09:00:22'))
    expect(rowsOf(world)).toMatchObject([
      { item: 'long', attempt: 1, status: 'aired_partial', reason: 'PREEMPTED' },
      { source: 'operator', status: 'aired', by: 'anna' },
      { item: 'long', attempt: 2, status: 'aired', reason: 'RESUMED' },
    ])
    expect(calls(world, 'queue/reorder')).toBe(0)
  })

  test.each([
    ['restart', ['aired_partial', 'aired', 'aired'], 2],
    ['drop', ['aired_partial', 'aired'], 1],
  ] as const)('with cut: %s', async (onCut, statuses, firsts) => {
    const cue = aCue('long', start(), { script: aTakeoverScript({ say: LONG }), onCut })
    const world = open({ start: at('08:58'), programmes: [market({ cues: [cue] })] })
    await world.clock.passUntil(at('09:00:20'))
    breakIn(world)
    await world.clock.passUntil(at('09:08'))
    expect(rowsOf(world).map(({ status }) => status)).toEqual(statuses)
    expect(heard(world).filter((text) => text.startsWith(sentence(1).trim()))).toHaveLength(firsts)
  })

  test('does not cut what must air', async () => {
    const cue = aCue('long', start(), { script: aTakeoverScript({ say: LONG }), doubt: 'must' })
    const world = open({ start: at('08:58'), programmes: [market({ cues: [cue] })] })
    await world.clock.passUntil(at('09:00:20'))
    breakIn(world)
    await world.clock.passUntil(at('09:05'))
    expect(heard(world).at(-1)).toBe(BREAKING)
    expect(cutAt(world)).toEqual([])
  })
})

describe('an operator', () => {
  test('skips a long text: no more of it is heard', async () => {
    const world = open({ start: at('08:58'), programmes: [market()] })
    await world.clock.passUntil(at('09:00:20'))
    world.daemon().loop.post(commanded({ type: 'skip' }, airingOf(world).id))
    await world.clock.passUntil(at('09:05'))
    expect(heard(world).length).toBeLessThan(4)
    expect(rowsOf(world)).toMatchObject([
      { item: 'long', status: 'aired_partial', reason: 'CANCELLED_BY_OPERATOR' },
    ])
  })

  test('moves the last of many to the front, and cancels two: no call more than it takes', async () => {
    const names = ['one', 'two', 'three', 'four', 'five', 'six']
    const cues = names.map((name) => aCue(name, start()))
    const world = open({ start: at('08:58'), programmes: [market({ cues })] })
    await world.clock.passUntil(at('09:00:02'))
    const { id } = airingOf(world)
    const cue = (name: string) => takeoverId(id, name, 0)
    const { loop } = world.daemon()
    loop.post(commanded({ type: 'move', takeover: cue('six'), to: 'front' }, id))
    loop.post(commanded({ type: 'cancel', takeover: cue('three') }, id, 'c3'))
    loop.post(commanded({ type: 'cancel', takeover: cue('four') }, id, 'c4'))
    await world.clock.passUntil(at('09:05'))
    expect(rowsOf(world).map(({ item, status }) => `${item} ${status}`)).toEqual([
      'three cancelled',
      'four cancelled',
      'one aired',
      'six aired',
      'two aired',
      'five aired',
    ])
    expect(calls(world, 'queue/reorder')).toBe(0)
    expect(calls(world, 'queue')).toBe(4)
    expect(calls(world, 'cancel')).toBe(0)
  })
})

test('a platform whose queue is shorter than ours is tried again when it is shorter still', async () => {
  const names = ['one', 'two', 'three', 'four']
  const world = open({
    start: at('08:58'),
    programmes: [market({ cues: names.map((name) => aCue(name, start(10))) })],
    faults: { queueLimit: 1 },
  })
  await world.clock.passUntil(at('09:09'))
  expect(rowsOf(world).map(({ item, status }) => [item, status])).toEqual(
    names.map((name) => [name, 'aired']),
  )
  expect(heard(world)).toHaveLength(names.length)
  expect(calls(world, 'queue')).toBeLessThan(12)
})
