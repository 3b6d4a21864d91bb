/** `onair log`: the as-run log, read from the journal; the daemon may run or not. */
import { setTimeout as pause } from 'node:timers/promises'
import { Command, Option } from 'commander'
import { stringify } from 'csv-stringify/sync'
import { tame } from '../columns.js'
import { type AsRunLine, localTime, readAsRun } from '../journal/as-run.js'
import { type Across, sheetPrinter } from './log-sheet.js'
import { runVerify } from './log-verify.js'
import { printVtt } from './log-vtt.js'
import { type Output, terminal } from './show-problems.js'
import { configOption, readConfig } from './station-config.js'
import { line, terminalColumns } from './table.js'

export type Format = 'table' | 'csv' | 'jsonl'

interface Flags {
  readonly config?: string
  readonly follow?: boolean
  readonly verify?: boolean
  readonly format: Format | 'vtt'
  readonly type?: AsRunLine['type']
}

const PAGE = 1_000
const FOLLOW_EVERY_MS = 300

export const logCommand = (): Command =>
  new Command('log')
    .summary('the as-run log: what really went out, and what did not, and why')
    .argument('[airing]', 'an airing, or the beginning of its name (its show)')
    .addOption(configOption())
    .option('-f, --follow', 'go on as rows are written')
    .option('--verify', 'is the journal what was written? exit 1 if not')
    .addOption(
      new Option('--format <format>').choices(['table', 'csv', 'jsonl', 'vtt']).default('table'),
    )
    .addOption(
      new Option('--type <type>', 'only rows of this type').choices([
        'show',
        'session',
        'takeover',
      ]),
    )
    .addHelpText('after', EXAMPLES)
    .action(async (airing: string | undefined, flags: Flags) => {
      process.exitCode = await runLog(airing, flags, terminal())
    })

const EXAMPLES = `
Examples:
  onair log                                        everything
  onair log nonstop-shop --follow                  one show, as it happens
  onair log --verify                               was anything changed?
  onair log market-open@2026-11-23T09:30 --format csv > as-run.csv
  onair log market-open@2026-11-23T09:30 --format vtt > captions.vtt

Times in the table are the show's local times; on a terminal it is cut to fit.
CSV and JSON Lines carry them in UTC and local, with the offset.
vtt: captions of one airing, 00:00 being the moment it went on air.
docs/as-run.md explains every column, status and reason.
`

async function runLog(airing: string | undefined, flags: Flags, output: Output): Promise<0 | 1> {
  const config = readConfig(flags.config, output)
  if (!config) return 1
  if (flags.verify) return runVerify(config.data, output)
  using reader = readAsRun(config.data)
  if (!reader) {
    output.trouble(`nothing was ever on air here: there is no journal in ${config.data}\n`)
    return 0
  }
  if (flags.format === 'vtt') return printVtt(reader, airing, output)
  const print = printer(flags.format, output, airing === undefined ? 'all-shows' : 'one-show')
  let seq = 0
  for (;;) {
    const rows = reader.after(seq, airing, PAGE)
    if (airing !== undefined && seq === 0 && rows.length === 0 && !flags.follow) {
      // Programs that read it find their columns.
      if (flags.format === 'csv') print(rows)
      output.trouble(`error: nothing is logged of ${tame(airing)}${KNOWN_BY}\n`)
      return 1
    }
    seq = rows.at(-1)?.seq ?? seq
    print(rows.filter(({ type }) => flags.type === undefined || type === flags.type))
    if (rows.length === PAGE) continue
    if (!flags.follow) return 0
    await pause(FOLLOW_EVERY_MS)
  }
}

const KNOWN_BY =
  ': airings are named as evening@2026-11-23T20:00, or by their show; onair plan lists them'

export type Print = (rows: readonly AsRunLine[]) => void

export function printer(format: Format, output: Output, across: Across = 'one-show'): Print {
  const columns = terminalColumns()
  if (format === 'table' && columns !== undefined) return sheetPrinter(output, columns, across)
  // Behind what is of the same width everywhere.
  const put = <T>(all: readonly T[], show: T) =>
    across === 'all-shows' ? all.toSpliced(SHOW_AT, 0, show) : all
  const widths = put(WIDTHS, SHOW_WIDTH)
  let first = true
  return (rows) => {
    if (format === 'table') {
      const head = first ? line(put(HEAD, 'show'), widths) : ''
      output.result(head + rows.map((row) => line(put(cells(row), row.show), widths)).join(''))
    }
    if (format === 'csv') {
      output.result(stringify(rows.map(exported), { header: first, columns: COLUMNS }))
    }
    if (format === 'jsonl')
      output.result(rows.map((row) => `${JSON.stringify(exported(row))}\n`).join(''))
    first = false
  }
}

const HEAD = ['planned', 'started', 'ended', 'late', 'status', 'reason', 'item', 'title', 'remark']
const SHOW_AT = 6
const SHOW_WIDTH = 16
const WIDTHS = [19, 12, 12, 8, 17, 22, 16, 44, 60]

function cells(row: AsRunLine): readonly string[] {
  const { timezone } = row
  const planned = localTime(row.planned_start, timezone).slice(0, 19).replace('T', ' ')
  return [
    planned,
    localTime(row.actual_start, timezone).slice(11, 23),
    localTime(row.actual_end, timezone).slice(11, 23),
    row.start_variance_ms === null ? '' : `${(row.start_variance_ms / 1_000).toFixed(2)}s`,
    row.status,
    row.reason,
    nameOf(row),
    row.title,
    row.remark ?? '',
  ]
}

const nameOf = ({ item_id, type, source }: AsRunLine) =>
  item_id ?? (type === 'takeover' ? source : type)

/** Every instant twice: UTC for machines, local with offset for people. */
function exported(row: AsRunLine) {
  const { written_at, planned_start, sent_at, accepted_at, actual_start, actual_end, ...rest } = row
  const at = { written_at, planned_start, sent_at, accepted_at, actual_start, actual_end }
  const utc = Object.entries(at).map(([name, value]) => [
    name,
    value === null ? null : new Date(value).toISOString(),
  ])
  const local = Object.entries(at).map(([name, value]) => [
    `${name}_local`,
    value === null ? null : localTime(value, row.timezone),
  ])
  return { ...rest, ...Object.fromEntries([...utc, ...local]) }
}

const COLUMNS = [
  'account',
  'broadcast_day',
  'seq',
  'occurrence_id',
  'show',
  'segment',
  'item_id',
  'instance_id',
  'attempt',
  'type',
  'title',
  'priority',
  'planned_start',
  'planned_start_local',
  'sent_at',
  'sent_at_local',
  'accepted_at',
  'accepted_at_local',
  'actual_start',
  'actual_start_local',
  'actual_end',
  'actual_end_local',
  'actual_dur_ms',
  'start_variance_ms',
  'status',
  'reason',
  'evidence',
  'source',
  'provider_task',
  'provider_drive',
  'content_sha256',
  'text_or_media_ref',
  'language',
  'voice',
  'rundown_version',
  'timezone',
  'written_at',
  'written_at_local',
  'remark',
  'hash',
]
