#!/usr/bin/env node
/**
 * The command line. Results go to stdout, problems to stderr; exit codes: 0 ok, 1 wrong input, 2 used wrongly,
 * 3 the far end failed.
 */
import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'

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

/** In the order of the help. Loaded by name: a server and a database take longer to load than a check to run. */
const COMMANDS: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ['init', async () => (await import('./commands/init.js')).initCommand()],
  ['new', async () => (await import('./commands/new.js')).newCommand()],
  ['check', async () => (await import('./commands/check.js')).checkCommand()],
  ['fmt', async () => (await import('./commands/fmt.js')).fmtCommand()],
  ['import', async () => (await import('./commands/import.js')).importCommand()],
  ['plan', async () => (await import('./commands/plan.js')).planCommand()],
  ['compile', async () => (await import('./commands/compile.js')).compileCommand()],
  ['media', async () => (await import('./commands/media.js')).mediaCommand()],
  ['rehearse', async () => (await import('./commands/rehearse.js')).rehearseCommand()],
  ['run', async () => (await import('./commands/run.js')).runCommand()],
  ['status', async () => (await import('./commands/status.js')).statusCommand()],
  ['log', async () => (await import('./commands/log.js')).logCommand()],
  ['say', async () => (await import('./commands/desk.js')).sayCommand()],
  ['ask', async () => (await import('./commands/questions.js')).askCommand()],
  ['questions', async () => (await import('./commands/questions.js')).questionsCommand()],
  ['forget', async () => (await import('./commands/questions.js')).forgetCommand()],
  ['apply', async () => (await import('./commands/apply.js')).applyCommand()],
  ['take', async () => (await import('./commands/desk.js')).takeCommand()],
  ['move', async () => (await import('./commands/desk.js')).moveCommand()],
  ['cancel', async () => (await import('./commands/desk.js')).cancelCommand()],
  ['hold', async () => (await import('./commands/desk.js')).holdCommand()],
  ['release', async () => (await import('./commands/desk.js')).releaseCommand()],
  ['mic', async () => (await import('./commands/mic.js')).micCommand()],
  ['skip', async () => (await import('./commands/desk.js')).skipCommand()],
  ['stop', async () => (await import('./commands/desk.js')).stopCommand()],
  ['start', async () => (await import('./commands/desk.js')).startCommand()],
  ['doctor', async () => (await import('./commands/doctor.js')).doctorCommand()],
  ['events', async () => (await import('./commands/events.js')).eventsCommand()],
  ['token', async () => (await import('./commands/token.js')).tokenCommand()],
  ['audit', async () => (await import('./commands/audit.js')).auditCommand()],
  ['stand-in', async () => (await import('./commands/stand-in.js')).standInCommand()],
])

/** Help and slips of the hand need all of them. */
async function commandsFor(first: string | undefined): Promise<readonly Command[]> {
  if (first === '--version' || first === '-V') return []
  const named = COMMANDS.get(first ?? '')
  return Promise.all((named ? [named] : [...COMMANDS.values()]).map((load) => load()))
}

for (const command of await commandsFor(process.argv[2])) {
  program.addCommand(command.copyInheritedSettings(program).exitOverride())
  for (const part of command.commands) part.copyInheritedSettings(program).exitOverride()
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
