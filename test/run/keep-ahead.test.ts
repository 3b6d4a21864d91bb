import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { SLICE } from '../../daemon/journal/kept.js'
import { openDisk } from '../../daemon/run/disk.js'
import { keepAhead } from '../../daemon/run/keep-ahead.js'
import { aCue, aProgramme, at, start } from '../builders.js'
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
  await keepAhead(kept.journal, { write: (what) => what(), trouble: () => undefined })(programme)
  clearImmediate(ringing)
  expect(kept.rows('select name from kept')).toHaveLength(2)
  expect(turns).toBeGreaterThanOrEqual(2)
})

test('a disk that takes nothing is left to the turn', async () => {
  using kept = aJournal()
  const full = () => {
    throw new Error('SQLITE_FULL')
  }
  await keepAhead(kept.journal, { write: full, trouble: () => undefined })(programme)
  expect(kept.rows('select name from kept')).toEqual([])
})

test('a short rundown, of which nothing is written ahead, does not say that a full disk is well again', async () => {
  using kept = aJournal()
  const told: string[] = []
  const tell = (_: object, says: string) => void told.push(says)
  const disk = openDisk({
    commit: () => {
      throw new Database.SqliteError('it says so', 'SQLITE_FULL')
    },
    ballast: { lay: () => true, drop: () => false },
    steady: () => 0,
    now: () => at('09:00'),
    folder: kept.folder,
    log: { alert: tell, warn: tell, info: tell },
  })
  expect(() => disk.commit([])).toThrow()
  await keepAhead(kept.journal, disk)(aProgramme())
  expect(disk.trouble()).toBe('full')
  expect(told).toEqual([expect.stringMatching(/^the disk is full/)])
})
