/**
 * What somebody meant who wrote a time, a duration, a date or an id as people write them: "5 min", "9:30",
 * "24.12.2026", "Base Show". A guess is only named if it has the form that is asked for; nothing is ever read as such.
 */
import { slug } from './cue-template.js'

/** Nobody means a longer text as one of these. */
const READ_MAX = 80

/** The first reading of what was written that fits the form, if there is one. */
export function meant(written: string, form: RegExp, isId: boolean): string | undefined {
  if (written.length > READ_MAX) return undefined
  const plain = plainly(written)
  const low = plain.toLowerCase()
  const readings = isId
    ? [slug(plain)]
    : [
        ...(/^https?:/.test(low) ? [plain.replaceAll(' ', '%20')] : []),
        plain,
        low,
        clock(low),
        dated(plain),
        ...lasting(low),
        plain.replace(/\\/g, '/'),
        plain.replace(/_/g, '-'),
        ...inWords(low),
      ]
  return readings.find((one) => one !== undefined && one !== written && form.test(one))
}

/** A character nobody sees, or a blank that is none, by its name. */
export function unseenName(written: string): string | undefined {
  const [found] = UNSEEN.exec(written) ?? []
  const code = found?.codePointAt(0)
  return code === undefined ? undefined : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
}

const UNSEEN = /[\u00a0\u00ad\u2000-\u200f\u2028-\u202f\u2060-\u2064\u3000\ufeff]/u

/** Wide letters as narrow ones, straight quotes or none, no blanks around it. */
const plainly = (written: string): string =>
  written
    .normalize('NFKC')
    .replace(/[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/gu, '')
    .replace(/^[\s"'„“”‚‘’«»]+|[\s"'„“”‚‘’«»]+$/gu, '')

/** 9:30, 9.30 Uhr, 9,30, 9 pm. */
function clock(low: string): string | undefined {
  const parts =
    /^(\d{1,2})(?:[:.,h]([0-5]\d))?(?:[:.,]([0-5]\d))?(?: ?(uhr|am|pm|a\.m\.|p\.m\.))?$/.exec(low)
  if (!parts) return undefined
  const [, hour = '', minute, second, half] = parts
  if (minute === undefined && half === undefined) return undefined
  const isHalf = half !== undefined && half !== 'uhr'
  if (isHalf && (Number(hour) < 1 || Number(hour) > 12)) return undefined
  const hours = isHalf ? (Number(hour) % 12) + (half.startsWith('p') ? 12 : 0) : Number(hour)
  return [`${hours}`.padStart(2, '0'), minute ?? '00', ...(second ? [second] : [])].join(':')
}

/** 24.12.2026 20:00, 2026/12/24, and ranges of such dates. A month first is nobody's guess. */
function dated(plain: string): string {
  const two = (number: string) => number.padStart(2, '0')
  return plain
    .replace(/\b(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b/g, (_, d, m, y) => `${y}-${two(m)}-${two(d)}`)
    .replace(/\b(\d{4})[/.](\d{1,2})[/.](\d{1,2})\b/g, (_, y, m, d) => `${y}-${two(m)}-${two(d)}`)
    .replace(/(-\d\d)\s*(?:-|–|—|\.{2,3}|…|\bto\b|\bbis\b|\/)\s*(\d{4}-)/g, '$1..$2')
    .replace(/(-\d\d)[\s,]+(\d{1,2})[:.](\d\d)/g, (_, day, h, m) => `${day}T${two(h)}:${m}`)
    .replace(/ uhr$/i, '')
}

/** 5 min, 1,5 h, 1h 30m, PT1H; and what counts from the start or the end. */
function lasting(low: string): readonly string[] {
  const units = UNITS.reduce((text, [unit, words]) => text.replace(words, `$1${unit}`), low)
    .replace(/(\d),(\d)/g, '$1.$2')
    .replace(/^pt?(?=\d)/, '')
    .replace(/^(\d+)\s*(?:\/|x|×)\s*(?=\d)/, '$1 per ')
  const close = units.replace(/\s+/g, '')
  const counted = close
    .replace(/^(?=\d)/, '+')
    .replace(/^(?=-\d)/, 'end')
    .replace(/^start(?=\+)/, '')
  return [units, close, counted, ...(close === 'end' ? ['end-30s'] : [])]
}

/** Of a key that wants more than a duration: what it would be with it. */
const inWords = (low: string): readonly string[] =>
  lasting(low)
    .filter((time) => /^[\d.]+(?:ms|s|m|h|d)$/.test(time))
    .flatMap((time) => [`start within ${time}`, `1 per ${time}`])

const UNITS: readonly (readonly [unit: string, words: RegExp])[] = [
  ['ms', /(\d)\s*(?:msec|millis|milliseconds?)\b/g],
  ['m', /(\d)\s*(?:minuten|minutes?|mins?|')(?=$|[\s\d])/g],
  ['s', /(\d)\s*(?:sekunden?|seconds?|secs?|sek|")(?=$|[\s\d])/g],
  ['h', /(\d)\s*(?:stunden?|hours?|hrs?|std)(?=$|[\s\d.])/g],
  ['d', /(\d)\s*(?:tage?|days?)(?=$|[\s\d])/g],
]
