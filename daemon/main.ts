#!/usr/bin/env node
/**
 * The command line. Results go to stdout, problems to stderr; exit codes: 0 ok, 1 wrong input, 2 used wrongly,
 * 3 the far end failed.
 */
import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { checkCommand } from './commands/check.js'
import { compileCommand } from './commands/compile.js'
import { sayCommand, startCommand, statusCommand, stopCommand } from './commands/desk.js'
import { fmtCommand } from './commands/fmt.js'
import { importCommand } from './commands/import.js'
import { initCommand } from './commands/init.js'
import { logCommand } from './commands/log.js'
import { newCommand } from './commands/new.js'
import { planCommand } from './commands/plan.js'
import { runCommand } from './commands/run.js'
import { standInCommand } from './commands/stand-in.js'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))

const EXAMPLES = `
First steps:
  onair run                    the example station on the built-in stand-in
  onair status                 what is on air
  onair log --follow           what went out, as it happens
  onair check playlists        every problem of every rundown
`

const program = new Command('onair')
  .description(
    'Runs livestreams with AI presenters, from a YAML rundown to the as-run log, unattended.',
  )
  .version(String(version))
  .addHelpText('after', EXAMPLES)
  .showHelpAfterError('(add --help for help)')

const commands = [
  initCommand(),
  newCommand(),
  checkCommand(),
  fmtCommand(),
  importCommand(),
  planCommand(),
  compileCommand(),
  runCommand(),
  statusCommand(),
  logCommand(),
  sayCommand(),
  stopCommand(),
  startCommand(),
  standInCommand(),
]
for (const command of commands) {
  program.addCommand(command.copyInheritedSettings(program).exitOverride())
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader went away (`onair log | head`): nothing is left to do.
  if (error.code === 'EPIPE') process.exit(0)
})

try {
  await program.exitOverride().parseAsync()
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2
  else {
    process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}
