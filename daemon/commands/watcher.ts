/** `onair watcher`: hears from daemons that they live, and raises an alarm when they do not; until it is stopped. */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Command } from 'commander'
import { isLoopback } from '../config/address.js'
import { sayOf } from '../core/assert.js'
import { openLog } from '../log.js'
import { lastLines } from '../log-outlet.js'
import { openClock } from '../run/clock.js'
import { type Secret, secret } from '../secret.js'
import { openAlarmLine } from '../watcher/alarm-line.js'
import { NOTHING, remember, remembered } from '../watcher/memory.js'
import { openPoster } from '../watcher/post.js'
import { openWatcher } from '../watcher/watcher.js'
import { askedToLeave } from './leaving.js'

const PORT_USUAL = '8421'
const PORT_MAX = 65_535
const TOKEN_VARIABLE = 'ONAIR_WATCHER_TOKEN'
const ALARM_VARIABLE = 'ONAIR_ALARM_URL'
/** 24 characters of 64 are 144 bit. */
const TOKEN_MIN = 24

interface Flags {
  readonly host: string
  readonly port: string
  readonly tokenFile?: string
  readonly alarmUrl?: string
  readonly state?: string
}

export const watcherCommand = (): Command =>
  new Command('watcher')
    .summary('watch stations from outside: a dead man’s switch that knows the schedule')
    .description(
      'Hears from onair daemons (watcher: in their config) every 30 s that they live, and what they are to ' +
        'start in the next six hours. It raises an alarm when nothing is heard of one for 90 s, when what it ' +
        'promised is not on air 10 s after its time, and when its clock is more than 5 s off: a line of the ' +
        'log each, and a message to an address; once, and once more when it is over. Run it on another ' +
        'machine than the daemons.',
    )
    .option('--port <number>', 'where to listen; 0: any free port', PORT_USUAL)
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .option('--token-file <file>', `the token daemons must have; otherwise $${TOKEN_VARIABLE}`)
    .option('--alarm-url <url>', `where alarms are posted as JSON; otherwise $${ALARM_VARIABLE}`)
    .option('--state <file>', 'remembers what was promised over restarts; without it nothing is')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: Flags) => {
      process.exitCode = await run(flags)
      if ((await lastLines()) === 'left behind') process.exit()
    })

const EXAMPLES = `
Examples:
  onair watcher                          the token in $ONAIR_WATCHER_TOKEN
  onair watcher --token-file token --state state.json
  onair watcher --token-file token --alarm-url https://alarms.example/onair
  curl -s localhost:8421/healthz         whether the watcher itself is there

What is posted to the address of the alarms, as JSON:
  station, airing, at, says
  kind    silent, not-on-air, off-air, clocks, two-daemons
  is      raised, over
  text    all of it in a line, as chat services show it
An address that is a secret by itself belongs into $ONAIR_ALARM_URL.
`

async function run(flags: Flags): Promise<0 | 1> {
  const read = readFlags(flags)
  if (!read.ok) {
    for (const problem of read.problems) process.stderr.write(`error: ${problem}\n`)
    return 1
  }
  const { token, alarmUrl, port, state } = read
  const log = openLog({ level: 'info', format: 'auto' }, 'UTC')
  const clock = openClock()
  /** A clock that was set, or a machine that slept: here nothing hangs on the old time. */
  const now = () => {
    clock.moved?.()
    return clock.now()
  }
  const memory = state ? remembered(state) : NOTHING
  if (memory.trouble)
    log.warn({}, `${state} is not used, nothing is known of before: ${memory.trouble}`)
  if (!isLoopback(flags.host))
    log.warn({}, `listens on ${flags.host}, in plain HTTP: put a proxy with TLS in front instead`)
  using poster = openPoster()
  const { watched, waiting } = memory
  const line = openAlarmLine({ url: alarmUrl, post: poster.post, now, log, before: waiting })
  const { leave } = askedToLeave()
  try {
    if (state) remember(state, memory)
    await using watcher = await openWatcher({
      ...{ host: flags.host, port, token, now, log, line, before: watched },
      ...(state && { keep: (known) => remember(state, known) }),
    })
    const where = alarmUrl ? `, alarms go to ${new URL(alarmUrl).host}` : ', alarms go to this log'
    log.info(
      { url: watcher.url, pid: process.pid },
      `the watcher listens at ${watcher.url}${where}`,
    )
    if (!leave.aborted) await once(leave, 'abort')
  } catch (error) {
    process.stderr.write(`error: ${reasonOf(error, flags)}\n`)
    return 1
  }
  return 0
}

function reasonOf(error: unknown, { host, port, state }: Flags): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined
  if (code === 'EADDRINUSE') return `port ${port} is taken: another program listens there (--port)`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `${host} is no address of this machine (--host)`
  if (error instanceof Error && 'syscall' in error && error.syscall === 'open')
    return `${state} cannot be written (${code}); name another file (--state)`
  return sayOf(error)
}

type FlagsRead =
  | {
      readonly ok: true
      readonly port: number
      readonly token: Secret
      readonly alarmUrl: string | undefined
      readonly state: string | undefined
    }
  | { readonly ok: false; readonly problems: readonly string[] }

/** Neither the token nor the address of the alarms is ever repeated in what is told. */
function readFlags(flags: Flags): FlagsRead {
  const problems: string[] = []
  const port = /^\d+$/.test(flags.port) ? Number(flags.port) : Number.NaN
  if (!(port <= PORT_MAX)) problems.push(`--port takes a number from 0 to ${PORT_MAX}`)
  const alarmUrl = flags.alarmUrl ?? (process.env[ALARM_VARIABLE] || undefined)
  if (alarmUrl !== undefined && !isSafe(alarmUrl))
    problems.push('the address of the alarms is https, or http to this machine')
  const token = tokenOf(flags.tokenFile)
  if (token === 'unreadable') problems.push(`--token-file: ${flags.tokenFile} cannot be read`)
  else if (token === '')
    problems.push(`a token is needed: --token-file, or $${TOKEN_VARIABLE} (openssl rand -hex 32)`)
  else if (token.length < TOKEN_MIN || /\s/.test(token))
    problems.push(
      `the token has at least ${TOKEN_MIN} characters and no blanks (openssl rand -hex 32)`,
    )
  if (problems.length > 0) return { ok: false, problems }
  const state = flags.state && resolve(flags.state)
  return { ok: true, port, token: secret(token), alarmUrl, state }
}

function tokenOf(file: string | undefined): string {
  if (file === undefined) return (process.env[TOKEN_VARIABLE] ?? '').trim()
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return 'unreadable'
  }
}

function isSafe(written: string): boolean {
  if (!URL.canParse(written)) return false
  const { protocol, hostname } = new URL(written)
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
}
