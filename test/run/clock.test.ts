import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { after, instant, millis } from '../../daemon/core/time.js'
import { wallClock } from '../../daemon/run/clock.js'

const MIDNIGHT = instant(Date.UTC(2026, 10, 23))

beforeEach(() => {
  vi.useFakeTimers({ now: MIDNIGHT })
})
afterEach(() => {
  vi.useRealTimers()
})

test('it wakes at the instant, once', () => {
  let rung = 0
  wallClock.wake(after(MIDNIGHT, millis(700)), () => rung++)
  vi.advanceTimersByTime(699)
  expect(rung).toBe(0)
  vi.advanceTimersByTime(1)
  expect(rung).toBe(1)
  vi.advanceTimersByTime(10_000)
  expect(rung).toBe(1)
})

test('what is due already comes at once, but not before the caller has gone on', () => {
  let rung = 0
  wallClock.wake(after(MIDNIGHT, millis(-5_000)), () => rung++)
  expect(rung).toBe(0)
  vi.advanceTimersByTime(1)
  expect(rung).toBe(1)
})

test('given up, it does not ring', () => {
  let rung = 0
  const alarm = wallClock.wake(after(MIDNIGHT, millis(700)), () => rung++)
  vi.advanceTimersByTime(600)
  alarm[Symbol.dispose]()
  vi.advanceTimersByTime(10_000)
  expect(rung).toBe(0)
})

test('a wall clock that is set forward while it sleeps wakes it within a quarter of a second', () => {
  let rung = 0
  wallClock.wake(after(MIDNIGHT, millis(3_600_000)), () => rung++)
  vi.advanceTimersByTime(1_000)
  vi.setSystemTime(after(MIDNIGHT, millis(3_600_000)))
  vi.advanceTimersByTime(251)
  expect(rung).toBe(1)
})

test('a wall clock that is set back makes it wait for the instant all the same', () => {
  let rung = 0
  wallClock.wake(after(MIDNIGHT, millis(1_000)), () => rung++)
  vi.advanceTimersByTime(500)
  vi.setSystemTime(MIDNIGHT)
  vi.advanceTimersByTime(999)
  expect(rung).toBe(0)
  vi.advanceTimersByTime(251)
  expect(rung).toBe(1)
})
