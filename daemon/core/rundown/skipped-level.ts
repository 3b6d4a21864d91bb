/**
 * Entries that belong a level deeper: `segments: [{ cue: … }]`. What is missing there, and every key that is unknown
 * there, is one mistake, and the entries beside it make the same.
 */
import type { Breach } from './breach.js'
import { keysOf, LIST_OF } from './names.js'
import { last, parent, valueAt } from './pointer.js'

export interface SkippedLevel {
  /** The first entry of its list that is one. */
  readonly place: string
  readonly key: string
  /** What its list is called, which is not there. */
  readonly list: string
  /** What an entry that has such a list needs, as `segment` and `cues`. */
  readonly needs: readonly string[]
  /** Of all such entries beside it. */
  readonly breaches: readonly Breach[]
}

export function skippedLevels(breaches: readonly Breach[]): readonly SkippedLevel[] {
  const places = new Set<string>()
  const first = new Map<string, Omit<SkippedLevel, 'breaches'>>()
  for (const breach of breaches) {
    const found = skippedAt(breach)
    if (!found) continue
    places.add(found.place)
    if (!first.has(parent(found.place))) first.set(parent(found.place), found)
  }
  return [...first].map(([within, found]) => {
    const own = ({ instancePath }: Breach) =>
      places.has(instancePath) && parent(instancePath) === within
    return { ...found, breaches: breaches.filter(own) }
  })
}

function skippedAt({ keyword, instancePath: place, params, parentSchema, data }: Breach) {
  if (keyword !== 'additionalProperties' || !/^\d+$/.test(last(place) ?? '')) return undefined
  const key = String(params.additionalProperty)
  const list = Object.hasOwn(LIST_OF, key) ? LIST_OF[key] : undefined
  const isKnown = (name: string) => keysOf(valueAt(parentSchema, '/properties')).includes(name)
  if (list === undefined || !isKnown(list) || keysOf(data).includes(list)) return undefined
  const required = valueAt(parentSchema, '/required')
  const needs = Array.isArray(required) ? required.map(String) : []
  return { place, key, list, needs }
}
