/** A plain table. Columns are as wide as what is in them; wide (CJK) characters count twice. */
import stringWidth from 'string-width'
import { cut, pad, tame } from '../columns.js'

export interface Room {
  /** Columns of the terminal; undefined: nobody looks at it there, nothing is cut. */
  readonly columns: number | undefined
  /** The column that gives way when the table is too wide, counted from 0. */
  readonly elastic: number
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

function fitted(widths: readonly number[], columns: number, elastic: number): readonly number[] {
  const total = widths.reduce((sum, width) => sum + width + GAP, -GAP)
  return widths.map((width, column) =>
    column === elastic
      ? Math.max(Math.min(width, ELASTIC_MIN), width - Math.max(0, total - columns))
      : width,
  )
}
