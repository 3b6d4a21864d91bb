import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { beforeAll, describe, expect, test } from 'vitest'
import type { SoundForm } from '../../daemon/core/compile/media-forms.js'
import { runFfmpeg } from '../../daemon/media/ffmpeg.js'
import { measure } from '../../daemon/media/loudness.js'
import { probe } from '../../daemon/media/probe.js'
import { type MediaRoom, openMedia, type Progress } from '../../daemon/media/room.js'
import { emptyFolder, made, realTools } from './with-ffmpeg.js'

const tools = await realTools()
const MP3: SoundForm = {
  kind: 'sound',
  container: 'mp3',
  codec: 'libmp3lame',
  rate: 48_000,
  channels: 2,
  kbits: 192,
}
const target = { loudness: -16, truePeak: -1 }
const folder = emptyFolder()
const from = (name: string) => join(folder, name)
const room = (options: { onProgress?: (progress: Progress) => void } = {}): MediaRoom =>
  openMedia({ folder: emptyFolder(), target, tools: async () => tools, ...options })

/** Three seconds that sway like speech, softly: 20 to 30 dB below full. */
const VOICE = 'aevalsrc=0.2*sin(2*PI*300*t)*(0.6+0.4*sin(2*PI*4*t))'

const SOUNDS: Readonly<Record<string, readonly [graph: string, ...args: readonly string[]]>> = {
  'deep.wav': [`${VOICE}:s=96000:d=3`, '-c:a', 'pcm_s24le'],
  'mono.flac': [`${VOICE}:s=44100:d=3`, '-ac', '1'],
  'small.m4a': [`${VOICE}:s=48000:d=3`, '-c:a', 'aac'],
  'free.ogg': [`${VOICE}:s=48000:d=3`, '-c:a', 'libvorbis', '-ac', '2'],
  'round.wav': [`${VOICE}|0|${VOICE.slice(9)}|0|0|0:c=5.1:s=48000:d=3`],
  'mislabelled.mp3': [`${VOICE}:s=22050:d=3`, '-f', 'wav'],
  'sound.png': [`${VOICE}:s=44100:d=3`, '-f', 'mp3'],
  'noise.wav': ['anoisesrc=d=3:a=0.05:seed=7'],
  'clicks.wav': ['aevalsrc=0.9*lt(mod(t\\,0.5)\\,0.002)+0.01*sin(2*PI*200*t):s=48000:d=3'],
}

beforeAll(async () => {
  await Promise.all(
    Object.entries(SOUNDS).map(([name, [graph, ...args]]) =>
      made(tools, from(name), graph, ...args),
    ),
  )
  await made(
    tools,
    from('cover.png'),
    'testsrc=size=64x64:duration=1',
    '-frames:v',
    '1',
    '-f',
    'image2',
  )
  await made(tools, from('film.mp4'), 'testsrc=size=320x180:rate=10:duration=1')
})

async function soundOf(path: string) {
  const probed = await probe(tools, path)
  if (!probed.ok) throw new Error(probed.says)
  const { demuxer } = probed.probe
  const back = await measure(tools, { kind: 'file', path, demuxer }, 'anull')
  if (!back.ok) throw new Error(back.says)
  return { ...probed.probe, measured: back.measured }
}

describe.concurrent('any sound becomes one that the platform takes', () => {
  const media = room()
  const names = Object.keys(SOUNDS).filter((name) => name !== 'clicks.wav')
  test.for(names)('%s', async (name, { expect }) => {
    const conformed = await media.conform({ path: from(name), form: MP3 })
    if (!conformed.ok) throw new Error(conformed.says)
    const { path, loudness, length } = conformed.kept
    const { demuxer, sound, picture, measured } = await soundOf(path)
    expect({ demuxer, sound, picture }).toEqual({
      demuxer: 'mp3',
      sound: { codec: 'mp3', channels: 2 },
      picture: undefined,
    })
    expect(measured.loudness).toBeGreaterThan(-16.5)
    expect(measured.loudness).toBeLessThan(-15.5)
    expect(measured.truePeak).toBeLessThanOrEqual(-0.5)
    expect(Math.abs((loudness ?? 0) - (measured.loudness ?? 0))).toBeLessThan(0.5)
    expect(length).toBeCloseTo(3_000, -3)
  })
})

