import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { JournalTrouble, openForReading } from '../../daemon/journal/database.js'
import { openJournal } from '../../daemon/journal/journal.js'
import { MIGRATIONS } from '../../daemon/journal/migrations.js'
import { aFolder, aJournal, aRecord, aTurn } from './a-journal.js'

test('a file that is no database is refused, and left as it is', () => {
  using folder = aFolder()
  mkdirSync(join(folder.path, 'data'))
  const file = join(folder.path, 'data', 'journal.db')
  writeFileSync(file, 'a letter to the producer, much longer than a header would be'.repeat(20))
  const { size } = statSync(file)
  expect(() => openJournal(join(folder.path, 'data'))).toThrow(JournalTrouble)
  expect(statSync(file).size).toBe(size)
})

test('one that a crash left half made is made whole, and nobody reads it before', () => {
  using folder = aFolder()
  const [first, data] = [join(folder.path, 'first.db'), join(folder.path, 'data')]
  const making = new Database(first)
  making.exec('create table begun (at integer)')
  making.pragma('synchronous = off')
  making.exec('begin immediate; insert into begun values (1)')
  mkdirSync(data)
  // As kill -9 leaves it: the change is begun, and what takes it back is on the disk.
  for (const ending of ['', '-journal'])
    copyFileSync(`${first}${ending}`, join(data, `journal.db${ending}`))
  making.close()
  const crashed = new Database(join(data, 'journal.db'), { readonly: true })
  expect(() => crashed.pragma('user_version')).toThrow(/readonly/)
  crashed.close()
  expect(openForReading(data)).toBeUndefined()
  using journal = openJournal(data)
  journal.commit([aTurn([aRecord()])])
  expect(openForReading(data)?.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length)
})

test('a damaged journal is refused, byte for byte as it was, and the message says what to do', () => {
  using kept = aJournal()
  for (let n = 0; n < 200; n += 1) kept.journal.commit([aTurn([aRecord()])])
  kept.journal[Symbol.dispose]()
  const file = join(kept.folder, 'journal.db')
  const bytes = readFileSync(file)
  // A page in the middle of the file, as a failing disk leaves it.
  bytes.fill(0xa5, bytes.length / 2 - 4_096, bytes.length / 2)
  writeFileSync(file, bytes)
  expect(() => openJournal(kept.folder)).toThrow(/is damaged.*nothing was changed.*move the whole/s)
  expect(readFileSync(file).equals(bytes)).toBe(true)
})

test('a journal that was cut short is refused', () => {
  using kept = aJournal()
  for (let n = 0; n < 200; n += 1) kept.journal.commit([aTurn([aRecord()])])
  kept.journal[Symbol.dispose]()
  const file = join(kept.folder, 'journal.db')
  truncateSync(file, Math.floor(statSync(file).size / 2 / 4_096) * 4_096)
  expect(() => openJournal(kept.folder)).toThrow(/is damaged/)
})

test('a journal of the first schema is brought up to date, and its rows stay', () => {
  using folder = aFolder()
  const file = join(folder.path, 'journal.db')
  const old = new Database(file)
  old.exec(MIGRATIONS[0] ?? '')
  old.pragma('user_version = 1')
  old.exec("insert into turn (at, roll, event) values (5, 0.5, '{}')")
  old.close()
  using journal = openJournal(folder.path)
  journal.commit([aTurn()])
  expect(journal.position()).toMatchObject({ epoch: 0, turn: 2 })
})

test('rows that lay in the tree of their keys lie beside it, and none is lost', () => {
  using folder = aFolder()
  const old = new Database(join(folder.path, 'journal.db'))
  for (const sql of MIGRATIONS.slice(0, 7)) old.exec(sql)
  old.pragma('user_version = 7')
  const long = JSON.stringify('long '.repeat(5_000))
  old
    .prepare('insert into snapshot values (?, ?, ?), (?, ?, ?)')
    .run('shows', 'b', '1', 'shows', 'a', long)
  old.prepare('insert into base values (1, ?, ?, ?)').run('shows', 'a', long)
  old.prepare('insert into kept values (?, ?)').run('its name', long)
  old.close()
  openJournal(folder.path)[Symbol.dispose]()
  const db = new Database(join(folder.path, 'journal.db'))
  const rows = (of: string) => db.prepare(`select * from ${of}`).raw().all()
  expect(rows('snapshot order by id')).toEqual([
    ['shows', 'a', long],
    ['shows', 'b', '1'],
  ])
  expect(rows('base')).toEqual([[1, 'shows', 'a', long]])
  expect(rows('kept')).toEqual([['its name', long]])
  db.close()
})
