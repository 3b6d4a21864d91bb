/**
 * What becomes of a viewer's words on this side of the core: looked at by the gates, counted, put together with an
 * answer. The core gets lengths, hashes and verdicts; the words go to the book of questions and nowhere else.
 */
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { blocked as blockedForms, look } from '../audience/look.js'
import { wordsOf } from '../audience/text.js'
import { compose, lengthOf } from '../core/ask/compose.js'
import { type Blocked, judge, notLooked } from '../core/ask/gates.js'
import type { AskerHash, Gate, QuestionId, Verdict } from '../core/ask/question.js'
import { wordSet } from '../core/ask/similar.js'
import type { Programme } from '../core/compile/programme.js'
import type { Account } from '../core/plan/account.js'
import type { Questions } from '../core/rundown/rundown.js'
import { filledIn } from '../core/rundown/variables.js'
import type { Duration } from '../core/time.js'
import type { Secret } from '../secret.js'

/** Derived: the same message of the same airing is the same question. */
export const questionId = (airing: string, id: string): QuestionId =>
  `q${createHash('sha256').update(`${airing}\n${id}`).digest('hex').slice(0, 15)}` as QuestionId

export interface Hashes {
  readonly asker: (asker: string) => AskerHash
  /** Told to a source of answers: one conversation an asker and airing, and no way back to the name. */
  readonly conversation: (asker: AskerHash, airing: string) => string
  readonly words: (text: string) => readonly number[]
}

/** Twelve characters are enough to tell people apart in one station, and to type. */
const ASKER_SHOWN = 12

export function hashesWith(key: Secret): Hashes {
  const keyed = (what: string, text: string) =>
    createHmac('sha256', key.reveal()).update(`${what}\n${text}`).digest()
  return {
    asker: (asker) =>
      keyed('asker', asker.trim().toLowerCase()).toString('hex').slice(0, ASKER_SHOWN) as AskerHash,
    conversation: (asker, airing) =>
      keyed('conversation', `${asker}\n${airing}`).toString('hex').slice(0, 32),
    words: (text) => wordSet(wordsOf(text).map((word) => keyed('word', word).readUInt32BE(0))),
  }
}

export interface Gates {
  readonly look: (
    gate: Gate,
    written: string,
  ) => { readonly text: string; readonly verdict: Verdict }
}

/** The station's words and the rundown's. What cannot be looked at does not pass. */
export function gatesFor(words: readonly string[]): Gates {
  const forms: readonly Blocked[] = words.map(blockedForms)
  return {
    look: (gate, written) => {
      try {
        const looked = look(written)
        return { text: looked.text, verdict: judge(gate, looked, forms) }
      } catch {
        return { text: '', verdict: notLooked(gate) }
      }
    },
  }
}

export interface Said {
  readonly texts: readonly string[]
  readonly parts: readonly { readonly length: Duration }[]
  readonly needed: number
}

export function put(
  programme: Programme,
  { textMin, textMax }: Pick<Account, 'textMin' | 'textMax'>,
  template: Questions['answer'],
  words: { readonly asker: string; readonly question: string; readonly answer: string },
): Said {
  const { voice } = programme.liveScript.presenter
  const { parts, needed } = compose(template, words, voice, { textMin, textMax })
  return {
    texts: parts.map(({ text }) => text),
    parts: parts.map(({ length }) => ({ length })),
    needed,
  }
}

/** How long a question speaks with everything around it but the answer. */
export const lengthAsked = (
  programme: Programme,
  template: string,
  asker: string,
  question: string,
) =>
  lengthOf(
    filledIn(template, { asker, question, answer: '' }),
    programme.liveScript.presenter.voice,
  )

/** Proves what was said, to whoever has the salt; without it, nothing. */
export const digestOf = (salt: string, texts: readonly string[]): string =>
  createHmac('sha256', salt).update(texts.join('\n')).digest('hex').slice(0, 32)

/** The key of a question's digest, by chance. */
export const anySalt = () => randomBytes(16).toString('hex')
