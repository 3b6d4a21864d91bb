/** Rows of a sheet + a map → cues, or which row and column is wrong. Nothing is guessed. */
import type { Breaches } from './breach.js'
import { problemsOf } from './breach.js'
import { columnsIn, filled, isVoid, slug } from './cue-template.js'
import {
  columnsUsed,
  type ImportMap,
  type MappedPicture,
  type RowFilter,
  type Sheet,
  type SheetRow,
} from './import-map.js'
import { steps, valueAt } from './pointer.js'
import type { Problem } from './problem.js'
import type { Place, Source } from './source.js'

export interface SheetCue {
  readonly cue: string
  readonly row: number
  /** As it stands in a rundown, `cue` first. */
  readonly written: Readonly<Record<string, unknown>>
  /** Key → number of the column it comes from, from 1. */
  readonly columns: Readonly<Record<string, number>>
}

export interface Cues {
  readonly cues: readonly SheetCue[]
  readonly problems: readonly Problem[]
  /** Rows that the map's `rows` leaves out. */
  readonly skipped: number
}

export function cuesFrom(sheet: Sheet, map: ImportMap, breaches: Breaches): Cues {
  const problems: Problem[] = []
  const cues: SheetCue[] = []
  const first = new Map<string, number>()
  const used = columnsUsed(map)
  let skipped = 0
  let unnamed: number | undefined
  for (const row of sheet.rows) {
    const lacks = lacksOf(sheet, row, used)
    problems.push(...lacks)
    if (lacks.length > 0 || row.cells.every((cell) => cell.trim() === '')) continue
    const reader = readerOf(sheet, row)
    if (!(map.rows ?? []).every((filter) => fits(filter, reader.cell))) {
      skipped += 1
      continue
    }
    const made = cueOf(map, reader, cues.at(-1)?.cue)
    problems.push(...reader.problems)
    const earlier = first.get(made.cue)
    if (earlier !== undefined) problems.push(duplicate(sheet, map, made, earlier))
    first.set(made.cue, earlier ?? row.row)
    if (map.cue !== undefined && made.cue === rowId(row.row) && !isVoid(map.cue, reader.cell)) {
      unnamed ??= row.row
    }
    cues.push(made)
  }
  if (unnamed !== undefined) problems.push(rowNumbers(sheet, map, unnamed))
  const found = problemsOf(asSource(sheet, cues), inCues(cues, breaches))
  const more = found.filter(
    ({ line, column }) => !problems.some((told) => told.line === line && told.column === column),
  )
  return { cues, problems: [...problems, ...more.map((one) => inRow(one, sheet))], skipped }
}

/** Of what the map needs: a formula beside it may be as it likes. */
function lacksOf(
  { file, columns }: Sheet,
  { row, lacks = [] }: SheetRow,
  used: ReadonlySet<string>,
) {
  const needed = lacks.filter(({ column }) => used.has(columns[column - 1] ?? ''))
  return needed.map(({ column, says, hint }): Problem => {
    const told = `row ${row}, column "${columns[column - 1]}": ${says}`
    const at = { file, line: row, column, path: '' }
    return { severity: 'error', code: 'empty-cell', ...at, says: told, hint }
  })
}

const inRow = (problem: Problem, { columns }: Sheet): Problem => {
  const column = columns[problem.column - 1]
  return { ...problem, says: `row ${problem.line}, column "${column}": ${problem.says}` }
}

interface Reader {
  readonly row: number
  readonly cell: (column: string) => string
  readonly number: (column: string | undefined) => number
  readonly problems: Problem[]
  readonly wrong: (column: string, code: string, says: string, hint?: string) => void
}

function readerOf({ file, columns }: Sheet, { row, cells }: SheetRow): Reader {
  const problems: Problem[] = []
  const number = (column: string | undefined) => Math.max(0, columns.indexOf(column ?? '')) + 1
  return {
    row,
    cell: (column) => (cells[columns.indexOf(column)] ?? '').trim(),
    number,
    problems,
    wrong: (column, code, says, hint) => {
      const at = { file, line: row, column: number(column), path: '' }
      problems.push({ severity: 'error', code, ...at, says: `row ${row}, ${says}`, hint })
    },
  }
}

function fits({ column, is, not, filled: wanted }: RowFilter, cell: Reader['cell']): boolean {
  const value = cell(column)
  if (is !== undefined) return [is].flat().includes(value)
  if (not !== undefined) return ![not].flat().includes(value)
  return (value !== '') === wanted
}

const rowId = (row: number) => `row-${row}`

function cueOf(map: ImportMap, reader: Reader, previous: string | undefined): SheetCue {
  const named = map.cue === undefined ? undefined : slug(filled(map.cue, reader.cell).text)
  const cue = named ?? rowId(reader.row)
  const columns: Record<string, number> = {}
  const from = (key: string, template: string | undefined) => {
    const [column] = template === undefined ? [] : columnsIn(template)
    if (column !== undefined) columns[key] = reader.number(column)
  }
  for (const [key, template] of Object.entries(map)) {
    if (typeof template === 'string') from(key, template)
  }
  from('foregrounds', map.foregrounds?.[0]?.image)
  from('background', map.background?.image)
  const times = timesOf(map, reader, previous)
  const audio = optional(map.audio, reader)
  const drop = optional(map.drop, reader)
  const written = {
    cue,
    ...times,
    say: sayOf(map, reader, audio !== undefined),
    ssml: map.ssml,
    audio,
    foregrounds: picturesOf(map.foregrounds, reader),
    background: map.background && pictureOf(map.background, reader),
    expires: optional(map.expires, reader),
    urgency: optional(map.urgency, reader),
    doubt: optional(map.doubt, reader),
    drop: drop !== undefined && /^\d$/.test(drop) ? Number(drop) : drop,
  }
  return { cue, row: reader.row, written: present(written), columns }
}

