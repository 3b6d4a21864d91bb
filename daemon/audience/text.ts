/** A viewer's text made fit to be spoken, and its words. Pure but for the tables of two packages in disguise.ts. */

/** Marks of SSML and HTML, whole or broken: a viewer writes words. */
const MARKS = /<[^<>]*>|&(?:#\w{1,8}|\w{1,10});|[<>]/gu
/** Controls, formats (zero width, direction), private use, unassigned, lone halves; line ends become blanks. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]/gu
const VARIANTS = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu
const TURNS = /[\u202a-\u202e\u2066-\u2069]/u
/** More marks on one letter are a prank; the rest of the text would be buried under them. */
const STACKED = /(\p{M}{2})\p{M}+/gu

/** What may be spoken of it. */
export const clean = (written: string): string =>
  written
    .replaceAll(/[\r\n\t\u2028\u2029]/gu, ' ')
    .replaceAll(UNSEEN, '')
    .replaceAll(VARIANTS, '')
    .replaceAll(MARKS, ' ')
    .replaceAll(STACKED, '$1')
    .replaceAll(/\s+/gu, ' ')
    .trim()

export const isTurned = (written: string) => TURNS.test(written)

/** Full width, circled and mathematical letters become plain ones; accents go; small letters. */
export const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(UNSEEN, '')
    .toLowerCase()

/** Words for likeness and search: of letters and digits, Han text in pairs of signs. */
export function wordsOf(text: string): readonly string[] {
  const words: string[] = []
  for (const [run] of plain(text).matchAll(/\p{sc=Han}+|[\p{L}\p{N}]+/gu)) {
    if (!/^\p{sc=Han}/u.test(run)) words.push(...split(run))
    else words.push(...pairs(run))
  }
  return words
}

/** Letters and Han signs without a blank between them. */
const split = (run: string): readonly string[] =>
  [...run.matchAll(/\p{sc=Han}+|(?:(?!\p{sc=Han})[\p{L}\p{N}])+/gu)].flatMap(([part]) =>
    /^\p{sc=Han}/u.test(part) ? pairs(part) : [part],
  )

function pairs(run: string): readonly string[] {
  const signs = [...run]
  if (signs.length < 2) return signs
  return signs.slice(1).map((sign, at) => `${signs[at]}${sign}`)
}
