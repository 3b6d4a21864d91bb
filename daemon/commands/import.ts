/**
 * `onair import FILE --map MAP`: products or a cuesheet → cues. Shows what would change in the
 * rundown and writes only when asked to.
 */
import { Command } from 'commander'
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff'
import { type Breach, problemsOf } from '../core/rundown/breach.js'
import { type Cues, cuesFrom, type SheetCue } from '../core/rundown/cue-sheet.js'
import { checkMap, type ImportMap } from '../core/rundown/import-map.js'
import { steps, valueAt } from '../core/rundown/pointer.js'
import { isError, type Problem } from '../core/rundown/problem.js'
import { putCues, segmentText } from '../core/rundown/put-cues.js'
import { readSource, type Source } from '../core/rundown/source.js'
import { breaches } from '../schemas/breaches.js'
import { keyOrder } from './fmt.js'
import { loadFile } from './load.js'
import { type Line, progressLine } from './progress-bar.js'
import { readOne } from './readings.js'
import { loadSheet } from './sheet.js'
import { type Output, problemsAsText, terminal } from './show-problems.js'
import { fileTrouble, replaceFile } from './write-file.js'

export interface ImportFlags {
  readonly map: string
  readonly into?: string
  readonly segment?: string
  readonly write?: boolean
}

export const importCommand = (): Command =>
  new Command('import')
    .summary('make cues from a sheet (csv, xlsx)')
    .description(
      'Makes cues from the rows of a sheet. A map says which column becomes what. Prints the segment, or ' +
        'with --into what would change in a rundown; nothing is written without --write. Cues of the same ' +
        'id are brought up to date, new ones are added at the end, others and all comments stay.',
    )
    .argument('<sheet>', 'a .csv or .xlsx file')
    .requiredOption('--map <file>', 'the map; its keys are in schemas/import-map.schema.json')
    .option('--into <rundown>', 'the rundown that takes the cues')
    .option('--segment <name>', 'its segment, made at the end if there is none of that name')
    .option('--write', 'change the rundown; without it the change is only shown')
    .addHelpText('after', EXAMPLES)
    .action(async (sheet: string, flags: ImportFlags) => {
      process.exitCode = await runImport(sheet, flags, terminal(), progressLine(process.stderr))
    })

const EXAMPLES = `
Examples:
  onair import products.xlsx --map products.map.yaml
  onair import products.csv --map products.map.yaml --into playlists/shop.yaml
  onair import products.csv --map products.map.yaml --into playlists/shop.yaml \\
    --segment products --write

A map:
  cue: \${Name}                       # the id: lower case with hyphens
  say: \${Name}, today only \${Price}.
  every: 30m                         # of the first row; the others follow it
  after: previous
  foregrounds: [{ image: "\${Picture}", box: [690, 300, 350, 350] }]
  rows: [{ column: Live, is: yes }]  # which rows are taken
`

/** Thousands of rows take seconds: `line` says what is done, if somebody looks. */
export async function runImport(
  file: string,
  flags: ImportFlags,
  to: Output,
  line: Line = UNSEEN,
): Promise<0 | 1 | 2> {
  const output = after(line.clear, to)
  const code = await taken(file, flags, output, line.say)
  line.clear()
  return code
}

const UNSEEN: Line = { say: () => {}, clear: () => {} }

const after = (clear: () => void, { result, trouble, colour }: Output): Output => ({
  result: (text) => {
    clear()
    result(text)
  },
  trouble: (text) => {
    clear()
    trouble(text)
  },
  colour,
})

async function taken(
  file: string,
  flags: ImportFlags,
  output: Output,
  say: Line['say'],
): Promise<0 | 1 | 2> {
  const wrong = wrongUse(flags)
  if (wrong !== undefined) return refuse(2, wrong, output)
  const texts = new Map<string, string>()
  const show = (problems: readonly Problem[]) =>
    output.trouble(problemsAsText(problems, texts, output.colour))
  const mapped = readMap(flags.map, texts)
  show(mapped.problems)
  if (mapped.map === undefined) return 1
  say(`reading ${file}`)
  const sheet = await loadSheet(file, mapped.map)
  if ('says' in sheet) {
    show([sheet])
    return 1
  }
  const strange = checkMap(mapped.map, mapped.source, sheet)
  if (strange.length > 0) {
    show(strange)
    return 1
  }
  say(`making cues of ${sheet.rows.length} rows`)
  const made = cuesFrom(sheet, mapped.map, (value) => breaches('rundown', value))
  show(made.problems)
  if (made.problems.some(isError)) return refuse(1, `nothing was imported from ${file}`, output)
  if (made.cues.length === 0) return refuse(1, `no row of ${file} is taken`, output)
  const { into, segment = '' } = flags
  if (into !== undefined) return put(file, { ...flags, into, segment }, made, { output, say })
  say(`writing ${made.cues.length} cues`)
  output.result(segmentText(segment || 'imported', made.cues, keyOrder()))
  output.trouble(summary(made))
  return 0
}

