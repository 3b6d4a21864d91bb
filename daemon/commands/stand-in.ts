/** `onair stand-in <platform>`: a vendor made local, by itself, until it is interrupted. */
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Command } from 'commander'
import { sayOf } from '../core/assert.js'
import { openProjection } from '../run/projection.js'
import { describeFaults, parseFaults } from '../stand-in/softsugar/faults.js'
import { openStandIn, type StandInOptions } from '../stand-in/softsugar/server.js'
import { askedToLeave, recorded } from './leaving.js'

const PORT_USUAL = '8430'
const WATCH_USUAL = 'data/watch'
const PORT_MAX = 65_535
const APP_ID_USUAL = 'stand-in'
const APP_KEY_VARIABLE = 'ONAIR_STAND_IN_APP_KEY'

interface Flags {
  readonly host: string
  readonly port: string
  readonly appId: string
  readonly appKeyFile?: string
  readonly callbackUrl?: string
  readonly faults?: string
  readonly render?: string | true
}

export const standInCommand = (): Command =>
  new Command('stand-in')
    .summary('run a local stand-in of a platform')
    .description(
      'Runs a local stand-in of a platform, as strict as the vendor’s pages, with a switch for ' +
        'everything they leave open. It costs nothing and reaches nobody.',
    )
    .argument('<platform>', 'the platform to stand in for: softsugar')
    .option('--port <number>', 'where to listen; 0: any free port', PORT_USUAL)
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .option('--app-id <id>', 'the account it knows', APP_ID_USUAL)
    .option('--app-key-file <file>', `the account’s key; otherwise $${APP_KEY_VARIABLE}`)
    .option('--callback-url <url>', 'where callbacks are posted; without it there are none')
    .option(
      '--render [folder]',
      `shows what is on stage at /watch; recordings in the folder (default: ${WATCH_USUAL})`,
    )
    .option('--faults <list>', 'what goes wrong, and what the vendor’s pages leave open; see below')
    .addHelpText('after', ({ command }) => EXAMPLES + faultsFor(command))
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .action(run)

const EXAMPLES = `
Examples:
  onair stand-in softsugar
  onair stand-in softsugar --port 9000 \\
    --callback-url http://127.0.0.1:8420/callbacks/demo/secret
  onair stand-in softsugar --render                          to look at
  onair stand-in softsugar --faults init=40s,slots=1,heartbeat-limit=60s
  onair stand-in softsugar --faults lose-answers=0.1,on=create,shuffle-callbacks
  curl http://127.0.0.1:${PORT_USUAL}/stand-in/record        what really happened
  curl -d '{"session":"…","status":50}' http://127.0.0.1:${PORT_USUAL}/stand-in/end

Faults, joined by commas:
`

/** As wide as the terminal, like the options. */
function faultsFor(command: Command): string {
  const help = command.createHelp()
  help.prepareContext({ helpWidth: command.configureOutput().getOutHelpWidth?.() ?? USUAL_WIDTH })
  return describeFaults((term, width, about) => help.formatItem(term, width, about, help))
}

/** Of commander, where nobody looks at a terminal. */
const USUAL_WIDTH = 80

async function run(platform: string, flags: Flags): Promise<void> {
  const read = await readFlags(platform, flags)
  if (!read.ok) {
    for (const problem of read.problems) process.stderr.write(`error: ${problem}\n`)
    process.exitCode = 1
    return
  }
  const { leave, atOnce } = askedToLeave()
  const projection = projectionFor(flags.render, atOnce)
  try {
    await using standIn = await openStandIn({ ...read.options, screen: projection })
    projection?.seenAt(`${standIn.url}/watch`)
    process.stdout.write(`stand-in for ${platform}: ${standIn.url}, account ${standIn.appId}\n`)
    if (!leave.aborted) await once(leave, 'abort')
  } catch (error) {
    process.stderr.write(`error: ${sayOf(error)}\n`)
    process.exitCode = 1
  }
  if (!projection) return
  projection[Symbol.dispose]()
  await recorded(projection, (line) => process.stderr.write(line))
}

const projectionFor = (render: Flags['render'], atOnce: AbortSignal) =>
  render === undefined
    ? undefined
    : openProjection({
        folder: resolve(render === true ? WATCH_USUAL : render),
        trouble: (says) => process.stderr.write(`warning: ${says}\n`),
        seenAt: (url) => process.stdout.write(`what is on stage: ${url}\n`),
        atOnce,
      })

type FlagsRead =
  | { readonly ok: true; readonly options: StandInOptions }
  | { readonly ok: false; readonly problems: readonly string[] }

async function readFlags(platform: string, flags: Flags): Promise<FlagsRead> {
  const problems: string[] = []
  const { host, appId, callbackUrl } = flags
  if (platform !== 'softsugar') {
    problems.push(`no stand-in for "${platform}"; there is one for: softsugar`)
  }
  const port = /^\d+$/.test(flags.port) ? Number(flags.port) : Number.NaN
  if (!(port <= PORT_MAX)) problems.push(`--port takes a number from 0 to ${PORT_MAX}`)
  if (callbackUrl !== undefined && !isHttp(callbackUrl)) {
    problems.push('--callback-url takes a full http or https address')
  }
  const faults = parseFaults(flags.faults ?? '')
  if (!faults.ok) problems.push(...faults.problems.map((problem) => `--faults: ${problem}`))
  const appKey = await keyOf(flags.appKeyFile)
  if (appKey === '') problems.push('--app-key-file: the file cannot be read, or is empty')
  if (problems.length > 0 || !faults.ok) return { ok: false, problems }
  const options = { host, port, appId, profile: faults.profile }
  return {
    ok: true,
    options: {
      ...options,
      ...(appKey !== undefined && { appKey }),
      ...(callbackUrl !== undefined && { callbackUrl }),
    },
  }
}

/** Undefined: none was given; empty: the file is of no use. */
async function keyOf(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return process.env[APP_KEY_VARIABLE] || undefined
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch {
    return ''
  }
}

function isHttp(written: string): boolean {
  try {
    return ['http:', 'https:'].includes(new URL(written).protocol)
  } catch {
    return false
  }
}