test('silence at the ends is cut, but for a moment; silence inside stays', async () => {
  const part = '0.2*sin(2*PI*300*t)*(between(t\\,1\\,2)+between(t\\,3\\,4))'
  await made(tools, from('ends.wav'), `aevalsrc=${part}:s=48000:d=5`)
  const conformed = await room().conform({ path: from('ends.wav'), form: MP3 })
  if (!conformed.ok) throw new Error(conformed.says)
  expect(conformed.kept.length).toBeGreaterThan(3_050)
  expect(conformed.kept.length).toBeLessThan(3_200)
})

test('peaks are held where gain alone would break through them', async () => {
  const conformed = await room().conform({ path: from('clicks.wav'), form: MP3 })
  if (!conformed.ok) throw new Error(conformed.says)
  expect(conformed.kept.how).not.toBe('gain')
  expect(conformed.kept.truePeak).toBeLessThanOrEqual(-0.5)
})

test('the cover of a song is no film, and a song with one is a sound', async () => {
  const args = ['-i', from('cover.png'), '-map', '0:a', '-map', '1:v', '-c:v', 'copy', '-f', 'mp3']
  await made(tools, from('song.mp3'), `${VOICE}:s=48000:d=3`, ...args)
  const media = room()
  expect((await media.conform({ path: from('song.mp3'), form: MP3 })).ok).toBe(true)
  const film = { kind: 'film', width: 64, height: 64 } as const
  expect(await media.conform({ path: from('song.mp3'), form: film })).toMatchObject({
    says: 'there is no picture in it',
  })
  expect(await media.conform({ path: from('film.mp4'), form: MP3 })).toMatchObject({
    says: 'there is no sound in it',
  })
})

test('a picture fills its box, a film too', async () => {
  const media = room()
  const image = { kind: 'image', width: 100, height: 40 } as const
  const still = await media.conform({ path: from('cover.png'), form: image })
  const film = { kind: 'film', width: 108, height: 192 } as const
  const moving = await media.conform({ path: from('film.mp4'), form: film })
  if (!still.ok || !moving.ok) throw new Error(JSON.stringify([still, moving]))
  const probed = [await probe(tools, still.kept.path), await probe(tools, moving.kept.path)]
  expect(probed).toMatchObject([
    { probe: { demuxer: 'png_pipe', picture: { codec: 'png', width: 100, height: 40 } } },
    { probe: { demuxer: 'mov', picture: { codec: 'h264', width: 108, height: 192 } } },
  ])
})

/** Says that it is to be turned to the right before it is looked at, as telephones do (EXIF orientation 6). */
const TURNED = Buffer.from(
  'ffe100224578696600004949' + '2a00080000000100120103000100000006000000' + '00000000',
  'hex',
)

test('a photograph stays a jpg, upright, and is much smaller than as png', async () => {
  const halves = 'color=red:s=320x360[a];color=blue:s=320x360[b];[a][b]hstack,noise=alls=60'
  await made(tools, from('photo.jpg'), halves, '-frames:v', '1', '-f', 'image2')
  const plain = readFileSync(from('photo.jpg'))
  const turned = Buffer.concat([plain.subarray(0, 2), TURNED, plain.subarray(2)])
  writeFileSync(from('turned.jpg'), turned)
  const media = room()
  const form = { kind: 'image', width: 100, height: 200 } as const
  const jpg = await media.conform({ path: from('turned.jpg'), form: { ...form, as: 'jpg' } })
  const png = await media.conform({ path: from('turned.jpg'), form })
  if (!jpg.ok || !png.ok) throw new Error(JSON.stringify([jpg, png]))
  expect(media.vault.byHash(jpg.kept.hash)?.path).toMatch(/\.jpg$/)
  expect(await probe(tools, jpg.kept.path)).toMatchObject({
    probe: { demuxer: 'jpeg_pipe', picture: { codec: 'mjpeg', width: 100, height: 200 } },
  })
  expect(jpg.kept.bytes).toBeLessThan(png.kept.bytes / 2)

  const [topRed = 0, , topBlue = 0, bottomRed = 0, , bottomBlue = 0] = await twoPixels(
    jpg.kept.path,
  )
  expect([topRed > topBlue, bottomBlue > bottomRed]).toEqual([true, true])
})

