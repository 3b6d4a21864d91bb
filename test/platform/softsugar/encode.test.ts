import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { seconds } from '../../../daemon/core/time.js'
import type { Json } from '../../../daemon/platform/contract.js'
import {
  encodeLiveScript,
  encodeTakeover,
  speedRatio,
} from '../../../daemon/platform/softsugar/encode.js'
import { breaches } from '../../../daemon/schemas/breaches.js'
import { schemaFile } from '../../../daemon/schemas/files.js'
import { aLiveScript, aPicture, aPresenter, aStage, aTakeover, aVoice } from './scripts.js'

/** The shape of the vendor's own create sample, in its order. */
const SAMPLE = {
  version: '0.0.1',
  recycle: 0,
  stream_mode: true,
  sceneList: [
    {
      digital_role: {
        id: 1,
        face_feature_id: '0325_nina_s3_beauty',
        name: 'nina',
        url: 'https://cdn.example/nina.zip',
        position: { x: 10, y: 60 },
        scale: 1,
      },
      tts_config: {
        id: 'nina',
        name: 'nina',
        vendor_id: 3,
        language: 'zh-CN',
        pitch_offset: 0,
        speed_ratio: 1,
        volume: 400,
      },
      tts_query: { content: 'Welcome to the evening show.', ssml: false },
      audios: [{ url: 'https://cdn.example/welcome.mp3' }],
      backgrounds: [
        {
          type: 0,
          name: 'studio',
          url: 'https://cdn.example/studio.png',
          rect: [0, 0, 1080, 1920],
          cycle: true,
          start: 0,
          duration: -1,
        },
      ],
      foregrounds: [
        {
          type: 0,
          name: 'logo',
          url: 'https://cdn.example/logo.png',
          rect: [0, 0, 310, 88],
          start: 0,
          duration: 100,
        },
      ],
      effects: { version: '1.0', beautify: {} },
    },
  ],
}

const sampleScript = aLiveScript({
  audio: ['https://cdn.example/welcome.mp3'],
  stage: aStage({
    backgrounds: [aPicture({ name: 'studio', url: 'https://cdn.example/studio.png', loop: true })],
    foregrounds: [
      aPicture({
        name: 'logo',
        url: 'https://cdn.example/logo.png',
        box: [0, 0, 310, 88],
        from: seconds(0),
        for: seconds(0.1),
      }),
    ],
  }),
})

test("a live script comes out as the vendor's own sample, its fields in the same order", () => {
  expect(JSON.stringify(encodeLiveScript(sampleScript), null, 1)).toBe(
    JSON.stringify(SAMPLE, null, 1),
  )
})

test('what is sent is what the schema describes, and nothing else', () => {
  expect(breaches('live-script', encodeLiveScript(sampleScript))).toEqual([])
  const names = new Set(readFileSync(schemaFile('live-script'), 'utf8').match(/"\w+"(?=:)/g))
  for (const name of keysOf(encodeLiveScript(sampleScript))) expect(names).toContain(`"${name}"`)
})

test('resolution, bit rate and sentence break go only where the producer gave them', () => {
  const script = aLiveScript({
    repeat: 3,
    cutIn: 'at-once',
    stage: aStage({ resolution: [720, 1280], bitrate: 2.5, beautify: { whitenStrength: 0 } }),
  })
  const encoded = encodeLiveScript(script)
  expect(encoded).toMatchObject({
    recycle: 3,
    resolution: [720, 1280],
    bit_rate: 2.5,
    sentence_break: false,
    sceneList: [{ effects: { version: '1.0', beautify: { whitenStrength: 0 } } }],
  })
  expect(encodeLiveScript(aLiveScript({ cutIn: 'sentence' }))).toMatchObject({
    sentence_break: true,
  })
  const plain = Object.keys(Object(encodeLiveScript(aLiveScript({}))))
  expect(plain).toEqual(['version', 'recycle', 'stream_mode', 'sceneList'])
})

test('a voice by qid goes without speaker and maker', () => {
  const presenter = aPresenter({
    voice: aVoice({ qid: 'q-1', id: undefined, vendor: undefined, name: undefined }),
  })
  expect(encodeLiveScript(aLiveScript({ presenter }))).toMatchObject({
    sceneList: [
      {
        tts_config: {
          qid: 'q-1',
          language: 'zh-CN',
          pitch_offset: 0,
          speed_ratio: 1,
          volume: 400,
        },
      },
    ],
  })
})

test.each([
  [1, 1],
  [2, 0.5],
  [0.5, 2],
  [1.5, 0.667],
  [0.75, 1.333],
  [3, 0.5],
  [0.1, 2],
])('a presenter at speed %d gets the ratio %d: larger is slower at the vendor', (speed, ratio) => {
  expect(speedRatio(speed)).toBe(ratio)
})

test('a background video says so and whether it loops', () => {
  const stage = aStage({
    backgrounds: [
      aPicture({
        kind: 'video',
        url: 'https://cdn.example/sea.mp4',
        loop: false,
        from: seconds(2),
      }),
    ],
  })
  const encoded = encodeLiveScript(aLiveScript({ stage }))
  expect(encoded).toMatchObject({
    sceneList: [
      {
        backgrounds: [
          { type: 1, cycle: false, start: 2_000, duration: -1, rect: [0, 0, 1080, 1920] },
        ],
      },
    ],
  })
  expect(breaches('live-script', encoded)).toEqual([])
})

test('a script of sound files alone carries no words', () => {
  const encoded = encodeLiveScript(
    aLiveScript({
      say: undefined,
      audio: ['https://cdn.example/a.mp3', 'https://cdn.example/b.mp3'],
    }),
  )
  expect(keysOf(encoded)).not.toContain('tts_query')
  expect(breaches('live-script', encoded)).toEqual([])
})

test('a takeover has one sound, one background object, and pictures without type or name', () => {
  const encoded = encodeTakeover(
    aTakeover({
      say: 'Gold is up today, very much.',
      audio: 'https://cdn.example/jingle.mp3',
      foregrounds: [
        aPicture({ name: 'sponsor', loop: true, box: [0, 0, 310, 88], for: seconds(10) }),
      ],
      background: aPicture({ url: 'https://cdn.example/market.jpg' }),
    }),
  )
  expect(JSON.stringify(encoded)).toBe(
    JSON.stringify({
      tts_query: { content: 'Gold is up today, very much.', ssml: false },
      audio: 'https://cdn.example/jingle.mp3',
      foregrounds: [
        { url: 'https://cdn.example/a.png', rect: [0, 0, 310, 88], start: 0, duration: 10_000 },
      ],
      backgrounds: {
        url: 'https://cdn.example/market.jpg',
        rect: [0, 0, 1080, 1920],
        start: 0,
        duration: -1,
      },
    }),
  )
  expect(breaches('takeover', encoded)).toEqual([])
})

test('a takeover of words alone is only that', () => {
  expect(encodeTakeover(aTakeover({ say: '<speak>Good evening.</speak>', ssml: true }))).toEqual({
    tts_query: { content: '<speak>Good evening.</speak>', ssml: true },
  })
})

function keysOf(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(keysOf)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inside]) => [key, ...keysOf(inside)])
}
