import { describe, expect, test } from 'vitest'
import { type Airing, tooLate } from '../../../daemon/core/plan/airing.js'
import { minutes, seconds } from '../../../daemon/core/time.js'
import { at } from '../../builders.js'
import { aPlanned, NINE, past } from './builders.js'

describe('a planned airing whose time has come', () => {
  test('is not opened for its last half minute, nor for the last half of a short one', () => {
    const lasting = (n: number, now: number) => tooLate(aPlanned({ endsAt: past(n) }), past(now))
    expect(lasting(600, 570)).toContain('its time was over')
    expect(lasting(20, 9)).toBeUndefined()
    expect(lasting(20, 10)).toContain('its time was over')
  })

  const late = (rule: Airing['late'], now = past(60)) => tooLate(aPlanned({ late: rule }), now)

  test('is opened late unless the producer said otherwise', () => {
    expect(late({ rule: 'join' })).toBeUndefined()
    expect(late({ rule: 'skip' })).toContain('late: skip')
    expect(late({ rule: 'within', within: minutes(1) })).toBeUndefined()
    expect(late({ rule: 'within', within: seconds(59) })).toContain('late: start within')
  })

  test('on time is never late, whatever the rule', () => {
    expect(late({ rule: 'skip' }, NINE)).toBeUndefined()
  })

  test('is not opened for less than the last half minute', () => {
    expect(late({ rule: 'join' }, at('09:59:29'))).toBeUndefined()
    expect(late({ rule: 'join' }, at('09:59:30'))).toContain('over before it could be opened')
  })
})
