/** One valid and one invalid example for every rule of the two vendor schemas. */
import { describe, expect, test } from 'vitest'
import type { Json } from '../../../daemon/platform/contract.js'
import { breaches } from '../../../daemon/schemas/breaches.js'
import type { SchemaName } from '../../../daemon/schemas/files.js'

type Example = { readonly [key: string]: Json }

const scene: Example = {
  digital_role: {
    face_feature_id: 'ff-1',
    url: 'https://cdn.example/a.zip',
    position: { x: 0, y: 0 },
  },
  tts_config: { qid: 'q-1' },
  tts_query: { content: 'ten or more characters' },
}

const inScene = (said: Example): Example => live({ sceneList: [{ ...scene, ...said }] })
const live = (said: Example): Example => ({
  version: '0.0.1',
  recycle: 0,
  sceneList: [scene],
  ...said,
})
const voice = (said: Example) => inScene({ tts_config: { qid: 'q-1', ...said } })
const role = (said: Example) =>
  inScene({
    digital_role: {
      face_feature_id: 'ff-1',
      url: 'https://cdn.example/a.zip',
      position: { x: 0, y: 0 },
      ...said,
    },
  })
const beautify = (said: Example) => inScene({ effects: { version: '1.0', beautify: said } })
const image = { type: 0, url: 'https://cdn.example/a.png' }
const behind = (said: Example) => inScene({ backgrounds: [{ ...image, ...said }] })
const before = (said: Example) => inScene({ foregrounds: [{ ...image, ...said }] })
const said = { tts_query: { content: '一二三四五六七八九十' } }

const LIVE_SCRIPT: readonly (readonly [string, Example, Example])[] = [
  ['the version is 0.0.1', live({}), live({ version: '0.0.2' })],
  ['the script loops for ever or some times', live({ recycle: 2 }), live({ recycle: -1 })],
  ['streaming is on or off', live({ stream_mode: false }), live({ stream_mode: 'yes' })],
  [
    'the picture fits 1080 × 1920',
    live({ resolution: [1080, 1920] }),
    live({ resolution: [1920, 1080] }),
  ],
  ['the picture is not tiny', live({ resolution: [10, 10] }), live({ resolution: [9, 10] })],
  ['the picture has two sides', live({ resolution: [540, 960] }), live({ resolution: [540] })],
  ['the bit rate is 1 to 7', live({ bit_rate: 7 }), live({ bit_rate: 7.1 })],
  ['sentence break is on or off', live({ sentence_break: false }), live({ sentence_break: 0 })],
  ['there is a scene', live({}), live({ sceneList: [] })],
  [
    'a scene speaks',
    inScene({ audios: [{ url: 'https://a.example/b.mp3?v=1' }] }),
    live({ sceneList: [{ digital_role: scene.digital_role ?? null, tts_config: { qid: 'q' } }] }),
  ],
  [
    'a text has ten code points',
    inScene({ tts_query: { content: '🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉' } }),
    inScene({ tts_query: { content: '🎉🎉🎉🎉🎉🎉🎉🎉🎉' } }),
  ],
  [
    'SSML is on or off',
    inScene({ tts_query: { content: 'ten or more', ssml: true } }),
    inScene({ tts_query: { content: 'ten or more', ssml: 'no' } }),
  ],
  [
    'sounds are mp3',
    inScene({ audios: [{ url: 'http://a.example/B.MP3' }] }),
    inScene({ audios: [{ url: 'https://a.example/b.wav' }] }),
  ],
  [
    'sounds are on the web',
    inScene({ audios: [{ url: 'https://a.example/b.mp3' }] }),
    inScene({ audios: [{ url: '/data/b.mp3' }] }),
  ],
  ['a voice has an id or a qid', voice({}), inScene({ tts_config: { language: 'zh-CN' } })],
  [
    'an empty id is none',
    inScene({ tts_config: { id: 'nina', qid: '' } }),
    inScene({ tts_config: { id: '', qid: '' } }),
  ],
  ['pitch is −60 to 60', voice({ pitch_offset: -60 }), voice({ pitch_offset: 60.5 })],
  ['the speed ratio is 0.5 to 2', voice({ speed_ratio: 0.5 }), voice({ speed_ratio: 2.1 })],
  ['the volume is 1 to 400', voice({ volume: 400 }), voice({ volume: 401 })],
  ['the volume is whole and above 0', voice({ volume: 1 }), voice({ volume: 0 })],
  ['the maker of a voice is a number', voice({ vendor_id: 4 }), voice({ vendor_id: '4' })],
  ['an avatar is a package on the web', role({}), role({ url: 'a.zip' })],
  [
    'an avatar has whole pixels',
    role({ position: { x: -5, y: 60 } }),
    role({ position: { x: 0.5, y: 60 } }),
  ],
  ['an avatar has a size', role({ scale: 0.5 }), role({ scale: 0 })],
  ['an avatar has a feature id', role({ id: 100_001 }), role({ face_feature_id: 1 })],
  [
    'a background is image or video',
    behind({ type: 1, url: 'https://a.example/b.mp4' }),
    behind({ type: 2 }),
  ],
  [
    'a background video is mp4',
    behind({ type: 1, url: 'https://a.example/b.mp4' }),
    behind({ type: 1 }),
  ],
  ['a foreground is an image', before({}), before({ type: 1 })],
  [
    'a foreground is png or jpg',
    before({ url: 'https://a.example/b.jpeg' }),
    before({ url: 'https://a.example/b.gif' }),
  ],
  [
    'a place is four whole numbers',
    before({ rect: [0, 0, 310, 88] }),
    before({ rect: [0, 0, 310] }),
  ],
  [
    'a place has no fractions',
    behind({ rect: [0, 0, 310, 88] }),
    behind({ rect: [0, 0, 310, 88.5] }),
  ],
  ['a picture starts at 0 or later', behind({ start: 0 }), behind({ start: -1 })],
  ['a picture lasts, or −1', behind({ duration: -1 }), behind({ duration: -2 })],
  ['a video loops or not', behind({ cycle: true }), behind({ cycle: 1 })],
  ['effects are version 1.0', beautify({}), inScene({ effects: { version: '2', beautify: {} } })],
  ['beautify 0 to 1', beautify({ whitenStrength: 1 }), beautify({ whitenStrength: 1.01 })],
  ['beautify −1 to 1', beautify({ chinLength: -1 }), beautify({ chinLength: -1.1 })],
  ['beautify modes', beautify({ whiten_mode: 2, smooth_mode: 0 }), beautify({ smooth_mode: 3 })],
  [
    'fields only in the sample pass',
    beautify({ whiteTeeth: 0, thinnerHead: 0 }),
    beautify({ whiteTeeth: 'a lot' }),
  ],
]