function wrongUse({ into, segment, write }: ImportFlags): string | undefined {
  if (into !== undefined && segment === undefined) return '--into needs --segment beside it'
  if (into === undefined && write) return '--write needs --into beside it'
  return undefined
}

function readMap(file: string, texts: Map<string, string>) {
  const loaded = loadFile(file)
  if (!('text' in loaded)) return { map: undefined, problems: [loaded] }
  texts.set(file, loaded.text)
  const { source, problems } = readSource(loaded.text, file)
  if (source === undefined) return { map: undefined, problems }
  const found = breaches('import-map', source.value)
  const all = [...problems, ...problemsOf(source, found)]
  return isMap(source.value, found) && !all.some(isError)
    ? { map: source.value, source, problems: all }
    : { map: undefined, problems: all }
}

const isMap = (value: unknown, found: readonly Breach[]): value is ImportMap =>
  found.length === 0 && typeof value === 'object'

interface Into extends ImportFlags {
  readonly into: string
  readonly segment: string
}

interface Told {
  readonly output: Output
  readonly say: Line['say']
}

function put(sheet: string, flags: Into, made: Cues, { output, say }: Told): 0 | 1 {
  const { into: file, segment, write } = flags
  const loaded = loadFile(file)
  if (!('text' in loaded)) {
    output.trouble(problemsAsText([loaded], new Map(), output.colour))
    return 1
  }
  const { text } = loaded
  say(`putting ${made.cues.length} cues into ${file}`)
  const done = putCues({ file, text, segment }, made.cues, keyOrder())
  say(`checking ${file}`)
  const problems = done.ok ? problemsWith(file, done.text, sheet, made.cues) : done.problems
  const texts = new Map([[file, done.ok ? done.text : text]])
  output.trouble(problemsAsText(problems, texts, output.colour))
  if (!done.ok || problems.some(isError)) return refuse(1, `${file} was left as it is`, output)
  output.result(done.text === text ? '' : patch(file, text, done.text))
  output.trouble(summary(made, done))
  if (done.text === text) return 0
  if (!write) {
    output.trouble(`nothing was written: add --write\n`)
    return 0
  }
  try {
    replaceFile(file, done.text)
  } catch (thrown) {
    return refuse(1, `${file}: ${fileTrouble(thrown)}`, output)
  }
  output.trouble(`wrote ${file}\n`)
  return 0
}

const CONTEXT = 3

/** As git shows it, without the line that names the file once more. */
const patch = (file: string, before: string, after: string) =>
  createTwoFilesPatch(file, file, before, after, undefined, undefined, {
    context: CONTEXT,
    headerOptions: FILE_HEADERS_ONLY,
  })

/** What check says of the changed rundown; of an imported cue it is told by its row. */
function problemsWith(
  file: string,
  text: string,
  sheet: string,
  cues: readonly SheetCue[],
): readonly Problem[] {
  const { source } = readSource(text, file)
  return readOne({ file, text }).problems.map((problem) => atRow(problem, sheet, cues, source))
}

function atRow(
  problem: Problem,
  sheet: string,
  cues: readonly SheetCue[],
  source: Source | undefined,
): Problem {
  const way = steps(problem.path)
  const [top, segment, list, index, key = 'cue'] = way
  if (top !== 'segments' || list !== 'cues' || source === undefined) return problem
  const id = valueAt(source.value, `/segments/${segment}/cues/${index}/cue`)
  const cue = cues.find((one) => one.cue === id)
  if (cue === undefined) return problem
  const column = cue.columns[key] ?? 1
  const says = `row ${cue.row}, cue "${cue.cue}": ${problem.says}`
  return { ...problem, file: sheet, line: cue.row, column, says }
}

function summary(made: Cues, done?: { added: number; changed: number; kept: readonly string[] }) {
  const rows = `${made.cues.length} row${made.cues.length === 1 ? '' : 's'} taken`
  const skipped = made.skipped > 0 ? `, ${made.skipped} left out by the map` : ''
  if (done === undefined) return `${rows}${skipped}\n`
  const { added, changed, kept } = done
  const same = made.cues.length - added - changed
  const others =
    kept.length > 0
      ? `not in the sheet, and kept: ${kept.slice(0, NAMED_MAX).join(', ')}${kept.length > NAMED_MAX ? ', …' : ''}\n`
      : ''
  return `${rows}${skipped}: ${added} added, ${changed} changed, ${same} as they were\n${others}`
}

const NAMED_MAX = 10

function refuse<Code extends 1 | 2>(code: Code, says: string, output: Output): Code {
  output.trouble(`error: ${says}\n`)
  return code
}
