import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { after, instant, millis } from '../../daemon/core/time.js'
import { openClock } from '../../daemon/run/clock.js'

const MIDNIGHT = instant(Date.UTC(2026, 10, 23))

beforeEach(() => {
  vi.useFakeTimers({ now: MIDNIGHT })
})
afterEach(() => {
  vi.useRealTimers()
})

test('it wakes at the instant, once', () => {
  let rung = 0
  openClock().wake(after(MIDNIGHT, millis(700)), () => rung++)
  vi.advanceTimersByTime(699)
  expect(rung).toBe(0)
  vi.advanceTimersByTime(1)
  expect(rung).toBe(1)
  vi.advanceTimersByTime(10_000)
  expect(rung).toBe(1)
})

test('what is due already comes at once, but not before the caller has gone on', () => {
  let rung = 0
  openClock().wake(after(MIDNIGHT, millis(-5_000)), () => rung++)
  expect(rung).toBe(0)
  vi.advanceTimersByTime(1)
  expect(rung).toBe(1)
})

test('given up, it does not ring', () => {
  let rung = 0
  const alarm = openClock().wake(after(MIDNIGHT, millis(700)), () => rung++)
  vi.advanceTimersByTime(600)
  alarm[Symbol.dispose]()
  vi.advanceTimersByTime(10_000)
  expect(rung).toBe(0)
})

test('a wall clock that is set forward while it sleeps wakes it within a quarter of a second', () => {
  let rung = 0
  openClock().wake(after(MIDNIGHT, millis(3_600_000)), () => rung++)
  vi.advanceTimersByTime(1_000)
  vi.setSystemTime(after(MIDNIGHT, millis(3_600_000)))
  vi.advanceTimersByTime(251)
  expect(rung).toBe(1)
})

test('a wall clock that is set back makes it wait for the instant all the same', () => {
  let rung = 0
  openClock().wake(after(MIDNIGHT, millis(1_000)), () => rung++)
  vi.advanceTimersByTime(500)
  vi.setSystemTime(MIDNIGHT)
  vi.advanceTimersByTime(999)
  expect(rung).toBe(0)
  vi.advanceTimersByTime(251)
  expect(rung).toBe(1)
})

/** Three clocks that go as they are told. */
function hands() {
  const at = { wall: Number(MIDNIGHT), steady: 5_000, asleep: 0 }
  const clock = openClock({
    wall: () => at.wall,
    steady: () => at.steady,
    withSleep: () => at.steady + at.asleep,
  })
  const pass = (ms: number) => {
    at.wall += ms
    at.steady += ms
  }
  return { at, clock, pass, since: () => clock.now() - MIDNIGHT }
}

describe('the wall clock and the steady one', () => {
  test('side by side, nothing happened', () => {
    const { clock, pass, since } = hands()
    for (let n = 0; n < 100; n += 1) {
      pass(1_000)
      expect(since()).toBe((n + 1) * 1_000)
    }
    expect(clock.moved?.()).toBeUndefined()
  })

  test('a small difference is followed in silence, and time never goes backwards for it', () => {
    const { at, clock, pass, since } = hands()
    at.wall += 1_500
    expect(since()).toBe(1_500)
    at.wall -= 1_000
    expect(since()).toBe(1_500)
    pass(600)
    expect(since()).toBe(1_500)
    pass(600)
    expect(since()).toBe(1_700)
    expect(clock.moved?.()).toBeUndefined()
  })

  test('slewed by ten minutes over a day it is followed all the way', () => {
    const { at, clock, pass, since } = hands()
    for (let n = 0; n < 86_400; n += 1) {
      pass(1_000)
      at.wall += 600_000 / 86_400
      clock.now()
    }
    expect(clock.moved?.()).toBeUndefined()
    expect(at.wall - MIDNIGHT - since()).toBeLessThan(1)
    expect(since()).toBeGreaterThan(86_999_000)
  })

  test.each([3_600_000, -3_600_000, 2_500, -2_500])(
    'moved by %i ms: our time does not follow before that was heard, then it does',
    (by) => {
      const { at, clock, pass, since } = hands()
      pass(1_000)
      at.wall += by
      expect(since()).toBe(1_000)
      pass(1_000)
      expect(since()).toBe(2_000)
      expect(clock.moved?.()).toEqual({ by, paused: 0 })
      expect(since()).toBe(2_000 + by)
      expect(clock.moved?.()).toBeUndefined()
    },
  )

  test('a machine that slept is told from a clock that was set', () => {
    const { at, clock } = hands()
    at.wall += 600_000
    at.asleep += 600_000
    expect(clock.moved?.()).toEqual({ by: 0, paused: 600_000 })
    at.wall += 600_000
    expect(clock.moved?.()).toEqual({ by: 600_000, paused: 0 })
    at.wall -= 3_600_000 - 600_000
    at.asleep += 600_000
    expect(clock.moved?.()).toEqual({ by: -3_600_000, paused: 600_000 })
  })

  test('standing still for half a minute is noticed, though no clock was moved', () => {
    const { clock, pass, since } = hands()
    pass(29_000)
    since()
    pass(29_000)
    expect(clock.moved?.()).toBeUndefined()
    pass(31_000)
    since()
    expect(clock.moved?.()).toEqual({ by: 0, paused: 31_000 })
    expect(clock.moved?.()).toBeUndefined()
  })
})

test('a clock set back by an hour wakes whoever sleeps within a quarter of a second, to look again', () => {
  let rung = 0
  const clock = openClock()
  clock.wake(after(MIDNIGHT, millis(60_000)), () => rung++)
  vi.advanceTimersByTime(1_000)
  vi.setSystemTime(after(MIDNIGHT, millis(-3_600_000)))
  vi.advanceTimersByTime(251)
  expect(rung).toBe(1)
  expect(clock.moved?.()?.by).toBeLessThan(-3_600_000)
})
