import { expect, test } from 'vitest'
import { SLICE } from '../../daemon/journal/kept.js'
import { keepAhead } from '../../daemon/run/keep-ahead.js'
import { aCue, aProgramme, start } from '../builders.js'
import { aJournal } from '../journal/a-journal.js'

const programme = aProgramme({
  cues: Array.from({ length: 2 * SLICE }, (_, n) => aCue(`item-${n}`, start(n))),
})

test('the loop turns between two slices', async () => {
  using kept = aJournal()
  let turns = 0
  const bell = () => {
    turns += 1
    ringing = setImmediate(bell)
  }
  let ringing = setImmediate(bell)
  await keepAhead(kept.journal, { write: (what) => what() })(programme)
  clearImmediate(ringing)
  expect(kept.rows('select name from kept')).toHaveLength(2)
  expect(turns).toBeGreaterThanOrEqual(2)
})

test('a disk that takes nothing is left to the turn', async () => {
  using kept = aJournal()
  const full = () => {
    throw new Error('SQLITE_FULL')
  }
  await keepAhead(kept.journal, { write: full })(programme)
  expect(kept.rows('select name from kept')).toEqual([])
})
