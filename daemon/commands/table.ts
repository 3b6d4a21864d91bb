/** A plain table. Columns are as wide as what is in them; wide (CJK) characters count twice. */
import stringWidth from 'string-width'
import { cut, pad, tame } from '../columns.js'

export interface Room {
  /** Columns of the terminal; undefined: nobody looks at it there, nothing is cut. */
  readonly columns: number | undefined
  /** The column that gives way when the table is too wide, counted from 0; or several, one after the other. */
  readonly elastic: number | readonly Elastic[]
}

/** A column that gives way, and the width that it keeps. */
export interface Elastic {
  readonly column: number
  readonly least: number
}

const GAP = 2
/** Less of a title says nothing. */
const ELASTIC_MIN = 8

/** Columns of the terminal that results go to; undefined: they go to a file or another program. */
export const terminalColumns = (): number | undefined =>
  process.stdout.isTTY === true ? process.stdout.columns : undefined

export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  room?: Room,
): string {
  const all = [
    head.map((name) => name.toUpperCase()),
    ...rows.map((row) => row.slice(0, head.length)),
  ]
  const widths = head.map((_, column) =>
    all.reduce((widest, row) => Math.max(widest, stringWidth(row[column] ?? '')), 0),
  )
  const fitting = room?.columns === undefined ? widths : fitted(widths, room.columns, room.elastic)
  return all.map((row) => line(row, fitting)).join('')
}

export const line = (row: readonly string[], widths: readonly number[]): string =>
  `${row
    .map((cell, column) => pad(cut(tame(cell), widths[column] ?? 0), widths[column] ?? 0))
    .join(' '.repeat(GAP))
    .trimEnd()}\n`

function fitted(
  widths: readonly number[],
  columns: number,
  elastic: Room['elastic'],
): readonly number[] {
  const giving =
    typeof elastic === 'number' ? [{ column: elastic, least: ELASTIC_MIN }] : [...elastic]
  let over = widths.reduce((sum, width) => sum + width + GAP, -GAP) - columns
  const fitting = [...widths]
  for (const { column, least } of giving) {
    const width = fitting[column] ?? 0
    const gives = Math.max(0, Math.min(over, width - least))
    fitting[column] = width - gives
    over -= gives
  }
  return fitting
}
