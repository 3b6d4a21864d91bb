/** `onair plan`: the coming airings and what they ask of the accounts, from the very engine that airs them. */
import { Command, Option } from 'commander'
import type { Config } from '../config.js'
import { type Crowd, dayLoads, lateOpenings, overlaps } from '../core/plan/workload.js'
import { isError } from '../core/rundown/problem.js'
import { addDays, type Instant, instant, local, parseInstant } from '../core/time.js'
import { PLAYLISTS_USUAL } from './check.js'
import { keepingOf, withKnownSounds } from './known-sounds.js'
import { airingsOf, type Plan, takenOffOf } from './plan-airings.js'
import { asCalendar } from './plan-ics.js'
import { asJson } from './plan-json.js'
import { asTable } from './plan-table.js'
import { asXmltv } from './plan-xmltv.js'
import { readProgrammes } from './programmes.js'
import { type Output, problemsAsText, terminal } from './show-problems.js'
import { nearby, stationIfAny, stationOf } from './station-config.js'
import { terminalColumns } from './table.js'

export interface Flags {
  readonly config?: string
  readonly from?: string
  readonly days: string
  readonly cues?: boolean
  readonly format: 'table' | 'json' | 'ics' | 'xmltv'
}

const DAYS_MAX = 366
/** Warnings of one kind for one account; the first ones show what is wrong. */
const WARNINGS_MAX = 5
const NAMED_MAX = 6

export const planCommand = (): Command =>
  new Command('plan')
    .summary('the coming airings and their cues')
    .description(
      'Shows the coming airings and, where there is a config, what each day asks of the accounts: ' +
        'airings at once against slots, minutes and cost against the budget. What exceptions and overrides ' +
        'cancel is shown with the reason.',
    )
    .argument(
      '[paths...]',
      `rundowns, or folders of them (default: the config’s, else ${PLAYLISTS_USUAL})`,
    )
    .option('--from <time>', 'from this time, e.g. 2026-11-23T09:00 (default: now)')
    .option('--days <number>', `how many days, 1 … ${DAYS_MAX}`, '7')
    .option('--cues', 'with every cue, and when it is expected to be over (table and json)')
    .option(
      '-c, --config <file>',
      'zone, accounts and slots of a station (default: config.yaml if there is one)',
    )
    .addOption(
      new Option('--format <format>', 'ics: for calendars, xmltv: for programme guides')
        .choices(['table', 'json', 'ics', 'xmltv'])
        .default('table'),
    )
    .addHelpText('after', EXAMPLES)
    .action((paths: readonly string[], flags: Flags) => {
      process.exitCode = runPlan(paths, flags, instant(Date.now()), terminal())
    })

const EXAMPLES = `
Examples:
  onair plan                                     the next seven days of all
  onair plan --cues playlists/market-open.yaml   with every cue
  onair plan --from 2026-12-01 --days 31 --format json
  onair plan --days 30 --format ics > plan.ics
`

export function runPlan(
  paths: readonly string[],
  flags: Flags,
  now: Instant,
  output: Output,
  columns: number | undefined = terminalColumns(),
): 0 | 1 | 2 {
  const { config, problems: wrong } = stationIfAny(flags.config)
  output.trouble(problemsAsText(wrong, new Map(), output.colour))
  if (wrong.some(isError)) return 1
  const span = spanOf(flags, config?.timezone ?? 'UTC', now)
  if (!span) {
    output.trouble(
      `error: --from takes a time such as 2026-11-23T09:00, --days a whole number from 1 to ${DAYS_MAX}\n`,
    )
    return 2
  }
  const { problems, texts, ...plan } = planOf(paths, config, span, now)
  output.trouble(problemsAsText(problems, texts, output.colour))
  if (problems.some(isError)) {
    output.trouble('warning: rundowns with errors are left out of the plan\n')
  }
  output.result(shown(plan, flags, columns))
  for (const warning of warnings(plan)) output.trouble(`warning: ${warning}\n`)
  return problems.some(isError) ? 1 : 0
}

interface Stretch {
  readonly from: Instant
  readonly until: Instant
}

