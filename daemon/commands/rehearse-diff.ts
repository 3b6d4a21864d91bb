/** Two versions of a rundown, rehearsed and compared: what airs earlier, later, otherwise, is new, or is gone. */
import type { AsRunRow } from '../core/plan/as-run.js'
import { type Instant, local, millis, showDuration } from '../core/time.js'
import type { Rehearsal } from '../rehearsal/rehearse.js'
import type { Flags } from './rehearse.js'
import { type Prepared, prepare, rehearsed } from './rehearse-prepare.js'
import type { Output } from './show-problems.js'
import { table, terminalColumns } from './table.js'

type Change = 'new' | 'gone' | 'earlier' | 'later' | 'other words' | 'aired' | 'not aired'

interface Compared {
  readonly item: string
  readonly change: Change
  readonly was: Instant | undefined
  readonly is: Instant | undefined
  readonly title: string
}

/** Less is the voice breathing, no change of plan. */
const SAME_WITHIN = 1_000

export async function runDiff(
  before: string,
  after: string,
  flags: Flags,
  now: Instant,
  output: Output,
): Promise<0 | 1 | 2> {
  const one = prepare(before, flags, now, output)
  if (typeof one === 'number') return one
  const other = prepare(after, flags, now, output)
  if (typeof other === 'number') return other
  const [was, is] = [await rehearsed(one), await rehearsed(other)]
  const changes = compared(was, is)
  const { timezone } = other.programme
  output.result(
    flags.format === 'json'
      ? `${JSON.stringify(forMachines(changes, timezone), undefined, 2)}\n`
      : forEyes(changes, one, other, is),
  )
  return 0
}

/** Matched by cue and turn; times are counted from the start, where the airings are not the same. */
export function compared(was: Rehearsal, is: Rehearsal): readonly Compared[] {
  const shift = is.airing === was.airing ? 0 : is.startsAt - was.startsAt
  const old = itemsOf(was)
  const all = itemsOf(is)
  const changes: Compared[] = []
  for (const [key, row] of all) {
    const before = old.get(key)
    const change = before === undefined ? 'new' : changeOf(before, row, shift)
    if (change === undefined) continue
    changes.push({ ...shown(row), change, was: before && timeOf(before), is: timeOf(row) })
  }
  for (const [key, row] of old) {
    if (all.has(key)) continue
    changes.push({ ...shown(row), change: 'gone', was: timeOf(row), is: undefined })
  }
  const at = ({ was: from, is: to }: Compared) => to ?? (from ?? 0) + shift
  return changes.sort((one, other) => at(one) - at(other))
}

const itemsOf = ({ rows, airing }: Rehearsal): ReadonlyMap<string, AsRunRow> =>
  new Map(
    rows.flatMap(({ row }) =>
      row.type === 'takeover' ? [[row.instance.slice(airing.length), row]] : [],
    ),
  )

const shown = ({ item, title }: AsRunRow) => ({ item: item ?? 'operator', title })
const timeOf = ({ startedAt, plannedAt }: AsRunRow) => startedAt ?? plannedAt

function changeOf(was: AsRunRow, is: AsRunRow, shift: number): Change | undefined {
  if (was.startedAt === undefined || is.startedAt === undefined) {
    if (was.startedAt === is.startedAt) return undefined
    return is.startedAt === undefined ? 'not aired' : 'aired'
  }
  const moved = is.startedAt - was.startedAt - shift
  if (Math.abs(moved) >= SAME_WITHIN) return moved < 0 ? 'earlier' : 'later'
  return was.text === is.text && was.media === is.media ? undefined : 'other words'
}

function forEyes(
  changes: readonly Compared[],
  one: Prepared,
  other: Prepared,
  { airing }: Rehearsal,
): string {
  const { timezone } = other.programme
  const clock = (at: Instant | undefined, zone = timezone) =>
    at === undefined ? '' : local(at, zone).slice(11, 19)
  if (changes.length === 0) return `${airing}: nothing airs otherwise\n`
  const rows = changes.map(({ item, change, was, is, title }) => [
    clock(was, one.programme.timezone),
    clock(is),
    was !== undefined && is !== undefined ? by(is - was) : '',
    change,
    item,
    title,
  ])
  const head = ['was', 'is', 'by', 'change', 'item', 'title']
  return table(head, rows, { columns: terminalColumns(), elastic: 5 })
}

function by(ms: number): string {
  const whole = Math.round(ms / 1_000) * 1_000
  return whole === 0 ? '' : `${whole > 0 ? '+' : '-'}${showDuration(millis(Math.abs(whole)))}`
}

const forMachines = (changes: readonly Compared[], timezone: string) =>
  changes.map(({ was, is, ...change }) => ({
    ...change,
    was: was === undefined ? null : local(was, timezone),
    is: is === undefined ? null : local(is, timezone),
  }))
