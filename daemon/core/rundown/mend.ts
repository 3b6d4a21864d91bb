/**
 * Puts stand-ins where a rundown breaks its schema, so that the rest of it can still be checked.
 * List entries stay where they are and cues keep their ids: places and references go on meaning the
 * same. Nothing mended is ever aired.
 */
import type { Breach, Breaches } from './breach.js'
import { child } from './names.js'
import { last, parent, pointer, steps, valueAt } from './pointer.js'

export function mended(value: unknown, found: readonly Breach[], breaches: Breaches): unknown {
  const copy: unknown = structuredClone(value)
  for (const breach of found) dropKey(copy, breach)
  for (const { instancePath } of breaches(copy)) standIn(copy, instancePath)
  return copy
}

/** A key that does not belong here can go without harm. */
function dropKey(copy: unknown, { keyword, instancePath, params }: Breach): void {
  const isUnknown = keyword === 'additionalProperties'
  if (!isUnknown && keyword !== 'not') return
  const place = isUnknown ? child(instancePath, params.additionalProperty) : instancePath
  const owner = valueAt(copy, parent(place))
  if (typeof owner === 'object' && owner !== null && !Array.isArray(owner)) {
    Reflect.deleteProperty(owner, last(place) ?? '')
  }
}

function standIn(copy: unknown, place: string): void {
  const [top = '', first, second, index] = steps(place)
  if (top === 'segments' && second === 'cues' && index !== undefined) {
    const at = pointer(top, first ?? '', second)
    put(copy, at, index, standInCue(valueAt(copy, at + pointer(index)), `${first}-${index}`))
  } else if (top === 'schedule' && first !== undefined) {
    put(copy, pointer(top), first, STAND_INS.slot)
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

function standInCue(spoilt: unknown, place: string) {
  const id = valueAt(spoilt, '/cue')
  const isId = typeof id === 'string' && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id) && id.length <= 60
  return { cue: isId ? id : `spoilt-${place}`, at: 'start', say: TEXT }
}

const TEXT = 'This text stands in for one that could not be read.'
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
