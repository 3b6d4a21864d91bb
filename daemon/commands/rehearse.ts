/** `onair rehearse FILE`: the whole airing on a virtual clock, before it costs a minute of air. Nothing is written. */
import { Command, InvalidArgumentError, Option } from 'commander'
import { type Duration, type Instant, instant, parseDuration } from '../core/time.js'
import { refuseFilm, refuseOwn } from './refuse-film.js'
import { runDiff } from './rehearse-diff.js'
import { prepare, rehearsed } from './rehearse-prepare.js'
import { asJson, asSheet } from './rehearse-shown.js'
import { type Output, terminal } from './show-problems.js'

export interface Flags {
  readonly config?: string
  readonly at?: string
  readonly for?: Duration
  readonly seed: number
  readonly faults: string
  readonly timezone: string
  readonly diff?: boolean
  readonly questions?: string
  readonly render?: string
  readonly force?: boolean
  readonly format: 'table' | 'json' | 'csv'
}

export const rehearseCommand = (): Command =>
  new Command('rehearse')
    .summary('the whole airing on a virtual clock: the as-run log it would make')
    .description(
      'Airs one airing on a virtual clock, with the very engine that airs it and the platform’s stand-in at the ' +
        'far end, and prints the as-run log it would make: segments over and under, minutes open and their cost, ' +
        'alerts. Needs no config, reaches nobody, writes nothing.',
    )
    .argument('<files...>', 'a rundown; with --diff two versions of one')
    .option('--at <time>', 'the airing at or after this time, e.g. 2026-11-23T09:00 (default: now)')
    .addOption(
      new Option(
        '--for <duration>',
        'so much of it (default: all; 1h of a channel without an end)',
      ).argParser(duration),
    )
    .addOption(new Option('--seed <number>', 'another seed, other lots').default(1).argParser(seed))
    .option('--faults <list>', 'what goes wrong; see onair stand-in --help', '')
    .option('--questions <file>', 'what the audience asks, and when; see below')
    .option('--render <file>', 'also an mp4 of what the audience would see and hear (needs ffmpeg)')
    .option('--force', 'with --render: also over a file that is there')
    .option('--diff', 'what airs earlier, later, new or not at all in the second file')
    .option('--timezone <zone>', 'zone of a rundown that names none', 'UTC')
    .option('-c, --config <file>', 'account, price and slots of a station (default: config.yaml)')
    .addOption(new Option('--format <format>').choices(['table', 'json', 'csv']).default('table'))
    .addHelpText('after', EXAMPLES)
    .action(async (files: readonly string[], flags: Flags) => {
      process.exitCode = await runRehearse(files, flags, instant(Date.now()), terminal())
    })

const EXAMPLES = `
Examples:
  onair rehearse playlists/market-open.yaml
  onair rehearse playlists/launch-night.yaml --faults drop-after=20m,drop-once
  onair rehearse playlists/nonstop-shop.yaml --for 2h --format csv > as-run.csv
  onair rehearse playlists/launch-night.yaml --for 2m --render out.mp4
  onair rehearse playlists/nonstop-shop.yaml --questions shop.questions.yaml
  onair rehearse --diff evening.yaml evening-new.yaml

Questions, in YAML (schemas/questions.schema.json); at: since the show began:
  - { at: 00:12:30, from: Ann, text: When do you ship? }
  - { at: +20m, from: Bob, text: How much is it?, approvedAfter: 10s }
They go through gates, limits and queue as on air. Prepared answers (faq) are
found as on air; the library is the stand-in’s, which knows but a few; a chat
model is not asked. Where the rundown says approve: operator, the desk approves
what has approvedAfter, and nothing else.

Lengths of speech are the stand-in’s guess from the text. Sounds on disk are
measured; one that lies elsewhere counts as eight seconds. A file that cannot
be made ready gives way to its alternative, or is left out. The same file,
seed and faults give the same log, to the byte.
`

export async function runRehearse(
  files: readonly string[],
  flags: Flags,
  now: Instant,
  output: Output,
): Promise<0 | 1 | 2 | 3> {
  const [file, other, ...more] = files
  if (flags.diff ? other === undefined || more.length > 0 : other !== undefined) {
    const says = flags.diff ? '--diff takes two rundowns' : 'one rundown, or two with --diff'
    output.trouble(`error: ${says}\n`)
    return 2
  }
  const single = (['questions', 'render'] as const).find((name) => flags[name] !== undefined)
  if (flags.diff && single !== undefined) {
    output.trouble(`error: --${single} goes with one rundown, not with --diff\n`)
    return 2
  }
  if (other !== undefined) return runDiff(file ?? '', other, flags, now, output)
  if (flags.force === true && flags.render === undefined) {
    output.trouble('error: --force goes with --render: nothing else is written\n')
    return 2
  }
  const wrong = flags.render && refuseFilm(flags.render, flags.force === true, output)
  if (wrong) return wrong
  const prepared = prepare(file ?? '', flags, now, output)
  if (typeof prepared === 'number') return prepared
  if (flags.render !== undefined && refuseOwn(flags.render, prepared.files, output)) return 2
  const result = await rehearsed(prepared)
  if (flags.format === 'json') output.result(asJson(prepared, result))
  else asSheet(prepared, result, flags.format, output)
  if (flags.render === undefined) return 0
  const { renderFilm } = await import('./rehearse-film.js')
  return renderFilm(flags.render, prepared, result, output)
}

function duration(written: string): Duration {
  const read = parseDuration(written)
  if (read !== undefined && read > 0) return read
  throw new InvalidArgumentError('it takes more than nothing, with its unit, e.g. 90s, 20m, 1h30m.')
}

function seed(written: string): number {
  if (/^\d{1,9}$/.test(written)) return Number(written)
  throw new InvalidArgumentError('a seed is a whole number of at most nine digits.')
}
