/**
 * `onair check [files or folders]`: every problem of every rundown, before it costs a minute of
 * air.
 */
import { dirname } from 'node:path'
import { Command, Option } from 'commander'
import { checkFolder, checkRundown } from '../core/rundown/check.js'
import { inOrder } from '../core/rundown/notes.js'
import { isError, type Problem } from '../core/rundown/problem.js'
import { type Draft, readRundown } from '../core/rundown/read.js'
import { breaches } from '../schemas.js'
import { dialectUsed } from './dialect.js'
import { type Loaded, loadRundowns } from './load.js'
import {
  countLine,
  type Output,
  problemsAsJson,
  problemsAsText,
  problemsForGitHub,
  terminal,
} from './show-problems.js'

export const PLAYLISTS_USUAL = './playlists'

interface Flags {
  readonly format: 'text' | 'json' | 'github'
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
    .addHelpText('after', EXAMPLES)
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .action((paths: readonly string[], flags: Flags) => {
      process.exitCode = runCheck(paths, flags.format, terminal())
    })

const EXAMPLES = `
Examples:
  onair check                              all of ./playlists
  onair check playlists/market-open.yaml
  onair check --format github shows/       annotations for a pull request
`

/** Prints what it finds and answers the exit code. */
export function runCheck(paths: readonly string[], format: Flags['format'], output: Output): 0 | 1 {
  const { loaded, problems: unread } = loadRundowns(paths)
  const problems = [...unread, ...checkAll(loaded)]
  if (format === 'json') output.result(problemsAsJson(problems))
  if (format === 'github') output.result(problemsForGitHub(problems))
  if (format === 'text') {
    const texts = new Map(loaded.map(({ file, text }) => [file, text]))
    output.trouble(problemsAsText(problems, texts, output.colour))
    output.result(countLine(loaded.length, problems))
  }
  return problems.some(isError) ? 1 : 0
}

/** All problems of rundowns that will share a daemon, file by file, from top to bottom. */
export function checkAll(loaded: readonly Loaded[]): readonly Problem[] {
  const drafts = new Map<string, Draft[]>()
  const problems = new Map<string, readonly Problem[]>()
  const { speech } = dialectUsed()
  for (const { file, text } of loaded) {
    const reading = readRundown(text, file, (value) => breaches('rundown', value))
    const { draft } = reading
    const more = draft ? checkRundown(draft, speech) : []
    problems.set(file, [...reading.problems, ...more])
    if (draft) drafts.set(dirname(file), [...(drafts.get(dirname(file)) ?? []), draft])
  }
  for (const folder of drafts.values()) {
    for (const problem of checkFolder(folder)) {
      problems.set(problem.file, [...(problems.get(problem.file) ?? []), problem])
    }
  }
  return [...problems.values()].flatMap(inOrder)
}
