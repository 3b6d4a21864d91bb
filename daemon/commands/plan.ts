/** `onair plan`: the coming airings and their cues, from the very engine that airs them. */
import { existsSync } from 'node:fs'
import { Command, Option } from 'commander'
import { type Config, loadConfig } from '../config.js'
import type { Programme } from '../core/compile/programme.js'
import { isAlways, type Occurrence, occurrences } from '../core/plan/calendar.js'
import { type CueLine, cueLines } from '../core/plan/cues.js'
import { title } from '../core/plan/takeover.js'
import { isError } from '../core/rundown/problem.js'
import { after, days, type Instant, instant, local, NEVER, parseInstant } from '../core/time.js'
import { PLAYLISTS_USUAL } from './check.js'
import { readProgrammes } from './programmes.js'
import { type Output, problemsAsText, terminal } from './show-problems.js'
import { table, terminalColumns } from './table.js'

interface Flags {
  readonly config?: string
  readonly from?: string
  readonly days: string
  readonly cues?: boolean
  readonly format: 'table' | 'json'
}

const CUES_SHOWN_MAX = 500
const DAYS_MAX = 366
/** Columns of a terminal that shows all of the table. */
const WIDE = 110

export const planCommand = (): Command =>
  new Command('plan')
    .summary('the coming airings and their cues')
    .argument(
      '[paths...]',
      `rundowns, or folders of them (default: the config’s, else ${PLAYLISTS_USUAL})`,
    )
    .option('--from <time>', 'from this time, e.g. 2026-11-23T09:00 (default: now)')
    .option('--days <number>', `how many days, 1 … ${DAYS_MAX}`, '7')
    .option('--cues', 'with every cue')
    .option(
      '-c, --config <file>',
      'zone, accounts and slots of a station (default: config.yaml if there is one)',
    )
    .addOption(new Option('--format <format>').choices(['table', 'json']).default('table'))
    .addHelpText('after', EXAMPLES)
    .action((paths: readonly string[], flags: Flags) => {
      process.exitCode = runPlan(paths, flags, instant(Date.now()), terminal())
    })

const EXAMPLES = `
Examples:
  onair plan                                     the next seven days of ./playlists
  onair plan --cues playlists/market-open.yaml   with every cue
  onair plan --from 2026-12-01 --days 31 --format json
`

interface PlannedAiring {
  readonly programme: Programme
  readonly occurrence: Occurrence
}

export function runPlan(
  paths: readonly string[],
  flags: Flags,
  now: Instant,
  output: Output,
): 0 | 1 | 2 {
  const named = flags.config ?? (existsSync('config.yaml') ? 'config.yaml' : undefined)
  const { config, problems: wrong } = named
    ? loadConfig(named, 'without-secrets')
    : { config: undefined, problems: [] }
  output.trouble(problemsAsText(wrong, new Map(), output.colour))
  if (wrong.some(isError)) return 1
  const timezone = config?.timezone ?? 'UTC'
  const from = flags.from === undefined ? now : parseInstant(flags.from, timezone)
  const span = Number(flags.days)
  if (from === undefined || !Number.isInteger(span) || span < 1 || span > DAYS_MAX) {
    output.trouble(
      `error: --from takes a time such as 2026-11-23T09:00, --days a whole number from 1 to ${DAYS_MAX}\n`,
    )
    return 2
  }
  const station = { accounts: config?.accounts.map(({ id }) => id), timezone }
  const usual = [config?.playlists ?? PLAYLISTS_USUAL]
  const { programmes, problems, texts } = readProgrammes(paths.length > 0 ? paths : usual, station)
  output.trouble(problemsAsText(problems, texts, output.colour))
  const airings = airingsOf(programmes, from, after(from, days(span)))
  output.result(flags.format === 'json' ? asJson(airings, flags) : asTable(airings, flags))
  for (const warning of config ? overbooked(airings, config) : [])
    output.trouble(`warning: ${warning}\n`)
  return problems.some(isError) ? 1 : 0
}

