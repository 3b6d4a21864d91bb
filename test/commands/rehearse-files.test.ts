import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { runRehearse } from '../../daemon/commands/rehearse.js'
import { lookAt } from '../../daemon/commands/rehearse-files.js'
import { seconds } from '../../daemon/core/time.js'
import { at } from '../builders.js'
import { heardOutput } from '../help/output.js'
import { withCues } from '../help/written-rundown.js'
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
  const { lengths } = await lookAt(new Map([[URL, path]]), () => undefined)
  expect(lengths).toEqual(new Map([[URL, seconds(3)]]))
})

test('what was made of it goes before: silence at its ends is gone', async () => {
  const { lengths } = await lookAt(new Map([[URL, path]]), () => seconds(2))
  expect(lengths).toEqual(new Map([[URL, seconds(2)]]))
})

test('what is wrong with a file is found; of a small picture its first bytes are looked at', async () => {
  const film = 'https://on-disk.invalid/film.mp4'
  const large = join(emptyFolder(), 'large.png')
  writeFileSync(large, Buffer.alloc(1_000_001))
  // It is not decoded: no more of it than this is looked at.
  const plain = join(emptyFolder(), 'plain.png')
  writeFileSync(plain, Buffer.from('\x89PNG\r\n\x1a\n and no more', 'latin1'))
  const files = new Map([
    [film, path],
    [URL, `${path}.gone`],
    ['https://on-disk.invalid/logo.png', path],
    ['https://on-disk.invalid/plain.png', plain],
    ['https://on-disk.invalid/gone.png', `${path}.gone`],
    ['https://on-disk.invalid/large.png', large],
  ])
  const { lengths, findings } = await lookAt(files, () => undefined)
  expect(lengths).toEqual(new Map())
  expect(findings).toEqual([
    { path: film, is: 'invalid', says: 'there is no picture in it' },
    { path: URL, is: 'invalid', says: 'it is not there' },
    { path: 'https://on-disk.invalid/logo.png', is: 'invalid', says: 'there is no picture in it' },
    { path: 'https://on-disk.invalid/gone.png', is: 'invalid', says: 'it is not there' },
    { path: 'https://on-disk.invalid/large.png', is: 'invalid', says: expect.anything() },
  ])
})

test('what the daemon could not make ready does not air in a rehearsal either, and it is said why', async () => {
  const folder = emptyFolder()
  const file = join(folder, 'evening.yaml')
  // It begins like a sound; that there is nothing behind it only ffprobe sees.
  const short = Uint8Array.from(readFileSync(path)).subarray(0, 40)
  for (const name of ['gone.wav', 'spare.wav']) writeFileSync(join(folder, name), short)
  const instead = 'audio: spare.wav, alternative: { say: The sponsor will be back soon. }'
  const sound = join(folder, 'tone.wav')
  copyFileSync(path, sound)
  writeFileSync(
    file,
    withCues(
      'cue: tone, at: +5s, audio: tone.wav',
      'cue: gone, at: +20s, audio: gone.wav',
      `cue: spare, at: +30s, ${instead}`,
    ),
  )
  const output = heardOutput()
  const usual = { at: '2026-11-21T12:00', seed: 1, faults: '', timezone: 'UTC' } as const
  const flags = { ...usual, for: seconds(50), format: 'json' } as const
  expect(await runRehearse([file], flags, at('12:00'), output), output.heard.trouble).toBe(0)
  const { rows, alerts } = JSON.parse(output.heard.result)
  const of = (name: string) => rows.find(({ item }: { item: string }) => item === name)
  expect(of('tone')).toMatchObject({ status: 'aired', title: expect.stringContaining(sound) })
  expect(of('gone')).toMatchObject({ status: 'dropped', reason: 'MEDIA_INVALID' })
  expect(of('spare')).toMatchObject({ status: 'aired', title: 'The sponsor will be back soon.' })
  expect(alerts.map(({ says }: { says: string }) => says)).toEqual([
    expect.stringContaining('gone will be left out: '),
    expect.stringContaining('of spare the alternative airs: '),
  ])
  expect(output.heard.result).not.toContain('on-disk.invalid')
})
