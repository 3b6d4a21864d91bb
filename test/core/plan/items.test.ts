import { expect, test } from 'vitest'
import { cueOf, speakingIn, waiting } from '../../../daemon/core/plan/items.js'
import { aProgramme, aTakeoverScript } from '../../builders.js'
import { anAccount, aTakeover, NINE } from './builders.js'

const { situation: _, ...facts } = aTakeover('waiting')
const speaking = speakingIn({ programme: aProgramme(), account: anAccount() })
const long = aTakeoverScript({
  say: 'The lamp follows the sun all day, and sleeps at night. '.repeat(12),
})

test('a long text waits as its first piece, with the others behind it; by default it is resumed', () => {
  const item = waiting({ ...facts, onCut: undefined }, long, speaking)
  expect(item.piece).toMatchObject({
    item: facts.id,
    part: 1,
    continues: false,
    expiresAt: facts.expiresAt,
  })
  expect(item.script).toEqual(item.piece?.all[0])
  expect(item.length).toBeGreaterThan(15_000)
  expect(item.onCut).toBe('resume')
})

test('a short one is whole, and dropped when it is cut, unless its cue says otherwise', () => {
  const short = aTakeoverScript()
  expect(waiting({ ...facts, onCut: undefined }, short, speaking)).toMatchObject({ onCut: 'drop' })
  expect(waiting({ ...facts, onCut: 'restart' }, short, speaking)).toMatchObject({
    onCut: 'restart',
  })
  expect(waiting({ ...facts, onCut: undefined }, short, speaking).piece).toBeUndefined()
})

test('what cuts in past the queue, or will never be sent, is not split', () => {
  expect(
    waiting({ ...facts, how: 'interrupt', onCut: undefined }, long, speaking).piece,
  ).toBeUndefined()
  const never = waiting({ ...facts, onCut: undefined }, long, undefined)
  expect(never).toMatchObject({ script: long, dueAt: NINE })
  expect(never.length).toBeUndefined()
})

test('an ad-lib of the same name is not its cue', () => {
  expect(cueOf(aTakeover('waiting'))).toBe('pitch')
  expect(cueOf(aTakeover('waiting', { source: 'adlib' }))).toBeUndefined()
})
