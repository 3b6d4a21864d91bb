import { describe, expect, test } from 'vitest'
import { after, type Instant, minutes, seconds, utc } from '../../daemon/core/time.js'
import type { Alive } from '../../daemon/watcher/contract.js'
import { heard, look, type Seen, STATIONS_MAX } from '../../daemon/watcher/watch.js'
import { at } from '../builders.js'
import { NINE, past } from '../core/plan/builders.js'

const TEA = { airing: 'tea@9', at: utc(NINE), until: utc(after(NINE, minutes(60))) }

const alive = (now: Instant, more: Partial<Alive> = {}): Alive => ({
  station: 'demo',
  run: 'first',
  at: utc(now),
  starts: [],
  onAir: [],
  offAir: [],
  sessions: 0,
  ends: false,
  ...more,
})

type Step = readonly [at: Instant, post?: Partial<Alive>]

/** A story: at each instant a post, or just the time. What was said, as `kind is: words`. */
const story = (...steps: readonly Step[]) => storyAgain(undefined, ...steps)

/** The same, and at an instant the watcher was started anew, or its clock was set. */
function storyAgain(again: Instant | undefined, ...steps: readonly Step[]) {
  let seen: Seen = { watched: {}, alarms: [] }
  const [[first]] = steps as readonly [Step]
  return steps.flatMap(([now, post], index) => {
    const before = JSON.parse(JSON.stringify(seen.watched))
    const isAgain = again !== undefined && steps.findIndex(([one]) => one === again) <= index
    const since = isAgain ? again : first
    const next = post ? heard(before, alive(now, post), now, since) : look(before, now, since)
    if (!next) throw new Error('no room')
    seen = next
    return seen.alarms.map(({ kind, is, says }) => `${kind} ${is}: ${says}`)
  })
}

describe('silence', () => {
  test('89 seconds are none, 90 are one alarm, and a post is the end of it', () => {
    const told = story([NINE, {}], [past(89)], [past(90)], [past(91)], [past(200)], [past(210), {}])
    expect(told).toEqual([
      'silent raised: nothing is heard of demo since 2026-11-23T09:00:00.000Z, with 0 open sessions',
      'silent over: demo is heard again, 2m after the alarm',
    ])
  })

  test('it says what will be missed first', () => {
    const eight = at('08:00')
    const [told] = story([eight, { starts: [TEA], sessions: 1 }], [after(eight, seconds(90))])
    expect(told).toContain('with 1 open session; tea@9 is to start at 2026-11-23T09:00:00.000Z')
  })

  test('so long nobody was listening here: that is no silence of theirs', () => {
    const told = storyAgain(past(600), [NINE, {}], [past(600)], [past(689)], [past(690)])
    expect(told).toEqual([expect.stringMatching(/^silent raised/)])
    expect(storyAgain(past(600), [NINE, {}], [past(600)], [past(620), {}], [past(700)])).toEqual([])
  })

  test('it goes on when the watch begins anew, and when the clock here is set back', () => {
    const told = storyAgain(past(600), [NINE, {}], [past(90)], [past(600)], [past(700), {}])
    expect(told.map((says) => says.split(':')[0])).toEqual(['silent raised', 'silent over'])
    const back = at('07:00')
    const steps = [[NINE, {}], [past(90)], [back], [after(back, seconds(100))]] as const
    expect(storyAgain(back, ...steps)).toHaveLength(1)
    expect(storyAgain(back, ...steps, [after(back, seconds(110)), {}])).toHaveLength(2)
  })

  test('a day later, with nothing promised any more, it was taken out of service', () => {
    const day = (more: number) => past(90 + 86_400 + more)
    const told = story([NINE, {}], [past(90)], [day(-1)], [day(0)], [day(1)])
    expect(told.slice(1)).toEqual([
      'silent over: nothing was heard of demo for a day: it is watched no longer',
    ])
    const owing = { ...TEA, at: utc(day(0)), until: utc(day(60)) }
    expect(story([NINE, { starts: [owing] }], [past(90)], [day(0)])).toHaveLength(1)
  })

  test('a station that was stopped on purpose is forgotten', () => {
    expect(story([NINE, {}], [past(30), { ends: true }], [past(999)])).toEqual([])
  })

  test('one that was never heard of is nobody’s', () => {
    expect(story([NINE], [past(999)])).toEqual([])
  })
})

