/**
 * A "-" too many makes two entries of one, and neither has all it needs: one mistake, of which a schema complains at
 * every key that is missing in either. Brackets without braces do the same: `[cron: "0 9 * * *", duration: 1h]`.
 */
import type { Breach } from './breach.js'
import { keysOf } from './names.js'
import { last, parent, pointer, valueAt } from './pointer.js'

export interface SplitEntry {
  /** The second of its parts; the first is the entry before. */
  readonly place: string
  readonly key: string
  /** What is said to be missing in any of the parts. */
  readonly breaches: readonly Breach[]
}

/** Entries next to each other that are complete only together. */
export function splitEntries(breaches: readonly Breach[]): readonly SplitEntry[] {
  const parts = new Map<string, Breach[]>()
  for (const breach of breaches) {
    if (wanted(breach).length === 0 || !/^\d+$/.test(last(breach.instancePath) ?? '')) continue
    parts.set(breach.instancePath, [...(parts.get(breach.instancePath) ?? []), breach])
  }
  const split: SplitEntry[] = []
  const used = new Set<string>()
  for (const place of parts.keys()) {
    if (used.has(place)) continue
    const found = splitFrom(place, parts)
    if (found === undefined) continue
    split.push(found)
    for (const { instancePath } of found.breaches) used.add(instancePath)
  }
  return split
}

/** More parts than keys that an entry needs are no entry. */
const PARTS_MAX = 4

function splitFrom(
  place: string,
  parts: ReadonlyMap<string, readonly Breach[]>,
): SplitEntry | undefined {
  const keys = new Set<string>()
  const breaches: Breach[] = []
  for (let count = 0; count < PARTS_MAX; count++) {
    const at = parent(place) + pointer(Number(last(place)) + count)
    const own = parts.get(at)
    const written = keysOf(own?.[0]?.data)
    if (own === undefined || written.some((key) => keys.has(key))) return undefined
    for (const key of written) keys.add(key)
    breaches.push(...own)
    if (count === 0) continue
    if (breaches.every((breach) => wanted(breach).some((key) => keys.has(key)))) {
      const second = parent(place) + pointer(Number(last(place)) + 1)
      const [first = ''] = keysOf(parts.get(second)?.[0]?.data)
      return { place: second, key: first, breaches }
    }
  }
  return undefined
}

/** The keys of which one is missing. What a branch of a choice misses, the choice itself tells. */
function wanted({ keyword, params, schemaPath, parentSchema }: Breach): readonly string[] {
  if (/\/(?:oneOf|anyOf)\/\d/.test(schemaPath)) return []
  if (keyword === 'required' || keyword === 'dependentRequired') {
    return [String(params.missingProperty)]
  }
  if (keyword !== 'oneOf' && keyword !== 'anyOf') return []
  if (Array.isArray(params.passingSchemas)) return []
  const branches = valueAt(parentSchema, pointer(keyword))
  if (!Array.isArray(branches)) return []
  const each = branches.map((branch) => valueAt(branch, '/required/0'))
  return each.filter((key) => typeof key === 'string')
}
