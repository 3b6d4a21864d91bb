/**
 * What an audience would see and hear of a session, from what really happened there: the script and its scenery, and
 * over it the takeovers, one after the other. Where the vendor's page is silent: a script that was interrupted goes on
 * where it stopped.
 */
import { after, type Instant, millis } from '../../core/time.js'
import type { Json } from '../../platform/contract.js'
import type { Figure, Placed, Sound, Span, Speech } from '../../render/span.js'
import { at, number, row, text } from './fields.js'
import type { Model, OnStage } from './model.js'
import type { RecordEntry } from './record.js'

export interface Stage {
  /** Told of every entry of the record as it is made; the span that begins with it, if one does. */
  readonly follow: (
    entry: RecordEntry,
  ) => { readonly session: string; readonly span: Span } | undefined
}

interface Scripted {
  readonly liveAt: Instant
  /** So much of the script was heard before it was interrupted. */
  heard: number
  /** undefined: a takeover is on air. */
  since: Instant | undefined
}

export function stageOf(onStage: Model['onStage']): Stage {
  const live = new Map<string, Scripted>()
  return {
    follow(entry) {
      if (!('session' in entry) || entry.session === undefined) return undefined
      const { session, type, at: now } = entry
      if (type === 'session-live') live.set(session, { liveAt: now, heard: 0, since: now })
      const scripted = live.get(session)
      if (!scripted) return undefined
      if (type === 'session-ended') {
        live.delete(session)
        return { session, span: offAir(now) }
      }
      const stage = onStage(session)
      if (!stage) return undefined
      const isOver =
        type === 'takeover-finished' ||
        type === 'takeover-failed' ||
        (type === 'takeover-cancelled' && entry.wasSpeaking)
      if (type === 'takeover-speaking' && stage.speaking) {
        interrupt(scripted, now)
        return { session, span: takeoverSpan(stage.script, stage.speaking, scripted, now) }
      }
      if (type !== 'session-live' && !(isOver && scripted.since === undefined)) return undefined
      scripted.since = now
      return { session, span: scriptSpan(stage, scripted, now) }
    },
  }
}

function interrupt(scripted: Scripted, now: Instant): void {
  if (scripted.since !== undefined) scripted.heard += now - scripted.since
  scripted.since = undefined
}

export const offAir = (now: Instant, slate = 'off air'): Span => ({
  at: now,
  backgrounds: [],
  foregrounds: [],
  presenter: undefined,
  speech: undefined,
  slate,
})

function scriptSpan(
  { script, round, sounds }: OnStage,
  { liveAt, heard }: Scripted,
  now: Instant,
): Span {
  const scene = at(script, 'sceneList', 0)
  return {
    at: now,
    ...sceneryOf(scene, liveAt),
    presenter: figureOf(scene),
    speech: { ...spoken(script, scene, sounds), length: round, into: heard % round, loops: true },
    slate: undefined,
  }
}

/** Its own pictures instead of the script's; where it has none, those stay. */
function takeoverSpan(
  script: Json,
  { script: takeover, length }: { readonly script: Json; readonly length: number },
  { liveAt }: Scripted,
  now: Instant,
): Span {
  const scene = at(script, 'sceneList', 0)
  const usual = sceneryOf(scene, liveAt)
  const own = row(at(takeover, 'foregrounds'))
  const background = at(takeover, 'backgrounds')
  const url = text(at(takeover, 'audio'))
  const sound = url === undefined ? [] : [{ url, length }]
  return {
    at: now,
    backgrounds: [
      ...usual.backgrounds,
      ...(background === undefined ? [] : placed([background], now)),
    ],
    foregrounds: own.length === 0 ? usual.foregrounds : placed(own, now),
    presenter: figureOf(scene),
    speech: { ...spoken(script, takeover, sound), length, into: 0, loops: false },
    slate: undefined,
  }
}

const sceneryOf = (scene: Json | undefined, since: Instant) => ({
  backgrounds: placed(row(at(scene, 'backgrounds')), since),
  foregrounds: placed(row(at(scene, 'foregrounds')), since),
})

/**
 * Times count from the beginning of the script or takeover; −1 is to its end. A film plays once unless it says
 * otherwise; the vendor's page does not tell what is seen then, and here its last frame stays.
 */
const placed = (pictures: readonly Json[], since: Instant): readonly Placed[] =>
  pictures.flatMap((picture) => {
    const url = text(at(picture, 'url'))
    if (url === undefined) return []
    const [x = 0, y = 0, w = 1_080, h = 1_920] = row(at(picture, 'rect')).map((n) => number(n) ?? 0)
    const from = after(since, millis(number(at(picture, 'start')) ?? 0))
    const duration = number(at(picture, 'duration')) ?? -1
    const until = duration < 0 ? undefined : after(from, millis(duration))
    const kind = at(picture, 'type') === 1 ? 'video' : 'image'
    const loops = at(picture, 'cycle') === true
    return [{ url, kind, box: [x, y, w, h], from, until, loops } as const]
  })

function figureOf(scene: Json | undefined): Figure {
  const role = at(scene, 'digital_role')
  return {
    name: text(at(role, 'name')) ?? '',
    x: number(at(role, 'position', 'x')) ?? 0,
    y: number(at(role, 'position', 'y')) ?? 0,
    scale: number(at(role, 'scale')) ?? 1,
  }
}

/** With both, the words win. */
function spoken(
  script: Json,
  from: Json | undefined,
  sounds: readonly Sound[],
): Pick<Speech, 'text' | 'sounds' | 'language'> {
  const words = text(at(from, 'tts_query', 'content'))
  return {
    text: words,
    sounds: words === undefined ? sounds : [],
    language: text(at(script, 'sceneList', 0, 'tts_config', 'language')) ?? 'zh-CN',
  }
}
