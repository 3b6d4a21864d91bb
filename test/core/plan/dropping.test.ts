import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Droppable, dropForTime } from '../../../daemon/core/plan/dropping.js'
import type { TakeoverId } from '../../../daemon/core/plan/takeover.js'
import { after, type Duration, seconds } from '../../../daemon/core/time.js'
import { at } from '../../builders.js'

const NOW = at('09:00')
const id = (name: string) => name as TakeoverId

interface Item {
  readonly name: string
  readonly takes: number
  readonly drop?: number | undefined
  readonly due?: number
  readonly situation?: Droppable['situation']
  readonly startedAgo?: number
  readonly doubt?: Droppable['doubt']
}

const taken = ({
  name,
  drop,
  due = 0,
  situation = 'waiting',
  startedAgo,
  doubt = 'once',
}: Item): Droppable => ({
  id: id(name),
  situation,
  dueAt: after(NOW, seconds(due)),
  drop,
  doubt,
  startedAt: startedAgo === undefined ? undefined : after(NOW, seconds(-startedAgo)),
})
const lengths = (items: readonly Item[]): ReadonlyMap<TakeoverId, Duration> =>
  new Map(items.map(({ name, takes }) => [id(name), seconds(takes)]))
const dropped = (until: number, ...items: readonly Item[]) =>
  dropForTime(items.map(taken), NOW, after(NOW, seconds(until)), lengths(items))

describe('which takeovers give way', () => {
  test('nobody, while there is time for all', () => {
    expect(
      dropped(30, { name: 'a', takes: 10, drop: 1 }, { name: 'b', takes: 20, drop: 1 }),
    ).toEqual([])
  })

  test('never what must air', () => {
    const items = [
      { name: 'legal', takes: 10, drop: 1, doubt: 'must' },
      { name: 'pitch', takes: 10, drop: 9 },
    ] as const
    expect(dropped(15, ...items)).toEqual(['pitch'])
  })

  test('the lowest rank first', () => {
    const items = [
      { name: 'a', takes: 10, drop: 5 },
      { name: 'b', takes: 10, drop: 1 },
      { name: 'c', takes: 10, drop: 9 },
    ]
    expect(dropped(20, ...items)).toEqual(['b'])
    expect(dropped(10, ...items)).toEqual(['b', 'a'])
  })

  test('of equals the one planned later, then the one that came later', () => {
    const items = [
      { name: 'a', takes: 10, drop: 5, due: -9 },
      { name: 'b', takes: 10, drop: 5, due: -1 },
      { name: 'c', takes: 10, drop: 5, due: -9 },
    ]
    expect(dropped(20, ...items)).toEqual(['b'])
    expect(dropped(10, ...items)).toEqual(['b', 'c'])
  })

  test('what is never to be dropped stays, even where it does not fit', () => {
    expect(dropped(5, { name: 'a', takes: 10 }, { name: 'b', takes: 10, drop: 9 })).toEqual(['b'])
    expect(dropped(5, { name: 'a', takes: 10 })).toEqual([])
  })

  test('what is at the platform takes its time and stays', () => {
    const onAir = { name: 'a', takes: 20, drop: 1, situation: 'speaking', startedAgo: 15 } as const
    const queued = { name: 'b', takes: 10, drop: 1, situation: 'queued' } as const
    const waiting = { name: 'c', takes: 10, drop: 9 }
    expect(dropped(25, onAir, queued, waiting)).toEqual([])
    expect(dropped(24, onAir, queued, waiting)).toEqual(['c'])
  })

  test('what is over takes no time', () => {
    const over = { name: 'a', takes: 60, drop: 1, situation: 'spoken' } as const
    expect(dropped(10, over, { name: 'b', takes: 10, drop: 1 })).toEqual([])
  })

  test('a short one is kept if the long one behind it had to go anyway', () => {
    expect(
      dropped(70, { name: 'short', takes: 5, drop: 1 }, { name: 'long', takes: 80, drop: 2 }),
    ).toEqual(['long'])
  })

  test('a length nobody knows is no reason to drop', () => {
    const takeovers = [taken({ name: 'a', takes: 0, drop: 1 })]
    expect(dropForTime(takeovers, NOW, NOW, new Map())).toEqual([])
  })
})

describe('whatever waits', () => {
  const situation = fc.constantFrom<Droppable['situation'][]>(
    'waiting',
    'waiting',
    'queued',
    'spoken',
  )
  const items = fc
    .array(
      fc.record({
        takes: fc.integer({ min: 0, max: 60 }),
        drop: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
        due: fc.integer({ min: -60, max: 60 }),
        situation,
      }),
      { maxLength: 12 },
    )
    .map((all): readonly Item[] => all.map((item, index) => ({ ...item, name: `i${index}` })))
  const until = fc.integer({ min: -10, max: 200 })
  const needed = (left: readonly Item[]) =>
    left.filter(({ situation: is }) => is !== 'spoken').reduce((sum, { takes }) => sum + takes, 0)

  test('never is never dropped, and neither is what does not wait', () => {
    fc.assert(
      fc.property(items, until, (all, end) => {
        const gone = new Set(dropped(end, ...all))
        for (const item of all.filter(({ name }) => gone.has(id(name)))) {
          expect(item.drop).toBeDefined()
          expect(item.situation).toBe('waiting')
        }
      }),
    )
  })

  test('there is time for the rest, or nothing is left to drop', () => {
    fc.assert(
      fc.property(items, until, (all, end) => {
        const gone = new Set(dropped(end, ...all))
        const rest = all.filter(({ name }) => !gone.has(id(name)))
        const more = rest.filter(
          ({ situation: is, drop, takes }) => is === 'waiting' && drop && takes,
        )
        expect(needed(rest) <= end || more.length === 0).toBe(true)
      }),
    )
  })

  test('nothing is dropped that is not needed: none of them could stay', () => {
    fc.assert(
      fc.property(items, until, (all, end) => {
        const gone = new Set(dropped(end, ...all))
        const rest = needed(all.filter(({ name }) => !gone.has(id(name))))
        for (const item of all.filter(({ name }) => gone.has(id(name)))) {
          expect(rest + item.takes).toBeGreaterThan(end)
        }
      }),
    )
  })

  test('no higher rank goes while all the lower ones together would have been enough', () => {
    fc.assert(
      fc.property(items, until, (all, end) => {
        const gone = new Set(dropped(end, ...all))
        const droppable = all.filter(({ situation: is, drop }) => is === 'waiting' && drop)
        for (const item of droppable.filter(({ name }) => gone.has(id(name)))) {
          const lower = droppable.filter(({ drop = 0 }) => drop < (item.drop ?? 0))
          expect(needed(all) - needed(lower)).toBeGreaterThan(end)
        }
      }),
    )
  })
})
