/** A mistake in the text itself, before it means anything. Its place is an offset into the text. */
export interface Mistake {
  readonly offset: number
  readonly code: string
  readonly path?: string
  readonly says: string
  readonly hint?: string
}
