/** Texts of an import map: `${Column}` is a cell, `$${name}` stays a variable of the rundown. */

const REFERENCE = /\$(\$?)\{([^{}]*)\}/g

/** The columns a text names, in its order. */
export const columnsIn = (template: string): readonly string[] =>
  [...template.matchAll(REFERENCE)].flatMap(([, escaped, name = '']) =>
    escaped === '$' ? [] : [name.trim()],
  )

/** A "${" that names nothing, because it is not closed or holds another one. */
export const isUnclosed = (template: string): boolean =>
  template.replace(REFERENCE, '').includes('${')

export interface Filled {
  readonly text: string
  /** Columns it names whose cells are empty. */
  readonly empty: readonly string[]
  /** All that it names are empty, and it names one. */
  readonly isVoid: boolean
}

export function filled(template: string, cell: (column: string) => string): Filled {
  const named = columnsIn(template)
  const empty = named.filter((column) => cell(column) === '')
  const text = template.replace(REFERENCE, (_, escaped: string, name: string) =>
    escaped === '$' ? `\${${name}}` : cell(name.trim()),
  )
  return { text: text.trim(), empty, isVoid: named.length > 0 && empty.length === named.length }
}

export const isVoid = (template: string, cell: (column: string) => string): boolean =>
  filled(template, cell).isVoid

const ID_MAX = 60

/**
 * Latin letters that Unicode takes for letters of their own, not for one with a mark: as those write them who have only
 * a to z. An "ø" becomes what an "ö" always did.
 */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'ng',
  ĸ: 'k',
  ə: 'e',
  ɛ: 'e',
  ɔ: 'o',
  ɓ: 'b',
  ɗ: 'd',
  ɖ: 'd',
  ƙ: 'k',
  ƴ: 'y',
  ƒ: 'f',
  ɣ: 'g',
  ʋ: 'v',
}

/** An id from a text; undefined if letters would be lost that make the difference. */
export function slug(text: string): string | undefined {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const latin = plain.replace(/[^\P{L}a-z]/gu, (letter) => LETTERS[letter] ?? letter)
  if (/[^\P{L}a-z]/u.test(latin)) return undefined
  const id = latin
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, ID_MAX)
    .replace(/^-+|-+$/g, '')
  return id === '' ? undefined : id
}
