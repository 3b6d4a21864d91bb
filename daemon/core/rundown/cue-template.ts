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

/** An id from a text; undefined if letters would be lost that make the difference. */
export function slug(text: string): string | undefined {
  const latin = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  if (/[^\p{sc=Latin}\P{L}]/u.test(latin)) return undefined
  const id = latin
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, ID_MAX)
    .replace(/^-+|-+$/g, '')
  return id === '' ? undefined : id
}
