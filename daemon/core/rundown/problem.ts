/** A problem says where, what, and what to do. All of them are collected: a producer fixes a file in one go. */
export interface Problem {
  /** An error keeps a rundown off the air. A note tells what comes of what was decided: nothing is to be done. */
  readonly severity: 'error' | 'warning' | 'note'
  /** Stable name of the rule, e.g. `unknown-key`; docs and tests refer to it. */
  readonly code: string
  readonly file: string
  /** From 1. */
  readonly line: number
  /** From 1, in UTF-16 code units, as editors count. */
  readonly column: number
  /** JSON pointer of the value, `/segments/0/cues/3/after`. */
  readonly path: string
  readonly says: string
  readonly hint: string | undefined
}

/** An error of a file as a whole, or of one of its lines. */
export const ofFile = (
  file: string,
  code: string,
  says: string,
  hint?: string,
  line = 1,
  column = 1,
): Problem => ({ severity: 'error', code, file, line, column, path: '', says, hint })

export const isError = (problem: Problem) => problem.severity === 'error'
