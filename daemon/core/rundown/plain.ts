/**
 * YAML nodes → plain data, without trusting them: aliases are counted, keys are unique, mappings
 * get no prototype. What an alias stands for is remembered, so that a problem inside it can be
 * shown where it was written.
 */
import { isAlias, isMap, isNode, isScalar, isSeq, type Pair, type Scalar, YAMLMap } from 'yaml'
import { ALIASES_MAX, RUNDOWN_DEPTH_MAX, RUNDOWN_NODES_MAX } from '../limits.js'
import type { Mistake } from './mistake.js'
import { pointer } from './pointer.js'
import { mayHoldUnseen, unseenIn } from './unseen.js'

export interface Plain {
  readonly value: unknown
  readonly mistakes: readonly Mistake[]
  /** Alias node → the node it stands for. */
  readonly anchors: ReadonlyMap<unknown, unknown>
}

interface Count {
  values: number
  readonly text: string
  readonly suspect: boolean
  /** The way to the node at hand; pointers are written only where something is wrong. */
  readonly way: (string | number)[]
  readonly mistakes: Mistake[]
  readonly named: Map<string, { node: unknown; read: number }>
  readonly anchors: Map<unknown, unknown>
  /** What was read into an entry of a list, and is the next one. */
  next: YAMLMap | undefined
  /** Dashes that were forgotten so far. */
  dashes: number
  /** Offsets of what was told of a text: it may be read again through an alias. */
  readonly told: Set<number>
}

/** `text` is where the nodes were read from. */
export function plainData(contents: unknown, text: string): Plain {
  const [mistakes, named, anchors, told] = [[], new Map(), new Map(), new Set<number>()]
  const suspect = mayHoldUnseen(text)
  const count: Count = {
    values: 0,
    text,
    suspect,
    way: [],
    mistakes,
    named,
    anchors,
    told,
    next: undefined,
    dashes: 0,
  }
  const value = plain(contents, count)
  return { value, mistakes: count.mistakes, anchors: count.anchors }
}

function plain(node: unknown, count: Count): unknown {
  if (!isNode(node)) return null
  count.values += 1
  if (count.values > RUNDOWN_NODES_MAX || count.way.length > RUNDOWN_DEPTH_MAX) {
    return bomb(node.range?.[0] ?? 0, count)
  }
  if (isAlias(node)) return behind(node, count)
  if (node.anchor !== undefined) name(node.anchor, node, count)
  if (isScalar(node)) return scalar(node, count)
  if (isSeq(node)) {
    if (node.flow && count.way.at(-1) === 'say') variantsCut(node.items, count)
    return list(node.items, count)
  }
  return isMap(node) ? mapping(node, count) : null
}

function scalar(node: Scalar, { text, suspect, way, mistakes, told }: Count): unknown {
  const mistake = (suspect ? unseenIn(node, text) : undefined) ?? cutByComment(node, text, way)
  if (mistake !== undefined && !told.has(mistake.offset)) {
    told.add(mistake.offset)
    mistakes.push({ ...mistake, path: pointer(...way) })
  }
  return node.value
}

/** Who writes a comment sets it apart by a blank; who writes "Top #1" loses the rest of the text without a word. */
function cutByComment(
  { value, type, comment, range }: Scalar,
  text: string,
  way: Count['way'],
): Mistake | undefined {
  // Of one word nobody knows, unless it is to be spoken.
  const isText =
    type === 'PLAIN' &&
    typeof value === 'string' &&
    (value.includes(' ') || way.slice(-2).includes('say'))
  if (!isText || !comment || !range || /^\s|\n/.test(comment)) return undefined
  const offset = text.indexOf('#', range[1])
  if (offset < 0 || text.slice(range[1], offset).trim() !== '') return undefined
  return {
    offset,
    severity: 'warning',
    code: 'cut-by-comment',
    says: 'what stands behind " #" is a comment: it is no part of the text',
    hint: 'put the text in quotes; if it is a comment, write a blank behind "#"',
  }
}

/** An entry whose dash was forgotten is found inside the one before, and is an entry of its own from then on. */
function list(items: unknown[], count: Count): readonly unknown[] {
  const values: unknown[] = []
  for (let index = 0; index < items.length; index++) {
    values.push(inside(index, items[index], count))
    if (count.next !== undefined) items.splice(index + 1, 0, count.next)
    count.next = undefined
  }
  return values
}

function inside(key: string | number, node: unknown, count: Count): unknown {
  count.way.push(key)
  const value = plain(node, count)
  count.way.pop()
  return value
}

/** The last anchor of a name counts; being read through an alias makes no new one. */
function name(anchor: string, node: unknown, { named }: Count): void {
  if (named.get(anchor)?.node !== node) named.set(anchor, { node, read: 0 })
}

