/**
 * Puts stand-ins where a rundown breaks its schema, so that the rest of it can still be checked.
 * List entries stay where they are and cues keep their ids: places and references go on meaning the
 * same. Nothing mended is ever aired.
 */
import type { Breach, Breaches } from './breach.js'
import { child, keysOf } from './names.js'
import { last, parent, pointer, steps, valueAt } from './pointer.js'
import { suggestKey } from './suggest.js'

export function mended(value: unknown, found: readonly Breach[], breaches: Breaches): unknown {
  const copy: unknown = structuredClone(value)
  for (const breach of found) dropKey(copy, breach)
  for (const { instancePath } of breaches(copy)) standIn(copy, instancePath)
  return copy
}

/**
 * A key that does not belong here can go without harm. A misspelt one goes where it was meant to, except in a cue:
 * that has a stand-in.
 */
function dropKey(copy: unknown, { keyword, instancePath, params, parentSchema }: Breach): void {
  const isUnknown = keyword === 'additionalProperties'
  if (!isUnknown && keyword !== 'not') return
  const place = isUnknown ? child(instancePath, params.additionalProperty) : instancePath
  const owner = valueAt(copy, parent(place))
  if (typeof owner !== 'object' || owner === null || Array.isArray(owner)) return
  const key = last(place) ?? ''
  const isInCue = instancePath.startsWith('/segments/')
  const meant =
    isUnknown && !isInCue && suggestKey(key, keysOf(valueAt(parentSchema, '/properties')))
  const value = valueAt(owner, pointer(key))
  Reflect.deleteProperty(owner, key)
  if (meant && valueAt(owner, pointer(meant)) === undefined) Reflect.set(owner, meant, value)
}

function standIn(copy: unknown, place: string): void {
  const [top = '', first = '', second, index] = steps(place)
  if (top === 'segments' && second === 'cues' && index !== undefined) {
    const at = pointer(top, first, second)
    put(copy, at, index, standInCue(valueAt(copy, at + pointer(index)), `${first}-${index}`))
  } else if (top === 'schedule' && second === 'overrides' && index !== undefined) {
    put(copy, pointer(top, first, second), index, { on: STAND_IN_DATE, cancel: true })
  } else if (top === 'schedule' && first !== '') {
    put(copy, pointer(top), first, STAND_INS.slot)
  } else if (top === 'adlibs' && first !== '') {
    put(copy, pointer(top), first, standInAdlib(valueAt(copy, pointer(top, first)), first))
  } else if (top === '') {
    for (const key of NEEDED) {
      if (valueAt(copy, pointer(key)) === undefined) put(copy, '', key, STAND_INS[key])
    }
  } else {
    put(copy, '', top, STAND_INS[top])
  }
}

function put(copy: unknown, place: string, key: string, value: unknown): void {
  const owner = valueAt(copy, place)
  if (typeof owner !== 'object' || owner === null) return
  if (value === undefined) Reflect.deleteProperty(owner, key)
  else Reflect.set(owner, key, value)
}

const standInCue = (spoilt: unknown, place: string) => ({
  cue: idOf(valueAt(spoilt, '/cue')) ?? `spoilt-${place}`,
  at: 'start',
  say: TEXT,
})

const standInAdlib = (spoilt: unknown, place: string) => ({
  adlib: idOf(valueAt(spoilt, '/adlib')) ?? `spoilt-adlib-${place}`,
  say: TEXT,
})

const idOf = (id: unknown) =>
  typeof id === 'string' && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id) && id.length <= 60
    ? id
    : undefined

const TEXT = 'This text stands in for one that could not be read.'
/** Of an override that stands in for one that was told. */
export const STAND_IN_DATE = '2000-01-01'
const NEEDED = ['show', 'schedule', 'presenter', 'script']
/**
 * As lenient as can be: a whole day is on air, so that no cue time is called too late because of a
 * spoilt slot.
 */
const SLOT = { at: '2000-01-01T00:00:00', duration: '1000d' }
const STAND_INS: Readonly<Record<string, unknown>> = {
  show: 'spoilt',
  slot: SLOT,
  schedule: [SLOT],
  presenter: {
    role: { id: 0, face_feature_id: 'spoilt', name: 'spoilt', url: 'https://spoilt.example/' },
    voice: { qid: 'spoilt', language: 'en' },
  },
  script: { say: TEXT },
}
