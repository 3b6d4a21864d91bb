/** What reading a sheet gives, and how much of it is taken. */
import { CUES_MAX } from '../core/limits.js'
import type { SheetRow } from '../core/rundown/import-map.js'

export const COLUMNS_MAX = 200
/** Every row may become a cue; a header, gaps and rows that are left out come on top. */
export const ROWS_MAX = 4 * CUES_MAX

/** Rows as they stand in the file, or what is wrong with it. */
export type Rows =
  | { readonly ok: true; readonly rows: readonly SheetRow[] }
  | { readonly ok: false; readonly says: string; readonly hint?: string; readonly row?: number }
