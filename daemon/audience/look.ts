/** Looks at a viewer's text for the gates: what it says, and what it says in disguise. */
import { LinkifyIt } from 'linkify-it'
import type { Blocked, Looked } from '../core/ask/gates.js'
import { folded, foldedWords, sound } from './disguise.js'
import { clean, isTurned, plain } from './text.js'

const links = new LinkifyIt({ fuzzyLink: true, fuzzyEmail: true, fuzzyIP: true })
/** Beyond those it knows of itself. */
const ENDINGS = [
  'cn',
  'io',
  'me',
  'tv',
  'cc',
  'top',
  'xyz',
  'vip',
  'shop',
  'live',
  'app',
  'ly',
  'gg',
  'link',
]
links.tlds(ENDINGS, true)
/** `example dot com`, `example点com`: written so that nobody finds it, and read out all the same. */
const SPELT =
  /[\p{L}\p{N}]\s*(?:\(dot\)|\[dot\]|\bdot\b|点|。)\s*(?:com|cn|net|org|io|me|tv|cc|top|xyz|vip|shop)\b/u
/** Nobody's question is longer; looking costs time. */
const LOOKED_AT_MAX = 4_000

export function look(written: string): Looked {
  const seen = written.slice(0, LOOKED_AT_MAX)
  const text = clean(seen)
  const words = /[\p{L}\p{N}]/u.test(plain(text)) ? foldedWords(text) : []
  return {
    text: written.length > LOOKED_AT_MAX ? text.padEnd(LOOKED_AT_MAX, '.') : text,
    words,
    squeezed: words.join(''),
    sound: sound(text),
    link: hasLink(text),
    digits: longestDigits(text),
    turned: isTurned(seen),
  }
}

/** Two syllables at least, or every other word would sound like it. */
const SOUND_MIN = 5

export function blocked(written: string): Blocked {
  const words = foldedWords(written)
  const isHan = /\p{sc=Han}/u.test(written)
  const heard = isHan && [...written.matchAll(/\p{sc=Han}/gu)].length > 1 ? sound(written) : ''
  return {
    written,
    words,
    squeezed: words.join(''),
    sound: heard.length >= SOUND_MIN ? heard : '',
    isHan,
  }
}

function hasLink(text: string): boolean {
  const found = plain(text)
  return links.test(found) || links.test(found.replaceAll(/\s*\.\s*/gu, '.')) || SPELT.test(found)
}

const NUMERALS = '零一二三四五六七八九'

/** Digits of any kind, with whatever people put between them. */
function longestDigits(text: string): number {
  let longest = 0
  let row = 0
  for (const sign of plain(text)) {
    if (/\p{Nd}/u.test(sign) || NUMERALS.includes(sign) || sign === '幺') row += 1
    else if (!/[\s().+\-–—_/,]/u.test(sign)) row = 0
    longest = Math.max(longest, row)
  }
  return longest
}

/** A blocked word of nothing but signs would be in every text. */
export const isBlockable = (written: string) => folded(written).search(/[\p{L}\p{N}]/u) >= 0
