/**
 * One daemon on one data folder. SQLite's own exclusive lock is held on a file beside the journal: the system frees it
 * the moment the holder dies, however it dies.
 */
import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'

export const LOCK_FILE = 'lock.db'

/** undefined: another daemon holds the folder. */
export function lockFolder(folder: string): Disposable | undefined {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, LOCK_FILE)
  const db = new Database(file, { timeout: 0 })
  try {
    chmodSync(file, 0o600)
    db.pragma('locking_mode = EXCLUSIVE')
    db.exec('begin exclusive')
    return { [Symbol.dispose]: () => db.close() }
  } catch (error) {
    db.close()
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY'))
      return undefined
    throw error
  }
}
