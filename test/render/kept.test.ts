/** What the screen keeps, so that it need not be made again, has a limit: it runs for weeks. */
import { Image } from '@napi-rs/canvas'
import { expect, test } from 'vitest'
import { minutes, seconds } from '../../daemon/core/time.js'
import { openPictures } from '../../daemon/render/pictures.js'
import { openRecent } from '../../daemon/render/recent.js'
import type { Placed, Speech } from '../../daemon/render/span.js'
import { openVoice } from '../../daemon/render/voice.js'
import { at } from '../builders.js'
import { realTools } from '../media/with-ffmpeg.js'

test('what was used last is kept longest, within both limits; what is in use stays in any case', () => {
  const recent = openRecent<string>({ entries: 3, size: 10 })
  const kept = () => ['a', 'b', 'c', 'd'].filter((key) => recent.peek(key) !== undefined).join('')
  for (const key of ['a', 'b', 'c', 'd']) recent.put(key, key, 1)
  recent.forget(0)
  expect(kept()).toBe('bcd')
  expect([recent.use('b'), recent.use('a')]).toEqual([true, false])
  recent.put('a', 'a', 9)
  recent.forget(0)
  expect(kept()).toBe('ab')
  recent.put('a', 'a', 50)
  recent.forget(1)
  expect(kept()).toBe('a')
  recent.forget(0)
  expect(kept()).toBe('')
  recent.put('b', 'b', 10)
  recent.forget(0)
  expect(kept()).toBe('b')
})

/** Silence: nothing is made of it, but it has the size of its length. */
const silence = (name: string, length: number): Speech => ({
  ...{ text: undefined, sounds: [], language: name, length, into: 0, loops: false },
})

test('of voices some hundred megabytes are kept and some dozens, the script among them however long', async () => {
  const voice = openVoice(await realTools(), () => undefined)
  const isKept = async (speech: Speech) => {
    const before = voice.of(speech)
    expect((await before).length).toBeGreaterThan(0)
    return voice.of(speech) === before
  }
  const [script, item, other] = ['script', 'item', 'other'].map((name) =>
    silence(name, minutes(50)),
  )
  if (!script || !item || !other) throw new Error('three of them')
  const made = [script, item].map(voice.of)
  expect([script, item].map(voice.of)).toEqual(made)
  expect(voice.of(item)).toBe(made[1])
  expect(voice.of(script)).toBe(made[0])
  expect(await isKept(other)).toBe(true)
  expect(voice.of(script)).toBe(made[0])
  expect(voice.of(item)).not.toBe(made[1])

  const short = Array.from({ length: 41 }, (_, n) => silence(`short ${n}`, seconds(1)))
  const all = short.map(voice.of)
  expect(voice.of(short[40] ?? script)).toBe(all[40])
  expect(voice.of(short[0] ?? script)).not.toBe(all[0])
})

test('of pictures a hundred million pixels are kept, and all that are wanted now', async () => {
  const looked: string[] = []
  const pictures = openPictures({
    fileOf: (url) => url,
    films: { serialOf: () => undefined, draw: () => {} },
    imageIn: async (path) => {
      looked.push(path)
      const image = new Image()
      image.width = 8_000
      image.height = 5_000
      return image
    },
  })
  const placed = (url: string): Placed => ({
    ...{ url, kind: 'image', box: [0, 0, 100, 100], from: at('20:00'), until: undefined },
    loops: false,
  })
  const fetch = async (...urls: readonly string[]) => {
    looked.length = 0
    await pictures.fetch(urls.map(placed))
    return looked.join()
  }
  expect(await fetch('a')).toBe('a')
  expect(await fetch('b')).toBe('b')
  expect(await fetch('a')).toBe('')
  expect(await fetch('c')).toBe('c')
  // The one that was longest on no stage had to go, and no other.
  expect(await fetch('a', 'c')).toBe('')
  expect(await fetch('b')).toBe('b')
  expect(await fetch('d', 'e', 'f')).toBe('d,e,f')
  expect(['d', 'e', 'f'].map((url) => pictures.stateOf(placed(url)))).toEqual(
    Array(3).fill('there'),
  )
})

test('of addresses without a picture only so many are remembered', async () => {
  const pictures = openPictures({
    fileOf: (url) => url,
    films: { serialOf: () => undefined, draw: () => {} },
    imageIn: async () => {
      asked += 1
      return 'no picture'
    },
  })
  let asked = 0
  const one = (n: number): Placed => ({
    ...{ url: String(n), kind: 'image', box: [0, 0, 1, 1], from: at('20:00'), until: undefined },
    loops: false,
  })
  for (let n = 0; n <= 1_000; n++) await pictures.fetch([one(n)])
  await pictures.fetch([one(1_000)])
  expect(asked).toBe(1_001)
  await pictures.fetch([one(0)])
  expect(asked).toBe(1_002)
})
