import { describe, expect, test } from 'vitest'
import { type ChainName, walkChain } from '../../daemon/journal/chain.js'
import { openForReading } from '../../daemon/journal/database.js'
import { openJournal } from '../../daemon/journal/journal.js'
import { aJournal, aRecord, aTurn, type Kept } from './a-journal.js'

function walk(folder: string, name: ChainName) {
  const db = openForReading(folder)
  try {
    return db && walkChain(db, name)
  } finally {
    db?.close()
  }
}

/** Five takeovers went out, over a restart; then somebody has a go at the file. */
function aNight(tampering: readonly string[] = []): Kept {
  const kept = aJournal()
  const item = (n: number) => aTurn([aRecord({ item: `item-${n}`, title: 'Guten Morgen 🌅' })])
  kept.journal.commit([item(1), item(2)])
  kept.journal.commit([item(3)])
  kept.journal[Symbol.dispose]()
  using again = openJournal(kept.folder)
  again.commit([item(4)])
  again.commit([item(5)])
  again[Symbol.dispose]()
  if (tampering.length > 0) kept.tamper(UNLOCKED + tampering.join(';'))
  return kept
}

const UNLOCKED = 'drop trigger as_run_is_final; drop trigger as_run_is_kept;'

test('a night as it was written holds, over a restart', () => {
  using kept = aNight()
  expect(walk(kept.folder, 'as_run')).toEqual({ rows: 5, findings: [] })
  expect(walk(kept.folder, 'turn')).toEqual({ rows: 5, findings: [] })
})

describe('whoever changes the log later shows it', () => {
  test.each([
    ['a word', "update as_run set status = 'aired_late' where seq = 3"],
    ['a time', 'update as_run set actual_start = actual_start + 1 where seq = 3'],
    ['something that was not known', "update as_run set provider_drive = 'x' where seq = 3"],
    ['something that was known', 'update as_run set voice = null where seq = 3'],
    ['the hash', "update as_run set hash = 'f00' where seq = 3"],
  ])('%s', (_, sql) => {
    using kept = aNight([sql])
    expect(walk(kept.folder, 'as_run')?.findings[0]).toMatch(
      /^as_run 3: was changed after it was written$/,
    )
  })

  test.each([
    ['in the middle', 'seq = 3', ['as_run 3: is missing']],
    ['the first', 'seq <= 2', ['as_run 1 to 2: are missing']],
    ['the last', 'seq >= 4', ['as_run 4 to 5: are missing']],
    ['all', 'true', ['as_run 1 to 5: are missing']],
  ])('a row taken away: %s', (_, which, findings) => {
    using kept = aNight([`delete from as_run where ${which}`])
    expect(walk(kept.folder, 'as_run')?.findings).toEqual(findings)
  })

  test('a row taken away and the numbers closed up', () => {
    using kept = aNight([
      'delete from as_run where seq = 3',
      'update as_run set seq = seq - 1 where seq > 3',
    ])
    expect(walk(kept.folder, 'as_run')?.findings).toEqual([
      'as_run 3: was changed after it was written',
      'as_run 4: was changed after it was written',
      'as_run 5: is missing',
    ])
  })

  test('a row put in at the end', () => {
    using kept = aNight()
    kept.tamper(`create table t as select * from as_run where seq = 5; update t set seq = 6;
      insert into as_run select * from t; drop table t`)
    expect(walk(kept.folder, 'as_run')?.findings).toContain('as_run 6: was added by somebody else')
  })

  test('a hash taken away, so that the row looks old', () => {
    using kept = aNight(['update as_run set hash = null where seq = 3'])
    expect(walk(kept.folder, 'as_run')?.findings).toContain('as_run 3: its hash was taken away')
  })

  test('a turn', () => {
    using kept = aNight()
    kept.tamper("update turn set event = '{}' where seq = 2")
    expect(walk(kept.folder, 'turn')?.findings).toEqual([
      'turn 2: was changed after it was written',
    ])
  })
})

test('rows of before there were hashes stay valid, and the chain begins behind them', () => {
  using kept = aNight(['update as_run set hash = null', "delete from head where chain = 'as_run'"])
  using journal = openJournal(kept.folder)
  journal.commit([aTurn([aRecord()]), aTurn([aRecord()])])
  expect(walk(kept.folder, 'as_run')).toEqual({ rows: 7, findings: [] })
  kept.tamper("update as_run set title = 'x' where seq = 6")
  expect(walk(kept.folder, 'as_run')?.findings).toHaveLength(1)
})

test('a commit that failed leaves the chain where it was', () => {
  using kept = aJournal()
  const stuck = { intent: { key: 'k' } as never }
  expect(() => kept.journal.commit([aTurn([aRecord()]), aTurn([], stuck)])).toThrow()
  kept.journal.commit([aTurn([aRecord()])])
  expect(walk(kept.folder, 'as_run')).toEqual({ rows: 1, findings: [] })
  expect(walk(kept.folder, 'turn')).toEqual({ rows: 1, findings: [] })
})

test('a text cut in the middle of a character is no forgery', () => {
  using kept = aJournal()
  kept.journal.commit([aTurn([aRecord({ title: '🌅'.slice(0, 1), text: 'x🌅'.slice(0, 2) })])])
  expect(walk(kept.folder, 'as_run')?.findings).toEqual([])
})
