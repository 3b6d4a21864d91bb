import { expect, test } from 'vitest'
import { ANSWER_GUESS, ASKING_MAX, SOURCE_DEADLINE } from '../../../daemon/core/ask/desk.js'
import { aDesk, asks, situations, told } from './builders.js'

test('a desk opens with nobody at it, and survives a round trip through JSON', () => {
  const { desk } = told(aDesk(), asks('ann'))
  expect(JSON.parse(JSON.stringify(aDesk())).open).toEqual([])
  expect(situations(JSON.parse(JSON.stringify(desk)))).toEqual(situations(desk))
})

test('its limits leave room for each other', () => {
  expect(ASKING_MAX).toBeGreaterThan(0)
  expect(SOURCE_DEADLINE).toBeLessThanOrEqual(ANSWER_GUESS)
})