function spanOf({ from, days: written }: Flags, zone: string, now: Instant): Stretch | undefined {
  const opens = from === undefined ? now : parseInstant(from, zone)
  const many = Number(written)
  if (opens === undefined || !Number.isInteger(many) || many < 1 || many > DAYS_MAX) {
    return undefined
  }
  // Calendar days: one of them has 23 hours, another 25.
  return { from: opens, until: addDays(opens, many, zone) }
}

function planOf(
  paths: readonly string[],
  config: Config | undefined,
  { from, until }: Stretch,
  now: Instant,
) {
  const station = stationOf(config)
  const usual = [config ? nearby(config.playlists) : PLAYLISTS_USUAL]
  const { programmes, ...read } = readProgrammes(paths.length > 0 ? paths : usual, station)
  const keeping = keepingOf(config)
  const measured = programmes.map((programme) => withKnownSounds(programme, keeping))
  const { airings, running, shortened } = airingsOf(measured, from, until)
  const bookings = [...running, ...airings].map(({ programme: { account }, occurrence }) => ({
    ...occurrence,
    account,
  }))
  const terms = config?.accounts ?? []
  const plan: Plan = {
    station: config?.station ?? 'onair',
    timezone: station.timezone,
    from,
    until,
    now,
    airings,
    ...takenOffOf(measured, from, until),
    shortened,
    days: dayLoads(bookings, terms, station.timezone, from, until),
    overlaps: overlaps(bookings, terms),
    lateOpenings: lateOpenings(bookings, terms),
  }
  return { ...read, ...plan }
}

function shown(plan: Plan, { format, cues }: Flags, columns: number | undefined): string {
  const withCues = cues === true
  switch (format) {
    case 'json':
      return asJson(plan, withCues)
    case 'ics':
      return asCalendar(plan)
    case 'xmltv':
      return asXmltv(plan)
    case 'table':
      return asTable(plan, withCues, columns)
  }
}

function warnings(plan: Plan): readonly string[] {
  const overBudget = plan.days.filter(({ minutes, budget }) => minutes > (budget ?? minutes))
  return [
    ...plan.shortened.map((show) => `only the first airings of ${show} are shown`),
    ...few(plan.overlaps, (crowd) => tooMany(crowd, plan.timezone)),
    ...few(plan.lateOpenings, (crowd) => tooTight(crowd, plan.timezone)),
    ...few(
      overBudget,
      ({ account, date, minutes, budget }) =>
        `account "${account}" needs ${Math.ceil(minutes)} minutes on ${date}, and its budget is ${budget}`,
    ),
  ]
}

/** The first few of each account, and how many more there are. */
function few<T extends { readonly account: string }>(
  all: readonly T[],
  say: (one: T) => string,
): readonly string[] {
  return [...new Set(all.map(({ account }) => account))].flatMap((account) => {
    const own = all.filter((one) => one.account === account)
    const rest = own.length - WARNINGS_MAX
    const more = rest > 0 ? [`account "${account}": the same ${rest} more times`] : []
    return [...own.slice(0, WARNINGS_MAX).map(say), ...more]
  })
}

const tooMany = ({ account, slots, wanted, airings, ...crowd }: Crowd, zone: string) =>
  `account "${account}" has ${manySlots(slots)}, and ${wanted} are needed ${stretch(crowd, zone)}: ${list(airings)}`

const tooTight = ({ account, slots, airings, ...crowd }: Crowd, zone: string) =>
  `account "${account}" has ${manySlots(slots)}, none free to open a session in time ${stretch(crowd, zone)}; ` +
  `the last of these comes on air late: ${list(airings)}`

const manySlots = (slots: number) => `${slots} slot${slots === 1 ? '' : 's'}`

const stretch = ({ from, until }: Pick<Crowd, 'from' | 'until'>, zone: string) =>
  until > 8e15
    ? `from ${local(from, zone).slice(0, 16)} on`
    : `from ${local(from, zone).slice(0, 16)} to ${local(until, zone).slice(0, 16)}`

function list(airings: readonly string[]): string {
  const rest = airings.length - NAMED_MAX
  return airings.slice(0, NAMED_MAX).join(', ') + (rest > 0 ? ` and ${rest} more` : '')
}
