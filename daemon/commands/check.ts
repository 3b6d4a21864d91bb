/**
 * `onair check [files or folders]`: every problem of every rundown, before it costs a minute of
 * air.
 */
import { Command, Option } from 'commander'
import type { Config } from '../config.js'
import type { Terms } from '../core/plan/workload.js'
import { inOrder } from '../core/rundown/notes.js'
import { isError, type Problem } from '../core/rundown/problem.js'
import { type Instant, instant, parseInstant } from '../core/time.js'
import { keepingOf } from './known-sounds.js'
import { askedToLeave } from './leaving.js'
import { type Loaded, loadRundowns } from './load.js'
import { accountProblems, askedOf, type Station } from './programmes.js'
import { readInWorker } from './read-in-worker.js'
import { type Asked, type CheckedRundown, problemsAmong, readAll, textsOf } from './readings.js'
import {
  countLine,
  type Output,
  problemsAsJson,
  problemsAsText,
  problemsForGitHub,
  terminal,
} from './show-problems.js'
import { slotProblems } from './slot-problems.js'
import { CONFIG_USUAL, nearby, stationIfAny, stationOf } from './station-config.js'
import { watchCheck } from './watch-check.js'

export const PLAYLISTS_USUAL = './playlists'

interface Flags {
  readonly format: 'text' | 'json' | 'github'
  readonly config?: string
  readonly at?: string
  readonly watch?: boolean
}

export const checkCommand = (): Command =>
  new Command('check')
    .summary('find every problem in rundowns')
    .description(
      'Finds every problem in rundowns and says where it is and what to do. Folders are searched for *.yaml and ' +
        '*.yml. Where there is a config, also whether the slots of its accounts are enough for all of them. ' +
        'Exits with 1 if there is an error, not for warnings and notes.',
    )
    .argument(
      '[paths...]',
      `rundowns, or folders of them (default: the config’s, else ${PLAYLISTS_USUAL})`,
    )
    .addOption(
      new Option('--format <format>', 'how to print')
        .choices(['text', 'json', 'github'])
        .default('text'),
    )
    .option('--at <time>', 'check as if it were this time, e.g. 2026-11-23T09:00Z (default: now)')
    .option(
      '-c, --config <file>',
      'zone, accounts and slots of a station (default: config.yaml if there is one)',
    )
    .option('--watch', 'check again whenever a file or the config changes, until Ctrl-C')
    .addHelpText('after', EXAMPLES)
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .action(async (paths: readonly string[], flags: Flags) => {
      const now = flags.at === undefined ? instant(Date.now()) : parseInstant(flags.at, 'UTC')
      const output = terminal()
      if (now === undefined) {
        output.trouble(`error: --at takes a time such as 2026-11-23T09:00Z, not "${flags.at}"\n`)
        process.exitCode = 2
      } else {
        const clock = () => (flags.at === undefined ? instant(Date.now()) : now)
        const leave = flags.watch ? askedToLeave().leave : undefined
        const check = () => runCheckInWorker(paths, flags, output, clock(), leave)
        const tell = flags.format === 'text' ? output.result : output.trouble
        process.exitCode = leave
          ? await watchCheck({
              paths: () => pathsOr(paths, stationIfAny(flags.config).config),
              config: flags.config ?? CONFIG_USUAL,
              check,
              tell,
              leave,
            })
          : ((await check()) ?? 1)
      }
    })

const EXAMPLES = `
Examples:
  onair check                              all shows of the station
  onair check playlists/market-open.yaml
  onair check --format github shows/       annotations for a pull request
  onair check --watch                      again whenever a file changes
`

/** Prints what it finds and answers the exit code. At once and in this thread; without a station's config. */
export function runCheck(
  paths: readonly string[],
  format: Flags['format'],
  output: Output,
  asked: Asked = {},
): 0 | 1 {
  const { loaded, problems } = loadRundowns(paths)
  const checked = readAll(loaded, asked)
  return show([...problems, ...problemsAmong(checked)], checked, format, output)
}

/** With the station's config, if there is one, and with a limit on the time and memory of each file. */
async function runCheckInWorker(
  paths: readonly string[],
  { config: named, format }: Flags,
  output: Output,
  now: Instant,
  leave?: AbortSignal,
): Promise<0 | 1 | undefined> {
  const { config, problems: wrong } = stationIfAny(named)
  const station = stationOf(config)
  const { loaded, problems: unread } = loadRundowns(pathsOr(paths, config))
  const asked = { ...askedOf(station), now, keeping: keepingOf(config) }
  const checked = await readInWorker(loaded, asked, leave && { leave })
  // Half of them tell nothing.
  if (leave?.aborted) return undefined
  const problems = [...unread, ...problemsAtStation(checked, station, config?.accounts ?? [], now)]
  return show([...wrong, ...inOrder(problems)], checked, format, output)
}

const pathsOr = (paths: readonly string[], config: Config | undefined): readonly string[] =>
  paths.length > 0 ? paths : [config ? nearby(config.playlists) : PLAYLISTS_USUAL]

/** All problems of rundowns that will share a station: those of accounts need its config. */
export function problemsAtStation(
  checked: readonly CheckedRundown[],
  station: Station,
  terms: readonly Terms[],
  now: Instant,
): readonly Problem[] {
  const found = [
    ...problemsAmong(checked),
    ...checked.flatMap(({ identity }) => (identity ? accountProblems(identity, station) : [])),
  ]
  const spoilt = new Set(found.filter(isError).map(({ file }) => file))
  const sound = checked.filter(({ file }) => !spoilt.has(file))
  return inOrder([...found, ...slotProblems(sound, terms, now)])
}

function show(
  problems: readonly Problem[],
  checked: readonly CheckedRundown[],
  format: Flags['format'],
  output: Output,
): 0 | 1 {
  if (format === 'json') output.result(problemsAsJson(problems))
  if (format === 'github') output.result(problemsForGitHub(problems))
  if (format === 'text') {
    output.trouble(problemsAsText(problems, textsOf(checked), output.colour))
    output.result(countLine(checked.length, problems))
  }
  return problems.some(isError) ? 1 : 0
}

/** All problems of rundowns that will share a daemon, at once and in this thread. */
export const checkAll = (loaded: readonly Loaded[], asked: Asked = {}): readonly Problem[] =>
  problemsAmong(readAll(loaded, asked))
