import { expect, test } from 'vitest'
import { again, perhapsHeard, sentBeside } from '../../../daemon/core/plan/again.js'
import type { Takeover } from '../../../daemon/core/plan/takeover.js'
import { at } from '../../builders.js'
import { aManned, aSession, aTakeover, past } from './builders.js'

const must = { doubt: 'must', expiresAt: at('10:00') } as const
const accepted = (takeover: Takeover, startedAt?: ReturnType<typeof past>) =>
  ({ ...takeover, acceptedAt: past(2), startedAt }) as Takeover

test('what must air, when nobody knows whether it did; nothing that may be heard only once', () => {
  expect(again(aTakeover('unknown', must), past(60), 'read')).toMatchObject({
    situation: 'waiting',
    gen: 2,
    sentAgain: 'may-be-heard-twice',
    followed: false,
  })
  const never = aTakeover('unknown', { doubt: 'never-twice' })
  expect(again(aTakeover('unknown'), past(60), 'read').situation).toBe('unknown')
  expect(again(never, past(60), 'watched').situation).toBe('unknown')
  expect(again(aTakeover('cut', must), past(60), 'watched').situation).toBe('cut')
})

test('what must air and was accepted, if it failed before it began', () => {
  const failed = accepted(aTakeover('failed', must))
  expect(again(failed, past(60), 'read')).toMatchObject({ gen: 2, sentAgain: 'failed' })
  const doubted = accepted(aTakeover('failed', { ...must, gen: 2, sentAgain: 'watched' }))
  expect(again(doubted, past(60), 'read')).toMatchObject({ gen: 3, sentAgain: 'watched' })
  const refused = { ...aTakeover('failed', must), acceptedAt: undefined } as Takeover
  expect(again(refused, past(60), 'read').situation).toBe('failed')
  expect(again(accepted(failed, past(3)), past(60), 'read').situation).toBe('failed')
  const once = accepted(aTakeover('failed', { expiresAt: at('10:00') }))
  expect(again(once, past(60), 'read').situation).toBe('failed')
})

test('never after its time, nor what is not wanted any more, nor too often', () => {
  const unwanted = { reason: 'REMOVED', because: 'it is gone from the rundown' } as const
  expect(again(aTakeover('unknown', must), at('10:00'), 'watched').situation).toBe('unknown')
  expect(again(aTakeover('unknown', { ...must, unwanted }), past(60), 'read').situation).toBe(
    'unknown',
  )
  const more = (gen: number, sight: Parameters<typeof again>[2]) =>
    again(aTakeover('unknown', { ...must, gen }), past(60), sight).situation
  expect([more(7, 'read'), more(8, 'read')]).toEqual(['waiting', 'unknown'])
  expect([more(1, 'blind'), more(2, 'blind')]).toEqual(['waiting', 'unknown'])
  const once = (gen: number) =>
    again(aTakeover('unknown', { expiresAt: at('10:00'), gen }), past(60), 'watched').situation
  expect([once(1), once(2)]).toEqual(['waiting', 'unknown'])
})

test('what may have been another item is written down, and what must air sent beside it', () => {
  const heard = { ...aTakeover('spoken', must), mistakable: true } as Takeover
  const airing = aManned(aSession('live'), 'on-air', { takeovers: [heard] })
  expect(sentBeside(airing, past(60)).takeovers).toMatchObject([
    { gen: 1, situation: 'spoken', followed: true },
    { gen: 2, situation: 'waiting', sentAgain: 'may-be-heard-twice' },
  ])
  expect(sentBeside(airing, at('10:00'))).toBe(airing)
  const once = { ...airing, takeovers: [{ ...heard, doubt: 'once' } as const] }
  expect(sentBeside(once, past(60))).toBe(once)
})

test('what must air and broke off on air is written down, and sent once more', () => {
  const broke = accepted(aTakeover('failed', must), past(3))
  const airing = aManned(aSession('live'), 'on-air', { takeovers: [broke] })
  expect(sentBeside(airing, past(60)).takeovers).toMatchObject([
    { gen: 1, situation: 'failed' },
    { gen: 2, situation: 'waiting' },
  ])
  const twice = { ...airing, takeovers: [{ ...broke, gen: 2 }] }
  expect(sentBeside(twice, past(60))).toBe(twice)
})

test('what may have aired while the journal was not there counts as sent', () => {
  expect(perhapsHeard(aTakeover('waiting', must))).toMatchObject({ gen: 2, situation: 'waiting' })
})