/** Each makes a copy of what stands behind it; what stands behind the last of them is not looked at. */
const DASHES_MAX = 20

function mapping(node: YAMLMap, count: Count): unknown {
  // Not `Object.create(null)`: that makes a hash table, five times slower to read.
  const values: Record<string, unknown> = Object.setPrototypeOf({}, null)
  let before: Pair | undefined
  for (const pair of node.items) {
    const cut = pair.value ? undefined : cutByComma(pair, before, count.text)
    before = pair
    if (cut !== undefined) {
      count.mistakes.push({ ...cut, path: pointer(...count.way) })
      break
    }
    const key = isScalar(pair.key) ? String(pair.key.value) : ''
    if (!(key in values)) {
      values[key] = inside(key, pair.value, count)
      continue
    }
    // The first key of an entry comes again: the next entry begins here.
    const isNext = typeof count.way.at(-1) === 'number' && key === firstKey(node)
    count.mistakes.push({
      offset: (isNode(pair.key) && pair.key.range?.[0]) || 0,
      code: 'duplicate-key',
      path: pointer(...count.way, key),
      says: `the key "${key}" is written twice here`,
      hint: isNext ? `write "- ${key}:" where the next one begins` : 'keep one of them',
    })
    if (!isNext) continue
    if (count.dashes >= DASHES_MAX) break
    count.dashes += 1
    count.next = new YAMLMap()
    count.next.items = node.items.splice(node.items.indexOf(pair))
    count.next.range = (isNode(pair.key) && pair.key.range) || null
    break
  }
  return values
}

/**
 * In `{ say: Good evening, dear friends }` the comma ends the text, and what is left of it is a key without a value.
 * No key has a blank in it, or ends like a sentence.
 */
function cutByComma({ key }: Pair, before: Pair | undefined, text: string): Mistake | undefined {
  if (!isScalar(key) || !key.range || !isScalar(before?.value)) return undefined
  const rest = String(key.value)
  if (before.value.type !== 'PLAIN' || !/ |[.!?…。！？]$/.test(rest)) return undefined
  return {
    offset: Math.max(0, text.lastIndexOf(',', key.range[0])),
    code: 'cut-by-comma',
    says: `between { and } a comma ends the text: "${rest.slice(0, REST_MAX)}" is no part of it`,
    hint: 'put the text in quotes',
  }
}

const REST_MAX = 40

/** In `say: [Good evening, and welcome]` the comma begins another variant: half a sentence would air. */
function variantsCut(items: readonly unknown[], { mistakes, told, way }: Count): void {
  const index = items.findIndex((item, at) => isHalf(item, items[at - 1]))
  const half = items[index]
  const offset = isNode(half) ? half.range?.[0] : undefined
  if (offset === undefined || told.has(offset)) return
  told.add(offset)
  mistakes.push({
    offset,
    severity: 'warning',
    code: 'cut-by-comma',
    path: pointer(...way, index),
    says: 'between [ and ] a comma begins the next variant: this one would air by itself',
    hint: 'one text needs quotes and no brackets; if they are two, put each in quotes',
  })
}

const isHalf = (item: unknown, before: unknown): boolean =>
  isScalar(item) &&
  isScalar(before) &&
  item.type === 'PLAIN' &&
  before.type === 'PLAIN' &&
  /^\p{Lu}.*[^.!?…]$/su.test(String(before.value)) &&
  /^\p{Ll}/u.test(String(item.value))

const firstKey = ({ items: [first] }: { readonly items: readonly { key: unknown }[] }) =>
  isScalar(first?.key) ? String(first.key.value) : undefined

interface AliasNode {
  readonly source: string
  readonly range?: readonly number[] | null | undefined
}

function behind(node: AliasNode, count: Count): unknown {
  const offset = node.range?.[0] ?? 0
  const anchor = count.named.get(node.source)
  if (anchor === undefined) {
    count.mistakes.push({
      offset,
      code: 'unknown-alias',
      path: pointer(...count.way),
      says: 'a "*" at the beginning refers to an anchor, and there is none of that name above',
      hint: 'if it is meant as text, put it in quotes',
    })
    return null
  }
  anchor.read += 1
  if (anchor.read > ALIASES_MAX) return bomb(offset, count)
  count.anchors.set(node, anchor.node)
  return plain(anchor.node, count)
}

function bomb(offset: number, count: Count): null {
  if (!count.mistakes.some(({ code }) => code === 'too-large')) {
    count.mistakes.push({
      offset,
      code: 'too-large',
      path: pointer(...count.way),
      says: `aliases blow this file up: one is used over ${ALIASES_MAX} times, or they nest`,
      hint: 'write the values out',
    })
  }
  return null
}
