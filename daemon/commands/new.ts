/** `onair new SHOW`: one more rundown in the folder of the station's shows. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Command, Option } from 'commander'
import { loadConfig } from '../config.js'
import { slug } from '../core/rundown/cue-template.js'
import { isError, type Problem } from '../core/rundown/problem.js'
import { type Instant, instant, isZone, parseInstant } from '../core/time.js'
import { checkAll, PLAYLISTS_USUAL } from './check.js'
import { loadRundowns } from './load.js'
import { rundownText, type Slot } from './new-rundown.js'
import { quoted } from './shell-words.js'
import { type Output, problemsAsText, terminal } from './show-problems.js'
import { nearby } from './station-config.js'
import { createFile, fileTrouble, makeFolder, troubledPath } from './write-file.js'

interface Flags {
  readonly always?: boolean
  readonly at?: string
  readonly cron?: string
  readonly duration?: string
  readonly title?: string
  readonly timezone?: string
  readonly into?: string
  readonly config?: string
}

export const newCommand = (): Command =>
  new Command('new')
    .summary('write the rundown of a new show')
    .description(
      'Writes a rundown into the folder of the shows and checks it. It is on air when you say: always, once ' +
        'at a time, or by a cron rule; otherwise every day at 20:00. An existing file is never overwritten.',
    )
    .argument('<show>', 'id of the show: lower-case letters, digits, hyphens')
    .addOption(
      new Option('--always', 'a channel without an end').conflicts(['at', 'cron', 'duration']),
    )
    .addOption(new Option('--at <time>', 'once, e.g. 2026-12-01T20:00').conflicts('cron'))
    .option('--cron <rule>', 'again and again, e.g. "0 20 * * 1-5"')
    .option('--duration <duration>', 'how long, e.g. 30m or 1h30m (default: 1h)')
    .option('--title <title>', 'name of the show for people (default: made from the id)')
    .option('--timezone <zone>', 'zone of its clock times (default: the station’s)')
    .option(
      '--into <folder>',
      `where to write it (default: the config’s playlists, else ${PLAYLISTS_USUAL})`,
    )
    .option('-c, --config <file>', 'the station (default: config.yaml if there is one)')
    .addHelpText('after', EXAMPLES)
    .action((show: string, flags: Flags) => {
      process.exitCode = runNew(show, flags, instant(Date.now()), terminal())
    })

const EXAMPLES = `
Examples:
  onair new evening-news --cron "0 19 * * 1-5" --duration 30m
  onair new launch-night --at 2026-12-12T20:00 --duration 1h30m \\
    --timezone Europe/Berlin
  onair new nonstop-shop --always
`

/** Prints where it is and what to type next; answers the exit code. */
export function runNew(show: string, flags: Flags, now: Instant, output: Output): 0 | 1 | 2 {
  const place = placeOf(flags, output)
  if (place === undefined) return 1
  const { folder, account, timezone } = place
  const wrong = wrongUse(show, flags, timezone)
  if (wrong !== undefined) return refuse(2, wrong, output)
  const path = join(folder, `${show}.yaml`)
  const text = rundownText({
    show,
    title: flags.title ?? titled(show),
    account,
    timezone,
    slot: slotOf(flags),
    schema: existsSync(join(folder, '../schemas/rundown.schema.json')),
  })
  const problems = problemsWith(path, text, folder)
  output.trouble(problemsAsText(problems, new Map([[path, text]]), output.colour))
  if (problems.some(isError)) return refuse(1, `${path} was not written`, output)
  try {
    makeFolder(folder)
    if (!createFile(path, text))
      return refuse(1, `${path} is there already, and was left alone`, output)
  } catch (thrown) {
    return refuse(1, `${troubledPath(thrown) ?? path}: ${fileTrouble(thrown)}`, output)
  }
  const startsAt = flags.at === undefined ? undefined : parseInstant(flags.at, timezone)
  if (startsAt !== undefined && startsAt <= now) {
    output.trouble(`warning: ${flags.at} is past, so this show never airs\n`)
  }
  output.result(`wrote ${path}\n${next(path)}`)
  return 0
}

interface Place {
  readonly folder: string
  readonly account: string | undefined
  readonly timezone: string
}

/** Where shows of this station are, and whose they are; undefined: the config has errors, and they were shown. */
function placeOf({ config: named, into, timezone }: Flags, output: Output): Place | undefined {
  const path = named ?? (existsSync('config.yaml') ? 'config.yaml' : undefined)
  if (path === undefined) {
    return { folder: into ?? PLAYLISTS_USUAL, account: undefined, timezone: timezone ?? 'UTC' }
  }
  const { config, problems } = loadConfig(path, 'without-secrets')
  output.trouble(problemsAsText(problems, new Map(), output.colour))
  if (config === undefined) return undefined
  const [account] = config.accounts
  return {
    folder: into ?? nearby(config.playlists),
    account: account?.id,
    timezone: timezone ?? config.timezone,
  }
}

const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
const ID_MAX = 60
const DURATION = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+$/
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?$/

function wrongUse(
  show: string,
  { at, duration, title }: Flags,
  timezone: string,
): string | undefined {
  if (!ID.test(show) || show.length > ID_MAX) {
    const near = slug(show)
    return (
      `"${show}" is no id: lower-case letters, digits and single hyphens, at most ${ID_MAX}` +
      (near ? `; how about "${near}"?` : '')
    )
  }
  if (!isZone(timezone)) return `there is no time zone "${timezone}", for example Asia/Shanghai`
  if (at !== undefined && !TIME.test(at)) {
    return `--at takes a time of the show's zone such as 2026-12-01T20:00, not "${at}"`
  }
  if (title !== undefined && /\p{Cc}/u.test(title)) return '--title takes one line of text'
  if (duration !== undefined && !DURATION.test(duration)) {
    return `--duration takes a number with its unit such as 30m or 1h30m, not "${duration}"`
  }
  return undefined
}

const titled = (show: string) =>
  show
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')

function slotOf({ always, at, cron = '0 20 * * *', duration = '1h' }: Flags): Slot {
  if (always) return { always: true }
  return at === undefined ? { cron, duration } : { at, duration }
}

/** Of the new file alone, and of its id beside the shows that are there. */
function problemsWith(path: string, text: string, folder: string): readonly Problem[] {
  const others = existsSync(folder) ? loadRundowns([folder]).loaded : []
  const loaded = [...others.filter(({ file }) => file !== path), { file: path, text }]
  return checkAll(loaded).filter(({ file }) => file === path)
}

const next = (path: string) => `
Next:
  edit ${quoted(path)}
  onair check ${quoted(path)}
  onair plan --cues ${quoted(path)}
`

function refuse<Code extends 1 | 2>(code: Code, says: string, output: Output): Code {
  output.trouble(`error: ${says}\n`)
  return code
}
