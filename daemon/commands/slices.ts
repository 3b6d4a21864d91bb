/**
 * A reading in slices, from one thread to another: taking a large one out of a message in one piece would hold up the
 * loop that gets it. Only containers that are large are taken apart.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { deserialize, serialize } from 'node:v8'
import type { Sent } from './known-cues.js'

/** What a slice holds at most, roughly, in values: a millisecond of taking apart. */
const SLICE_MAX = 2_000

/** Entries of the container that lies at the end of a way; the first slice has none: it is the whole, emptied. */
interface Slice {
  readonly at: readonly string[]
  readonly entries: readonly (readonly [string, unknown])[]
}

export function sliced(whole: Sent): readonly Uint8Array<ArrayBuffer>[] {
  const slices: Slice[] = []
  const kept = emptied(whole, [], slices)
  // A large container comes before what was in it, and was found after.
  return [{ whole: kept }, ...slices.toReversed()].map((slice) => new Uint8Array(serialize(slice)))
}

/** Lets the loop turn between slices. */
export async function putTogether(slices: readonly Uint8Array[]): Promise<Sent> {
  const [first, ...more] = slices
  const { whole } = deserialize(first ?? serialize({}))
  for (const bytes of more) {
    await nextTurn()
    const { at, entries }: Slice = deserialize(bytes)
    let owner: object = whole
    for (const key of at) owner = Reflect.get(owner, key)
    for (const [key, value] of entries) {
      // Not an assignment: a key may be called `__proto__`.
      Object.defineProperty(owner, key, {
        value,
        writable: true,
        enumerable: true,
        configurable: true,
      })
    }
  }
  return whole
}

/** The same if it is small; otherwise an empty container, and what was in it as slices. */
function emptied(value: unknown, at: readonly string[], slices: Slice[]): unknown {
  if (!isContainer(value) || weightOf(value) <= SLICE_MAX) return value
  let entries: (readonly [string, unknown])[] = []
  let weight = 0
  const cut = () => slices.push({ at, entries })
  for (const [key, one] of Object.entries(value).reverse()) {
    const kept = emptied(one, [...at, key], slices)
    const more = weightOf(kept)
    if (weight + more > SLICE_MAX && entries.length > 0) {
      cut()
      entries = []
      weight = 0
    }
    entries.unshift([key, kept])
    weight += more
  }
  cut()
  return Array.isArray(value) ? [] : {}
}

/** A map is small here, and stays whole; numbers in a row are one value. */
const isContainer = (value: unknown): value is object =>
  typeof value === 'object' &&
  value !== null &&
  !(value instanceof Map) &&
  !ArrayBuffer.isView(value)

/** Values in it; counting ends where it is known to be large. */
function weightOf(value: unknown): number {
  const open = [value]
  let weight = 0
  for (let next = open.pop(); weight <= SLICE_MAX; next = open.pop()) {
    weight += 1
    if (isContainer(next)) for (const one of Object.values(next)) open.push(one)
    if (open.length === 0) break
  }
  return weight
}
