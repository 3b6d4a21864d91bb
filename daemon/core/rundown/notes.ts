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
  readonly problems: readonly Problem[]
  readonly positionOf: Source['positionOf']
  readonly error: (note: Note) => void
  readonly warn: (note: Note) => void
}

export function notesOn(source: Source): Notes {
  const problems: Problem[] = []
  const take = (severity: Problem['severity']) => (note: Note) => {
    const { place, part, code, says, hint } = note
    const at = source.positionOf(place, part)
    problems.push({ severity, code, file: source.file, ...at, path: place, says, hint })
  }
  return { problems, positionOf: source.positionOf, error: take('error'), warn: take('warning') }
}

/** As a producer reads: from top to bottom. */
export const inOrder = (problems: readonly Problem[]): readonly Problem[] =>
  problems.toSorted((a, b) => a.line - b.line || a.column - b.column)
