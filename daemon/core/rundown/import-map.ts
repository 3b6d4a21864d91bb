/** A sheet, and the map that says which of its columns becomes what in a cue. */
import { columnsIn, isUnclosed } from './cue-template.js'
import { notesOn } from './notes.js'
import type { Problem } from './problem.js'
import type { Source } from './source.js'
import { didYouMean } from './suggest.js'

export interface Sheet {
  readonly file: string
  /** Names of the columns, as the header has them. */
  readonly columns: readonly string[]
  readonly rows: readonly SheetRow[]
}

export interface SheetRow {
  /** As the program that wrote the sheet counts, from 1. */
  readonly row: number
  readonly cells: readonly string[]
  /** Cells that are empty here, and not in the sheet. */
  readonly lacks?: readonly Lack[]
}

export interface Lack {
  /** From 1. */
  readonly column: number
  readonly says: string
  readonly hint: string
}

/** As schemas/import-map.schema.json lets it through. */
export interface ImportMap {
  readonly sheet?: string | number
  readonly header?: number
  readonly delimiter?: string
  readonly encoding?: string
  readonly rows?: readonly RowFilter[]
  readonly cue?: string
  readonly say?: string
  readonly ssml?: boolean
  readonly audio?: string
  readonly at?: string
  readonly every?: string
  readonly from?: string
  readonly after?: 'previous'
  readonly foregrounds?: readonly MappedPicture[]
  readonly background?: MappedPicture
  readonly expires?: string
  readonly urgency?: string
  readonly doubt?: string
  readonly drop?: string
}

export interface RowFilter {
  readonly column: string
  readonly is?: string | readonly string[]
  readonly not?: string | readonly string[]
  readonly filled?: boolean
}

export interface MappedPicture {
  readonly image: string
  readonly box?: readonly number[]
  readonly name?: string
  readonly from?: string
  readonly for?: string
}

/** Names of columns are the map's business: a wrong one is a problem there. */
export function checkMap(map: ImportMap, source: Source, sheet: Sheet): readonly Problem[] {
  const notes = notesOn(source)
  const check = (place: string, columns: readonly string[]) => {
    for (const column of columns.filter((name) => !sheet.columns.includes(name))) {
      notes.error({
        place,
        code: 'unknown-column',
        says: `the sheet has no column "${column}"`,
        hint: didYouMean(column, sheet.columns) ?? `it has ${listed(sheet.columns)}`,
      })
    }
  }
  const walk = (place: string, value: unknown) => {
    if (typeof value === 'string') {
      check(place, columnsIn(value))
      if (isUnclosed(value)) notes.error({ place, ...UNCLOSED })
    }
    if (typeof value === 'object' && value !== null) {
      for (const [key, below] of Object.entries(value)) walk(`${place}/${key}`, below)
    }
  }
  const { rows = [], sheet: _, ...texts } = map
  walk('', texts)
  rows.forEach(({ column }, index) => {
    check(`/rows/${index}/column`, [column])
  })
  return notes.problems
}

/** All that a map names. */
export function columnsUsed({ rows = [], sheet: _, ...texts }: ImportMap): ReadonlySet<string> {
  const inside = (value: unknown): readonly string[] => {
    if (typeof value === 'string') return columnsIn(value)
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(inside) : []
  }
  return new Set([...inside(texts), ...rows.map(({ column }) => column)])
}

const UNCLOSED = {
  code: 'unclosed-variable',
  says: 'a "${" is not closed',
  hint: 'write "}" behind the name of the column',
}

const LISTED_MAX = 12

const listed = (columns: readonly string[]) =>
  columns.length > LISTED_MAX
    ? `${columns.slice(0, LISTED_MAX).join(', ')}, …`
    : columns.filter((name) => name !== '').join(', ')
