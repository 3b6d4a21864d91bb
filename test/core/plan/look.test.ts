import { describe, expect, test } from 'vitest'
import {
  lookAt,
  lookDueAt,
  looked,
  looking,
  lookNow,
  NOT_YET,
  notBefore,
} from '../../../daemon/core/plan/look.js'
import { seconds } from '../../../daemon/core/time.js'
import { NINE, past } from './builders.js'

describe('a read that is repeated', () => {
  const asked = looking(lookAt(NINE), NINE)

  test('is due at its time, and after an answer again', () => {
    expect(lookDueAt(lookAt(NINE))).toBe(NINE)
    expect(lookDueAt(looked(asked, past(1), seconds(15)))).toBe(past(16))
  })

  test('is not asked twice while the answer is out, but not waited for for ever either', () => {
    expect(lookDueAt(asked)).toBe(past(5))
  })

  test('waits if nobody wants it sooner: of what was never looked at nobody does', () => {
    expect(lookDueAt(notBefore(NOT_YET, past(2)))).toBe(past(2))
    expect(lookDueAt(notBefore(lookAt(past(15)), past(2)))).toBe(past(15))
  })

  test('comes at once when something happened', () => {
    expect(lookDueAt(lookNow(lookAt(past(15)), past(3)))).toBe(past(3))
    expect(lookDueAt(lookNow(lookAt(NINE), past(3)))).toBe(NINE)
  })

  test('is asked once more if something happened while the answer was out: it may be old', () => {
    const stale = lookNow(asked, past(0.1))
    expect(lookDueAt(stale)).toBe(past(5))
    const answered = looked(stale, past(0.2), seconds(15))
    expect(lookDueAt(answered)).toBe(past(0.2))
    expect(lookDueAt(looked(looking(answered, past(0.2)), past(0.3), seconds(15)))).toBe(past(15.3))
  })
})
