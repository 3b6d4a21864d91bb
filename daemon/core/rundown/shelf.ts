/**
 * What lies beside a rundown, as the core sees it: shared files, calendars, sounds and pictures. The
 * edge looks at the disk; paths are those of paths.ts.
 */

export type Opened = { readonly text: string } | { readonly says: string }

export type Looked =
  /** `head`: its first bytes, at least HEAD_BYTES if it has as many. */
  | { readonly kind: 'file'; readonly head: Uint8Array }
  | { readonly kind: 'missing' | 'unreadable' | 'link' | 'folder' | 'outside' }

export interface Shelf {
  readonly open: (path: string) => Opened
  readonly look: (path: string) => Looked
  /** As the disk has it, where that differs in capital letters. */
  readonly spelt: (path: string) => string | undefined
}

/** Enough for every signature in signatures.ts. */
export const HEAD_BYTES = 16

export const EMPTY_SHELF: Shelf = {
  open: () => ({ says: 'no other file can be read here' }),
  look: () => ({ kind: 'missing' }),
  spelt: () => undefined,
}
