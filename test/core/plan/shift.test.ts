import { describe, expect, test } from 'vitest'
import type { Denied } from '../../../daemon/core/plan/denied.js'
import {
  awaited,
  happened,
  type Instants,
  type Shift,
  shifted,
  wasOver,
} from '../../../daemon/core/plan/shift.js'
import { hours, NEVER, seconds } from '../../../daemon/core/time.js'
import { past } from './builders.js'

const set = (by: Shift['by']): Shift => ({ by, now: past(by / 1_000) })
const [BACK, ON] = [set(hours(-1)), set(hours(1))]

describe('from the clock of before to the one it was set to', () => {
  test('what happened a minute ago happened a minute ago', () => {
    expect(happened(past(-60), BACK)).toBe(past(-3_660))
    expect(happened(past(-60), ON)).toBe(past(3_540))
    expect(happened(undefined, ON)).toBeUndefined()
  })

  test('nothing that happened lies ahead, though time never went back for a clock that was slow', () => {
    expect(happened(past(1.5), BACK)).toBe(BACK.now)
  })

  test('what is waited for comes in a minute as before, or never', () => {
    expect(awaited(past(60), BACK)).toBe(past(-3_540))
    expect(awaited(past(60), ON)).toBe(past(3_660))
    expect(awaited(NEVER, BACK)).toBe(NEVER)
    expect(awaited(undefined, BACK)).toBeUndefined()
  })

  test('what was over is told from what was to come', () => {
    expect(wasOver(past(0), BACK)).toBe(true)
    expect(wasOver(past(0.1), BACK)).toBe(false)
    expect(wasOver(past(60), ON)).toBe(false)
  })

  test('what stood still was not set', () => {
    const still = { by: seconds(0), now: past(0) }
    expect([happened(past(-9), still), awaited(past(9), still)]).toEqual([past(-9), past(9)])
  })

  test('whoever shifts something writes out every instant of it', () => {
    const denied = { sentAt: past(1), acceptedAt: past(2) } as Denied
    const { takeover } = denied
    // @ts-expect-error when it was accepted is forgotten
    shifted(denied, { sentAt: past(0), takeover })
    // @ts-expect-error its id is no instant
    const more: Instants<Denied> = { sentAt: past(0), acceptedAt: past(0), takeover, trace: 't1' }
    expect(shifted(denied, more)).toMatchObject({ sentAt: past(0), acceptedAt: past(0) })
  })
})
