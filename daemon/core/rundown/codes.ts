/**
 * Every code a problem can have, as data: what it says, why it matters, what to do. docs/problems.md
 * is made from it, with an example of each from the golden files.
 */
import { AIRING } from './codes-airing.js'
import { TIMING } from './codes-timing.js'
import { WRITING } from './codes-writing.js'

export interface CodeEntry {
  readonly what: string
  readonly why: string
  readonly todo: string
}

/** Subject → code → entry. */
export type CodeGroups = Readonly<Record<string, Readonly<Record<string, CodeEntry>>>>

export const CODES: CodeGroups = { ...WRITING, ...TIMING, ...AIRING }
