/** What was recorded and told becomes lines of the log: one a step, one an as-run row. */
import type { Action, Call } from '../core/plan/actions.js'
import type { AsRunRow } from '../core/plan/as-run.js'
import { type Instant, local } from '../core/time.js'
import type { Log } from '../log.js'

/** Times in words are the station's: one clock for the whole log. The fields carry the show's, with the offset. */
export function show(log: Log, action: Exclude<Action, Call>, timezone: string): void {
  if (action.type === 'record') {
    const { row } = action
    const level = row.status === 'aired' ? log.info : log.warn
    level(fieldsOf(row), rowLine(row, timezone))
    return
  }
  if (action.type === 'resolve') {
    const { of, takeover, how, because } = action
    if (of === 'open' || of === 'takeover')
      log.info(
        { airing: action.airing },
        `doubt about ${takeover ?? 'the opening'} resolved: ${how}, ${because}`,
      )
    return
  }
  log[action.level]({ airing: action.airing }, action.says)
}

/** It was committed, and then the daemon died: perhaps nobody has heard it. */
export const toldAgain = (says: string) =>
  `told again after a restart, perhaps for the first time: ${says}`

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

/** `AIRED welcome 09:00:00–09:00:08, planned 09:00:00` */
function rowLine(row: AsRunRow, timezone: string): string {
  const { startedAt, endedAt, plannedAt, says } = row
  const clock = (at: Instant) => local(at, timezone).slice(11, 19)
  const until = endedAt === undefined ? '' : clock(endedAt)
  const aired = startedAt === undefined ? '' : ` ${clock(startedAt)}–${until}`
  // What a session was planned for is its opening, not its start.
  const planned =
    plannedAt === undefined || row.type === 'session' ? '' : `, planned ${clock(plannedAt)}`
  const why = row.status === 'aired' ? '' : `: ${[row.reason, says].filter(Boolean).join(', ')}`
  return `${row.status.toUpperCase().replaceAll('_', ' ')} ${nameOf(row)}${aired}${planned}${why}`
}

function nameOf({ type, item, attempt, source }: AsRunRow): string {
  if (type === 'session') return `session ${attempt}`
  return item ?? (type === 'takeover' ? source : type)
}
