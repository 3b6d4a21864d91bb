/**
 * What is said of a question and its answer: the template filled in once, cut into parts at the ends of sentences, each
 * long enough for the platform. Viewer text is put in as it is; what looks like a name or a mark in it stays text.
 */
import { type Speaker, speechLength } from '../compile/speech-length.js'
import { spokenLength } from '../rundown/check-speech.js'
import { filledIn } from '../rundown/variables.js'
import { type Duration, millis, seconds } from '../time.js'
import { joined, sentences } from './sentences.js'

export interface Spoken {
  readonly asker: string
  readonly question: string
  readonly answer: string
}

export interface Taken {
  /** Characters to speak, blanks not counted. */
  readonly textMin: number
  readonly textMax: number
}

export interface Composed {
  readonly parts: readonly { readonly text: string; readonly length: Duration }[]
  /** Parts up to the first sentence of the answer: with fewer nobody is answered. */
  readonly needed: number
}

/** A cut loses a sentence or two at most; shorter parts would each cost a call. */
const PART_LENGTH = seconds(8)
/** Spoken when nobody knows how long it takes: a guess for planning. */
const UNKNOWN_LENGTH = seconds(6)

export function compose(template: string, spoken: Spoken, voice: Speaker, taken: Taken): Composed {
  const whole = filledIn(template, { ...spoken })
    .replaceAll(/\s+/gu, ' ')
    .trim()
  const [first = ''] = sentences(spoken.answer.replaceAll(/\s+/gu, ' ').trim())
  const upTo = whole.lastIndexOf(first) + first.length
  const parts: string[] = []
  let needed = 0
  let held = ''
  let length = 0
  let seen = 0
  for (const sentence of sentences(whole).flatMap((one) => pieces(one, taken.textMax))) {
    const more = lengthOf(sentence, voice)
    const tooLong = [...held].length + [...sentence].length + 1 > taken.textMax
    if (held !== '' && (tooLong || (length + more > PART_LENGTH && isEnough(held, taken)))) {
      parts.push(held)
      held = ''
      length = 0
    }
    held = joined(held === '' ? [sentence] : [held, sentence])
    length += more
    if (seen < upTo) needed = parts.length + 1
    seen = whole.indexOf(sentence, seen) + sentence.length
  }
  if (held !== '') parts.push(...lastOf(parts, held, taken))
  return {
    parts: parts.map((text) => ({ text, length: lengthOf(text, voice) })),
    needed: Math.min(Math.max(1, needed), parts.length),
  }
}

/** The last part may be too short by itself: it joins the one before, or is padded. */
function lastOf(parts: string[], held: string, taken: Taken): readonly string[] {
  if (isEnough(held, taken)) return [held]
  const before = parts.at(-1)
  if (before !== undefined && [...before].length + [...held].length + 1 <= taken.textMax) {
    parts.pop()
    return [joined([before, held])]
  }
  return [padded(held, taken.textMin)]
}

/** Every sign the vendor counts and nobody hears: a pause. */
export const padded = (text: string, textMin: number): string =>
  text + '.'.repeat(Math.max(0, textMin - spokenLength(text)))

const isEnough = (text: string, { textMin }: Taken) => spokenLength(text, textMin) >= textMin

/** One sentence that is longer than the platform takes: at commas, else where it must be. */
function pieces(sentence: string, textMax: number): readonly string[] {
  const signs = [...sentence]
  if (signs.length <= textMax) return [sentence]
  const head = signs.slice(0, textMax)
  const comma = head.findLastIndex((sign) => /[,;:，；：、\s]/u.test(sign))
  const at = comma > textMax / 2 ? comma + 1 : textMax
  const rest = signs.slice(at).join('').trim()
  return [head.slice(0, at).join('').trim(), ...(rest === '' ? [] : pieces(rest, textMax))]
}

export function lengthOf(text: string, voice: Speaker): Duration {
  const length = speechLength(text, voice)
  return length === 'unknown' ? UNKNOWN_LENGTH : millis(length.expected)
}
