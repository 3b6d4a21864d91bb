/** A mistake in the text itself, before it means anything. Its place is an offset into the text. */
export interface Mistake {
  readonly offset: number
  /** An error, where nothing else is said. */
  readonly severity?: 'warning'
  readonly code: string
  readonly path?: string
  readonly says: string
  readonly hint?: string
}
