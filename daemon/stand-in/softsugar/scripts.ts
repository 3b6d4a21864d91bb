/**
 * The two scripts a customer sends as JSON inside a JSON string, checked as strictly as the
 * vendor's page reads.
 */
import type { Json } from '../../platform/contract.js'
import type { Sound } from '../../render/span.js'
import { at, number, parsed, row, text } from './fields.js'
import type { Content } from './record.js'
import { lettersOf, speechLength, TEXT_MIN } from './speech.js'
import type { Breach, World } from './world.js'

export type Checked =
  | { readonly ok: true; readonly script: Json; readonly isShort: boolean }
  | { readonly ok: false; readonly says: string }

export function checkedScript(
  world: World,
  name: 'live-script' | 'takeover',
  param: Json | undefined,
): Checked {
  const inside = text(param)
  if (inside === undefined) return { ok: false, says: 'param must be JSON inside a string' }
  const script = parsed(inside)
  if (script === undefined) return { ok: false, says: 'param is not JSON' }
  const breaches = world.options.breaches(name, script).filter((one) => !isAboutLength(one))
  const first = breaches[0]
  if (first !== undefined) {
    return { ok: false, says: `param ${first.instancePath || '/'} ${first.message ?? 'is wrong'}` }
  }
  return { ok: true, script, isShort: isShort(spokenText(name, script)) }
}

/** What a takeover puts on air: with both, the words win. */
export function contentOf(takeover: Json): Content {
  const spoken = spokenText('takeover', takeover)
  const pictures = [...row(at(takeover, 'foregrounds')), at(takeover, 'backgrounds')]
  return {
    text: spoken,
    audio: spoken === undefined ? text(at(takeover, 'audio')) : undefined,
    pictures: pictures.flatMap((picture) => text(at(picture, 'url')) ?? []),
  }
}

/** How long it will be on air, spoken in the voice of the live script. */
export function lengthOf(world: World, content: Content, liveScript: Json): number {
  const { audioLength, speechFactor } = world.profile
  const ratio = number(at(liveScript, 'sceneList', 0, 'tts_config', 'speed_ratio')) ?? 1
  const natural =
    content.text === undefined
      ? (world.options.soundLength?.(content.audio ?? '') ?? audioLength)
      : speechLength(content.text, ratio)
  return Math.max(1, Math.round(natural * speechFactor))
}

/** One round of the script that loops under everything else: its words, or its sounds one after the other. */
export function roundOf(world: World, liveScript: Json): number {
  const spoken = spokenText('live-script', liveScript)
  const sounds = soundsOf(world, liveScript)
  if (spoken === undefined && sounds.length > 0)
    return sounds.reduce((sum, { length }) => sum + length, 0)
  return lengthOf(world, { text: spoken, audio: undefined, pictures: [] }, liveScript)
}

export const soundsOf = (world: World, liveScript: Json): readonly Sound[] =>
  row(at(liveScript, 'sceneList', 0, 'audios')).flatMap((sound) => {
    const url = text(at(sound, 'url'))
    if (url === undefined) return []
    return [
      { url, length: lengthOf(world, { text: undefined, audio: url, pictures: [] }, liveScript) },
    ]
  })

function spokenText(name: 'live-script' | 'takeover', script: Json): string | undefined {
  const path = name === 'live-script' ? ['sceneList', 0] : []
  const content = at(script, ...path, 'tts_query', 'content')
  return typeof content === 'string' ? content : undefined
}

const isShort = (spoken: string | undefined) => spoken !== undefined && lettersOf(spoken) < TEXT_MIN

/** The length of a text has rules of its own (`short-text`). */
const isAboutLength = (breach: Breach) =>
  breach.keyword === 'minLength' && breach.instancePath.endsWith('/tts_query/content')
