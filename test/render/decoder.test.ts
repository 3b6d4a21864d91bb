import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Decoder, type DecoderWish, openDecoder } from '../../daemon/render/decoder.js'
import { emptyFolder, made, realTools } from '../media/with-ffmpeg.js'

const folder = emptyFolder()
const path = join(folder, 'steps.mp4')
const tools = await realTools()

/** Eight frames at 25 a second, each brighter than the one before. */
beforeAll(async () => {
  const graph = "color=black:s=32x32:r=25:d=0.32,geq=lum='30+25*N':cb=128:cr=128"
  await made(tools, path, graph, '-c:v', 'libx264', '-qp', '0', '-pix_fmt', 'yuv420p')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const wish = { path, width: 16, height: 16, framesPerSecond: 25, nice: 0, loops: false } as const

const open = (more: Partial<DecoderWish>) => openDecoder(tools, { ...wish, ...more })

/** The step, 0 to 7, that frame `want` shows. */
async function stepAt(decoder: Decoder, want: number): Promise<number> {
  while (!decoder.goTo(want)) await decoder.more()
  const luma = decoder.frame()?.pixels[0] ?? Number.NaN
  return Math.abs(Math.round(((luma * 219) / 255 + 16 - 30) / 25))
}

async function steps(decoder: Decoder, wants: readonly number[]): Promise<readonly number[]> {
  const seen: number[] = []
  for (const want of wants) seen.push(await stepAt(decoder, want))
  return seen
}

const from0to = (last: number) => Array.from({ length: last + 1 }, (_, n) => n)

test('a film that plays once stays at its last frame', async () => {
  using decoder = open({})
  expect(await steps(decoder, from0to(10))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 7, 7, 7])
})

test.each([
  ['from memory', undefined],
  ['decoded anew, where it is too long to be kept', 0],
])('a film that loops begins anew, %s', async (_, keptBytes) => {
  using decoder = open({ loops: true, ...(keptBytes === undefined ? {} : { keptBytes }) })
  const wants = [...from0to(9), 15, 16, 17, 80]
  expect(await steps(decoder, wants)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 7, 0, 1, 0])
})

/** An ffmpeg that counts how often it was begun; `run`: what it does then. */
function counted(name: string, run: string) {
  const starts = join(folder, `${name}.starts`)
  const ffmpeg = join(folder, name)
  writeFileSync(ffmpeg, `#!/bin/sh\necho >> ${starts}\n${run}\n`, { mode: 0o755 })
  return { ffmpeg, starts: () => (existsSync(starts) ? readFileSync(starts, 'utf8').length : 0) }
}

test('the next round of a long film is begun before it is wanted', async () => {
  const { ffmpeg, starts } = counted('counted', `exec ${tools.ffmpeg} "$@"`)
  const decoder = openDecoder({ ...tools, ffmpeg }, { ...wish, loops: true, keptBytes: 0 })
  await steps(decoder, from0to(3))
  await vi.waitFor(() => expect(starts()).toBe(2), 30_000)
  decoder[Symbol.dispose]()
})

/** Longer than the time in which the next round is begun. */
const FIVE_SECONDS = 125

test('so it is where this round cannot follow', async () => {
  const long = await made(tools, join(folder, 'long.mp4'), 'testsrc=size=32x32:rate=25:duration=5')
  const { ffmpeg, starts } = counted(
    'stuck-late',
    `${tools.ffmpeg} "$@" | head -c 10240\nsleep 1000`,
  )
  using decoder = openDecoder(
    { ...tools, ffmpeg },
    { ...wish, path: long, loops: true, keptBytes: 0 },
  )
  while (!decoder.goTo(5)) await decoder.more()
  expect(starts()).toBe(1)
  // Nothing came of it, and yet its time is nearly over.
  expect(decoder.goTo(FIVE_SECONDS - 10)).toBe(false)
  await vi.waitFor(() => expect(starts()).toBe(2), 30_000)
})

test('rounds follow each other frame by frame, two ffmpegs at most, and none is left behind', async () => {
  const path = await made(tools, join(folder, 'five.mp4'), 'testsrc=size=32x32:rate=25:duration=5')
  const running = () =>
    spawnSync('pgrep', ['-fc', `ffmpeg.*${path}`])
      .stdout.toString()
      .trim()
  const decoder = openDecoder(tools, { ...wish, path, loops: true, keptBytes: 0 })
  const counts = new Set<number>()
  for (let n = 0; n < 3 * FIVE_SECONDS; n++) {
    while (!decoder.goTo(n)) await decoder.more()
    expect(decoder.frame()?.serial).toBe(n + 1)
    if (n % 10 === 0) counts.add(Number(running()))
  }
  expect(Math.max(...counts)).toBeLessThanOrEqual(2)
  decoder[Symbol.dispose]()
  await vi.waitFor(() => expect(running()).toBe('0'), 30_000)
})

test('a film whose ffmpeg was killed in its first round is whole in the next', async () => {
  const ffmpeg = join(folder, 'killed')
  const size = wish.width * wish.height * 4
  const script = `#!/bin/sh
    [ -e ${ffmpeg}.once ] && exec ${tools.ffmpeg} "$@"
    touch ${ffmpeg}.once
    ${tools.ffmpeg} "$@" | head -c ${3 * size}
    exit 1
  `
  writeFileSync(ffmpeg, script, { mode: 0o755 })
  using decoder = openDecoder({ ...tools, ffmpeg }, { ...wish, loops: true })
  const seen = await steps(decoder, from0to(15))
  expect(seen).toEqual([...[0, 1, 2, 2, 2, 2, 2, 2], ...from0to(7)])
})

test('shown at another pace it lasts as long: at half of it every other frame', async () => {
  using decoder = open({ framesPerSecond: 12.5 })
  const seen = await steps(decoder, from0to(4))
  expect(seen[3]).toBeGreaterThanOrEqual(6)
  expect(seen[4]).toBe(seen[3])
})

test('what is no film has no frames, and nobody waits for them', async () => {
  const text = join(folder, 'text.mp4')
  writeFileSync(text, 'no film at all')
  using decoder = open({ path: text, loops: true })
  while (!decoder.goTo(3)) await decoder.more()
  expect(decoder.frame()).toBeUndefined()
})

test('who waits for a frame that comes in pieces waits for the next piece, and lets it come', async () => {
  // Each is half a megabyte, and a pipe brings 64 kB at a time.
  using decoder = open({ width: 360, height: 360 })
  let pieces = 0
  for (const want of from0to(7)) {
    for (; !decoder.goTo(want); pieces++) {
      expect(pieces).toBeLessThan(10_000)
      await decoder.more()
    }
  }
  expect(pieces).toBeGreaterThan(0)
})

test('a decoder that is stuck is not waited for', async () => {
  const ffmpeg = join(folder, 'stuck')
  writeFileSync(ffmpeg, '#!/bin/sh\nexec sleep 1000\n', { mode: 0o755 })
  using decoder = openDecoder({ ...tools, ffmpeg }, { ...wish, stalledAfter: 50 })
  while (!decoder.goTo(3)) await decoder.more()
  expect(decoder.frame()).toBeUndefined()
})
