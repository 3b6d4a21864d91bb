/** An answer on its way out: its words are put in when it leaves. */
import type { TakeoverScript } from '../core/compile/programme.js'
import type { QuestionBook } from '../journal/questions.js'

/** A viewer's words into what is sent; undefined: they are forgotten. */
export function wordsIn(book: QuestionBook, script: TakeoverScript): TakeoverScript | undefined {
  if (!script.words) return script
  const { question, part } = script.words
  const spoken = book.find(question)?.spoken
  const texts: readonly string[] = spoken ? JSON.parse(spoken) : []
  const say = part === undefined ? texts.join(' ') : texts[part - 1]
  return say ? { ...script, words: undefined, say } : undefined
}

/** Of a row that was forgotten, or is too old. */
export const GONE = 'its words are not there any more'
