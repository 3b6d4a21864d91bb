import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { troubleOf } from '../../daemon/journal/trouble.js'

const sqlite = (code: string) => new Database.SqliteError('it says so', code)

test.each([
  ['SQLITE_FULL', 'full'],
  ['ENOSPC', 'full'],
  ['EDQUOT', 'full'],
  ['SQLITE_BUSY', 'busy'],
  ['SQLITE_BUSY_SNAPSHOT', 'busy'],
  ['SQLITE_LOCKED', 'busy'],
  ['SQLITE_IOERR_FSYNC', 'lost'],
  ['SQLITE_IOERR_WRITE', 'lost'],
  ['SQLITE_CORRUPT', 'lost'],
  ['SQLITE_NOTADB', 'lost'],
  ['SQLITE_READONLY', 'lost'],
  ['SQLITE_CONSTRAINT_UNIQUE', 'lost'],
])('%s is %s', (code, trouble) => {
  expect(troubleOf(sqlite(code))).toBe(trouble)
})

test('what nobody foresaw is not lived with', () => {
  expect(troubleOf(new Error('what is this'))).toBe('lost')
  expect(troubleOf('nothing')).toBe('lost')
})

test('a database that may not grow any more is full, by the code SQLite itself gives', () => {
  const db = new Database(':memory:')
  db.pragma('max_page_count = 4')
  db.exec('create table t (x)')
  const fill = () => {
    for (;;) db.prepare('insert into t values (randomblob(2000))').run()
  }
  let found: unknown
  try {
    fill()
  } catch (error) {
    found = error
  }
  expect(troubleOf(found)).toBe('full')
})
