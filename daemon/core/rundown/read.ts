/**
 * YAML → Rundown, or everything that is wrong with it. What is spoilt is replaced by a stand-in in
 * a draft, so that check.ts can look at the rest and a producer hears everything in one go.
 */
import type { Breaches } from './breach.js'
import { problemsOf } from './breach.js'
import { mended } from './mend.js'
import { normalised } from './normalise.js'
import { inOrder, notesOn } from './notes.js'
import { isError, type Problem } from './problem.js'
import type { Rundown } from './rundown.js'
import { readSource, type Source } from './source.js'
import { isWritten, type WrittenRundown } from './written.js'

export interface Reading {
  /** Only if nothing in it is wrong so far; check.ts may still find something. */
  readonly rundown: Rundown | undefined
  readonly problems: readonly Problem[]
  /** undefined: too little was understood. */
  readonly draft: Draft | undefined
}

/**
 * For check.ts only: the spoilt parts of this rundown are stand-ins, all else is where it was
 * written.
 */
export interface Draft {
  readonly rundown: Rundown
  readonly source: Source
}

export function readRundown(text: string, file: string, breaches: Breaches): Reading {
  const { source, problems } = readSource(text, file)
  if (source === undefined) return { rundown: undefined, problems, draft: undefined }
  const found = breaches(source.value)
  const notes = notesOn(source)
  const written = shaped(source.value, found, breaches)
  const rundown = written === undefined ? undefined : normalised(written, notes)
  const all = inOrder([...problems, ...problemsOf(source, found), ...notes.problems])
  return {
    rundown: all.some(isError) ? undefined : rundown,
    problems: all,
    draft: rundown === undefined ? undefined : { rundown, source },
  }
}

function shaped(
  value: unknown,
  found: ReturnType<Breaches>,
  breaches: Breaches,
): WrittenRundown | undefined {
  if (isWritten(value, found)) return value
  const repaired = mended(value, found, breaches)
  return isWritten(repaired, breaches(repaired)) ? repaired : undefined
}
