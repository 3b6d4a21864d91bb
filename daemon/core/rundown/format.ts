/**
 * The canonical form of a rundown: keys in the schema's order, two blanks of indentation, one blank
 * line between parts. Comments and line breaks inside texts stay the producer's. The result is
 * compared with what was written before anybody gets it: a value or a comment that changed means
 * the file is left alone.
 */

import {
  type Document,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  visit,
  YAMLMap,
  YAMLSeq,
} from 'yaml'
import { same } from '../same.js'
import { commentsIn, inColumns } from './format-comments.js'
import { asWritten } from './format-texts.js'
import { isError, ofFile, type Problem } from './problem.js'
import { DIALECT, readSource, type Source } from './source.js'

/** Keys as the schema lists them. A block with a key that is not among them keeps its own order. */
export interface KeyOrder {
  readonly rundown: readonly string[]
  readonly slot: readonly string[]
  readonly segment: readonly string[]
  readonly cue: readonly string[]
  readonly adlib: readonly string[]
}

export type Formatting =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problems: readonly Problem[] }

export function format(text: string, file: string, order: KeyOrder): Formatting {
  // Nothing is written in it: that is for check to say.
  if (text.trim() === '') return { ok: true, text }
  const { source, problems } = readSource(text, file)
  if (source === undefined || problems.some(isError)) return { ok: false, problems }
  const attempts = [() => settled(text, order), () => settled(text, AS_THEY_ARE)]
  for (const attempt of attempts) {
    const made = attempt()
    if (made !== undefined && isSame(source, text, made)) return { ok: true, text: made }
  }
  return { ok: false, problems: [leftAlone(file)] }
}

/** An alias must stand below its anchor: then keys cannot always be moved. */
const AS_THEY_ARE: KeyOrder = { rundown: [], slot: [], segment: [], cue: [], adlib: [] }

/** A comment may find its place only in the second round. */
const ROUNDS_MAX = 5

function settled(text: string, order: KeyOrder): string | undefined {
  let last = text
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const next = once(last, order)
    if (next === undefined || next === last) return next
    last = next
  }
  return undefined
}

function once(text: string, order: KeyOrder): string | undefined {
  const document = openText(text)
  if (document === undefined) return undefined
  arrange(document, order)
  try {
    return inColumns(textOf(document))
  } catch {
    return undefined
  }
}

/** For changes that keep everything else as it was written; undefined: it is no YAML. */
export function openText(text: string): Document | undefined {
  const document = parseDocument(text.replace(/\r\n?/g, '\n'), {
    ...DIALECT,
    keepSourceTokens: true,
    customTags: (tags) => tags.map(asWritten),
  })
  if (document.errors.length > 0) return undefined
  visit(document, { Pair: (_, pair) => besideKey(pair) })
  return document
}

export const textOf = (document: Document): string =>
  document.toString({ lineWidth: LINE_MAX, indent: 2 })

/** A `{ … }` longer than this is written over several lines. */
const LINE_MAX = 120

function arrange(document: Document, order: KeyOrder): void {
  pad(document)
  const top = document.contents
  if (!isMap(top)) return
  sort(top, order.rundown)
  for (const slot of entries(top, 'schedule')) sort(slot, order.slot)
  for (const adlib of entries(top, 'adlibs')) sort(adlib, order.adlib)
  for (const segment of entries(top, 'segments')) {
    sort(segment, order.segment)
    for (const cue of entries(segment, 'cues')) sort(cue, order.cue)
  }
  partTop(top)
  const segments = top.get('segments', true)
  if (isSeq(segments) && segments.flow !== true) partSegments(segments)
}

const entries = (map: YAMLMap, key: string): readonly YAMLMap[] => {
  const list = map.get(key, true)
  return isSeq(list) ? list.items.filter((item) => isMap(item)) : []
}

/** `{ x: 10 }` and `[0, 0]`: the package pads both or none. */
function pad(document: Document): void {
  visit(document, {
    Seq: (_, seq) => {
      seq.toString = (context, ...rest) =>
        YAMLSeq.prototype.toString.call(
          seq,
          context && { ...context, flowCollectionPadding: '' },
          ...rest,
        )
    },
    Map: (_, map) => {
      map.toString = (context, ...rest) =>
        YAMLMap.prototype.toString.call(
          map,
          context && { ...context, flowCollectionPadding: ' ' },
          ...rest,
        )
    },
  })
}

/** `role:  # the figure` stays on its line; the package would move the comment to the next one. */
function besideKey({ key, value, srcToken }: Pair): void {
  if (!isScalar(key) || !isCollection(value) || !value.commentBefore) return
  const sep = srcToken?.sep ?? []
  const comment = sep.findIndex(({ type }) => type === 'comment')
  const lineBreak = sep.findIndex(({ type }) => type === 'newline')
  if (comment < 0 || lineBreak < comment) return
  const [first = '', ...rest] = value.commentBefore.split('\n')
  key.comment = first
  value.commentBefore = rest.length > 0 ? rest.join('\n') : null
}

function sort(map: YAMLMap, order: readonly string[]): void {
  const ranked = map.items.map((pair) => ({ pair, rank: order.indexOf(nameOf(pair)) }))
  if (ranked.some(({ rank }) => rank < 0)) return
  map.items = ranked.toSorted((one, other) => one.rank - other.rank).map(({ pair }) => pair)
  // The line above a block belongs to the block, not to the key that happens to be its first.
  const first = map.items[0]
  if (isScalar(first?.key)) first.key.spaceBefore = false
}

const nameOf = ({ key }: Pair) => (isScalar(key) ? String(key.value) : '')

/** One blank line around whatever takes several lines. */
function partTop({ items, flow }: YAMLMap): void {
  if (flow === true) return
  items.forEach((pair, index) => {
    const before = items[index - 1]
    if (before === undefined || !isScalar(pair.key)) return
    if (isTall(before) || isTall(pair)) pair.key.spaceBefore = true
  })
}

const isTall = ({ value }: Pair): boolean =>
  isCollection(value)
    ? value.flow !== true && value.items.length > 0
    : isScalar(value) && (value.type === 'BLOCK_FOLDED' || value.type === 'BLOCK_LITERAL')

function partSegments(segments: YAMLSeq): void {
  segments.items.forEach((item, index) => {
    const node: Node | undefined = isMap(item) ? item : undefined
    if (node !== undefined) node.spaceBefore = index > 0
  })
}

function isSame(before: Source, text: string, made: string): boolean {
  const after = readSource(made, '')
  return (
    after.source !== undefined &&
    same(before.value, after.source.value) &&
    commentsIn(text).join('\n') === commentsIn(made).join('\n')
  )
}

const leftAlone = (file: string): Problem =>
  ofFile(
    file,
    'not-formatted',
    'this file cannot be formatted without changing what it means or losing a comment',
    'it was left as it is; move comments out of the middle of values, and aliases below their anchors',
  )
