import { describe, expect, test } from 'vitest'
import { after, type Instant, minutes, seconds, utc } from '../../daemon/core/time.js'
import type { Alive } from '../../daemon/watcher/contract.js'
import { heard, look, type Seen, STATIONS_MAX } from '../../daemon/watcher/watch.js'
import { at } from '../builders.js'
import { NINE, past } from '../core/plan/builders.js'

const TEA = { airing: 'tea@9', at: utc(NINE), until: utc(after(NINE, minutes(60))) }

const alive = (now: Instant, more: Partial<Alive> = {}): Alive => ({
  station: 'demo',
  at: utc(now),
  starts: [],
  onAir: [],
  sessions: 0,
  ends: false,
  ...more,
})

/** A story: at each instant a post, or just the time. What was said, as `kind is: words`. */
function story(...steps: readonly (readonly [at: Instant, post?: Partial<Alive>])[]) {
  let seen: Seen = { watched: {}, alarms: [] }
  return steps.flatMap(([now, post]) => {
    const before = JSON.parse(JSON.stringify(seen.watched))
    seen = post ? heard(before, alive(now, post), now) : look(before, now)
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
      [past(52), { onAir: ['tea@9'] }],
      [past(60)],
    )
    expect(told).toEqual([
      'not-on-air raised: tea@9 was to be on air at 2026-11-23T09:00:00.000Z, and is not',
      'not-on-air over: tea@9 is on air, 42s after the alarm',
    ])
  })

  test('is missed although the daemon died before it', () => {
    const told = story([at('08:59:00'), promised], [past(10)], [past(30)])
    expect(told.map((says) => says.split(':')[0])).toEqual(['not-on-air raised', 'silent raised'])
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
  let { watched } = heard({}, alive(NINE), NINE)
  for (let n = 1; n < STATIONS_MAX + 20; n += 1)
    ({ watched } = heard(watched, alive(past(60), { station: `s-${n}` }), past(60)))
  expect(Object.keys(watched)).toHaveLength(STATIONS_MAX)
  expect(look(watched, past(90)).alarms.map(({ station }) => station)).toEqual(['demo'])
})
