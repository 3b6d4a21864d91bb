import { expect, test } from 'vitest'
import { type Action, type Guarded, isGuarded } from '../../../daemon/core/plan/actions.js'
import { aCue, aProgramme, at, start } from '../../builders.js'
import { NINE, onAir, past } from './builders.js'

test('what costs, airs or changes something waits for its intent; heartbeats and reads never do', () => {
  const station = onAir([aProgramme({ cues: [aCue('welcome', start())] })])
  const actions: Action[] = [...station.due(past(0.1)), ...station.due(past(20))]
  actions.push(...station.due(at('10:00')))
  const waits = new Map(actions.map((action) => [action.type, isGuarded(action)]))
  expect(waits.get('beat')).toBe(false)
  expect(waits.get('look')).toBe(false)
  expect(waits.get('tell')).toBe(false)
  expect(waits.get('close')).toBe(true)
})

test('every guarded call says why, and no key comes twice', () => {
  const station = onAir([aProgramme({ cues: [aCue('welcome', start()), aCue('b', start(5))] })])
  const all: Guarded[] = []
  for (let now = NINE; now < at('10:02'); now = (now + 500) as typeof now) {
    all.push(...station.due(now).filter(isGuarded))
  }
  expect(all.length).toBeGreaterThan(3)
  expect(all.every(({ because }) => because.length > 5)).toBe(true)
  expect(new Set(all.map(({ key }) => key)).size).toBe(all.length)
})
