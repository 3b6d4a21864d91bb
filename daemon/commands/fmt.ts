/** `onair fmt [files or folders]`: one form for all rundowns, so that every difference counts. */
import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { format, type KeyOrder } from '../core/rundown/format.js'
import { pointer, valueAt } from '../core/rundown/pointer.js'
import type { Problem } from '../core/rundown/problem.js'
import { schemaFile } from '../schemas/files.js'
import { PLAYLISTS_USUAL } from './check.js'
import { loadRundowns } from './load.js'
import { type Output, problemsAsText, terminal } from './show-problems.js'
import { nearby, stationIfAny } from './station-config.js'
import { fileTrouble, replaceFile } from './write-file.js'

interface Flags {
  readonly check?: boolean
}

export const fmtCommand = (): Command =>
  new Command('fmt')
    .summary('bring rundowns into their usual form')
    .description(
      'Writes rundowns in one form: keys in the order of docs/rundown.md, two blanks of indentation, a blank ' +
        'line between segments, comments in one column. Comments, texts and their line breaks stay; nothing ' +
        'changes its meaning. A file with an error in its YAML is left alone.',
    )
    .argument(
      '[paths...]',
      `rundowns, or folders of them (default: the config’s, else ${PLAYLISTS_USUAL})`,
    )
    .option('--check', 'change nothing; list what would change, and end with 1 if anything would')
    .addHelpText('after', EXAMPLES)
    .action((paths: readonly string[], flags: Flags) => {
      process.exitCode = runFmt(paths.length > 0 ? paths : [usual()], flags, terminal())
    })

/** Of the config no more is asked than where the shows are; what is wrong with it is no concern here. */
function usual(): string {
  const { config } = stationIfAny(undefined)
  return config ? nearby(config.playlists) : PLAYLISTS_USUAL
}

const EXAMPLES = `
Examples:
  onair fmt                                all shows of the station
  onair fmt playlists/market-open.yaml
  onair fmt --check                        in a pull request
`

/** Writes and prints; answers the exit code. */
export function runFmt(paths: readonly string[], flags: Flags, output: Output): 0 | 1 {
  const { loaded, problems: unread } = loadRundowns(paths)
  const order = keyOrder()
  const problems: Problem[] = [...unread]
  const changed: string[] = []
  let leftAlone = 0
  for (const { file, text } of loaded) {
    const formatting = format(text, file, order)
    if (!formatting.ok) {
      problems.push(...formatting.problems)
      leftAlone += 1
    } else if (formatting.text !== text) {
      const trouble = flags.check ? undefined : written(file, formatting.text)
      if (trouble === undefined)
        changed.push(
          flags.check ? `${file}, from line ${firstLine(text, formatting.text)} on` : file,
        )
      else {
        leftAlone += 1
        output.trouble(`error: ${file}: ${trouble}\n`)
      }
    }
  }
  const texts = new Map(loaded.map(({ file, text }) => [file, text]))
  output.trouble(problemsAsText(problems, texts, output.colour))
  const verb = flags.check ? 'would change' : 'formatted'
  output.result(changed.map((file) => `${verb}: ${file}\n`).join(''))
  output.result(`${summary(loaded.length, changed.length, verb, leftAlone)}\n`)
  return problems.length > 0 || leftAlone > 0 || (flags.check && changed.length > 0) ? 1 : 0
}

/** The first that is otherwise. */
function firstLine(text: string, other: string): number {
  const there = other.split('\n')
  return text.split('\n').findIndex((line, at) => line !== there[at]) + 1
}

function written(file: string, text: string): string | undefined {
  try {
    replaceFile(file, text)
    return undefined
  } catch (thrown) {
    return fileTrouble(thrown)
  }
}

/** `2 files, nothing to change`, or `3 files, 1 formatted, 1 left alone`. */
function summary(all: number, changed: number, verb: string, leftAlone: number): string {
  const parts = [
    ...(changed > 0 ? [`${changed} ${verb}`] : []),
    ...(leftAlone > 0 ? [`${leftAlone} left alone`] : []),
  ]
  return `${many(all, 'file')}, ${parts.length > 0 ? parts.join(', ') : 'nothing to change'}`
}

const many = (count: number, thing: string) => `${count} ${thing}${count === 1 ? '' : 's'}`

/** As the schema lists the keys: what editors and docs/rundown.md show is what is written. */
export function keyOrder(): KeyOrder {
  const schema: unknown = JSON.parse(readFileSync(schemaFile('rundown'), 'utf8'))
  const keys = (...way: readonly string[]) => Object.keys(Object(within(schema, way)))
  const segments = ['properties', 'segments', 'items', 'properties']
  return {
    rundown: keys('properties'),
    slot: keys('properties', 'schedule', 'items', 'properties'),
    segment: keys(...segments),
    cue: keys(...segments, 'cues', 'items', 'properties'),
    adlib: keys('properties', 'adlibs', 'items', 'properties'),
  }
}

/** Walks into a schema, through its references. */
function within(schema: unknown, way: readonly string[]): unknown {
  let at: unknown = schema
  for (const key of way) {
    at = valueAt(at, pointer(key))
    const reference = valueAt(at, pointer('$ref'))
    if (typeof reference === 'string') at = valueAt(schema, reference.slice(1))
  }
  return at
}
