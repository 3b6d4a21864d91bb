import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { runRehearse } from '../../daemon/commands/rehearse.js'
import { seconds } from '../../daemon/core/time.js'
import { ask, type Tools } from '../../daemon/media/tools.js'
import { at } from '../builders.js'
import { heardOutput } from '../help/output.js'
import { withCues, written } from '../help/written-rundown.js'
import { decoded, made, realTools } from '../media/with-ffmpeg.js'

const folder = mkdtempSync(join(tmpdir(), 'onair-film-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const FRAME_MS = 40
const usual = { at: '2026-11-21T12:00', seed: 1, faults: '', timezone: 'UTC' } as const

test('the film shows pictures in their boxes at their times, and is heard where the log says', async () => {
  const tools = await realTools()
  mkdirSync(join(folder, 'media'))
  await made(tools, join(folder, 'media/red.png'), 'color=c=0xff0000:s=64x64', '-frames:v', '1')
  await made(
    tools,
    join(folder, 'media/beep.mp3'),
    'sine=frequency=5000:duration=3',
    '-b:a',
    '128k',
  )
  const file = join(folder, 'evening.yaml')
  const picture = '{ image: media/red.png, box: [640, 200, 400, 300], from: 800ms, for: 480ms }'
  writeFileSync(
    file,
    withCues(`cue: beep, at: +2s, audio: media/beep.mp3, foregrounds: [${picture}]`),
  )
  const film = join(folder, 'out.mp4')
  const output = heardOutput()
  const flags = { ...usual, for: seconds(5), render: film, format: 'json' } as const
  expect(await runRehearse([file], flags, at('12:00'), output), output.heard.trouble).toBe(0)
  expect(readdirSync(folder).filter((name) => name.includes('.part'))).toEqual([])

  const log = JSON.parse(output.heard.result)
  const beep = log.rows.find(({ item }: { item: string }) => item === 'beep')
  const starts = Date.parse(beep.started) - Date.parse(log.startsAt)
  expect(starts).toBeGreaterThan(2_000)
  // The picture: from 0.8 s into the cue, for twelve frames, in its box and nowhere beside it.
  const redAt = await redFrames(tools, film)
  const red = redAt(840, 350)
  expect(Math.abs((red[0] ?? 0) * FRAME_MS - (starts + 800))).toBeLessThanOrEqual(FRAME_MS)
  expect(Math.abs(red.length * FRAME_MS - 480)).toBeLessThanOrEqual(FRAME_MS)
  const beside = [
    [625, 350],
    [1_055, 350],
    [840, 185],
    [840, 515],
  ] as const
  expect(beside.flatMap(([x, y]) => redAt(x, y))).toEqual([])
  // The sound, told from the voice of the script by its height.
  expect(Math.abs((await heardFrom(tools, film)) - starts)).toBeLessThanOrEqual(FRAME_MS)
  expect(await streams(tools, film)).toEqual(['h264,25/1', 'aac,0/0'])
}, 180_000)

test('a film behind the presenter moves: it begins when the show does, loops or stays as it says', async () => {
  const tools = await realTools()
  mkdirSync(join(folder, 'media'), { recursive: true })
  // A second of red, a second of blue.
  const graph = ['red', 'blue'].map((c, n) => `color=${c}:s=160x160:r=25:d=1[${c}${n}]`).join(';')
  await made(tools, join(folder, 'media/two.mp4'), `${graph};[red0][blue1]concat`)
  const film = '{ video: media/two.mp4, loop: true, box: [0, 0, 540, 1920] }'
  const once = '{ video: media/two.mp4, box: [540, 0, 540, 1920] }'
  const late = '{ video: media/two.mp4, box: [540, 0, 540, 200], from: 3s, for: 480ms }'
  const file = join(folder, 'moving.yaml')
  const hello = 'cue: hello, at: +2s, say: Good evening to all of you.'
  const segments = `segments: [{ segment: opening, cues: [{ ${hello} }] }]`
  writeFileSync(
    file,
    written({ stage: `stage: { backgrounds: [${film}, ${once}, ${late}] }`, segments }),
  )
  const render = join(folder, 'moving.mp4')
  const output = heardOutput()
  const flags = { ...usual, for: seconds(6), render, format: 'json' } as const
  expect(await runRehearse([file], flags, at('12:00'), output), output.heard.trouble).toBe(0)

  const log = JSON.parse(output.heard.result)
  const first = (Date.parse(log.sessions[0].live) - Date.parse(log.startsAt)) / FRAME_MS
  const redAt = await redFrames(tools, render)
  const until = (redAt(30, 300).at(-1) ?? 0) + 1
  expect(until).toBeGreaterThan(120)
  // To the frame: for a second of every two, across the cue that is spoken in between; and for the first second only.
  const begins = Math.round(first)
  const second = (n: number) => Array.from({ length: 25 }, (_, k) => begins + n * 25 + k)
  const looped = [...second(0), ...second(2), ...second(4)].filter((n) => n < until)
  expect(shifted(redAt(30, 300), looped)).toBeLessThanOrEqual(1)
  expect(shifted(redAt(1_050, 300), second(0))).toBeLessThanOrEqual(1)
  const window = Array.from({ length: 12 }, (_, k) => begins + 75 + k)
  expect(shifted(redAt(1_050, 100), [...second(0), ...window])).toBeLessThanOrEqual(1)
}, 180_000)

/** By how many frames at most one list is beside the other; of different lengths they are two things. */
const shifted = (seen: readonly number[], wanted: readonly number[]) =>
  seen.length === wanted.length
    ? Math.max(...seen.map((n, index) => Math.abs(n - (wanted[index] ?? 0))))
    : Number.POSITIVE_INFINITY

test('a sound is heard in the film whatever its name says; what holds none is told, and a chime is in its place', async () => {
  const tools = await realTools()
  mkdirSync(join(folder, 'media'), { recursive: true })
  const forms = [
    ['wav.mp3', 'wav', 'pcm_s16le'],
    ['ogg.wav', 'ogg', 'libopus'],
    ['m4a.mp3', 'ipod', 'aac'],
    ['mp3.flac', 'mp3', 'libmp3lame'],
  ] as const
  for (const [name, form, codec] of forms) {
    const path = join(folder, 'media', name)
    await made(tools, path, 'sine=frequency=5000:duration=2', '-c:a', codec, '-f', form)
  }
  writeFileSync(join(folder, 'media/broken.mp3'), Uint8Array.of(0xff, 0xfb, 0x90, 0x64))
  const file = join(folder, 'names.yaml')
  const cues = forms.map(([name], n) => `cue: c${n}, at: +${4 + 3 * n}s, audio: media/${name}`)
  const script = 'script: { audio: media/broken.mp3 }'
  writeFileSync(file, withCues(...cues).replace(/^script: .*$/m, script))
  const render = join(folder, 'names.mp4')
  const output = heardOutput()
  const flags = { ...usual, for: seconds(17), render, format: 'json' } as const
  expect(await runRehearse([file], flags, at('12:00'), output), output.heard.trouble).toBe(0)

  const { rows, startsAt }: Log = JSON.parse(output.heard.result)
  const heard = await heardAt(tools, render)
  const played = rows.filter(({ item }) => item?.startsWith('c'))
  expect(played).toHaveLength(forms.length)
  for (const { item, started } of played) {
    const from = Date.parse(started ?? '') - Date.parse(startsAt)
    const within = heard.filter((ms) => ms >= from && ms < from + 2_000)
    expect(within.length, item ?? '').toBeGreaterThan(180)
  }
  // The chime is told from them by its height.
  expect(heard.length).toBeLessThan(forms.length * 220)
  expect(output.heard.trouble).toMatch(/broken\.mp3: it is .*; a chime is heard in its place/)
}, 180_000)

test('sounds are as loud in the film as on air, and begin where they are heard', async () => {
  const tools = await realTools()
  mkdirSync(join(folder, 'media'), { recursive: true })
  const tone = 'sine=frequency=5000:duration=3'
  await made(tools, join(folder, 'media/quiet.wav'), `${tone},volume=-18dB,adelay=1000`)
  await made(tools, join(folder, 'media/loud.wav'), `${tone},volume=15dB`)
  await made(tools, join(folder, 'media/silence.wav'), 'anullsrc=r=48000:cl=mono:d=4')
  const file = join(folder, 'level.yaml')
  const cues = ['quiet', 'loud'].map(
    (name, n) => `cue: ${name}, at: +${4 + 6 * n}s, audio: media/${name}.wav`,
  )
  const script = 'script: { audio: media/silence.wav }'
  writeFileSync(file, withCues(...cues).replace(/^script: .*$/m, script))
  const render = join(folder, 'level.mp4')
  const output = heardOutput()
  const flags = { ...usual, for: seconds(16), render, format: 'json' } as const
  expect(await runRehearse([file], flags, at('12:00'), output), output.heard.trouble).toBe(0)

  const { rows, startsAt }: Log = JSON.parse(output.heard.result)
  const bytes = await raw(tools, render, ['-vn', '-ar', '16000', '-ac', '1', '-f', 's16le'])
  const [quiet = 0, loud = 0] = ['quiet', 'loud'].map((name) => {
    const started = rows.find(({ item }) => item === name)?.started ?? ''
    const from = Date.parse(started) - Date.parse(startsAt)
    return decibelsIn(bytes, from + 500, from + 2_500)
  })
  expect(Math.abs(quiet - loud)).toBeLessThan(1)
  // −16 LUFS of two channels, of which this is one.
  expect(Math.abs(quiet + 22)).toBeLessThan(1.5)
  expect(output.heard.trouble).toContain('silence.wav: it is silent from beginning to end')
}, 180_000)

test('a script of several sounds plays them one after the other, each to its end, and begins anew', async () => {
  const tools = await realTools()
  mkdirSync(join(folder, 'media'), { recursive: true })
  await made(tools, join(folder, 'media/two.wav'), 'sine=frequency=5000:duration=2')
  await made(tools, join(folder, 'media/ten.wav'), 'sine=frequency=300:duration=10')
  const file = join(folder, 'songs.yaml')
  const script = 'script: { audio: [media/two.wav, media/ten.wav] }'
  writeFileSync(file, written({ script, disclosure: '' }))
  const render = join(folder, 'songs.mp4')
  const output = heardOutput()
  const flags = { ...usual, for: seconds(16), render, format: 'json' } as const
  expect(await runRehearse([file], flags, at('12:00'), output), output.heard.trouble).toBe(0)

  const heard = await heardAt(tools, render)
  const first = heard[0] ?? Number.NaN
  expect(first).toBeLessThan(200)
  const again = heard.find((ms) => ms > first + 4_000) ?? Number.NaN
  expect(Math.abs(again - first - 12_000)).toBeLessThanOrEqual(FRAME_MS)
  expect(Math.abs(heard.length * 10 - 4_000)).toBeLessThanOrEqual(2 * FRAME_MS)
}, 180_000)

/** Of samples of 16 kHz, from one millisecond to another. */
function decibelsIn(bytes: Buffer, from: number, to: number): number {
  let sum = 0
  for (let n = Math.round(from * 16); n < to * 16; n++) sum += bytes.readInt16LE(2 * n) ** 2
  return 10 * Math.log10(sum / ((to - from) * 16) / 32_768 ** 2)
}

interface Log {
  readonly startsAt: string
  readonly rows: readonly { readonly item: string | null; readonly started: string | null }[]
}

test('a film is made with the ffmpeg that the config names', async () => {
  const file = join(folder, 'named.yaml')
  writeFileSync(file, withCues('cue: hello, at: start, say: Good evening to all of you.'))
  const config = join(folder, 'config.yaml')
  writeFileSync(
    config,
    'accounts: { demo: { platform: softsugar, standIn: true } }\nffmpeg: nowhere/ffmpeg\n',
  )
  const output = heardOutput()
  const render = join(folder, 'named.mp4')
  const flags = { ...usual, for: seconds(5), render, config, format: 'table' } as const
  expect(await runRehearse([file], flags, at('12:00'), output)).toBe(3)
  expect(output.heard.trouble).toMatch(/there is no ffmpeg at \S*nowhere\/ffmpeg/)
})

/** Asked for a point of the 1080 × 1920 canvas: the numbers of the frames that are red there. */
async function redFrames(tools: Tools, film: string) {
  const [width, height] = [108, 192]
  const small = `scale=${width}:${height}:flags=neighbor`
  const bytes = await raw(tools, film, ['-an', '-vf', small, '-pix_fmt', 'rgb24', '-f', 'rawvideo'])
  const size = width * height * 3
  return (x: number, y: number) =>
    Array.from({ length: bytes.length / size }, (_, n) => {
      const place = n * size + 3 * (Math.floor(y / 10) * width + Math.floor(x / 10))
      const [r = 0, g = 0, b = 0] = bytes.subarray(place, place + 3)
      return r > 200 && g < 70 && b < 70 ? n : -1
    }).filter((n) => n >= 0)
}

/** Milliseconds until something of five kilohertz is heard. */
const heardFrom = async (tools: Tools, film: string): Promise<number> =>
  (await heardAt(tools, film))[0] ?? Number.NaN

/** Every hundredth of a second, in milliseconds, in which something of five kilohertz is heard. */
async function heardAt(tools: Tools, film: string): Promise<readonly number[]> {
  const rate = 16_000
  const filter = Array.from({ length: 3 }, () => 'bandpass=f=5000:width_type=h:w=250').join(',')
  const bytes = await raw(tools, film, [
    ...['-vn', '-af', filter, '-ar', String(rate), '-ac', '1', '-f', 's16le'],
  ])
  // A hundredth of a second at a time: a crackle is no sound.
  const block = rate / 100
  const heard: number[] = []
  for (let n = 0; (n + 1) * block * 2 <= bytes.length; n++) {
    let sum = 0
    for (let k = 0; k < block; k++) sum += Math.abs(bytes.readInt16LE(2 * (n * block + k)))
    if (sum / block > 1_000) heard.push(n * 10)
  }
  return heard
}

const raw = (tools: Tools, path: string, args: readonly string[]) =>
  decoded(tools, { kind: 'file', path, demuxer: 'mov' }, args)

async function streams(tools: Tools, film: string): Promise<readonly string[]> {
  const shown = ['-show_entries', 'stream=codec_name,r_frame_rate', '-of', 'csv=p=0']
  const { stdout } = await ask(tools, tools.ffprobe, ['-v', 'error', ...shown, film])
  return stdout.trim().split('\n')
}
