/** Opens the SQLite file, brings it up to date, and makes every commit durable. Only `journal/` knows SQLite. */
import { chmodSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { MIGRATIONS } from './migrations.js'

export type Db = Database.Database

export const journalFile = (folder: string) => join(folder, 'journal.db')

export class JournalTrouble extends Error {
  override readonly name = 'JournalTrouble'
}

/** A program that looks in from outside may hold it for a moment; a heartbeat must not wait for it. */
const BUSY_MAX_MS = 1_000

export function openDatabase(folder: string): Db {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  refuseUnfit(folder)
  const db = new Database(journalFile(folder), { timeout: BUSY_MAX_MS })
  chmodSync(journalFile(folder), 0o600)
  db.pragma('journal_mode = WAL')
  // In WAL mode this build of SQLite silently runs synchronous=NORMAL: a power cut would lose acknowledged rows.
  db.pragma('synchronous = FULL')
  // What is taken off a page is overwritten: viewers may want to be forgotten. ON would also rewrite every free page.
  db.pragma('secure_delete = FAST')
  db.pragma('foreign_keys = ON')
  migrate(db)
  return db
}

/** Reading beside a running daemon; undefined if there is no journal yet, or one that a crash left half made. */
export function openForReading(folder: string): Db | undefined {
  const file = journalFile(folder)
  if (!existsSync(file)) return undefined
  const db = new Database(file, { readonly: true, fileMustExist: true })
  try {
    schemaOf(db)
    return db
  } catch (error) {
    db.close()
    if (isUnfinished(error)) return undefined
    throw error
  }
}

/** Looked at before anything is written: what cannot be used is left exactly as it is. */
function refuseUnfit(folder: string): void {
  if (!existsSync(journalFile(folder))) return
  try {
    lookInto(folder, { readonly: true })
  } catch (error) {
    if (!isUnfinished(error)) throw error
    // A crash while it was made: only who may write can take back what was begun.
    lookInto(folder, {})
  }
}

function lookInto(folder: string, how: Database.Options): void {
  const file = journalFile(folder)
  let db: Db | undefined
  try {
    db = new Database(file, { ...how, fileMustExist: true, timeout: BUSY_MAX_MS })
    refuseNewer(db, file)
    const found = db.pragma('quick_check(1)', { simple: true })
    if (found !== 'ok') throw new JournalTrouble(damaged(file, String(found)))
  } catch (error) {
    throw isDamage(error) ? new JournalTrouble(damaged(file, error.message)) : error
  } finally {
    db?.close()
  }
}

const isUnfinished = (error: unknown): boolean =>
  error instanceof Database.SqliteError && error.code === 'SQLITE_READONLY_ROLLBACK'

function refuseNewer(db: Db, file: string): void {
  const at = schemaOf(db)
  if (at <= MIGRATIONS.length) return
  throw new JournalTrouble(
    `${file} was written by a newer onair (schema ${at}, this one knows ` +
      `${MIGRATIONS.length}): run the newer version, or another data folder`,
  )
}

const damaged = (file: string, says: string) =>
  `${file} is damaged (${says.split('\n')[0]}); nothing was changed. Put back a backup of it (without the files ` +
  'that end in -wal and -shm), or move the whole data folder aside and start with an empty one: ' +
  'then close by hand what is still on air at the platform'

export const isDamage = (error: unknown): error is Error =>
  error instanceof Database.SqliteError &&
  (error.code === 'SQLITE_NOTADB' || error.code.startsWith('SQLITE_CORRUPT'))

const schemaOf = (db: Db) => Number(db.pragma('user_version', { simple: true }))

export function migrate(db: Db): void {
  const at = schemaOf(db)
  MIGRATIONS.slice(at).forEach((sql, index) => {
    db.transaction(() => {
      db.exec(sql)
      db.pragma(`user_version = ${at + index + 1}`)
    })()
  })
}