/** The upper half and the lower one as a pixel each: red, green, blue. */
async function twoPixels(path: string): Promise<readonly number[]> {
  const bytes: number[] = []
  const output = new PassThrough().on('data', (chunk: Buffer) => bytes.push(...chunk))
  const args = ['-vf', 'scale=1:2:flags=area,format=rgb24', '-f', 'rawvideo']
  await runFfmpeg(tools, { inputs: [{ kind: 'file', path, demuxer: 'jpeg_pipe' }], args, output })
  return bytes
}

test('nothing is made twice: not by another asking at once, not later, not under another name', async () => {
  const heard: number[] = []
  const keptIn = emptyFolder()
  const open = (tool: () => Promise<typeof tools>) =>
    openMedia({ folder: keptIn, target, tools: tool, onProgress: ({ share }) => heard.push(share) })
  const media = open(async () => tools)
  const order = { path: from('mono.flac'), form: MP3 }
  const [first, second] = await Promise.all([media.conform(order), media.conform(order)])
  expect(first).toEqual(second)
  expect(heard.filter((share) => share === 1)).toHaveLength(1)
  const again = open(() => Promise.reject(new Error('ffmpeg was looked for')))
  expect(await again.conform(order)).toMatchObject({ ok: true, fresh: false })
  expect(again.known(order)).toMatchObject({ hash: first.ok ? first.kept.hash : '' })
  copyFileSync(from('mono.flac'), from('copy.flac'))
  expect(await again.conform({ ...order, path: from('copy.flac') })).toMatchObject({ fresh: false })
  utimesSync(from('copy.flac'), 1, 1)
  expect(again.known({ ...order, path: from('copy.flac') })).toBeUndefined()
  expect(readdirSync(keptIn, { recursive: true }).join()).not.toContain('part')

  const { hash } = again.known(order) ?? { hash: '' }
  expect(again.vault.byHash(hash)?.path).toContain(hash)
  expect(again.vault.byHash('../../etc/passwd')).toBeUndefined()
  expect(await again.vault.prune(new Set([hash]))).toMatchObject({ files: 0 })
  expect(again.known(order)).toBeDefined()
  expect(await again.vault.prune(new Set())).toMatchObject({ files: 1 })
  expect(again.known(order)).toBeUndefined()
})

test('the same bytes under several names, kept at once, are in nobody’s way', async () => {
  const keptIn = emptyFolder()
  const { vault } = openMedia({ folder: keptIn, target, tools: async () => tools })
  const wanted = { form: MP3, target }
  const nothing = { length: undefined, loudness: undefined, truePeak: undefined, how: undefined }
  const kept = await Promise.all(
    Array.from({ length: 8 }, async (_, n) => {
      const path = from(`same-${n}.wav`)
      writeFileSync(path, 'the same')
      const { output } = vault.begin(wanted)
      writeFileSync(output, 'the same, made')
      return vault.keep(path, await vault.identify(path), wanted, output, nothing)
    }),
  )
  expect(new Set(kept.map((one) => one?.hash)).size).toBe(1)
  expect(readdirSync(keptIn, { recursive: true }).join()).not.toContain('part')
})

