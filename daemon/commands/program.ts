/**
 * All commands as one program. Each is loaded by its name: a server and a database take longer to load than a check
 * takes to run.
 */
import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { sayOf } from '../core/assert.js'

const PACKAGE = new URL('../../package.json', import.meta.url)

/** Sets the exit code: 0 ok, 1 wrong input, 2 used wrongly, 3 the far end failed. Never throws. */
export async function runProgram(words: readonly string[]): Promise<void> {
  try {
    const program = await programFor(words[0])
    await program.parseAsync(words, { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2
    else {
      process.stderr.write(`error: ${sayOf(error)}\n`)
      process.exitCode = 1
    }
  }
}

async function programFor(first: string | undefined): Promise<Command> {
  const { version } = JSON.parse(readFileSync(PACKAGE, 'utf8'))
  const program = new Command('onair')
    .description(
      'Runs livestreams with AI presenters, from a YAML rundown to the as-run log, unattended.',
    )
    .version(String(version))
    .addHelpText('after', EXAMPLES)
    .showHelpAfterError('(add --help for help)')
    .exitOverride()
    .hook('preAction', (_, command) => refuseEmpty(command))
  for (const command of await commandsFor(first)) {
    program.addCommand(command.copyInheritedSettings(program).exitOverride())
    for (const part of command.commands) part.copyInheritedSettings(program).exitOverride()
  }
  return program
}

/** What is empty is most often a variable of the shell that is not set, and its name is not there to be told. */
function refuseEmpty(command: Command): void {
  const hasEmpty = (given: unknown) => given === '' || (Array.isArray(given) && given.includes(''))
  const argument = command.registeredArguments.find((_, at) => hasEmpty(command.processedArgs[at]))
  const option = command.options.find((one) => {
    const name = one.attributeName()
    return command.getOptionValueSource(name) === 'cli' && hasEmpty(command.getOptionValue(name))
  })
  const which = argument ? `<${argument.name()}>` : option?.long
  if (which) command.error(`error: ${which} is empty: is a variable not set?`)
}

const EXAMPLES = `
First steps:
  onair run                    the example station on the built-in stand-in
  onair status                 what is on air
  onair log --follow           what went out, as it happens
  onair check playlists        every problem of every rundown
`

/** In the order of the help. */
const COMMANDS: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ['init', async () => (await import('./init.js')).initCommand()],
  ['new', async () => (await import('./new.js')).newCommand()],
  ['check', async () => (await import('./check.js')).checkCommand()],
  ['fmt', async () => (await import('./fmt.js')).fmtCommand()],
  ['import', async () => (await import('./import.js')).importCommand()],
  ['plan', async () => (await import('./plan.js')).planCommand()],
  ['compile', async () => (await import('./compile.js')).compileCommand()],
  ['media', async () => (await import('./media.js')).mediaCommand()],
  ['rehearse', async () => (await import('./rehearse.js')).rehearseCommand()],
  ['run', async () => (await import('./run.js')).runCommand()],
  ['status', async () => (await import('./status.js')).statusCommand()],
  ['queue', async () => (await import('./queue.js')).queueCommand()],
  ['log', async () => (await import('./log.js')).logCommand()],
  ['say', async () => (await import('./desk.js')).sayCommand()],
  ['ask', async () => (await import('./questions.js')).askCommand()],
  ['questions', async () => (await import('./questions.js')).questionsCommand()],
  ['forget', async () => (await import('./questions.js')).forgetCommand()],
  ['apply', async () => (await import('./apply.js')).applyCommand()],
  ['take', async () => (await import('./desk.js')).takeCommand()],
  ['move', async () => (await import('./desk.js')).moveCommand()],
  ['cancel', async () => (await import('./desk.js')).cancelCommand()],
  ['hold', async () => (await import('./desk.js')).holdCommand()],
  ['release', async () => (await import('./desk.js')).releaseCommand()],
  ['mic', async () => (await import('./mic.js')).micCommand()],
  ['skip', async () => (await import('./desk.js')).skipCommand()],
  ['stop', async () => (await import('./desk.js')).stopCommand()],
  ['start', async () => (await import('./desk.js')).startCommand()],
  ['doctor', async () => (await import('./doctor.js')).doctorCommand()],
  ['events', async () => (await import('./events.js')).eventsCommand()],
  ['token', async () => (await import('./token.js')).tokenCommand()],
  ['audit', async () => (await import('./audit.js')).auditCommand()],
  ['watcher', async () => (await import('./watcher.js')).watcherCommand()],
  ['stand-in', async () => (await import('./stand-in.js')).standInCommand()],
])

/** Help and slips of the hand need all of them. */
async function commandsFor(first: string | undefined): Promise<readonly Command[]> {
  if (first === '--version' || first === '-V') return []
  const named = COMMANDS.get(first ?? '')
  return Promise.all((named ? [named] : [...COMMANDS.values()]).map((load) => load()))
}
