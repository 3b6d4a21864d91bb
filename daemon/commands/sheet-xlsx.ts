/**
 * xlsx → rows of texts. The archive is unpacked within limits and packed again without compression,
 * so that the package that reads it sees only what was measured.
 */
import { zipSync } from 'fflate'
import readXlsx from 'read-excel-file/universal'
import type { SheetRow } from '../core/rundown/import-map.js'
import { isMarked, lackOf, marked } from './sheet-formulas.js'
import { numberForms, withNumbersShown } from './sheet-numbers.js'
import { COLUMNS_MAX, ROWS_MAX, type Rows } from './sheet-rows.js'
import { unzipped } from './unzip.js'

export async function xlsxRows(bytes: Buffer, wanted: string | number = 1): Promise<Rows> {
  const files = unzipped(bytes, (name) => name.endsWith('.xml') || name.endsWith('.xml.rels'))
  if (files === undefined) {
    return { ok: false, says: 'this is no xlsx file, or a damaged or a very large one' }
  }
  if (Object.values(files).some((bytes) => NO_XML.test(Buffer.from(bytes).toString('utf8'))))
    return { ok: false, says: DAMAGED }
  const far = farCell(files)
  if (far !== undefined)
    return { ok: false, says: `the sheet reaches to the cell ${far}`, hint: LESS }
  try {
    const packed = zipSync(withMarks(files), { level: 0 })
    const sheets = await readXlsx(new Blob([new Uint8Array(packed)]), { trim: false })
    const sheet =
      typeof wanted === 'number'
        ? sheets[wanted - 1]
        : sheets.find(({ sheet: name }) => name === wanted)
    if (sheet === undefined) {
      const hint = `it has ${sheets.map(({ sheet: name }) => `"${name}"`).join(', ')}`
      return { ok: false, says: `there is no sheet ${JSON.stringify(wanted)} in this file`, hint }
    }
    return {
      ok: true,
      rows: sheet.data.map((cells, index) => rowOf(cells, index + 1, sheet.sheet)),
    }
  } catch {
    return { ok: false, says: DAMAGED }
  }
}

const DAMAGED = 'this is no xlsx file, or a damaged one'

/** A tag in a tag: the package that reads would look through the rest once for each of them, for minutes. */
const NO_XML = /<\w[^<>]*</

const LESS = `${ROWS_MAX} rows and ${COLUMNS_MAX} columns are the most; delete what is far away`

/** A lone cell in the last corner of a sheet would make the reader build everything before it. */
function farCell(files: Readonly<Record<string, Uint8Array>>): string | undefined {
  const sheets = Object.entries(files).filter(([name]) => /worksheets\//.test(name))
  for (const [, bytes] of sheets) {
    const xml = Buffer.from(bytes).toString('utf8')
    for (const [, place = ''] of xml.matchAll(/<(?:\w+:)?c\s[^<>]*?\br\s*=\s*["']([^"']*)["']/g)) {
      const [, letters = '', digits = ''] = /^([A-Z]{1,3})(\d{1,7})$/.exec(place) ?? []
      if (letters === '' || columnOf(letters) > COLUMNS_MAX || Number(digits) > ROWS_MAX) {
        return place.slice(0, 20)
      }
    }
  }
  return undefined
}

const columnOf = (letters: string) =>
  [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0)

/** What the package that reads would not tell. */
function withMarks(files: Readonly<Record<string, Uint8Array>>) {
  const [, styles] = Object.entries(files).find(([name]) => /(?:^|\/)styles\.xml$/.test(name)) ?? []
  const forms = numberForms(Buffer.from(styles ?? []).toString('utf8'))
  return Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => {
      if (!/worksheets\/[^/]*\.xml$/.test(name)) return [name, bytes]
      const xml = marked(Buffer.from(bytes).toString('utf8'))
      return [name, Buffer.from(withNumbersShown(xml, forms))]
    }),
  )
}

function rowOf(written: readonly unknown[], row: number, sheet: string): SheetRow {
  const texts = written.map(asText)
  const cells = texts.map((text) => (isMarked(text) ? '' : text))
  const lacks = texts.flatMap((text, index) =>
    isMarked(text) ? lackOf(text, sheet, row, index + 1) : [],
  )
  return { row, cells, lacks }
}

/** What a person sees in the cell, as far as it can be known. */
function asText(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return dateText(cell)
  // Sheets keep decimals as binary fractions: 0.1 + 0.2 is shown as 0.3.
  if (typeof cell === 'number') return String(Number(cell.toPrecision(15)))
  return String(cell)
}

/** Days count from 1900: a cell with a time alone is a moment of the first of them. */
const TIME_ALONE = 1901

function dateText(date: Date): string {
  const rounded = new Date(Math.round(date.getTime() / 1000) * 1000)
  const [day = '', clock = ''] = rounded.toISOString().slice(0, 19).split('T')
  const time = clock.endsWith(':00') ? clock.slice(0, 5) : clock
  if (rounded.getUTCFullYear() < TIME_ALONE) return time
  return clock === '00:00:00' ? day : `${day}T${time}`
}
