import { expect, test } from 'vitest'
import { cutForBreaking, onAirIn } from '../../../daemon/core/plan/cutting.js'
import { isHeld, type Takeover, takeoverId } from '../../../daemon/core/plan/takeover.js'
import { seconds } from '../../../daemon/core/time.js'
import { aManned, aSession, aTakeover, MARKET, past, trace } from './builders.js'

const named = { id: takeoverId(MARKET, 'next', 0), trace: trace('t2') } as const
const on = (...takeovers: readonly Takeover[]) => aManned(aSession('live'), 'on-air', { takeovers })
const cut = (...takeovers: readonly Takeover[]) => {
  const [onAir] = cutForBreaking(on(...takeovers), past(5)).takeovers
  return onAir && isHeld(onAir) ? onAir.recall : undefined
}

test('breaking news cuts what speaks once the platform has it', () => {
  const speaking = aTakeover('speaking')
  const breaking = { ...named, urgency: 'breaking' } as const
  expect(cut(speaking, aTakeover('waiting', breaking))).toBeUndefined()
  expect(cut(speaking, aTakeover('sent', breaking))).toBeUndefined()
  expect(cut(speaking, aTakeover('queued', breaking))).toMatchObject({
    reason: 'PREEMPTED',
    because: 'cut for pitch, which is breaking',
  })
})

test('nothing less does, and nothing cuts what is as urgent or must air', () => {
  const breaking = aTakeover('queued', { ...named, urgency: 'breaking' })
  expect(
    cut(aTakeover('speaking'), aTakeover('queued', { ...named, urgency: 'priority' })),
  ).toBeUndefined()
  expect(cut(aTakeover('speaking', { urgency: 'breaking' }), breaking)).toBeUndefined()
  expect(cut(aTakeover('speaking', { doubt: 'must' }), breaking)).toBeUndefined()
})

test('not for a hard start that would get the air before its time', () => {
  const id = takeoverId(MARKET, 'hard', 0)
  const hard = aTakeover('queued', {
    id,
    trace: trace('t3'),
    start: { kind: 'hard', grace: seconds(30) },
  })
  expect(
    cut(aTakeover('speaking'), aTakeover('queued', { ...named, urgency: 'breaking' }), hard),
  ).toBeUndefined()
})

test('what was cut already is on air no more', () => {
  const speaking = aTakeover('speaking')
  expect(onAirIn(on(speaking))).toBe(speaking)
  const [gone] = cutForBreaking(
    on(speaking, aTakeover('queued', { ...named, urgency: 'breaking' })),
    past(5),
  ).takeovers
  expect(gone && onAirIn(on(gone))).toBeUndefined()
})
