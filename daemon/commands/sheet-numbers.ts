/**
 * Numbers of an xlsx file as a person sees them: a price of 9.90 is 9.9 in the file, and a quarter off is 0.25. What a
 * format only shows rounded stays exact, and its currency is left to the map.
 */
import { CELL } from './sheet-formulas.js'

export interface NumberForm {
  /** At least. */
  readonly decimals: number
  readonly isPercent: boolean
}

/** By the number that a cell names as its style; undefined: no form that is known here. */
export type NumberForms = readonly (NumberForm | undefined)[]

/** `styles` is the XML of the styles. */
export function numberForms(styles: string): NumberForms {
  const codes = new Map(BUILT_IN)
  for (const [, attributes = ''] of styles.matchAll(/<(?:\w+:)?numFmt\s([^<>]*)>/g)) {
    const id = attribute(attributes, 'numFmtId')
    if (id !== undefined) codes.set(id, unescaped(attribute(attributes, 'formatCode') ?? ''))
  }
  const from = styles.search(/<(?:\w+:)?cellXfs[\s>]/)
  const cells = from < 0 ? '' : (styles.slice(from).split(/<\/(?:\w+:)?cellXfs>/, 1)[0] ?? '')
  return [...cells.matchAll(/<(?:\w+:)?xf\s([^<>]*)>/g)].map(([, attributes = '']) =>
    formOf(codes.get(attribute(attributes, 'numFmtId') ?? '') ?? ''),
  )
}

/** The XML of a sheet, its formatted numbers written as texts. */
export const withNumbersShown = (xml: string, forms: NumberForms): string =>
  forms.every((form) => form === undefined)
    ? xml
    : xml.replace(CELL, (cell, prefix: string, attributes = '', inside = '') => {
        const form = forms[Number(attribute(attributes, 's') ?? Number.NaN)]
        const type = attribute(attributes, 't') ?? 'n'
        const [, written = ''] = /<(?:\w+:)?v(?:\s[^<>]*)?>([^<]*)</.exec(inside) ?? []
        const number = Number(written)
        if (form === undefined || type !== 'n' || written.trim() === '' || Number.isNaN(number)) {
          return cell
        }
        const place = attribute(attributes, 'r')
        const at = place === undefined ? '' : ` r="${place}"`
        const value = `<${prefix}v>${shown(number, form)}</${prefix}v>`
        return `<${prefix}c${at} t="str">${value}</${prefix}c>`
      })

function shown(number: number, { decimals, isPercent }: NumberForm): string {
  // Sheets keep decimals as binary fractions: 0.1 + 0.2 is shown as 0.3.
  const exact = Number((isPercent ? number * 100 : number).toPrecision(15))
  const text = String(exact)
  const [, own = ''] = /^-?\d+(?:\.(\d+))?$/.exec(text) ?? []
  const isShort = own.length < decimals && /^-?[\d.]+$/.test(text)
  return (isShort ? exact.toFixed(decimals) : text) + (isPercent ? '%' : '')
}

/** Of the list in ECMA-376 §18.8.30; dates and fractions are none of these. */
const BUILT_IN: readonly (readonly [id: string, code: string])[] = [
  ['1', '0'],
  ['2', '0.00'],
  ['3', '#,##0'],
  ['4', '#,##0.00'],
  ['9', '0%'],
  ['10', '0.00%'],
]
/** No cell shows more. */
const DECIMALS_MAX = 30

/** Of the form for positive numbers; words, blanks and signs of currencies are no part of the number. */
function formOf(code: string): NumberForm | undefined {
  const [first = ''] = code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').split(';')
  const bare = first.replace(/[^0#,.%\p{L}?/@]/gu, '')
  const [, zeros, percent] = /^[#,]*0?[0,]*(?<!,)(?:\.(0+))?(%?)$/.exec(bare) ?? []
  if (percent === undefined || bare === '') return undefined
  const decimals = Math.min(zeros?.length ?? 0, DECIMALS_MAX)
  const isPercent = percent !== ''
  return decimals === 0 && !isPercent ? undefined : { decimals, isPercent }
}

const attribute = (attributes: string, name: string): string | undefined =>
  new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes)?.slice(1).find(Boolean)

const unescaped = (text: string): string =>
  text.replace(/&(quot|amp|lt|gt|apos);/g, (_, name: string) => ENTITIES[name] ?? '')

const ENTITIES: Readonly<Record<string, string>> = {
  quot: '"',
  amp: '&',
  lt: '<',
  gt: '>',
  apos: "'",
}
