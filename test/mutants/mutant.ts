/** A deliberate mistake: what it changes, and which promises must notice. */
import type { PromiseId } from '../simulation/promises.js'

export interface Mutant {
  readonly name: string
  /** Promises that may catch it. */
  readonly caughtBy: readonly PromiseId[]
  /** Words of the one judge that must notice, where its promise has several. */
  readonly says?: string
  readonly changes: readonly Change[]
}

export interface Change {
  readonly file: string
  /** Must stand in the file exactly once. */
  readonly from: string
  readonly to: string
}

/** Of production code. */
export const change = (file: string, from: string, to: string): Change => ({
  file: `daemon/${file}`,
  from,
  to,
})
