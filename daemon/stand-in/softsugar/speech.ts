/** How long a presenter would speak, roughly, and how the vendor counts a text. */
import { breaksLength } from '../../core/rundown/ssml.js'
import { type Duration, millis, seconds } from '../../core/time.js'

/** Ordinary newsreading pace. */
const HAN_PER_SECOND = 4.5
const OTHER_PER_SECOND = 14
const SPEECH_MIN = seconds(2)
/** The vendor's own lower limit for a text. */
export const TEXT_MIN = 10

/** `speedRatio` is the vendor's: larger is slower. */
export function speechLength(text: string, speedRatio: number): Duration {
  let han = 0
  let other = 0
  for (const character of withoutTags(text)) {
    if (/\p{Script=Han}/u.test(character)) han += 1
    else other += 1
  }
  const natural = (han / HAN_PER_SECOND + other / OTHER_PER_SECOND) * 1_000 * speedRatio
  return millis(Math.max(SPEECH_MIN, Math.round(natural)) + breaksLength(text))
}

/** Code points, tags and blanks not counted: the strictest way. */
export const lettersOf = (text: string): number =>
  [...withoutTags(text).replaceAll(/\s+/gu, '')].length

const withoutTags = (text: string) => text.replaceAll(/<[^<>]*>/g, '')