test('what somebody is writing stays in the cache, what is left of a process that was killed goes', async () => {
  const keptIn = emptyFolder()
  const gone = spawnSync('true').pid
  const left = (name: string) => writeFileSync(join(keptIn, name), 'half')
  const parts = [`${process.pid}-7.part.mp3`, `${process.ppid}-remote-1.part`]
  for (const name of [...parts, `${gone}-1.part.mp4`]) left(name)
  const media = openMedia({ folder: keptIn, target, tools: async () => tools })
  await media.vault.prune(new Set())
  expect(readdirSync(keptIn).sort()).toEqual([...parts].sort())
  left(`${gone}-1.part.mp4`)
  await media.conform({ path: from('mono.flac'), form: MP3 })
  expect(readdirSync(keptIn)).toEqual(expect.arrayContaining(parts))
  expect(readdirSync(keptIn).join()).not.toContain(`${gone}-1`)
})

describe('what is crafted or broken ends in a sentence', () => {
  const media = room()
  const says = async (path: string, form: Parameters<MediaRoom['conform']>[0]['form'] = MP3) => {
    const conformed = await media.conform({ path, form })
    return conformed.ok ? 'it was made' : conformed.says
  }
  const written = (name: string, text: string | Uint8Array) => {
    writeFileSync(from(name), text)
    return from(name)
  }

  test('playlists, pages, archives, nothing', async () => {
    const list = '#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n'
    expect(await says(written('a.mp4', list))).toBe('it is a playlist, not a sound or picture')
    expect(await says(written('b.mp3', `\n${list}`))).toContain('playlist')
    expect(await says(written('c.mp3', 'ffconcat version 1.0\nfile /etc/passwd'))).toContain(
      'playlist',
    )
    expect(await says(written('d.mp3', '<!DOCTYPE html>'))).toContain('web page')
    expect(await says(written('e.mp3', '<MPD xmlns="urn:mpeg:dash">'))).toContain('text')
    expect(await says(written('f.mp3', 'v=0\no=- 0 0 IN IP4 127.0.0.1'))).toContain('text')
    expect(await says(written('g.png', 'PK\x03\x04bomb'))).toContain('archive')
    expect(await says(written('h.mp3', ''))).toBe('it is empty')
    expect(await says(from('nowhere.mp3'))).toBe('it is not there')
    expect(await says(folder)).toBe('it is no file')
    expect(await says(from(`${'x'.repeat(300)}.mp3`))).toBe('it cannot be read (ENAMETOOLONG)')
    symlinkSync(from('round'), from('round'))
    expect(await says(from('round/a.mp3'))).toBe('it is a link, and links are not followed')
    expect(await says(written('i.mp3', Buffer.alloc(5_000, 'onair ')))).toContain('damaged')
  })

  test('a file that is cut off', async () => {
    copyFileSync(from('small.m4a'), from('cut.m4a'))
    truncateSync(from('cut.m4a'), 9_000)
    expect(await says(from('cut.m4a'))).not.toBe('it was made')
    copyFileSync(from('mono.flac'), from('cut.flac'))
    truncateSync(from('cut.flac'), 30_000)
    expect(await says(from('cut.flac'))).toMatch(/it states 3.0 s and ends after .* it is cut off/)
  })

  test('silence, ten hours, and a picture that would fill the memory', async () => {
    await made(tools, from('silent.wav'), 'anullsrc=d=1')
    expect(await says(from('silent.wav'))).toBe('it is silent from beginning to end')
    const long = readFileSync(from('mono.flac'))
    long.writeUInt32BE(36_000 * 44_100, 22)
    expect(await says(written('long.flac', long))).toBe('it is 10h long; the longest taken is 4h')
    const header = readFileSync(from('cover.png'))
    header.writeUInt32BE(60_000, 16)
    header.writeUInt32BE(60_000, 20)
    expect(await says(written('bomb.png', header), { kind: 'image', width: 9, height: 9 })).toBe(
      'it is damaged, or has far more than the 50 million pixels that are taken',
    )
  })
})
