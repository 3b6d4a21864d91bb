/**
 * YAML → Rundown, or everything that is wrong with it. What is spoilt is replaced by a stand-in in
 * a draft, so that check.ts can look at the rest and a producer hears everything in one go.
 */
import { type Breach, type Breaches, problemsOf } from './breach.js'
import { gather } from './include.js'
import { mended } from './mend.js'
import { normalised } from './normalise.js'
import { inOrder, notesOn } from './notes.js'
import { isError, type Problem } from './problem.js'
import type { Rundown } from './rundown.js'
import { EMPTY_SHELF, type Shelf } from './shelf.js'
import type { Source } from './source.js'
import { isWritten, type WrittenRundown } from './written.js'

export interface Reading {
  /** Only if nothing in it is wrong so far; check.ts may still find something. */
  readonly rundown: Rundown | undefined
  readonly problems: readonly Problem[]
  /** undefined: too little was understood. */
  readonly draft: Draft | undefined
  /** What was read beside the rundown itself: shared files and calendars. */
  readonly beside: ReadonlyMap<string, string>
}

/**
 * For check.ts only: the spoilt parts of this rundown are stand-ins, all else is where it was
 * written.
 */
export interface Draft {
  readonly rundown: Rundown
  readonly source: Source
}

/** What a rundown is read with; all of it may be left out. */
export interface Surroundings {
  readonly shelf?: Shelf
  /** Of a rundown that names none. */
  readonly zone?: string
}

export function readRundown(
  text: string,
  file: string,
  breaches: Breaches,
  { shelf = EMPTY_SHELF, zone = 'UTC' }: Surroundings = {},
): Reading {
  const beside = new Map<string, string>()
  const remembering = { ...shelf, open: (path: string) => opened(path, shelf, beside) }
  const { source, problems, isIncomplete } = gather(text, file, remembering)
  if (source === undefined) return { rundown: undefined, problems, draft: undefined, beside }
  const found = breaches(source.value)
  const notes = notesOn(source)
  const written = shaped(source.value, found, breaches)
  const rundown = written === undefined ? undefined : normalised(written, remembering, zone, notes)
  const told = problemsOf(source, isIncomplete ? found.filter(isCertain) : found)
  const all = inOrder([...problems, ...told, ...notes.problems])
  return {
    rundown: isIncomplete || all.some(isError) ? undefined : rundown,
    problems: all,
    draft: rundown === undefined || isIncomplete ? undefined : { rundown, source },
    beside,
  }
}

/** What a shared file would have held cannot be missed. */
const isCertain = ({ keyword, instancePath }: Breach) =>
  keyword !== 'required' || instancePath !== ''

function opened(path: string, shelf: Shelf, beside: Map<string, string>) {
  const found = shelf.open(path)
  if ('text' in found) beside.set(path, found.text)
  return found
}

function shaped(
  value: unknown,
  found: readonly Breach[],
  breaches: Breaches,
): WrittenRundown | undefined {
  if (isWritten(value, found)) return value
  const repaired = mended(value, found, breaches)
  return isWritten(repaired, breaches(repaired)) ? repaired : undefined
}