const TAKEOVER: readonly (readonly [string, Example, Example])[] = [
  ['it has words or a sound', said, { foregrounds: [] }],
  ['its words have ten code points', said, { tts_query: { content: '一二三四五六七八九' } }],
  [
    'its sound is one address',
    { audio: 'https://a.example/b.mp3' },
    { audio: [{ url: 'https://a.example/b.mp3' }] },
  ],
  [
    'its sound is an mp3 on the web',
    { audio: 'http://a.example/b.mp3' },
    { audio: 'file:///b.mp3' },
  ],
  [
    'its background is one object',
    { ...said, backgrounds: { url: 'https://a.example/b.png' } },
    { ...said, backgrounds: [{ url: 'https://a.example/b.png' }] },
  ],
  [
    'its background is no video',
    { ...said, backgrounds: { url: 'https://a.example/b.jpg' } },
    { ...said, backgrounds: { url: 'https://a.example/b.mp4' } },
  ],
  [
    'its foregrounds are a list',
    { ...said, foregrounds: [{ url: 'https://a.example/b.png' }] },
    { ...said, foregrounds: { url: 'https://a.example/b.png' } },
  ],
  [
    'its pictures have places of four whole numbers',
    { ...said, foregrounds: [{ url: 'https://a.example/b.png', rect: [0, 0, 1, 1] }] },
    { ...said, foregrounds: [{ url: 'https://a.example/b.png', rect: '0,0,1,1' }] },
  ],
  [
    'its pictures last, or −1',
    { ...said, foregrounds: [{ url: 'https://a.example/b.png', start: 5, duration: -1 }] },
    { ...said, foregrounds: [{ url: 'https://a.example/b.png', duration: -5 }] },
  ],
]

describe.each<[SchemaName, typeof TAKEOVER]>([
  ['live-script', LIVE_SCRIPT],
  ['takeover', TAKEOVER],
])('%s schema', (name, rules) => {
  test.each(rules)('%s', (_, valid, invalid) => {
    expect(breaches(name, valid)).toEqual([])
    expect(breaches(name, invalid)).not.toEqual([])
  })

  test('fields the vendor adds one day pass', () => {
    const known = name === 'takeover' ? said : live({})
    expect(breaches(name, { ...known, opening_words: ['hello'] })).toEqual([])
  })
})
