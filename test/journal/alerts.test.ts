import { expect, test } from 'vitest'
import { tell } from '../../daemon/core/plan/announce.js'
import { openJournal } from '../../daemon/journal/journal.js'
import { at } from '../builders.js'
import { AIRING, aJournal, anEnqueue, aTurn } from './a-journal.js'

const MISSED = tell(AIRING, 'alert', 'missed: nothing could be opened')
const KEPT = { at: at('09:00'), airing: AIRING, says: MISSED.says }

test('an alert that was committed and never told is told again, also if nobody comes for days', () => {
  using kept = aJournal()
  kept.journal.commit([aTurn([MISSED, tell(AIRING, 'info', 'on air')])])
  for (let start = 0; start < 2; start += 1) {
    using next = openJournal(kept.folder)
    expect(next.untold()).toEqual([KEPT])
  }
})

test('what the last commit told has been told when the next one comes', () => {
  using kept = aJournal()
  kept.journal.commit([aTurn([MISSED])])
  kept.journal.commit([aTurn([tell(undefined, 'alert', 'another')])])
  expect(kept.journal.untold()).toEqual([{ ...KEPT, airing: undefined, says: 'another' }])
})

test('what was told is not owed because the commit after it failed', () => {
  using kept = aJournal()
  kept.journal.commit([aTurn([MISSED])])
  expect(() => kept.journal.commit([aTurn([anEnqueue(), anEnqueue()])])).toThrow(/a second time/)
  kept.journal.commit([aTurn()])
  expect(kept.journal.untold()).toEqual([])
})

test('after it was told again it is not told a third time', () => {
  using kept = aJournal()
  kept.journal.commit([aTurn([MISSED])])
  using next = openJournal(kept.folder)
  expect(next.untold()).toHaveLength(1)
  next.commit([aTurn()])
  expect(next.untold()).toEqual([])
})

test('whoever leaves in good order owes nothing', () => {
  using kept = aJournal()
  kept.journal.commit([aTurn([MISSED])])
  kept.journal.told(at('09:01'))
  expect(kept.journal.untold()).toEqual([])
  expect(kept.rows('select told_at from alert')).toEqual([{ told_at: at('09:01') }])
})