function airingsOf(
  programmes: readonly Programme[],
  from: Instant,
  until: Instant,
): readonly PlannedAiring[] {
  return programmes
    .flatMap((programme) =>
      occurrences(programme, from, until).map((occurrence) => ({ programme, occurrence })),
    )
    .sort((one, other) => one.occurrence.startsAt - other.occurrence.startsAt)
}

function cuesOf({ programme, occurrence }: PlannedAiring) {
  const { timezone } = programme
  const window = { startsAt: occurrence.startsAt, endsAt: occurrence.endsAt, timezone }
  return cueLines(programme, window, CUES_SHOWN_MAX).slice(0, CUES_SHOWN_MAX)
}

function asTable(airings: readonly PlannedAiring[], flags: Flags): string {
  if (airings.length === 0) return 'nothing is planned in this time\n'
  const columns = terminalColumns()
  // Zone and account are what a narrow terminal can do without.
  const head = ['start', 'end', 'airing', 'title', 'zone', 'account']
  const shown = columns !== undefined && columns < WIDE ? head.slice(0, 4) : head
  const rows = airings.flatMap((planned) => [
    airingCells(planned),
    ...(flags.cues ? cuesOf(planned).map((line) => cueCells(line, planned)) : []),
  ])
  return table(shown, rows, { columns, elastic: 3 })
}

function airingCells({ programme, occurrence }: PlannedAiring): readonly string[] {
  const { timezone, title, account, show } = programme
  const { startsAt, endsAt, airing } = occurrence
  const always = isAlways(programme)
  const start = local(startsAt, timezone).slice(0, 16).replace('T', ' ')
  const end =
    endsAt === undefined ? 'never' : local(endsAt, timezone).slice(0, 16).replace('T', ' ')
  const sameDay = end.slice(0, 10) === start.slice(0, 10)
  return [
    always ? 'at once' : start,
    sameDay ? end.slice(11) : end,
    // Of a channel without an end the name comes with the moment it is opened.
    always ? show : airing,
    title,
    timezone,
    account,
  ]
}

function cueCells({ cue, at, after: ahead }: CueLine, { programme }: PlannedAiring) {
  const time = at === undefined ? `after ${ahead}` : local(at, programme.timezone).slice(11, 19)
  const urgency = cue.urgency === 'routine' ? '' : `(${cue.urgency}) `
  return [`  ${time}`, '', `  ${cue.cue}`, `  ${urgency}${title(cue.script)}`]
}

function asJson(airings: readonly PlannedAiring[], flags: Flags): string {
  const list = airings.map((planned) => {
    const { programme, occurrence } = planned
    const time = (at: Instant | undefined) =>
      at === undefined ? null : local(at, programme.timezone)
    const cues = cuesOf(planned).map(({ cue, at, after: ahead }) => ({
      cue: cue.cue,
      at: time(at),
      after: ahead ?? null,
    }))
    return {
      airing: occurrence.airing,
      show: programme.show,
      title: programme.title,
      account: programme.account,
      startsAt: time(occurrence.startsAt),
      endsAt: time(occurrence.endsAt),
      ...(flags.cues ? { cues } : {}),
    }
  })
  return `${JSON.stringify(list, undefined, 2)}\n`
}

/** Where more airings of an account want to be open at once than it has slots, once per account. */
function overbooked(airings: readonly PlannedAiring[], config: Config): readonly string[] {
  return config.accounts.flatMap(({ id, sessions, lead }) => {
    const own = airings.filter(({ programme }) => programme.account === id)
    const full = own.find(({ occurrence: { startsAt } }) => {
      const open = own.filter(
        ({ occurrence }) =>
          occurrence.startsAt - lead <= startsAt && startsAt < (occurrence.endsAt ?? NEVER),
      )
      return open.length > sessions
    })
    return full
      ? [
          `account "${id}" has ${sessions} slot${sessions === 1 ? '' : 's'}, ` +
            `and ${full.occurrence.airing} needs one more`,
        ]
      : []
  })
}
