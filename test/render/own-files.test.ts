import { join } from 'node:path'
import { createCanvas } from '@napi-rs/canvas'
import { expect, test } from 'vitest'
import { instant } from '../../daemon/core/time.js'
import { openMedia } from '../../daemon/media/room.js'
import { openFilms } from '../../daemon/render/films.js'
import { ownFiles } from '../../daemon/render/own-files.js'
import { ownImage } from '../../daemon/render/picture-file.js'
import { openPictures } from '../../daemon/render/pictures.js'
import type { Placed } from '../../daemon/render/span.js'
import { emptyFolder, made, realTools } from '../media/with-ffmpeg.js'

const tools = await realTools()
const folder = emptyFolder()
const cache = emptyFolder()
const media = openMedia({
  folder: cache,
  target: { loudness: -16, truePeak: -1 },
  tools: async () => tools,
})
const at = { width: 40, height: 40 }

async function published(
  name: string,
  graph: string,
  form: Parameters<typeof media.conform>[0]['form'],
) {
  const path = await made(tools, join(folder, name), graph, ...(name.endsWith('jpg') ? STILL : []))
  const conformed = await media.conform({ path, form })
  if (!conformed.ok) throw new Error(conformed.says)
  const { hash, ending } = conformed.kept
  return {
    url: `https://cdn.example/onair/${hash}${ending}?expires=1&signature=x`,
    ...conformed.kept,
  }
}
const STILL = ['-frames:v', '1', '-f', 'image2']

test('what the station published is seen on its own screen: pictures and films, sounds', async () => {
  const red = await published('a.jpg', 'color=red:s=80x80', { kind: 'image', as: 'jpg', ...at })
  const blue = await published('b.mp4', 'color=blue:s=80x80:d=1', { kind: 'film', ...at })
  const files = ownFiles(cache)
  expect(files.pictureFile(red.url)).toBe(red.path)
  expect(files.soundFile(red.url)).toBeUndefined()

  const wish = { fileOf: files.pictureFile, framesPerSecond: 25, scale: 1, nice: 0 }
  using films = openFilms(tools, wish)
  const pictures = openPictures({ fileOf: files.pictureFile, films, imageIn: ownImage })
  const placed = (url: string, kind: 'image' | 'video', x: number): Placed => ({
    ...{ url, kind, box: [x, 0, 40, 40], from: instant(0), until: undefined, loops: false },
  })
  const all = [placed(red.url, 'image', 0), placed(blue.url, 'video', 40)]
  await pictures.fetch(all)
  while (!films.goTo(all, 0)) await films.more()
  const ctx = createCanvas(80, 40).getContext('2d')
  for (const one of all) pictures.draw(ctx, one)
  const [r = 0, , b = 0] = ctx.getImageData(20, 20, 1, 1).data
  expect([r > 200, b < 50]).toEqual([true, true])
  const [r2 = 0, , b2 = 0] = ctx.getImageData(60, 20, 1, 1).data
  expect([r2 < 50, b2 > 200]).toEqual([true, true])
})

test('a sound is played from the cache; what is not in it is nowhere', async () => {
  const sound = { container: 'wav', codec: 'pcm_s16le', rate: 48_000, channels: 1 } as const
  const form = { kind: 'sound', ...sound, kbits: undefined } as const
  const tone = await published('t.wav', 'sine=d=1', form)
  const files = ownFiles(cache)
  expect(files.soundFile(tone.url)).toEqual({ path: tone.path, demuxer: 'wav' })
  expect(files.pictureFile(tone.url)).toBeUndefined()
  for (const url of [tone.url.replace('.wav', '.mp3'), 'https://cdn.example/../../etc/passwd', ''])
    expect(files.soundFile(url)).toBeUndefined()
  expect(ownFiles(undefined).soundFile(tone.url)).toBeUndefined()
})
