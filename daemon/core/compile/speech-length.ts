/**
 * How long a text takes to speak: a forecast for planning, made of the text alone. Letters and signs take their time
 * by language (speech-pace.ts), digits are read out, punctuation pauses, SSML breaks last as long as they say; the
 * voice's speed divides all but the breaks. Marks other than breaks change nothing here. What is learned from the air
 * later is better than this.
 */
import type { Voice } from '../rundown/rundown.js'
import { breaksLength } from '../rundown/ssml.js'
import { type Duration, millis } from '../time.js'
import { COMMA_PAUSE, type Pace, paceOf, paceOfScript, SENTENCE_PAUSE } from './speech-pace.js'

export interface SpeechLength {
  readonly expected: Duration
  readonly least: Duration
  readonly most: Duration
}

/** What is spoken: words, or sounds. With both, the platform speaks the words. */
export interface Spoken {
  readonly say: string | undefined
  readonly ssml: boolean
  readonly audio: string | readonly string[] | undefined
}

export type Speaker = Pick<Voice, 'language' | 'speed'>

/** Lengths of sounds by address, where somebody has measured them. */
export type SoundLengths = ReadonlyMap<string, Duration>

/** Of a programme whose files were measured. */
export const soundsOf = ({
  sounds = {},
}: {
  readonly sounds?: Readonly<Record<string, Duration>>
}): SoundLengths => new Map(Object.entries(sounds))

/**
 * Voices and readers differ: the standard deviation between readers of one language is 9 to 16 % of the mean in the
 * study speech-pace.ts names. One and a half of it on either side.
 */
const FASTEST = 0.8
const SLOWEST = 1.25

/** A text by itself is plain words. A sound is unknown unless its length is given. */
export function speechLength(
  speech: string | Spoken,
  voice: Speaker,
  sounds: SoundLengths = new Map(),
): SpeechLength | 'unknown' {
  if (typeof speech === 'string') return wordsLength(speech, false, voice)
  if (speech.say !== undefined) return wordsLength(speech.say, speech.ssml, voice)
  const files = typeof speech.audio === 'string' ? [speech.audio] : (speech.audio ?? [])
  const lengths = files.map((file) => sounds.get(file))
  if (files.length === 0 || lengths.includes(undefined)) return 'unknown'
  const total = millis(lengths.reduce<number>((sum, length) => sum + (length ?? 0), 0))
  return { expected: total, least: total, most: total }
}

function wordsLength(text: string, ssml: boolean, voice: Speaker): SpeechLength | 'unknown' {
  // A sound inside the marks has a length nobody here knows.
  if (ssml && /<audio\b/i.test(text)) return 'unknown'
  const breaks = ssml ? breaksLength(text) : 0
  const spoken = spokenMs(ssml ? withoutMarks(text) : text, paceOf(voice.language)) / voice.speed
  const length = (factor: number) => millis(Math.round(spoken * factor + breaks))
  return { expected: length(1), least: length(FASTEST), most: length(SLOWEST) }
}

const SIGN = '\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Hang}\u3005-\u3007\u30fc'
/**
 * Runs of one kind each. A point or colon inside a number is no pause, and `…` and `?!` are one. A hyphen and an
 * apostrophe belong to their word.
 */
const RUNS = new RegExp(
  [
    `(?<han>\\p{sc=Han}[\\p{sc=Han}\u3005-\u3007]*)`,
    '(?<kana>[\\p{sc=Hira}\\p{sc=Kana}\u30fc]+)',
    '(?<hangul>\\p{sc=Hang}+)',
    `(?<letters>(?:(?![${SIGN}])[\\p{L}\\p{M}])+)`,
    '(?<number>\\p{Nd}+(?:[.,:\uff0e\uff0c\uff1a]\\p{Nd}+)*)',
    '(?<sentence>[.!?\u2026\u3002\uff0e\uff01\uff1f\u0964\u0965\u061f\u06d4]+)',
    '(?<comma>[,;:\u2013\u2014\uff0c\u3001\uff1b\uff1a\u060c\u061b]+)',
    '(?<symbol>[\\p{Sc}\\p{Sm}%&@#\u2030\u2103\uff05])',
  ].join('|'),
  'gu',
)

function spokenMs(text: string, own: Pace): number {
  let ms = 0
  for (const { groups } of text.matchAll(RUNS)) {
    if (groups === undefined) continue
    const { han, kana, hangul, letters, number, sentence, comma } = groups
    if (han !== undefined) ms += count(han) * paceOfScript('han', own).perSign
    else if (kana !== undefined) ms += count(kana) * paceOfScript('kana', own).perSign
    else if (hangul !== undefined) ms += count(hangul) * paceOfScript('hangul', own).perSign
    else if (letters !== undefined) ms += count(letters) * paceOfScript('letters', own).perSign
    else if (number !== undefined) ms += digits(number) * own.perDigit
    else if (sentence !== undefined) ms += SENTENCE_PAUSE
    else if (comma !== undefined) ms += COMMA_PAUSE
    // A symbol is read as a word: `%`, `€`, `+`.
    else ms += own.perDigit
  }
  return ms
}

/** Signs as a reader counts them: two halves of one character are one. */
const count = (run: string) => {
  let signs = 0
  for (const _ of run) signs += 1
  return signs
}

const digits = (number: string) => count(number.replaceAll(/[^\p{Nd}]/gu, ''))

// ---- SSML ----

export const withoutMarks = (text: string) =>
  text
    .replaceAll(/<[^<>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll(/&(?:quot|apos|nbsp|#\w+);/g, ' ')
    .replaceAll('&amp;', '&')
