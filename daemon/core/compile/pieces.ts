/**
 * Long texts travel as pieces of whole sentences: what cuts one loses no more than the sentence that is being spoken,
 * and the rest goes on at the next. Put together again, the pieces are the text, sign for sign. Marked-up texts and
 * sounds are not split: only their author knows where they may be.
 */
import { PIECE_LEAST, PIECE_LENGTH, PIECE_WHOLE } from '../limits.js'
import { spokenLength } from '../rundown/check-speech.js'
import type { Picture } from '../rundown/rundown.js'
import { type Duration, millis } from '../time.js'
import type { TakeoverScript, ViewerWords } from './programme.js'
import { type SoundLengths, type Speaker, speechLength } from './speech-length.js'

/** Who speaks, and how few characters the platform takes at a time. */
export interface Speaking {
  readonly voice: Speaker
  readonly textMin: number
  /** Measured lengths of sounds. */
  readonly sounds?: SoundLengths
}

/** At least one; each says at least what the platform takes. */
export function piecesOf(
  script: TakeoverScript,
  { voice, textMin }: Speaking,
): readonly TakeoverScript[] {
  const { say, words } = script
  if (words) return words.parts.map((_, at) => ({ ...script, words: { ...words, part: at + 1 } }))
  if (say === undefined || script.ssml || isWhole(script, voice)) return [script]
  const texts = merged(sentences(say, voice.language), voice, textMin)
  let from = 0
  return texts.map((text, part) => {
    const began = from
    from += lengthOf(text, voice)
    const span = { from: began, to: part === texts.length - 1 ? undefined : from }
    const foregrounds = script.foregrounds.flatMap((picture) => during(picture, span))
    const background = script.background && during(script.background, span)[0]
    return { ...script, say: text, foregrounds, background }
  })
}

/** How long all of them speak; undefined where nobody can say. */
export function lengthOfAll(
  scripts: readonly TakeoverScript[],
  voice: Speaker,
  sounds?: SoundLengths,
): Duration | undefined {
  let total = 0
  for (const script of scripts) {
    if (script.words) {
      total += wordsLength(script.words)
      continue
    }
    const length = scriptLength(script, voice, sounds)
    if (length === 'unknown') return undefined
    total += length.expected
  }
  return millis(total)
}

const isWhole = (script: TakeoverScript, voice: Speaker): boolean => {
  const length = scriptLength(script, voice)
  return length === 'unknown' || length.expected <= PIECE_WHOLE
}

type Length = ReturnType<typeof speechLength>

/** Before a hard point what waits is measured at every turn, and no script of words becomes another. */
const measured = new WeakMap<TakeoverScript, { readonly voice: Speaker; readonly length: Length }>()

function scriptLength(script: TakeoverScript, voice: Speaker, sounds?: SoundLengths): Length {
  const known = measured.get(script)
  if (known?.voice === voice) return known.length
  const length = speechLength(script, voice, sounds)
  if (script.say !== undefined) measured.set(script, { voice, length })
  return length
}

/** Of an answer to a viewer; its words are elsewhere. */
export const wordsLength = ({ parts, part }: ViewerWords): number =>
  part === undefined ? parts.reduce((sum, one) => sum + one, 0) : (parts[part - 1] ?? 0)

function lengthOf(text: string, voice: Speaker): number {
  const length = speechLength(text, voice)
  return length === 'unknown' ? 0 : length.expected
}

const sentences = (text: string, language: string): readonly string[] =>
  [...segmenterOf(language).segment(text)].map(({ segment }) => segment)

/** One for each language that is spoken here: making one takes longer than anything it does. */
const segmenters = new Map<string, Intl.Segmenter>()

function segmenterOf(language: string): Intl.Segmenter {
  const known = segmenters.get(language)
  if (known) return known
  const made = new Intl.Segmenter(language, { granularity: 'sentence' })
  segmenters.set(language, made)
  return made
}

/** As many sentences to a piece as fit; one that would be too short to be sent, or to be seen, joins its neighbour. */
function merged(parts: readonly string[], voice: Speaker, textMin: number): readonly string[] {
  const pieces: string[] = []
  for (const part of parts) {
    const last = pieces.at(-1)
    const fits =
      last !== undefined &&
      (isShort(last, voice, textMin) || lengthOf(last + part, voice) <= PIECE_LENGTH)
    if (fits) pieces[pieces.length - 1] = last + part
    else pieces.push(part)
  }
  const tail = pieces.at(-1)
  if (pieces.length < 2 || tail === undefined || !isShort(tail, voice, textMin)) return pieces
  return [...pieces.slice(0, -2), pieces.slice(-2).join('')]
}

const isShort = (text: string, voice: Speaker, textMin: number): boolean =>
  spokenLength(text) < textMin || lengthOf(text, voice) < PIECE_LEAST

interface Span {
  readonly from: number
  /** undefined: to the end. */
  readonly to: number | undefined
}

/** A picture's times count from the beginning of the whole: what of them falls into this piece. */
function during(picture: Picture, span: Span): readonly Picture[] {
  const begins = picture.from ?? 0
  const ends = picture.for === undefined ? undefined : begins + picture.for
  if (ends !== undefined && ends <= span.from) return []
  if (span.to !== undefined && begins >= span.to) return []
  const late = Math.max(0, begins - span.from)
  const outlasts = ends === undefined || (span.to !== undefined && ends >= span.to)
  return [
    {
      ...picture,
      from: span.from === 0 ? picture.from : late === 0 ? undefined : millis(late),
      for: outlasts ? undefined : millis(ends - span.from - late),
    },
  ]
}
