/** Sheets on disk → rows of texts, whatever program wrote them, within limits. */
import type { ImportMap, Sheet, SheetRow } from '../core/rundown/import-map.js'
import { ofFile, type Problem } from '../core/rundown/problem.js'
import { STEERS } from '../core/rundown/unseen.js'
import { bytesOf } from './load.js'
import { csvRows } from './sheet-csv.js'
import { COLUMNS_MAX, ROWS_MAX, type Rows } from './sheet-rows.js'

/** Larger files are no cuesheets. */
const SHEET_BYTES_MAX = 10_000_000
const CELL_MAX = 100_000

export async function loadSheet(file: string, map: ImportMap): Promise<Sheet | Problem> {
  const bytes = read(file)
  if (typeof bytes === 'string') return refused(file, { says: bytes })
  const isXlsx = bytes.subarray(0, 2).toString('latin1') === 'PK'
  if (!isXlsx && OLD_EXCEL.equals(bytes.subarray(0, OLD_EXCEL.length))) {
    return refused(file, { says: 'this is an old Excel file', hint: 'save it as .xlsx or .csv' })
  }
  const found = isXlsx ? await xlsx(bytes, map) : csvRows(bytes, map)
  return found.ok ? headed(file, found.rows, map.header ?? 1) : refused(file, found)
}

/** Its reader takes longer to load than most commands take to run. */
async function xlsx(bytes: Buffer, { sheet }: ImportMap): Promise<Rows> {
  const { xlsxRows } = await import('./sheet-xlsx.js')
  return xlsxRows(bytes, sheet)
}

/** The container of .xls files. */
const OLD_EXCEL = Buffer.from('d0cf11e0a1b11ae1', 'hex')

function headed(file: string, rows: readonly SheetRow[], header: number): Sheet | Problem {
  const head = rows.find(({ row }) => row >= header)
  const columns = head?.cells.map((cell) => cell.trim()) ?? []
  const [lack] = head?.lacks ?? []
  if (lack !== undefined) return refused(file, { ...lack, row: head?.row ?? 1 })
  if (head === undefined || columns.every((name) => name === '')) {
    return refused(file, { says: 'there is no row with the names of the columns', hint: HEADER })
  }
  const twice = columns.findIndex((name, at) => name !== '' && columns.indexOf(name) < at)
  if (twice >= 0) {
    const says = `two columns are called "${columns[twice]}"`
    return { ...refused(file, { says, hint: 'rename one', row: head.row }), column: twice + 1 }
  }
  const strange = rows.find(({ cells }) => cells.some((cell) => STEERS.test(cell)))
  if (strange) {
    const { row } = strange
    return refused(file, {
      says: `row ${row} has a character that is no text`,
      hint: ENCODING,
      row,
    })
  }
  const lost = rows.find(({ row, cells }) => row > head.row && isWider(cells, columns.length))
  if (lost) {
    const { row } = lost
    const says = `row ${row} has more cells than there are columns (${columns.length})`
    return refused(file, { says, hint: WIDER, row })
  }
  if (rows.length > ROWS_MAX) return refused(file, { says: `more than ${ROWS_MAX} rows` })
  const wide = rows.find(({ cells }) => cells.length > COLUMNS_MAX)
  if (wide) return refused(file, { says: `more than ${COLUMNS_MAX} columns`, row: wide.row })
  const long = rows.find(({ cells }) => cells.some((cell) => cell.length > CELL_MAX))
  if (long) {
    return refused(file, { says: `a cell longer than ${CELL_MAX} characters`, row: long.row })
  }
  return { file, columns, rows: rows.filter(({ row }) => row > head.row) }
}

const ENCODING = 'delete it, or correct encoding: in the map: utf-16le for "Unicode text"'

/** A price of 3,50 in a file with commas is two cells: the second must not get lost in silence. */
const isWider = (cells: readonly string[], columns: number) =>
  cells.slice(columns).some((cell) => cell.trim() !== '')

const WIDER = 'put a cell with a comma in it in quotes, or give every column a name'

const HEADER = 'header: in the map says which row it is'

function read(file: string): Buffer | string {
  try {
    return bytesOf(file, SHEET_BYTES_MAX)
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown'
    return code === 'ENOENT' ? 'there is no such file' : `the file cannot be read (${code})`
  }
}

const refused = (
  file: string,
  { says, hint, row = 1 }: { says: string; hint?: string; row?: number },
): Problem => ofFile(file, 'unreadable', says, hint, row)
