/**
 * `onair compile FILE`: what the platform would be sent for one airing, as JSON. Nothing is sent.
 */
import { Command } from 'commander'
import { filledScript, takeoversOf, valuesOf } from '../core/compile/fill.js'
import { scriptWith, takeoverWith, unpublished } from '../core/compile/media-used.js'
import type { Programme, TakeoverScript } from '../core/compile/programme.js'
import { type Occurrence, occurrences } from '../core/plan/calendar.js'
import { type CueLine, cueLines } from '../core/plan/cues.js'
import { after, days, type Instant, instant, isZone, local, parseInstant } from '../core/time.js'
import { breaches } from '../schemas/breaches.js'
import type { SchemaName } from '../schemas/files.js'
import { dialectUsed } from './dialect.js'
import { loadFile } from './load.js'
import { programmeOf } from './programmes.js'
import { type Output, terminal } from './show-problems.js'

/** A show that repeats a cue every second would fill the screen for ever. */
const TAKEOVERS_SHOWN_MAX = 100
/**
 * Looked for near first: most shows are daily, and the next 29 February may be eight years away.
 */
const SEARCHED = [days(2), days(400), days(3_000)]

interface Flags {
  readonly at?: string
  readonly timezone: string
}

export const compileCommand = (): Command =>
  new Command('compile')
    .summary('print what the platform would be sent for one airing')
    .description(
      'Prints the live script and the takeovers of one airing as the platform would get them. ' +
        'Nothing is sent. Both are checked against the schemas of the platform. Files on disk stand under ' +
        'https://published.invalid/: they get their address when they are sent.',
    )
    .argument('<file>', 'a rundown')
    .option('--at <time>', 'the airing at or after this time, e.g. 2026-11-23T09:00 (default: now)')
    .option('--timezone <zone>', 'zone of a rundown that names none', 'UTC')
    .addHelpText('after', EXAMPLES)
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .action((file: string, flags: Flags) => {
      process.exitCode = runCompile(file, flags, instant(Date.now()), terminal())
    })

const EXAMPLES = `
Examples:
  onair compile playlists/market-open.yaml
  onair compile playlists/market-open.yaml --at 2026-12-24
  onair compile playlists/launch-night.yaml | jq .liveScript
`

/** Prints the documents and answers the exit code. */
export function runCompile(file: string, flags: Flags, now: Instant, output: Output): 0 | 1 | 2 {
  if (!isZone(flags.timezone)) return refuse(2, `there is no time zone "${flags.timezone}"`, output)
  const programme = programmeOf(loadFile(file), { zone: flags.timezone }, output)
  if (programme === undefined) return 1
  const at = flags.at === undefined ? now : parseInstant(flags.at, programme.timezone)
  if (at === undefined) {
    return refuse(2, `--at takes a time such as 2026-11-23T09:00, not "${flags.at}"`, output)
  }
  const occurrence = nextAiring(programme, at)
  if (occurrence === undefined) {
    return refuse(1, `${file} has no airing at or after ${local(at, programme.timezone)}`, output)
  }
  const compiled = documents(programme, occurrence)
  const faults = [
    ...faultsOf('live-script', compiled.liveScript),
    ...compiled.takeovers.flatMap(({ takeover, variants = [takeover] }) =>
      variants.flatMap((variant) => faultsOf('takeover', variant)),
    ),
  ]
  output.result(`${JSON.stringify(compiled, undefined, 2)}\n`)
  for (const fault of new Set(faults)) refuse(1, fault, output)
  return faults.length > 0 ? 1 : 0
}

/**
 * The documents of one airing: the vendor's JSON with the airing's variables, and the times in the show's zone. A cue
 * with variants shows the first of them, and all.
 */
export function documents(programme: Programme, occurrence: Occurrence) {
  const dialect = dialectUsed()
  const { timezone } = programme
  const { startsAt, endsAt } = occurrence
  const values = valuesOf(programme, occurrence.variables)
  const encode = (script: TakeoverScript) =>
    dialect.encodeTakeover(takeoverWith(script, dialect.sound, unpublished))
  const lines = cueLines(programme, { startsAt, endsAt, timezone }, TAKEOVERS_SHOWN_MAX)
  return {
    show: programme.show,
    airing: occurrence.airing,
    liveScript: dialect.encodeLiveScript(
      scriptWith(filledScript(programme.liveScript, values), dialect.sound, unpublished),
    ),
    takeovers: lines.slice(0, TAKEOVERS_SHOWN_MAX).map((line) => {
      const [takeover, ...others] = takeoversOf(line.cue, values).map(encode)
      const variants = others.length === 0 ? {} : { variants: [takeover, ...others] }
      return { cue: line.cue.cue, at: timeOf(line, timezone), takeover, ...variants }
    }),
  }
}

/** The first airing at or after an instant, if there is one in the next years. */
export function nextAiring(programme: Programme, at: Instant): Occurrence | undefined {
  for (const span of SEARCHED) {
    const [first] = occurrences(programme, at, after(at, span))
    if (first !== undefined) return first
  }
  return undefined
}

const timeOf = ({ at, after }: CueLine, timezone: string) =>
  at === undefined ? `after ${after}` : local(at, timezone)

const faultsOf = (schema: SchemaName, value: unknown) =>
  breaches(schema, value).map(
    ({ instancePath, message }) => `the ${schema} breaks its schema: ${instancePath} ${message}`,
  )

function refuse<Code extends 1 | 2>(code: Code, says: string, output: Output): Code {
  output.trouble(`error: ${says}\n`)
  return code
}
