/**
 * The as-run log on a terminal, with a heading for each day. What aired has one line, cut to the width; of what did
 * not, the reason is told in as many lines as it needs.
 */
import { wrapped } from '../columns.js'
import { type AsRunLine, localTime } from '../journal/as-run.js'
import type { Output } from './show-problems.js'
import { line } from './table.js'

const HEAD = ['PLANNED', 'STARTED', 'ENDED', 'ITEM', 'WHAT BECAME OF IT']
const TIME_WIDTH = 8
const ITEM_WIDTH = 16
/** With the show before it, where there is room. */
const ITEM_ACROSS_WIDTH = 30
const WIDE = 100
const RESULT_MIN = 20
/** Less is on time to whoever reads along; the exports have the milliseconds. */
const LATE_SHOWN_MS = 1_000

/** Of all shows an item is named with its own: `pitch` alone says nothing where each has one. */
export type Across = 'one-show' | 'all-shows'

export function sheetPrinter(
  output: Output,
  columns: number,
  across: Across = 'one-show',
): (rows: readonly AsRunLine[]) => void {
  const itemWidth = across === 'all-shows' && columns >= WIDE ? ITEM_ACROSS_WIDTH : ITEM_WIDTH
  // Three times, the item, and two blanks behind each.
  const room = Math.max(columns - 3 * (TIME_WIDTH + 2) - itemWidth - 2, RESULT_MIN)
  const widths = [TIME_WIDTH, TIME_WIDTH, TIME_WIDTH, itemWidth, room]
  const coloured = !process.env.NO_COLOR
  const shows = new Set<string>()
  let day: string | undefined
  output.result(line(HEAD, widths))
  return (rows) => {
    for (const { show } of rows) shows.add(show)
    const isMixed = across === 'all-shows' && shows.size > 1
    for (const row of rows) {
      if (row.broadcast_day !== day) output.result(`${row.broadcast_day}\n`)
      day = row.broadcast_day
      const [first = '', ...rest] = linesOf(row, room)
      const name = isMixed ? `${row.show}/${nameOf(row)}` : nameOf(row)
      const lines = [[...times(row), name, first], ...rest.map((more) => [...NOTHING, more])]
      const written = lines.map((cells) => line(cells, widths))
      for (const one of written) output.result(coloured ? painted(row.status, one) : one)
    }
  }
}

const NOTHING = ['', '', '', '']
const LINES_MAX = 4

function linesOf(row: AsRunLine, room: number): readonly string[] {
  const result = resultOf(row)
  if (row.status === 'aired') return [result]
  const lines = wrapped(result, room)
  return [...lines.slice(0, LINES_MAX - 1), ...fewer(lines.slice(LINES_MAX - 1))]
}

/** What is left in one line, which is cut. */
const fewer = (rest: readonly string[]) => (rest.length === 0 ? [] : [rest.join(' ')])

const times = ({ planned_start, actual_start, actual_end, timezone }: AsRunLine) =>
  [planned_start, actual_start, actual_end].map((at) => localTime(at, timezone).slice(11, 19))

function nameOf({ type, item_id, attempt, source }: AsRunLine): string {
  if (type === 'session') return `session ${attempt}`
  return item_id ?? (type === 'takeover' ? source : 'show')
}

/** `aired  Good morning …`, `aired 2.1s late  …`, `dropped: EXPIRED, …`. */
function resultOf(row: AsRunLine): string {
  const status = row.status.replaceAll('_', ' ')
  if (row.status !== 'aired') return `${status}: ${because(row)}: ${row.title}`
  const late = row.start_variance_ms ?? 0
  const behind = late < LATE_SHOWN_MS ? '' : ` ${(late / 1_000).toFixed(1)}s late`
  return `${status}${behind}  ${row.type === 'session' ? (row.remark ?? '') : row.title}`
}

const because = ({ reason, remark }: AsRunLine) =>
  remark === null ? reason : `${reason}, ${remark}`

function painted(status: string, written: string): string {
  if (status === 'aired') return written
  const code = status === 'failed' || status === 'missed' ? 31 : 33
  return `\u001b[${code}m${written.trimEnd()}\u001b[0m\n`
}
