/** CSV as programs write it: RFC 4180, with a semicolon or a tab where a comma means a decimal. */
import { CsvError, parse } from 'csv-parse/sync'
import type { ImportMap } from '../core/rundown/import-map.js'
import { ROWS_MAX, type Rows } from './sheet-rows.js'

export function csvRows(bytes: Buffer, { delimiter, encoding = 'utf-8' }: ImportMap): Rows {
  const text = decoded(bytes, encoding)
  if (text === undefined) {
    const hint =
      'save it as "CSV UTF-8", or add encoding: to the map; Excel in China writes gb18030'
    return { ok: false, says: `the file is not ${encoding} text`, hint }
  }
  try {
    const records: unknown = parse(text, {
      bom: true,
      delimiter: delimiter ?? likely(text),
      relaxColumnCount: true,
      info: true,
      to: ROWS_MAX + 1,
      maxRecordSize: 1_000_000,
    })
    return { ok: true, rows: rowsOf(records) }
  } catch (thrown) {
    const line = thrown instanceof CsvError ? Number(Reflect.get(thrown, 'lines') ?? 1) : 1
    const hint = 'a quote inside a cell is written twice: ""'
    return { ok: false, says: saysOf(thrown), hint, row: line }
  }
}

/** Rows are counted as a spreadsheet counts them: a cell with line breaks is still one row. */
function rowsOf(records: unknown) {
  const list: readonly unknown[] = Array.isArray(records) ? records : []
  return list.map((entry, index) => {
    const record: unknown = Reflect.get(Object(entry), 'record')
    return { row: index + 1, cells: Array.isArray(record) ? record.map(String) : [] }
  })
}

function decoded(bytes: Buffer, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** Whichever the first line has most of, outside quotes. */
function likely(text: string): string {
  const [line = ''] = text.replace(/"[^"]*"/g, '').split(/[\r\n]/)
  const counted = [',', ';', '\t'].map((mark) => ({ mark, times: line.split(mark).length }))
  return counted.toSorted((one, other) => other.times - one.times)[0]?.mark ?? ','
}

const saysOf = (thrown: unknown) =>
  thrown instanceof CsvError ? (SAID[thrown.code] ?? thrown.message) : 'this is no CSV'

const SAID: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened and never closed',
  CSV_INVALID_CLOSING_QUOTE: 'a quote is closed in the middle of a cell',
  INVALID_OPENING_QUOTE: 'a quote opens in the middle of a cell',
  CSV_MAX_RECORD_SIZE: 'a row is longer than a million characters',
}
