/** What was recorded and told becomes lines of the log: one a step, one an as-run row. */
import type { Action, Call } from '../core/plan/actions.js'
import type { AsRunRow } from '../core/plan/as-run.js'
import { type Instant, local } from '../core/time.js'
import type { Log } from '../log.js'

export function show(log: Log, action: Exclude<Action, Call>): void {
  if (action.type === 'record') {
    const { row } = action
    const level = row.status === 'aired' ? log.info : log.warn
    level(fieldsOf(row), rowLine(row))
    return
  }
  log[action.level]({ airing: action.airing }, action.says)
}

function fieldsOf(row: AsRunRow) {
  const time = (at: Instant | undefined) => (at === undefined ? '' : local(at, row.timezone))
  return {
    airing: row.airing,
    item: row.item ?? row.type,
    status: row.status,
    reason: row.reason,
    planned: time(row.plannedAt),
    started: time(row.startedAt),
    ended: time(row.endedAt),
  }
}

/** `AIRED welcome 09:00:00–09:00:08 (planned 09:00:00)` */
function rowLine(row: AsRunRow): string {
  const clock = (at: Instant | undefined) =>
    at === undefined ? '' : local(at, row.timezone).slice(11, 19)
  const name = row.item ?? (row.type === 'takeover' ? 'operator' : row.type)
  const aired = row.startedAt === undefined ? '' : ` ${clock(row.startedAt)}–${clock(row.endedAt)}`
  const planned = row.plannedAt === undefined ? '' : ` (planned ${clock(row.plannedAt)})`
  const why =
    row.status === 'aired' ? '' : `: ${row.reason}${row.says === undefined ? '' : `, ${row.says}`}`
  return `${row.status.toUpperCase().replace('_', ' ')} ${name}${aired}${planned}${why}`
}
