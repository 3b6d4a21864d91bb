/**
 * A notebook for one file: whoever reads or checks it writes down what is wrong, and reading goes
 * on.
 */
import type { Problem } from './problem.js'
import type { Source } from './source.js'

export interface Note {
  /** JSON pointer. */
  readonly place: string
  /** Point at the key instead of the value. */
  readonly part?: 'key' | 'value'
  readonly code: string
  readonly says: string
  readonly hint?: string | undefined
}

export interface Notes {
  /** The rundown; what it includes is named by `positionOf`. */
  readonly file: string
  readonly problems: readonly Problem[]
  readonly positionOf: Source['positionOf']
  readonly error: (note: Note) => void
  readonly warn: (note: Note) => void
  /** For the producer to know; there is nothing to mend. */
  readonly remark: (note: Note) => void
  /** A problem that has its place already. */
  readonly take: (problem: Problem) => void
}

export function notesOn(source: Source): Notes {
  const problems: Problem[] = []
  const noting = (severity: Problem['severity']) => (note: Note) => {
    const { place, part, code, says, hint } = note
    problems.push({ severity, code, ...source.positionOf(place, part), says, hint })
  }
  const { file, positionOf } = source
  return {
    file,
    problems,
    positionOf,
    error: noting('error'),
    warn: noting('warning'),
    remark: noting('note'),
    take: (problem) => problems.push(problem),
  }
}

/** As a producer reads: file by file, from top to bottom. */
export function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const files = [...new Set(problems.map(({ file }) => file))]
  const rank = new Map(files.map((file, index) => [file, index]))
  return problems.toSorted(
    (a, b) =>
      (rank.get(a.file) ?? 0) - (rank.get(b.file) ?? 0) || a.line - b.line || a.column - b.column,
  )
}
