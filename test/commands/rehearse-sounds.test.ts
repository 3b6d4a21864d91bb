import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { soundLengths } from '../../daemon/commands/rehearse-sounds.js'
import { seconds } from '../../daemon/core/time.js'
import { emptyFolder, made, realTools } from '../media/with-ffmpeg.js'

const URL = 'https://on-disk.invalid/tone.wav.mp3'
let path: string
beforeAll(async () => {
  path = await made(
    await realTools(),
    join(emptyFolder(), 'tone.wav'),
    'sine=frequency=440:duration=3',
  )
})

test('a sound that was never made ready is as long as its file says', async () => {
  const lengths = await soundLengths(new Map([[URL, path]]), () => undefined)
  expect(lengths).toEqual(new Map([[URL, seconds(3)]]))
})

test('what was made of it goes before: silence at its ends is gone', async () => {
  const lengths = await soundLengths(new Map([[URL, path]]), () => seconds(2))
  expect(lengths).toEqual(new Map([[URL, seconds(2)]]))
})

test('pictures have none, and nobody knows that of a file that is not there', async () => {
  const files = new Map([
    ['https://on-disk.invalid/logo.png', path],
    [URL, `${path}.gone`],
  ])
  expect(await soundLengths(files, () => undefined)).toEqual(new Map())
})