describe('a start that was promised', () => {
  const promised = { starts: [TEA] }

  test('is on air in time: nothing is said', () => {
    expect(story([at('08:59:50'), promised], [past(5), { onAir: ['tea@9'] }], [past(30)])).toEqual(
      [],
    )
  })

  test('is not on air after ten seconds: one alarm; on air later: one word', () => {
    const told = story(
      [at('08:59:50'), promised],
      [past(9)],
      [past(10)],
      [past(20), promised],
      [past(40), promised],
      [past(52), { onAir: ['tea@9'] }],
      [past(60)],
    )
    expect(told).toEqual([
      'not-on-air raised: tea@9 was to be on air at 2026-11-23T09:00:00.000Z, and nobody says that it is',
      'not-on-air over: tea@9 is on air, 42s after the alarm',
    ])
  })

  test('is missed although the daemon died before it', () => {
    const told = story([at('08:59:00'), promised], [past(10)], [past(30)])
    expect(told.map((says) => says.split(':')[0])).toEqual(['not-on-air raised', 'silent raised'])
    expect(told[0]).toContain('09:00:00.000Z, and nobody says that it is')
  })

  test('is not held against a station that was not heard yet since the watch began anew', () => {
    const steps = [[at('08:58'), promised], [past(20)], [past(54)]] as const
    const began = past(20)
    expect(storyAgain(began, ...steps)).toEqual([])
    expect(storyAgain(began, ...steps, [past(55)])).toHaveLength(1)
    expect(storyAgain(began, ...steps.slice(0, 2), [past(30), promised])).toHaveLength(1)
    expect(storyAgain(began, ...steps.slice(0, 2), [past(30), { onAir: ['tea@9'] }])).toEqual([])
  })

  test('is called off at the desk, before and after the alarm', () => {
    expect(story([at('08:59'), promised], [at('08:59:30'), {}], [past(20)])).toEqual([])
    const late = story([at('08:59'), promised], [past(10)], [past(15), {}])
    expect(late.at(-1)).toBe('not-on-air over: tea@9 is no longer planned')
  })

  test('is moved: the newest promise counts', () => {
    const later = { ...TEA, at: utc(past(60)) }
    const told = story(
      [at('08:59:30'), promised],
      [at('08:59:50'), { starts: [later] }],
      [past(30)],
    )
    expect(told).toEqual([])
  })

  test('is owed no longer when its time is over', () => {
    const told = story([at('08:59:50'), promised], [past(3_599), promised], [past(3_600)])
    expect(told.at(-1)).toBe('not-on-air over: the time of tea@9 is over, and it was not on air')
  })
})

describe('what lost its session on air', () => {
  const off = { offAir: ['tea@9'] }

  test('is back within a minute: nothing is said', () => {
    const on = { onAir: ['tea@9'] }
    expect(story([NINE, on], [past(5), off], [past(64)], [past(65), on], [past(80)])).toEqual([])
  })

  test('is not: one alarm, and one word when it is, or when its time is over', () => {
    const lost = [[NINE, off], [past(30), off], [past(59)], [past(60)], [past(61), off]] as const
    expect(story(...lost, [past(90), { onAir: ['tea@9'] }])).toEqual([
      'off-air raised: tea@9 lost its session, and is off the air since 2026-11-23T09:00:00.000Z',
      'off-air over: tea@9 is on air again, 30s after the alarm',
    ])
    expect(story(...lost, [past(90), {}]).at(-1)).toBe(
      'off-air over: tea@9 is to be on air no longer',
    )
  })
})

describe('two daemons of one name', () => {
  const first = { run: 'first' }
  const second = { run: 'second' }

  test('are one alarm, until one of them is gone', () => {
    const told = story(
      ...[
        [NINE, first],
        [past(5), second],
        [past(30), first],
        [past(35), second],
      ].map(([now, post]) => [now, post] as Step),
      [past(60), second],
      [past(90), second],
      [past(121), second],
    )
    expect(told).toEqual([
      'two-daemons raised: two daemons call themselves demo: give each its own `station` in its config',
      'two-daemons over: one daemon is heard under the name demo, no more',
    ])
  })

  test('a daemon that was replaced, however it ended, is none', () => {
    expect(story([NINE, first], [past(5), second], [past(12), first], [past(35), second])).toEqual(
      [],
    )
  })

  test('one of them is stopped on purpose: the other is still watched', () => {
    const told = story(
      ...([
        [NINE, first],
        [past(5), second],
        [past(30), first],
      ] as const),
      [past(31), { ...first, ends: true }],
      [past(120), second],
      [past(210)],
    )
    expect(told.map((says) => says.split(':')[0])).toEqual([
      ...['two-daemons raised', 'two-daemons over', 'silent raised'],
    ])
  })
})

test('a clock that is off is one alarm, and over when it agrees again', () => {
  const off = { at: utc(past(3_600)) }
  const told = story([NINE, off], [past(30), { at: utc(past(3_630)) }], [past(60), {}])
  expect(told).toEqual([
    'clocks raised: the clock of demo is 1h off ours: one of them is wrong',
    'clocks over: the clock of demo agrees with ours again',
  ])
})

test('what is stopped on purpose ends its alarms, too', () => {
  const told = story([at('08:59'), { starts: [TEA] }], [past(10)], [past(20), { ends: true }])
  expect(told.at(-1)).toBe('not-on-air over: demo was stopped on purpose')
})

test('stations are watched each by itself, and no more than there is room for', () => {
  let watched = heard({}, alive(NINE), NINE, NINE)?.watched ?? {}
  const more = (n: number) => heard(watched, alive(past(60), { station: `s-${n}` }), past(60), NINE)
  for (let n = 1; n < STATIONS_MAX; n += 1) watched = more(n)?.watched ?? {}
  expect(Object.keys(watched)).toHaveLength(STATIONS_MAX)
  expect(more(STATIONS_MAX)).toBeUndefined()
  expect(more(1)).toBeDefined()
  expect(look(watched, past(90), NINE).alarms.map(({ station }) => station)).toEqual(['demo'])
})
