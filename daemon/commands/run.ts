/** `onair run`: the daemon. A wrong config starts nothing; then what is on air is beaten, and the rundowns are read. */
import { Command } from 'commander'
import type { Config } from '../config.js'
import { sayOf } from '../core/assert.js'
import { lastLines } from '../log-outlet.js'
import { withBooks } from '../run/books.js'
import { openClock } from '../run/clock.js'
import { CannotOpen, DiskLost } from '../run/opening.js'
import { askedToLeave, isCtrlC, recorded } from './leaving.js'
import { type Output, terminal } from './show-problems.js'
import { configOption, readConfig } from './station-config.js'

interface Flags {
  readonly config?: string
  readonly moved?: boolean
}

export const runCommand = (): Command =>
  new Command('run')
    .summary('run the station: the daemon')
    .description(
      'Runs the station until it is stopped. Ctrl-C, SIGTERM and a terminal that is closed leave the ' +
        'sessions on air, and the next ' +
        '`onair run` takes them up again; `onair stop` closes them. A second Ctrl-C leaves at once.',
    )
    .addOption(configOption())
    .option(
      '--moved',
      'the data folder was copied or restored here on purpose, and the onair it comes from runs no more',
    )
    .addHelpText('after', EXAMPLES)
    .action(async (flags: Flags) => {
      process.exitCode = await run(flags, terminal())
      if ((await lastLines()) === 'left behind') process.exit()
    })

const EXAMPLES = `
Examples:
  onair run                                   config.yaml, or the example
  onair run --config /etc/onair/config.yaml
  onair run --moved                           once, on a new machine
`

async function run(flags: Flags, output: Output): Promise<0 | 1 | 3> {
  const config = readConfig(flags.config, output, 'with-secrets')
  if (!config) {
    output.trouble('error: nothing was started: the config has errors\n')
    return 1
  }
  const leaving = askedToLeave()
  const { now } = openClock()
  try {
    const projection = await withBooks(
      { config, moved: flags.moved === true, now },
      async (books) => {
        // Loaded now that what is on air has been beaten: this takes longer than all before.
        const { runRundowns } = await import('./run-rundowns.js')
        return await runRundowns({ config, leaving, output }, books)
      },
    )
    // The books are closed: whoever starts anew meanwhile takes up what is on air.
    if (projection && isCtrlC(leaving.leave)) await recorded(projection, output.trouble)
    return 0
  } catch (error) {
    output.trouble(`error: ${reasonOf(error, config.http)}\n`)
    return error instanceof DiskLost ? 3 : 1
  }
}

function reasonOf(error: unknown, { host, port }: Config['http']): string {
  if (error instanceof CannotOpen) return error.message
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE')
    return `port ${port} is taken: another program listens there (http.port in the config)`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `${host} is no address of this machine (http.host in the config)`
  if (
    code === 'EACCES' &&
    error instanceof Error &&
    'syscall' in error &&
    error.syscall === 'listen'
  )
    return `port ${port} is for the administrator: take one above 1023 (http.port in the config), and a proxy in front`
  return sayOf(error)
}
