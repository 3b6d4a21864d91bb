/** `onair init [folder]`: a folder that runs. Whatever is there already is never overwritten. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Command } from 'commander'
import { schemaFile } from '../schemas/files.js'
import { CONFIG, IGNORED, RUNDOWN, SETTINGS, SHOW } from './init-files.js'
import { quoted } from './shell-words.js'
import { type Output, terminal } from './show-problems.js'
import { createFile, fileTrouble, makeFolder, troubledPath } from './write-file.js'

interface Flags {
  readonly force?: boolean
}

export const initCommand = (): Command =>
  new Command('init')
    .summary('make a folder that runs')
    .description(
      'Writes a station that runs as it is: config.yaml, one annotated show in playlists/, the schemas that ' +
        'editors explain keys with, and a .gitignore. Nothing that is there already is overwritten.',
    )
    .argument('[folder]', 'made if it is not there', '.')
    .option('--force', 'also in a folder that is not empty: write what is missing')
    .addHelpText('after', EXAMPLES)
    .action((folder: string, flags: Flags) => {
      process.exitCode = runInit(folder, flags, terminal())
    })

const EXAMPLES = `
Examples:
  onair init my-station
  onair init my-station && cd my-station && onair run
  onair init --force                          beside what is in this folder
`

/** Prints what it wrote and what to type next; answers the exit code. */
export function runInit(folder: string, flags: Flags, output: Output): 0 | 1 {
  if (folder.trim() === '') {
    output.trouble(
      'error: the folder has no name\n  hint: name one, or leave it out for this one\n',
    )
    return 1
  }
  try {
    makeFolder(folder)
    // A repository that was only just made is empty enough.
    const present = readdirSync(folder).filter((name) => name !== '.git')
    if (present.length > 0 && flags.force !== true) {
      output.trouble(
        `error: ${folder} is not empty (${listed(present)})\n` +
          '  hint: name a new folder, or add --force: it keeps every file that is there\n',
      )
      return 1
    }
    const wanted = files().map(([path, text]) => ({ path, file: join(folder, path), text }))
    // What is in the way shows before the first file is written.
    for (const { file } of wanted) makeFolder(dirname(file))
    const written = wanted.map(({ path, file, text }) => [path, createFile(file, text)] as const)
    for (const [path, isNew] of written) {
      output.result(`${isNew ? 'wrote' : 'kept '}  ${join(folder, path)}\n`)
    }
    output.result(next(folder))
    return 0
  } catch (thrown) {
    output.trouble(`error: ${troubledPath(thrown) ?? folder}: ${fileTrouble(thrown)}\n`)
    return 1
  }
}

const files = (): readonly (readonly [path: string, text: string])[] => [
  ['config.yaml', CONFIG],
  [`playlists/${SHOW}.yaml`, RUNDOWN],
  ['schemas/rundown.schema.json', readFileSync(schemaFile('rundown'), 'utf8')],
  ['schemas/shared.schema.json', readFileSync(SHARED_SCHEMA, 'utf8')],
  ['schemas/config.schema.json', readFileSync(schemaFile('config'), 'utf8')],
  ['schemas/import-map.schema.json', readFileSync(schemaFile('import-map'), 'utf8')],
  ['schemas/questions.schema.json', readFileSync(schemaFile('questions'), 'utf8')],
  ['.vscode/settings.json', SETTINGS],
  ['.gitignore', IGNORED],
]

/** Only editors read it: the parts of a rundown are checked when they are put together. */
const SHARED_SCHEMA = new URL('shared.schema.json', schemaFile('rundown'))

const NAMED_MAX = 3

const listed = (names: readonly string[]) =>
  names.length > NAMED_MAX
    ? `${names.slice(0, NAMED_MAX).join(', ')} and ${names.length - NAMED_MAX} more`
    : names.join(', ')

const next = (folder: string) => `
Next:
${folder === '.' ? '' : `  cd ${quoted(folder)}\n`}  onair check                 every problem of every show
  onair plan --cues           what will air, and when
  onair run                   on air, on the local stand-in; Ctrl-C leaves

Is there no command onair? In the folder of onair itself, once: npm link
`
