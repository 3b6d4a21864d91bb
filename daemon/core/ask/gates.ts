/**
 * The three gates: question, name, answer. What a text is in all its disguises is found out at the edge (audience/);
 * what may be said of it is decided here. What cannot be looked at does not pass.
 */
import type { Gate, Verdict } from './question.js'

/** A text as it will be spoken, and as somebody reads it who looks for what is hidden in it. */
export interface Looked {
  /** Marks, control characters and invisible signs are gone: this, and nothing else, may be spoken. */
  readonly text: string
  /** Words with every disguise taken off: width, accents, look-alikes, digits for letters. */
  readonly words: readonly string[]
  /** The same in one piece. */
  readonly squeezed: string
  /** Han characters as they sound, and what was written in letters beside them, in one piece. */
  readonly sound: string
  readonly link: boolean
  /** The longest row of digits, whatever stands between them. */
  readonly digits: number
  /** Signs that turn the direction of writing round: nobody needs them but who hides something. */
  readonly turned: boolean
}

/** What is not to be heard, in the same forms. */
export interface Blocked {
  readonly written: string
  readonly words: readonly string[]
  readonly squeezed: string
  /** Empty: too short to be told from its neighbours by sound. */
  readonly sound: string
  readonly isHan: boolean
}

/** Longer is no question; nobody would listen. */
const LONGEST: Readonly<Record<Gate, number>> = { question: 200, name: 40, answer: 1_000 }
/** A telephone number or an account at a messenger has at least so many. */
const DIGITS_MAX = 6
/** Words of so many letters also count at the beginning of longer ones. */
const BEGINS_MIN = 4
/** In one piece so many letters do not meet by accident. */
const PIECE_MIN = 6

export function judge(gate: Gate, looked: Looked, blocked: readonly Blocked[]): Verdict {
  const rule = fault(gate, looked, blocked)
  return { gate, passed: rule === undefined, rule: rule ?? 'clean' }
}

/** A gate that breaks, or is not there, lets nothing through. */
export const notLooked = (gate: Gate): Verdict => ({
  gate,
  passed: false,
  rule: 'the gate could not look at it',
})

function fault(gate: Gate, looked: Looked, blocked: readonly Blocked[]): string | undefined {
  const length = [...looked.text].length
  if (looked.words.length === 0) return gate === 'name' ? 'no name' : 'no words'
  if (length > LONGEST[gate]) return `${length} characters, ${LONGEST[gate]} at most`
  if (looked.turned) return 'signs that turn the direction of writing'
  if (looked.link) return 'a link or an address'
  if (looked.digits > DIGITS_MAX && gate !== 'answer')
    return 'a row of digits like a number to call'
  for (const word of blocked) {
    const how = isIn(word, looked)
    if (how) return `blocked "${word.written}"${how === 'written' ? '' : ` (by ${how})`}`
  }
  return undefined
}

function isIn(word: Blocked, looked: Looked): 'written' | 'sound' | undefined {
  if (word.isHan ? looked.squeezed.includes(word.squeezed) : hasWords(word, looked))
    return 'written'
  return word.sound !== '' && looked.sound.includes(word.sound) ? 'sound' : undefined
}

function hasWords(word: Blocked, looked: Looked): boolean {
  if (word.squeezed.length >= PIECE_MIN && looked.squeezed.includes(word.squeezed)) return true
  return looked.words.some((_, from) =>
    word.words.every((one, at) => {
      const found = looked.words[from + at] ?? ''
      return found === one || (one.length >= BEGINS_MIN && found.startsWith(one))
    }),
  )
}