const present = (written: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(written).filter(([, value]) => value !== undefined))

/** A row has its own time, or follows the one before. */
function timesOf(map: ImportMap, reader: Reader, previous: string | undefined) {
  const { at, every, from, after } = map
  const own = at ?? every
  const isOwn = own !== undefined && columnsIn(own).length > 0 && !filled(own, reader.cell).isVoid
  if (after !== undefined && previous !== undefined && !isOwn) return { after: previous }
  if (own === undefined || (after !== undefined && filled(own, reader.cell).isVoid)) {
    return { at: 'start' }
  }
  if (at !== undefined) return { at: clock(required(at, reader)) }
  return { every: required(own, reader), from: clock(optional(from, reader)) }
}

/** Sheets drop the zero of 9:30. */
const clock = <Text extends string | undefined>(time: Text) =>
  time !== undefined && /^\d:\d\d(?::\d\d)?$/.test(time) ? `0${time}` : time

function sayOf({ say }: ImportMap, reader: Reader, hasAudio: boolean): string | undefined {
  if (say === undefined || (hasAudio && filled(say, reader.cell).isVoid)) return undefined
  for (const column of columnsIn(say)) {
    if (!reader.cell(column).includes('${')) continue
    const hint = 'take it out: in a rundown it stands for a variable'
    reader.wrong(column, 'variable-in-cell', `column "${column}" has "\${" in it`, hint)
  }
  return required(say, reader)
}

function required(template: string, reader: Reader): string {
  const { text, empty } = filled(template, reader.cell)
  for (const column of new Set(empty)) {
    const hint =
      'fill it in, or leave such rows out with rows: in the map; of merged cells only the first counts'
    reader.wrong(column, 'empty-cell', `column "${column}" is empty`, hint)
  }
  return text
}

function optional(template: string | undefined, reader: Reader): string | undefined {
  if (template === undefined || filled(template, reader.cell).isVoid) return undefined
  return required(template, reader)
}

function pictureOf({ image, name, from, for: stays, box }: MappedPicture, reader: Reader) {
  const url = optional(image, reader)
  if (url === undefined) return undefined
  const texts = { name: optional(name, reader), from: optional(from, reader) }
  return present({ image: url, ...texts, for: optional(stays, reader), box })
}

function picturesOf(pictures: ImportMap['foregrounds'], reader: Reader) {
  const shown = (pictures ?? []).flatMap((picture) => pictureOf(picture, reader) ?? [])
  return shown.length > 0 ? shown : undefined
}

function duplicate(
  { file, columns }: Sheet,
  { cue: template }: ImportMap,
  { cue, row }: SheetCue,
  earlier: number,
): Problem {
  const [name = ''] = template === undefined ? [] : columnsIn(template)
  const others = columns.find((column) => column !== '' && column !== name)
  return {
    severity: 'error',
    code: 'duplicate-cue',
    file,
    line: row,
    column: Math.max(0, columns.indexOf(name)) + 1,
    path: '',
    says: `row ${row} makes the cue "${cue}", and so does row ${earlier}`,
    hint: `make the ids differ: cue: "${template}${others === undefined ? '' : `-\${${others}}`}"`,
  }
}

function rowNumbers({ file, columns }: Sheet, map: ImportMap, row: number): Problem {
  const [name = ''] = columnsIn(map.cue ?? '')
  return {
    severity: 'warning',
    code: 'row-numbers',
    file,
    line: row,
    column: Math.max(0, columns.indexOf(name)) + 1,
    path: '',
    says: `row ${row} gives no id in Latin letters, so it is called "${rowId(row)}"`,
    hint: 'give cue: a column such as an article number; row numbers change when rows move',
  }
}

/** The schema's own judgement, cue by cue. Whatever else it says of the frame around them is left out. */
function inCues(cues: readonly SheetCue[], breaches: Breaches) {
  const frame = { segments: [{ segment: 'sheet', cues: cues.map(({ written }) => written) }] }
  return breaches(frame).filter(({ instancePath }) => /^\/segments\/0\/cues\/\d/.test(instancePath))
}

const asSource = ({ file }: Sheet, cues: readonly SheetCue[]): Source => ({
  file,
  value: { segments: [{ segment: 'sheet', cues: cues.map(({ written }) => written) }] },
  positionOf: (path) => placeOf(file, path, cues),
})

function placeOf(file: string, path: string, cues: readonly SheetCue[]): Place {
  const [, , , index = '0', key = 'cue'] = steps(path)
  const cue = valueAt(cues, `/${index}`) === undefined ? undefined : cues[Number(index)]
  return { file, path: '', line: cue?.row ?? 1, column: cue?.columns[key] ?? 1 }
}
