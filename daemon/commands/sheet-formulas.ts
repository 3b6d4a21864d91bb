/**
 * Formulas of an xlsx file of which it holds no result: a program that only writes files knows none, and the
 * package that reads them takes them for empty cells. They are marked before it reads, and found again in what it made.
 */
import type { Lack } from '../core/rundown/import-map.js'

/** No letter in any text: Unicode keeps it free for what goes on inside a program. */
const MARK = '\ufdd0'

/** Ends where the next begins, so that a file of cells without an end is looked through once. */
export const CELL = /<((?:\w+:)?)c(\s[^<>]*)?(?<!\/)>((?:(?!<(?:\w+:)?c[\s/>]).)*?)<\/\1c>/gs
const FORMULA = /<(?:\w+:)?f[\s/>]/
const RESULT = /<(?:\w+:)?v(?:\s[^<>]*)?>([^<]*)</
/** The result of a formula may be a text of no letters. */
const IS_TEXT = /\bt\s*=\s*["']str["']/
const IS_ERROR = /\bt\s*=\s*["']e["']/
const PLACE = /\br\s*=\s*["']\w+["']/

/** The XML of a sheet, with what is lacking in it marked. */
export const marked = (xml: string): string =>
  xml.replace(CELL, (cell, prefix: string, attributes = '', inside = '') => {
    const result = RESULT.exec(inside)?.[1]?.trim() ?? ''
    const isError = IS_ERROR.test(attributes)
    const isLacking = FORMULA.test(inside) && result === '' && !IS_TEXT.test(attributes)
    if (!isError && !isLacking) return cell
    const place = PLACE.exec(attributes)?.[0] ?? ''
    const text = `<${prefix}is><${prefix}t>${MARK}${isError ? result : ''}</${prefix}t></${prefix}is>`
    return `<${prefix}c ${place} t="inlineStr">${text}</${prefix}c>`
  })

export const isMarked = (cell: string): boolean => cell.startsWith(MARK)

/** What is said of a marked cell. */
export function lackOf(cell: string, sheet: string, row: number, column: number): Lack {
  const where = `${lettersOf(column)}${row} of the sheet "${sheet}"`
  const error = cell.slice(MARK.length)
  if (error !== '')
    return { column, says: `${where} has the error ${error}`, hint: 'mend its formula, and save' }
  return {
    column,
    says: `${where} has a formula, and its result was never saved`,
    hint: 'open the file in a spreadsheet program and save it: then the results are in it',
  }
}

/** 1 is A, 27 is AA. */
function lettersOf(column: number): string {
  const above = Math.floor((column - 1) / 26)
  const letter = String.fromCharCode('A'.charCodeAt(0) + ((column - 1) % 26))
  return above > 0 ? `${lettersOf(above)}${letter}` : letter
}
