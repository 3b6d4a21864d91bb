import { describe, expect, test } from 'vitest'
import { QUEUE_STRIKE } from '../../../daemon/core/limits.js'
import { isHeld, type Takeover } from '../../../daemon/core/plan/takeover.js'
import { listed } from '../../../daemon/core/plan/takeover-listed.js'
import { after, type Instant, seconds } from '../../../daemon/core/time.js'
import { aTakeover, past } from './builders.js'

const CLAIM = { failed: { at: past(2), says: 'the voice was not found' } }

const heldWith = (
  hints: object,
  situation: Takeover['situation'] = 'speaking',
): Extract<Takeover, { hints: unknown }> => {
  const takeover = aTakeover(situation)
  if (!isHeld(takeover)) throw new Error(`the platform does not hold what is ${situation}`)
  return { ...takeover, hints }
}

describe('a callback says that it failed', () => {
  const absent = (hints: object) =>
    listed(heldWith(hints), { place: undefined, askedAt: past(6) }, past(6))

  test('and it is gone from the list: it failed', () => {
    const gone = listed(heldWith(CLAIM, 'queued'), { place: undefined, askedAt: past(6) }, past(6))
    expect(gone).toMatchObject({ situation: 'failed', status: 'failed' })
  })

  test('and it had been on air: it was heard in part', () => {
    const part = { situation: 'failed', status: 'aired_partial', reason: 'PROVIDER_ERROR' }
    expect(absent(CLAIM)).toMatchObject(part)
  })

  test('and another that it had been on air, where no list saw it: nobody knows', () => {
    const told = heldWith({ ...CLAIM, speakingAt: past(1) }, 'queued')
    expect(listed(told, { place: undefined, askedAt: past(6) }, past(6))).toMatchObject({
      situation: 'failed',
      status: 'aired_unconfirmed',
      reason: 'PROVIDER_ERROR',
      startedAt: undefined,
    })
  })

  test('and a list as late as lists may lag still has it: that may be', () => {
    const askedAt = after(CLAIM.failed.at, QUEUE_STRIKE) - 1
    const told = listed(heldWith(CLAIM), { place: 0, askedAt: askedAt as never }, past(4))
    expect(told).toMatchObject({ situation: 'speaking', hints: CLAIM })
  })

  test('and a later list still has it: it did not, whoever said so', () => {
    const askedAt = after(CLAIM.failed.at, QUEUE_STRIKE)
    const told = listed(heldWith(CLAIM), { place: 0, askedAt }, past(4))
    expect(told).toMatchObject({ situation: 'speaking', hints: {} })
    if (!isHeld(told)) throw new Error('it is held')
    const then = listed(told, { place: undefined, askedAt: past(8) }, past(8))
    expect(then).toMatchObject({ situation: 'spoken', status: 'aired' })
  })

  test('and another that it was spoken to its end: nobody knows', () => {
    expect(absent({ ...CLAIM, finishedAt: past(4) })).toMatchObject({
      status: 'aired_unconfirmed',
      reason: 'PROVIDER_ERROR',
    })
  })
})

describe('it spoke, and is not in the list any more', () => {
  const overAt = (lastAskedAt: Instant | undefined, hints: object = {}) =>
    listed(heldWith(hints), { place: undefined, askedAt: past(60), lastAskedAt }, past(60))

  test('and the list before was read a moment ago: it was seen to end', () => {
    expect(overAt(past(58))).toMatchObject({ status: 'aired', says: undefined })
  })

  test('and nobody had looked for a while: the log says that its end was not seen', () => {
    expect(overAt(past(15))).toMatchObject({
      status: 'aired',
      says: 'nobody saw its end: the queue was not read for the 45 s before it',
    })
  })

  test('and it is gone sooner than it can have been spoken: nobody knows whether it broke off', () => {
    const speaking = { ...heldWith({}), notBefore: past(2), length: seconds(30) }
    const goneAt = (end: number, hints: object = {}) =>
      listed(
        { ...speaking, hints },
        { place: undefined, askedAt: past(end), lastAskedAt: past(end - 1) },
        past(end),
      )
    expect(goneAt(21)).toMatchObject({ status: 'aired' })
    const broke = { status: 'aired_unconfirmed', reason: 'PROVIDER_ERROR', situation: 'unknown' }
    expect(goneAt(20.9)).toMatchObject({
      ...broke,
      says: expect.stringContaining('gone after 19s'),
    })
    expect(goneAt(60, { finishedAt: past(9) })).toMatchObject({ status: 'aired' })
  })

  test('and a callback said long before that it was over, while the lists still had it: it was not', () => {
    const claim = { finishedAt: past(9) }
    const still = listed(heldWith(claim), { place: 0, askedAt: past(11) }, past(11))
    expect(still).toMatchObject({ situation: 'speaking', hints: {} })
  })

  test('and a callback told when it ended: then that is when', () => {
    expect(overAt(past(15), { finishedAt: past(20) })).toMatchObject({
      endedAt: past(20),
      says: undefined,
    })
  })
})
