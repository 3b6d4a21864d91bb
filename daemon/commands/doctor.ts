/** `onair doctor`: all that must be right on a machine before a show goes on air, and what to do where it is not. */
import { Command, Option } from 'commander'
import { type Config, loadConfig } from '../config.js'
import { isError } from '../core/rundown/problem.js'
import {
  aboutDisk,
  aboutNode,
  aboutPlatform,
  aboutPort,
  aboutTimeService,
  type Finding,
  fine,
  type State,
} from './doctor-machine.js'
import { aboutMedia } from './doctor-media.js'
import { type Output, terminal } from './show-problems.js'
import { configOption, configPath } from './station-config.js'

interface Flags {
  readonly config?: string
  readonly format: 'text' | 'json'
}

export const doctorCommand = (): Command =>
  new Command('doctor')
    .summary('look whether this machine can run the station')
    .description(
      'Looks at Node, the config and its secrets, the disk, the port, the clock, the platforms and ffmpeg, and says ' +
        'what to do about each. Nothing is changed, no secret is shown, and no platform is asked for a token.',
    )
    .addOption(configOption())
    .addOption(new Option('--format <format>').choices(['text', 'json']).default('text'))
    .addHelpText('after', EXAMPLES)
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .action(async (flags: Flags) => {
      process.exitCode = await runDoctor(flags, terminal())
    })

const EXAMPLES = `
Exit codes: 0 all is well, or there are only warnings; 1 something here is
wrong; 3 a platform cannot be reached.

Examples:
  onair doctor
  onair doctor --format json | jq '.[] | select(.state != "ok")'
`

export async function runDoctor(flags: Flags, output: Output): Promise<0 | 1 | 3> {
  const { config, findings } = aboutConfig(configPath(flags.config))
  const all = [
    aboutNode(),
    ...findings,
    ...(await aboutStation(config)),
    ...(await aboutMedia(config)),
  ]
  output.result(flags.format === 'json' ? `${JSON.stringify(all, undefined, 2)}\n` : asText(all))
  if (all.some(({ state }) => state === 'error')) return 1
  return all.some(({ state }) => state === 'far-end') ? 3 : 0
}

async function aboutStation(config: Config | undefined): Promise<readonly Finding[]> {
  if (!config) return aboutTimeService()
  const vendors = config.accounts.flatMap(({ id, farEnd }) =>
    farEnd.is === 'vendor' ? [{ id, baseUrl: farEnd.baseUrl }] : [],
  )
  return [
    ...aboutDisk(config.data),
    await aboutPort(config),
    ...(vendors.length > 0 ? aboutPublicUrl(config) : []),
    ...(await aboutTimeService()),
    ...(await Promise.all(vendors.map(({ id, baseUrl }) => aboutPlatform(id, baseUrl)))),
    ...config.accounts
      .filter(({ farEnd }) => farEnd.is === 'stand-in')
      .map(({ id }) => fine(`account ${id}`, 'the built-in stand-in')),
  ]
}

/** Secrets are fetched, and forgotten: whether they are there is all that is told. */
function aboutConfig(path: string): { config: Config | undefined; findings: readonly Finding[] } {
  const { config, problems } = loadConfig(path)
  const findings = problems.map((problem): Finding => {
    const { line, says, hint, code } = problem
    const state = isError(problem) ? 'error' : 'warning'
    const todo = code === 'no-secret' ? NOT_HERE : hint
    return { about: 'config', state, says: `${path}:${line}: ${says}`, ...(todo && { todo }) }
  })
  // Without a secret all else can be looked at: the disk is full for whoever has no password, too.
  if (!config) return { config: loadConfig(path, 'without-secrets').config, findings }
  const vendors = config.accounts.filter(({ farEnd }) => farEnd.is === 'vendor').length
  const secrets = vendors === 0 ? '' : `, the credentials of ${vendors} there`
  return { config, findings: [...findings, fine('config', `${path}${secrets}`)] }
}

const NOT_HERE = 'not here; where onair runs as a service, ask in the environment it has there'

function aboutPublicUrl({ http, media }: Config): readonly Finding[] {
  const about = 'publicUrl'
  if (http.publicUrl !== undefined) return [fine(about, http.publicUrl)]
  const todo = media.bucket
    ? 'set http.publicUrl, and callbacks come: without them progress is asked for'
    : 'set http.publicUrl, or media.bucket: without one the platform cannot fetch files on disk'
  return [{ about, state: 'warning', says: 'the platform cannot reach this daemon', todo }]
}

const SIGNS: Readonly<Record<State, string>> = {
  ok: 'ok     ',
  warning: 'warning',
  error: 'error  ',
  'far-end': 'error  ',
}

const asText = (findings: readonly Finding[]): string => {
  const width = Math.max(...findings.map(({ about }) => about.length))
  return findings
    .map(({ about, state, says, todo }) => {
      const line = `${SIGNS[state]}  ${about.padEnd(width)}  ${says}\n`
      return todo === undefined ? line : `${line}${' '.repeat(width + 11)}${todo}\n`
    })
    .join('')
}
