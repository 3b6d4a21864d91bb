/** A plain table. Columns are as wide as what is in them; wide (CJK) characters count twice. */
import stringWidth from 'string-width'

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
  const all = [head.map((name) => name.toUpperCase()), ...rows]
  const widths = head.map((_, column) =>
    Math.max(...all.map((row) => stringWidth(row[column] ?? ''))),
  )
  const fitting = room?.columns === undefined ? widths : fitted(widths, room.columns, room.elastic)
  return all.map((row) => line(row, fitting)).join('')
}

export const line = (row: readonly string[], widths: readonly number[]): string =>
  `${row
    .map((cell, column) => pad(cut(cell, widths[column] ?? 0), widths[column] ?? 0))
    .join(' '.repeat(GAP))
    .trimEnd()}\n`

export const pad = (cell: string, to: number) =>
  cell + ' '.repeat(Math.max(0, to - stringWidth(cell)))

/** Cut to a width, with an ellipsis where something was left out. */
export function cut(text: string, to: number): string {
  if (stringWidth(text) <= to) return text
  let kept = ''
  let width = 0
  for (const char of text) {
    width += stringWidth(char)
    if (width > to - 1) break
    kept += char
  }
  return `${kept}…`
}

function fitted(widths: readonly number[], columns: number, elastic: number): readonly number[] {
  const total = widths.reduce((sum, width) => sum + width + GAP, -GAP)
  return widths.map((width, column) =>
    column === elastic
      ? Math.max(Math.min(width, ELASTIC_MIN), width - Math.max(0, total - columns))
      : width,
  )
}
