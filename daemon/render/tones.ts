/**
 * A voice where there is none: a soft tone for each syllable, with the pauses of the sentence, so that rhythm and
 * length are right. And a chime for a sound that cannot be had.
 */
import { faded, SAMPLES_PER_SECOND, samplesIn } from './sound.js'

interface Beat {
  /** Hz; 0: a pause. */
  readonly pitch: number
  /** A share of the whole. */
  readonly weight: number
}

const VOICE = 190
/** Steps a voice takes within a sentence, in semitones. */
const MELODY = [0, 2, 4, 2, 5, 4, 2, 0, 3, 2] as const
const PAUSE = { comma: 0.8, sentence: 1.6, blank: 0.12 } as const
const QUIET = 0.16
const EAST = '\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Hang}'
const VOWELS = 'aeiouyäöüáéíóúàèìòùâêîôû'
const COMMA = /^[,;:，；：、\u2013\u2014]/u
const SENTENCE = /^[.!?。！？\u2026]/u
const PARTS = new RegExp(
  [
    `[${EAST}]`,
    `[${VOWELS}]+`,
    '[,;:，；：、\u2013\u2014]',
    '[.!?。！？\u2026]+',
    '\\s+',
    '\\p{Nd}',
  ].join('|'),
  'giu',
)

export function tones(text: string, lengthMs: number): Int16Array {
  const beats = beatsOf(text)
  const total = beats.reduce((sum, { weight }) => sum + weight, 0)
  const whole = new Int16Array(samplesIn(lengthMs))
  let passed = 0
  for (const { pitch, weight } of beats) {
    const from = Math.round((passed / total) * whole.length)
    passed += weight
    const to = Math.round((passed / total) * whole.length)
    if (pitch > 0) hum(whole.subarray(from, to), pitch)
  }
  return whole
}

export function beatsOf(text: string): readonly Beat[] {
  let step = 0
  const beats = [...text.matchAll(PARTS)].flatMap(([part]): readonly Beat[] => {
    if (/^\s/u.test(part)) return [{ pitch: 0, weight: PAUSE.blank }]
    if (COMMA.test(part)) return [{ pitch: 0, weight: PAUSE.comma }]
    if (SENTENCE.test(part)) {
      step = 0
      return [{ pitch: 0, weight: PAUSE.sentence }]
    }
    const semitones = MELODY[step++ % MELODY.length] ?? 0
    return [{ pitch: VOICE * 2 ** (semitones / 12), weight: 1 }]
  })
  return beats.some(({ pitch }) => pitch > 0) ? beats : [{ pitch: VOICE, weight: 1 }]
}

/** A note with two overtones, that rises and falls. */
function hum(samples: Int16Array, pitch: number): void {
  const edge = Math.min(samples.length / 3, SAMPLES_PER_SECOND * 0.03)
  for (let at = 0; at < samples.length; at++) {
    const angle = (2 * Math.PI * pitch * at) / SAMPLES_PER_SECOND
    const wave = Math.sin(angle) + 0.4 * Math.sin(2 * angle) + 0.15 * Math.sin(3 * angle)
    const swell = Math.min(1, at / edge, (samples.length - at) / edge)
    samples[at] = Math.round(32_767 * QUIET * wave * swell)
  }
}

const CHORD = [523.25, 659.25, 783.99, 1046.5] as const

/** Four notes, over and over. */
export function chime(lengthMs: number): Int16Array {
  const whole = new Int16Array(samplesIn(lengthMs))
  const note = samplesIn(420)
  for (let from = 0, n = 0; from < whole.length; from += note, n++) {
    hum(whole.subarray(from, from + note), CHORD[n % CHORD.length] ?? 440)
  }
  return faded(whole)
}
