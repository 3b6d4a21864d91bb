/** `onair audit`: who ordered what, and what became of it. Read from the journal, or asked of another machine. */
import { type Command, Option } from 'commander'
import type { AuditView, Page } from '../console/views.js'
import { instant, local, utc } from '../core/time.js'
import { readAudit } from '../journal/audit.js'
import { deskCommand, type Flags, told } from './desk-command.js'
import { terminal } from './show-problems.js'
import { readConfig } from './station-config.js'
import { table, terminalColumns } from './table.js'
import { lineTo } from './talk.js'

interface AuditFlags extends Flags {
  readonly limit: string
  readonly before?: string
}

export const auditCommand = (): Command =>
  deskCommand('audit', 'who ordered what, and what became of it', [
    'onair audit                        the last 50 orders',
    'onair audit --before 1200          older ones',
    'onair audit --format json | jq -c ".rows[] | [.who, .act, .before, .after]"',
    'onair log --verify                 was any line changed or removed?',
  ])
    .addOption(new Option('--limit <n>', 'lines, 1000 at most').default('50'))
    .option('--before <number>', 'only lines before this one')
    .action(async (flags: AuditFlags) => {
      const output = terminal()
      const limit = Math.min(1_000, Math.max(1, Math.floor(Number(flags.limit)) || 50))
      const read = flags.url === undefined ? here : elsewhere
      const found = await read(flags, limit)
      if (!found) return
      output.result(
        flags.format === 'json'
          ? `${JSON.stringify(found.page, undefined, 2)}\n`
          : sheet(found.page.rows, found.timezone),
      )
    })

interface Found {
  readonly page: Page<AuditView>
  readonly timezone: string
}

async function here(flags: AuditFlags, limit: number): Promise<Found | undefined> {
  const config = readConfig(flags.config, terminal())
  if (!config) {
    process.exitCode = 1
    return undefined
  }
  using audit = readAudit(config.data)
  const lines = audit?.before(Number(flags.before ?? Number.MAX_SAFE_INTEGER), limit) ?? []
  const rows = lines.map((line) => ({ ...line, at: utc(instant(line.at)) }))
  const next = lines.length === limit ? lines.at(-1)?.seq : undefined
  return { page: { rows, next }, timezone: config.timezone }
}

async function elsewhere(flags: AuditFlags, limit: number): Promise<Found | undefined> {
  const output = terminal()
  const line = lineTo(flags, output)
  const before = flags.before === undefined ? '' : `&before=${encodeURIComponent(flags.before)}`
  const page =
    line &&
    (await told<Page<AuditView>>(
      line,
      output,
      { ...flags, format: 'text' },
      `/audit?limit=${limit}${before}`,
    ))
  return page && { page, timezone: 'UTC' }
}

/** The newest last, as in any log. */
function sheet(rows: readonly AuditView[], timezone: string): string {
  if (rows.length === 0) return 'nothing was ordered here\n'
  const time = (at: string) =>
    local(instant(Date.parse(at)), timezone)
      .slice(0, 19)
      .replace('T', ' ')
  return table(
    ['line', 'when', 'who', 'order', 'about', 'done', 'answer'],
    rows
      .toReversed()
      .map((row) => [
        String(row.seq),
        time(row.at),
        row.who,
        row.act,
        row.airing ?? row.show ?? '',
        row.ok ? 'yes' : 'no',
        saidIn(row.answer),
      ]),
    { columns: terminalColumns(), elastic: 6 },
  )
}

const saidIn = (answer: unknown) =>
  typeof answer === 'object' && answer !== null && 'says' in answer ? String(answer.says) : ''
