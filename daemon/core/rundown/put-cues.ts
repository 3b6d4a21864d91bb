/**
 * Puts cues into a segment of a rundown's text. A cue of the same id is brought up to date where it
 * stands, others are added at the end; nothing is taken away, and every comment stays.
 */
import { type Document, isMap, isScalar, isSeq, Scalar, YAMLMap, YAMLSeq } from 'yaml'
import type { SheetCue } from './cue-sheet.js'
import { format, type KeyOrder, openText, textOf } from './format.js'
import { commentsIn } from './format-comments.js'
import { isError, ofFile, type Problem } from './problem.js'
import { readSource } from './source.js'

export type Put =
  | {
      readonly ok: true
      readonly text: string
      readonly added: number
      readonly changed: number
      /** Cues of the segment that are not in the sheet. */
      readonly kept: readonly string[]
    }
  | { readonly ok: false; readonly problems: readonly Problem[] }

export interface Target {
  readonly file: string
  readonly text: string
  readonly segment: string
}

export function putCues(target: Target, cues: readonly SheetCue[], order: KeyOrder): Put {
  const { file, text, segment } = target
  const { source, problems } = readSource(text, file)
  const document = source === undefined || problems.some(isError) ? undefined : openText(text)
  if (document === undefined || !isMap(document.contents)) return { ok: false, problems }
  const list = cuesOf(document, segment)
  if (list === undefined) return { ok: false, problems: [noList(file)] }
  const counts = { added: 0, changed: 0 }
  const own = new Map(list.items.flatMap((item) => (isMap(item) ? [[nameOf(item), item]] : [])))
  for (const cue of cues) {
    const known = own.get(cue.cue)
    if (known === undefined) {
      list.add(nodeOf(document, cue.written))
      counts.added += 1
    } else if (update(document, known, cue.written)) counts.changed += 1
  }
  const ids = new Set(cues.map(({ cue }) => cue))
  const kept = list.items.flatMap((item) => nameOf(item) ?? []).filter((name) => !ids.has(name))
  const made = format(textOf(document), file, order)
  if (!made.ok) return made
  const comments = new Set(commentsIn(made.text))
  if (commentsIn(text).some((comment) => !comments.has(comment)))
    return { ok: false, problems: [lostComment(file)] }
  return { ok: true, text: made.text, ...counts, kept }
}

/** A segment of its own, for a rundown that is not there yet. */
export function segmentText(segment: string, cues: readonly SheetCue[], order: KeyOrder): string {
  const document = openText('segments: []\n')
  if (document === undefined) return ''
  const list = cuesOf(document, segment)
  for (const { written } of cues) list?.add(nodeOf(document, written))
  const made = format(textOf(document), '', order)
  return made.ok ? made.text : ''
}

/** Of the segment of that name, made at the end if there is none. undefined: something else is in the way. */
function cuesOf(document: Document, name: string): YAMLSeq | undefined {
  const top = document.contents
  if (!isMap(top)) return undefined
  const segments = listIn(top, 'segments')
  const known = segments?.items.find((item) => isMap(item) && item.get('segment') === name)
  if (isMap(known)) return listIn(known, 'cues')
  const made = new YAMLMap()
  made.set('segment', name)
  segments?.add(made)
  return segments && listIn(made, 'cues')
}

function listIn(map: YAMLMap, key: string): YAMLSeq | undefined {
  const there = map.get(key, true)
  if (isSeq(there)) {
    if (there.items.length === 0) there.flow = false
    return there
  }
  if (there !== undefined && !(isScalar(there) && there.value === null)) return undefined
  const made = new YAMLSeq()
  map.set(key, made)
  return made
}

const nameOf = (item: unknown): string | undefined =>
  isMap(item) && typeof item.get('cue') === 'string' ? String(item.get('cue')) : undefined

const TIMES = ['at', 'every', 'from', 'between', 'after']
const CONTENTS = ['say', 'audio']

/** Keys the sheet does not speak of stay, unless they are another time or another content. */
function update(document: Document, map: YAMLMap, written: SheetCue['written']): boolean {
  const before = JSON.stringify(map.toJS(document))
  for (const group of [TIMES, CONTENTS]) {
    for (const key of group) if (!(key in written)) map.delete(key)
  }
  const now: unknown = map.toJS(document)
  for (const [key, value] of Object.entries(written)) {
    if (JSON.stringify(Reflect.get(Object(now), key)) === JSON.stringify(value)) continue
    const comment = commentOf(map.get(key, true))
    const made = valueNode(document, value)
    if (comment !== undefined) made.comment = comment
    map.set(key, made)
  }
  return JSON.stringify(map.toJS(document)) !== before
}

const commentOf = (node: unknown): string | undefined =>
  (isScalar(node) || isMap(node) || isSeq(node)) && node.comment ? node.comment : undefined

function nodeOf(document: Document, written: SheetCue['written']): YAMLMap {
  const map = new YAMLMap()
  for (const [key, value] of Object.entries(written)) map.set(key, valueNode(document, value))
  return map
}

/** Clock times go in quotes, pictures on one line, as people write them. */
function valueNode(document: Document, value: unknown) {
  const node = document.createNode(value)
  if (isScalar(node) && typeof value === 'string' && /^\d\d:/.test(value)) {
    node.type = Scalar.QUOTE_DOUBLE
  }
  if (isMap(node)) node.flow = true
  if (isSeq(node)) {
    for (const item of node.items) if (isMap(item)) item.flow = true
  }
  return node
}

const noList = (file: string) =>
  ofFile(
    file,
    'wrong-type',
    'segments: or its cues: is no list, so nothing can be added',
    'see docs/rundown.md',
  )

const lostComment = (file: string) =>
  ofFile(
    file,
    'not-formatted',
    'a comment stands beside a value that the sheet takes away',
    'move the comment to a line of its own',
  )
