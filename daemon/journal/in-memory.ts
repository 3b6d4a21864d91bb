/** A book of questions that is gone when it is closed: for a rehearsal, which writes nothing. */
import Database from 'better-sqlite3'
import { migrate } from './database.js'
import { type QuestionBook, questionBook } from './questions.js'

export function questionsInMemory(): QuestionBook & Disposable {
  const db = new Database(':memory:')
  migrate(db)
  return { ...questionBook(db), [Symbol.dispose]: () => db.close() }
}
