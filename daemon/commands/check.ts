/**
 * `onair check [files or folders]`: every problem of every rundown, before it costs a minute of
 * air.
 */
import { Command, Option } from 'commander'
import { isError, type Problem } from '../core/rundown/problem.js'
import { instant, parseInstant } from '../core/time.js'
import { type Loaded, loadRundowns } from './load.js'
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
import { interrupted, watchCheck } from './watch-check.js'

export const PLAYLISTS_USUAL = './playlists'

interface Flags {
  readonly format: 'text' | 'json' | 'github'
  readonly at?: string
  readonly watch?: boolean
}

export const checkCommand = (): Command =>
  new Command('check')
    .summary('find every problem in rundowns')
    .description(
      'Finds every problem in rundowns and says where it is and what to do. Folders are\n' +
        'searched for *.yaml and *.yml. Exits with 1 if there is an error, not for warnings.',
    )
    .argument('[paths...]', 'rundowns, or folders of them', [PLAYLISTS_USUAL])
    .addOption(
      new Option('--format <format>', 'how to print')
        .choices(['text', 'json', 'github'])
        .default('text'),
    )
    .option('--at <time>', 'check as if it were this time, e.g. 2026-11-23T09:00Z (default: now)')
    .option('--watch', 'check again whenever a file changes, until Ctrl-C')
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
        const check = () => runCheckInWorker(paths, flags.format, output, { now: clock() })
        const tell = flags.format === 'text' ? output.result : output.trouble
        process.exitCode = flags.watch
          ? await watchCheck({ paths, check, tell, leave: interrupted() })
          : await check()
      }
    })

const EXAMPLES = `
Examples:
  onair check                              all of ./playlists
  onair check playlists/market-open.yaml
  onair check --format github shows/       annotations for a pull request
  onair check --watch                      again whenever a file changes
`

/** Prints what it finds and answers the exit code. At once and in this thread. */
export function runCheck(
  paths: readonly string[],
  format: Flags['format'],
  output: Output,
  asked: Asked = {},
): 0 | 1 {
  const { loaded, problems } = loadRundowns(paths)
  return show(problems, readAll(loaded, asked), format, output)
}

/** The same, with a limit on the time and memory of each file. */
async function runCheckInWorker(
  paths: readonly string[],
  format: Flags['format'],
  output: Output,
  asked: Asked,
): Promise<0 | 1> {
  const { loaded, problems } = loadRundowns(paths)
  return show(problems, await readInWorker(loaded, asked), format, output)
}

function show(
  unread: readonly Problem[],
  checked: readonly CheckedRundown[],
  format: Flags['format'],
  output: Output,
): 0 | 1 {
  const problems = [...unread, ...problemsAmong(checked)]
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
