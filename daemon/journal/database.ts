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

export function openDatabase(folder: string): Db {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const db = new Database(journalFile(folder))
  chmodSync(journalFile(folder), 0o600)
  db.pragma('journal_mode = WAL')
  // In WAL mode this build of SQLite silently runs synchronous=NORMAL: a power cut would lose acknowledged rows.
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  migrate(db, folder)
  return db
}

/** Reading beside a running daemon; undefined if there is no journal yet. */
export function openForReading(folder: string): Db | undefined {
  const file = journalFile(folder)
  return existsSync(file) ? new Database(file, { readonly: true, fileMustExist: true }) : undefined
}

function migrate(db: Db, folder: string): void {
  const at = Number(db.pragma('user_version', { simple: true }))
  if (at > MIGRATIONS.length) {
    throw new JournalTrouble(
      `${journalFile(folder)} was written by a newer onair (schema ${at}, this one knows ` +
        `${MIGRATIONS.length}): run the newer version, or another data folder`,
    )
  }
  MIGRATIONS.slice(at).forEach((sql, index) => {
    db.transaction(() => {
      db.exec(sql)
      db.pragma(`user_version = ${at + index + 1}`)
    })()
  })
}
