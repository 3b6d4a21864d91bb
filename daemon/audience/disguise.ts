/**
 * Takes the disguises off: look-alike signs, digits for letters, Han characters by their sound. The one door of the two
 * packages that have the tables for it.
 */
import { createRequire } from 'node:module'
import type { pinyin as Pinyin } from 'pinyin-pro'
import type Unhomoglyph from 'unhomoglyph'
import { plain } from './text.js'

// With the first text, not before: a daemon that starts after a crash must not wait for tables.
const load = createRequire(import.meta.url)
const lookAlikes = once<typeof Unhomoglyph>(() => load('unhomoglyph'))
const sounds = once<{ pinyin: typeof Pinyin }>(() => load('pinyin-pro'))

function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

const LEET: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '9': 'g',
  '@': 'a',
  $: 's',
  '€': 'e',
  '!': 'i',
  '|': 'i',
  '+': 't',
  // The small l and the capital I cannot be told apart; both sides are folded alike.
  l: 'i',
}

/** Letters only look different: both what is looked for and where it is looked for go through this. */
export function folded(text: string): string {
  // Of all look-alikes these two make one sign of two: that way round, or `m` would not be one letter.
  const skeleton = lookAlikes()(plain(text)).toLowerCase().replaceAll('rn', 'm')
  const letters = [...skeleton].map((sign) => LEET[sign] ?? sign).join('')
  return letters.replaceAll(/(\p{L})\1+/gu, '$1')
}

/** Words of the folded text; letters that stand alone beside each other are one word: `f r a u d`. */
export function foldedWords(text: string): readonly string[] {
  const words: string[] = []
  let alone = false
  for (const [word] of folded(text).matchAll(/[\p{L}\p{N}]+/gu)) {
    const isAlone = [...word].length === 1 && !/\p{sc=Han}/u.test(word)
    const last = words.length - 1
    if (isAlone && alone) words[last] = `${words[last] ?? ''}${word}`
    else words.push(word)
    alone = isAlone
  }
  return words
}

/** As it sounds, without tones and without blanks: `退款`, `tui kuan` and `腿宽` are all `tuikuan`. */
export const sound = (text: string): string =>
  sounds()
    .pinyin(plain(text).replaceAll(/[^\p{L}\p{N}]/gu, ''), { toneType: 'none', type: 'array' })
    .join('')
    .replaceAll(/[^a-z]/g, '')
