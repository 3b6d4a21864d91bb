/**
 * From onair's live script and takeover to SoftSugar's JSON, its fields in the order of its
 * samples. Pure. Not here: checking. What comes in was checked by the rundown's reader; `schemas/`
 * checks what goes out.
 */
import type { LiveScript, TakeoverScript } from '../../core/compile/programme.js'
import type { Picture, Role, Stage, Voice } from '../../core/rundown/rundown.js'
import type { Json } from '../contract.js'

type Fields = { readonly [key: string]: Json }

export function encodeLiveScript(script: LiveScript): Json {
  const { presenter, stage } = script
  return {
    version: '0.0.1',
    recycle: script.repeat === 'forever' ? 0 : script.repeat,
    stream_mode: true,
    ...given('resolution', stage.resolution),
    ...given('bit_rate', stage.bitrate),
    ...given('sentence_break', script.cutIn && script.cutIn === 'sentence'),
    sceneList: [
      {
        digital_role: role(presenter.role),
        tts_config: voice(presenter.voice),
        ...words(script),
        ...unlessEmpty(
          'audios',
          script.audio.map((url) => ({ url })),
        ),
        ...scenery(stage),
        effects: { version: '1.0', beautify: { ...stage.beautify } },
      },
    ],
  }
}

/**
 * No type, name or cycle here, one sound, and `backgrounds` is one object: the vendor's page says
 * so.
 */
export const encodeTakeover = (script: TakeoverScript): Json => ({
  ...words(script),
  ...given('audio', script.audio),
  ...unlessEmpty('foregrounds', script.foregrounds.map(placed)),
  ...given('backgrounds', script.background && placed(script.background)),
})

const role = ({ id, faceFeatureId, name, url, position, scale }: Role): Json => ({
  id,
  face_feature_id: faceFeatureId,
  name,
  url,
  position: { x: position.x, y: position.y },
  scale,
})

/** A `qid` stands for speaker and maker together. */
const voice = (voice: Voice): Json => ({
  ...(voice.qid === undefined ? given('id', voice.id) : { qid: voice.qid }),
  ...given('name', voice.name),
  ...(voice.qid === undefined ? given('vendor_id', voice.vendor) : {}),
  language: voice.language,
  pitch_offset: voice.pitch,
  speed_ratio: speedRatio(voice.speed),
  volume: voice.volume,
})

/**
 * The vendor's ratio grows as speech slows down; ours is the usual one. Three decimals are finer
 * than an ear.
 */
export const speedRatio = (speed: number): number =>
  Math.min(2, Math.max(0.5, Math.round(1_000 / speed) / 1_000))

const words = ({ say, ssml }: { readonly say: string | undefined; readonly ssml: boolean }) =>
  say === undefined ? {} : { tts_query: { content: say, ssml } }

const scenery = (stage: Stage): Fields => ({
  ...unlessEmpty(
    'backgrounds',
    stage.backgrounds.map((picture) => described(picture, given('cycle', picture.loop))),
  ),
  ...unlessEmpty(
    'foregrounds',
    stage.foregrounds.map((picture) => described(picture, {})),
  ),
})

/** As the live script has them, `cycle` between place and time as in the vendor's sample. */
function described(picture: Picture, cycle: Fields): Fields {
  const { url, rect, start, duration } = placed(picture)
  return {
    type: picture.kind === 'video' ? 1 : 0,
    ...given('name', picture.name),
    url,
    rect,
    ...cycle,
    start,
    duration,
  }
}

/** −1 is the vendor's "to the end". */
const placed = (picture: Picture) => ({
  url: picture.url,
  rect: picture.box ?? [0, 0, 1080, 1920],
  start: Math.round(picture.from ?? 0),
  duration: picture.for === undefined ? -1 : Math.round(picture.for),
})

const given = (name: string, value: Json | undefined): Fields =>
  value === undefined ? {} : { [name]: value }

const unlessEmpty = (name: string, list: readonly Json[]): Fields =>
  list.length === 0 ? {} : { [name]: list }
