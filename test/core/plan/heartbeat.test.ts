import { describe, expect, test } from 'vitest'
import { Broken } from '../../../daemon/core/assert.js'
import { beatDueAt, beaten, beating, firstBeat } from '../../../daemon/core/plan/heartbeat.js'
import { NINE, past } from './builders.js'

describe('a heartbeat', () => {
  const asked = beating(firstBeat(NINE), NINE)

  test('is due the moment a session is known', () => {
    expect(beatDueAt(firstBeat(NINE))).toBe(NINE)
  })

  test('is due every 15 seconds, counted from when it was sent', () => {
    const heard = beaten(asked, NINE, true, past(0.8))
    expect(beatDueAt(heard)).toBe(past(15))
    expect(heard.heardAt).toBe(past(0.8))
  })

  test('that failed is tried again after 3 seconds', () => {
    const failed = beaten(asked, NINE, false, past(2))
    expect(beatDueAt(failed)).toBe(past(5))
    expect(failed.heardAt).toBeUndefined()
  })

  test('that is never answered is tried again after 5 seconds: four tries fit into the vendor’s minute', () => {
    expect(beatDueAt(asked)).toBe(past(5))
    let heartbeat = asked
    let tries = 0
    while (beatDueAt(heartbeat) < past(60)) {
      heartbeat = beating(heartbeat, beatDueAt(heartbeat))
      tries++
    }
    expect(tries).toBeGreaterThanOrEqual(4)
  })

  test('that nobody accepts for half a minute is silence, until one is accepted', () => {
    const heard = beaten(asked, NINE, true, past(1))
    const tried = (from: typeof heard, seconds: number, accepted: boolean) =>
      beaten(beating(from, past(seconds)), NINE, accepted, past(seconds + 1))
    const once = tried(heard, 16, false)
    expect(once.silent).toBeUndefined()
    const silent = tried(once, 31, false)
    expect(silent.silent).toBe(true)
    expect(beating(silent, past(40)).silent).toBe(true)
    expect(tried(silent, 40, true).silent).toBeUndefined()
  })

  test('of which not one was ever accepted is silence, half a minute after the session was opened', () => {
    const failed = beaten(asked, NINE, false, past(29))
    expect(failed.silent).toBeUndefined()
    expect(beaten(beating(failed, past(32)), NINE, false, past(33)).silent).toBe(true)
  })

  test('ahead of its time is a mistake of ours', () => {
    expect(() => beating(beaten(asked, NINE, true, past(1)), past(14))).toThrow(Broken)
  })
})
