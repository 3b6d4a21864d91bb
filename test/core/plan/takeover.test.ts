import { expect, test } from 'vitest'
import { facts, hasEnded, isHeld, isUnderWay, title } from '../../../daemon/core/plan/takeover.js'
import { aTakeoverScript } from '../../builders.js'
import { aTakeover } from './builders.js'

test('its title is the beginning of what it says, or its sound file', () => {
  expect(title(aTakeoverScript({ say: '  Gold\n  is   up ' }))).toBe('Gold is up')
  expect(title(aTakeoverScript({ say: undefined, audio: 'media/a.mp3' }))).toBe('media/a.mp3')
  expect(title(aTakeoverScript({ say: undefined }))).toBe('picture')
})

test('it is under way, held by the platform, or over; never two of these', () => {
  for (const situation of ['waiting', 'sent', 'preparing', 'queued', 'speaking', 'cut'] as const) {
    const takeover = aTakeover(situation)
    const true_ = [isUnderWay(takeover), isHeld(takeover), hasEnded(takeover)].filter(Boolean)
    expect(true_).toHaveLength(situation === 'waiting' ? 0 : 1)
  }
})

test('what stays the same whatever becomes of it knows nothing of its progress', () => {
  expect(facts(aTakeover('speaking'))).toEqual(facts(aTakeover('waiting')))
})
