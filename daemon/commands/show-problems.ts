/**
 * Problems, printed: for eyes with the source line and a caret, for machines as JSON, for GitHub as
 * annotations.
 */
import type { Problem } from '../core/rundown/problem.js'

/** Where a command writes. */
export interface Output {
  /** Results. */
  readonly result: (text: string) => void
  /** Problems. */
  readonly trouble: (text: string) => void
  /** The troubled side is a terminal that shows colours. */
  readonly colour: boolean
}

export const terminal = (): Output => ({
  result: (text) => process.stdout.write(text),
  trouble: (text) => process.stderr.write(text),
  colour: process.stderr.isTTY === true && !process.env.NO_COLOR,
})

/** Texts by file name; a file that is not there is shown without its lines. */
export type Texts = ReadonlyMap<string, string>

export function problemsAsText(
  problems: readonly Problem[],
  texts: Texts,
  colour: boolean,
): string {
  const paint = colour ? painted : plain
  return problems.map((problem) => problemAsText(problem, texts.get(problem.file), paint)).join('')
}

export const problemsAsJson = (problems: readonly Problem[]) =>
  `${JSON.stringify({ problems, ...counted(problems) }, undefined, 2)}\n`

/** Workflow commands: one annotation a line. */
export const problemsForGitHub = (problems: readonly Problem[]) =>
  problems
    .map(({ severity, file, line, column, code, says, hint }) => {
      const title = property(`onair ${code}`)
      const place = `file=${property(file)},line=${line},col=${column},title=${title}`
      return `::${severity === 'note' ? 'notice' : severity} ${place}::${message(hint ? `${says} (${hint})` : says)}\n`
    })
    .join('')

/** `3 rundowns: 1 error, 2 warnings`. */
export function countLine(files: number, problems: readonly Problem[]): string {
  const { errors, warnings, notes } = counted(problems)
  const found = [
    errors && many(errors, 'error'),
    warnings && many(warnings, 'warning'),
    errors + warnings === 0 && 'no problems',
    notes && many(notes, 'note'),
  ]
  const list = found.filter((part) => typeof part === 'string').join(', ')
  return `${many(files, 'rundown')}: ${list}\n`
}

const counted = (problems: readonly Problem[]) => ({
  errors: problems.filter(({ severity }) => severity === 'error').length,
  warnings: problems.filter(({ severity }) => severity === 'warning').length,
  notes: problems.filter(({ severity }) => severity === 'note').length,
})

const many = (count: number, thing: string) => `${count} ${thing}${count === 1 ? '' : 's'}`

type Paint = (colour: 'red' | 'yellow' | 'cyan' | 'dim' | 'bold', text: string) => string
const CODES = { red: 31, yellow: 33, cyan: 36, dim: 2, bold: 1 }
const painted: Paint = (colour, text) => `\u001b[${CODES[colour]}m${text}\u001b[0m`
const plain: Paint = (_, text) => text

const WEIGHTS = { error: 'red', warning: 'yellow', note: 'cyan' } as const

function problemAsText(problem: Problem, text: string | undefined, paint: Paint): string {
  const { severity, code, file, line, column, says, hint } = problem
  const place = paint('bold', `${tame(file)}:${line}:${column}`)
  const weight = paint(WEIGHTS[severity], severity)
  const head = `${place} ${weight} ${paint('dim', code)}\n  ${tame(says)}\n`
  const tail = hint === undefined ? '' : `  ${paint('dim', 'hint:')} ${tame(hint)}\n`
  return `${head}${excerpt(text, line, column, paint)}${tail}\n`
}

/** More of a line than this is no help. */
const SHOWN_MAX = 110
const BEFORE_MAX = 70

function excerpt(text: string | undefined, line: number, column: number, paint: Paint): string {
  const written = text?.split('\n')[line - 1]?.replace(/\r$/, '')
  if (written === undefined) return ''
  const from = Math.max(0, column - 1 - BEFORE_MAX)
  const before = `${from > 0 ? '…' : ''}${tame(written.slice(from, column - 1))}`
  const rest = written.slice(column - 1)
  const room = SHOWN_MAX - before.length
  const after = `${tame(rest.slice(0, room))}${rest.length > room ? '…' : ''}`
  const number = String(line)
  const bar = paint('dim', '|')
  const caret = `${' '.repeat(widthOf(before))}${paint('red', '^')}`
  const margin = ' '.repeat(number.length)
  return `  ${paint('dim', number)} ${bar} ${before}${after}\n  ${margin} ${bar} ${caret}\n`
}

/** Chinese, Japanese and Korean characters and most pictographs take two columns of a terminal. */
const WIDE = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\u3000-\u303f\uff00-\uff60]/u
const PICTOGRAPH = /\p{Extended_Pictographic}/u

const isWide = (character: string) => WIDE.test(character) || PICTOGRAPH.test(character)

const widthOf = (text: string) =>
  [...text].reduce((width, character) => width + (isWide(character) ? 2 : 1), 0)

/** A file must not steer the terminal that shows it. */
const tame = (text: string) =>
  text
    .replaceAll('\t', ' ')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
    .replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd')

const message = (text: string) =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
const property = (text: string) => message(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
