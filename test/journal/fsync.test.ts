/** Durability is proved by counting what reaches the kernel, not by reading a pragma back. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { aFolder } from './a-journal.js'

const COMMITS = 25
const BUILT = pathToFileURL(join(import.meta.dirname, '../../dist/journal/journal.js')).href
const SQLITE = import.meta.resolve('better-sqlite3')

const HAS_STRACE = spawnSync('strace', ['--version']).status === 0
const ADVICE =
  'strace is missing, so nobody counts the fsyncs: apt-get install strace (.ci/run does)'
if (!HAS_STRACE && !process.env.CI) console.warn(ADVICE)

/** Commits one turn at a time, as the loop does when something must be durable. */
const JOURNAL = `
  import { openJournal } from '${BUILT}'
  const journal = openJournal(process.argv[1])
  const none = () => new Map()
  const changes = {
    accounts: none(), shows: none(), programmes: none(), airings: none(), sessions: none(),
  }
  const turn = { event: { type: 'show-due', show: 'market' }, now: 0, roll: 0 }
  for (let n = 0; n < ${COMMITS}; n += 1) {
    journal.commit([{ turn, decision: { changes, actions: [] }, receipt: undefined }])
  }`

/** The same rows, the same library, WAL, and SQLite’s own idea of how careful to be. */
const CARELESS = `
  import Database from '${SQLITE}'
  const db = new Database(process.argv[1] + '/careless.db')
  db.pragma('journal_mode = WAL')
  db.exec('create table turn (seq integer primary key, at integer, roll real, event text)')
  const insert = db.prepare('insert into turn (at, roll, event) values (0, 0, ?)')
  for (let n = 0; n < ${COMMITS}; n += 1) db.transaction(() => insert.run('{}'))()`

test('strace is there where it must be', () => {
  expect(HAS_STRACE || !process.env.CI, ADVICE).toBe(true)
})

test.skipIf(!HAS_STRACE)(
  'every commit of the journal is synced to the disk before it returns',
  () => {
    expect(syncsOf(JOURNAL)).toBeGreaterThanOrEqual(COMMITS)
  },
)

test.skipIf(!HAS_STRACE)('without the pragma most commits would only be in memory', () => {
  expect(syncsOf(CARELESS)).toBeLessThan(COMMITS / 2)
})

function syncsOf(script: string): number {
  using folder = aFolder()
  const report = join(folder.path, 'syncs.txt')
  const node = [process.execPath, '--input-type=module', '-e', script, folder.path]
  const strace = ['-f', '-c', '-e', 'trace=fsync,fdatasync', '-o', report, ...node]
  const ran = spawnSync('strace', strace, { encoding: 'utf8' })
  expect(ran.stderr).toBe('')
  expect(ran.status).toBe(0)
  // `% time  seconds  usecs/call  calls  errors  syscall`; errors may be blank.
  const calls = readFileSync(report, 'utf8')
    .split('\n')
    .filter((line) => /\b(?:fsync|fdatasync)$/.test(line))
    .map((line) => Number(line.trim().split(/\s+/)[3]))
  return calls.reduce((sum, count) => sum + count, 0)
}
