/**
 * YAML text → plain data, and where each value was written. Never throws, whatever the text:
 * nesting and size are measured on the tokens before anything recursive runs, because a stack that
 * overflows inside a regular expression kills the process. Core schema of YAML 1.2, unique keys, no
 * merge keys, no custom tags.
 */
import { Composer, type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter } from 'yaml'
import type { Mistake } from './mistake.js'
import { plainData } from './plain.js'
import { steps } from './pointer.js'
import type { Problem } from './problem.js'
import { syntaxMistakes } from './syntax.js'
import { tokensOf } from './tokens.js'

/** Where something was written. */
export interface Place {
  readonly file: string
  /** JSON pointer in that file. */
  readonly path: string
  /** From 1. */
  readonly line: number
  /** From 1, in UTF-16 code units. */
  readonly column: number
}

export interface Source {
  readonly file: string
  /** Mappings without prototype, lists, texts, numbers, true, false, null. */
  readonly value: unknown
  /**
   * Where the value a JSON pointer names was written, or its key; the nearest thing there is, if it
   * was not.
   */
  readonly positionOf: (pointer: string, part?: 'key' | 'value') => Place
}

export interface SourceReading {
  /** undefined: the text cannot be understood at all. */
  readonly source: Source | undefined
  readonly problems: readonly Problem[]
}

/** YAML takes a lone carriage return for a line break, as old programs write it; the package does not. */
export const inLines = (text: string): string => text.replace(/\r(?!\n)/g, '\n')

export function readSource(text: string, file: string): SourceReading {
  const lines = new LineCounter()
  try {
    return read(text, file, lines)
  } catch (thrown) {
    const says = `this file cannot be read: ${thrown instanceof Error ? thrown.message : 'unknown'}`
    return refused([{ offset: 0, code: 'unreadable', says }], file, lines)
  }
}

function read(text: string, file: string, lines: LineCounter): SourceReading {
  const { document, mistakes } = composed(text, lines)
  if (mistakes.length > 0) return refused(mistakes, file, lines)
  if (document === undefined) return refused([], file, lines)
  const plain = plainData(document.contents, text)
  const problems = inFile(plain.mistakes, file, lines)
  const isClear = plain.mistakes.every(({ code, severity }) => severity || READ_ON.has(code))
  if (!isClear) return { source: undefined, problems }
  const positionOf = (path: string, part: 'key' | 'value' = 'value') => ({
    file,
    path,
    ...place(lines, offsetOf(document, plain.anchors, path, part)),
  })
  return { source: { file, value: plain.value, positionOf }, problems }
}

/** What it means is clear all the same, as with every warning: the rest can be looked at. */
const READ_ON: ReadonlySet<string> = new Set(['duplicate-key', 'control-character', 'turned-text'])

/** Leaves no token behind: they take as much memory as all that is made of them. */
function composed(text: string, lines: LineCounter) {
  const { tokens, oversize } = tokensOf(text, lines)
  if (oversize !== undefined) return { document: undefined, mistakes: [oversize] }
  const documents = [...new Composer(DIALECT).compose(tokens, true, text.length)]
  return { document: documents[0], mistakes: syntaxMistakes(documents, text) }
}

/** How YAML is read wherever it is read: core schema, no merge keys, no tags of its own. */
export const DIALECT = {
  version: '1.2',
  schema: 'core',
  merge: false,
  resolveKnownTags: false,
  stringKeys: true,
  // Ours is linear; the package compares every key with every other.
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const

const refused = (mistakes: readonly Mistake[], file: string, lines: LineCounter) => ({
  source: undefined,
  problems: inFile(mistakes, file, lines),
})

const inFile = (
  mistakes: readonly Mistake[],
  file: string,
  lines: LineCounter,
): readonly Problem[] =>
  mistakes.map(({ offset, severity, code, path, says, hint }) => ({
    severity: severity ?? 'error',
    code,
    file,
    ...place(lines, offset),
    path: path ?? '',
    says,
    hint,
  }))

function place(lines: LineCounter, offset: number) {
  const { line, col } = lines.linePos(offset)
  return { line: Math.max(1, line), column: Math.max(1, line === 0 ? col + 1 : col) }
}

/** Walks as far as the pointer leads. A value that was left empty is where its key is. */
function offsetOf(
  document: Document.Parsed,
  anchors: ReadonlyMap<unknown, unknown>,
  pointer: string,
  part: 'key' | 'value',
): number {
  let node: unknown = document.contents
  let keyAt = startOf(node) ?? 0
  let valueAt = keyAt
  for (const step of steps(pointer)) {
    const target = isAlias(node) ? anchors.get(node) : node
    if (isMap(target)) {
      const pair = target.items.find(({ key }) => isScalar(key) && String(key.value) === step)
      if (pair === undefined) return valueAt
      keyAt = startOf(pair.key) ?? valueAt
      node = pair.value
      valueAt = isScalar(node) && node.source === '' ? keyAt : (startOf(node) ?? keyAt)
    } else if (isSeq(target)) {
      node = target.items[Number(step)]
      if (node === undefined) return valueAt
      valueAt = startOf(node) ?? valueAt
      keyAt = valueAt
    } else {
      return valueAt
    }
  }
  return part === 'key' ? keyAt : valueAt
}

const startOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined)
