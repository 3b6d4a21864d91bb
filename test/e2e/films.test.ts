/** Films on the stand-in's live screen: from the file beside a rundown to the segments a viewer is sent. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import type { Tools } from '../../daemon/media/tools.js'
import { LIVE } from '../../daemon/render/live.js'
import { decoded, emptyFolder, made, realTools } from '../media/with-ffmpeg.js'
import { APP_KEY, aRundown, aStation, type Station } from './a-station.js'
import { start, until } from './onair.js'

/** The picture is drawn behind everything else the machine does. */
const PATIENCE = 120_000
/** Of two seconds each: more than a minute of a film of two seconds. */
const SEGMENTS_MAX = 40

type Box = readonly [x: number, y: number, w: number, h: number]
const ROUND: Box = [0, 300, 300, 900]
const ONCE: Box = [780, 300, 300, 900]

test('films move on the live screen: one goes round and round, one stays at its last frame', async () => {
  const tools = await realTools()
  const round = `{ video: film.mp4, loop: true, box: [${ROUND}] }`
  const once = `{ video: film.mp4, box: [${ONCE}] }`
  const stage = `stage: { backgrounds: [${round}, ${once}] }\n`
  await using station = await aStation({
    rundowns: { 'seen.yaml': aRundown('seen', 'always: true') + stage },
  })
  shown(station)
  // A second of red, a second of blue.
  const graph = ['red', 'blue'].map((c, n) => `color=${c}:s=160x480:r=25:d=1[${c}${n}]`).join(';')
  const film = join(station.folder, 'playlists', 'film.mp4')
  await made(tools, film, `${graph};[red0][blue1]concat`)
  const daemon = await station.run()
  await daemon.said(/can be seen and heard at http\S+\/watch/, PATIENCE)
  const door = /can be seen and heard at (http\S+\/watch)/.exec(daemon.stdout())?.[1] ?? ''

  const watched = join(station.data, 'watch')
  await station.until('a session is shown', () => readdirSync(watched).length > 0, PATIENCE)
  const [session = ''] = readdirSync(watched)
  let last: Seen = { round: [], once: [] }
  // Until one segment shows the whole of it going on, beside the one that has ended.
  for (let n = 0; n < SEGMENTS_MAX && !(isBoth(last.round) && isBlue(last.once)); n++) {
    const name = `${String(n).padStart(6, '0')}.ts`
    const isThere = () => existsSync(join(watched, session, name))
    await station.until(`there is ${name}`, isThere, PATIENCE)
    const sent = await fetch(`${door}/${session}/${name}`)
    const bytes = Buffer.from(await sent.arrayBuffer())
    const [inRound, inOnce] = [ROUND, ONCE].map((box) => coloursIn(tools, bytes, box))
    last = { round: (await inRound) ?? [], once: (await inOnce) ?? [] }
  }
  expect(new Set(last.round)).toEqual(new Set(['red', 'blue']))
  expect(new Set(last.once)).toEqual(new Set(['blue']))
}, 360_000)

test('Ctrl-C while a film of a rehearsal is drawn leaves no half of it', async () => {
  const folder = emptyFolder()
  writeFileSync(join(folder, 'seen.yaml'), aRundown('seen', 'always: true'))
  const words = ['rehearse', 'seen.yaml', '--for', '10m', '--render', 'film.mp4']
  await using rehearsal = start(words, { cwd: folder, group: true })
  const isBegun = () => existsSync(join(folder, 'film.mp4.part'))
  await until('the film has begun', isBegun, PATIENCE, rehearsal.stderr)
  rehearsal.kill('SIGINT')
  const { code, stderr } = await rehearsal.ended
  expect([code, stderr]).toEqual([1, expect.stringContaining('film.mp4: stopped')])
  expect(readdirSync(folder)).toEqual(['seen.yaml'])
}, 360_000)

test('a rendering stand-in that is left says what it still does, and leaves it at a second Ctrl-C', async () => {
  const folder = emptyFolder()
  await using standIn = start(
    ['stand-in', 'softsugar', '--port', '0', '--render', 'w', '--faults', 'init=0s'],
    { cwd: folder, env: { ONAIR_STAND_IN_APP_KEY: APP_KEY }, group: true },
  )
  await standIn.said(/stand-in for softsugar: http\S+,/, PATIENCE)
  const url = /stand-in for softsugar: (http\S+),/.exec(standIn.stdout())?.[1] ?? ''
  const rundowns = { 'seen.yaml': aRundown('seen', 'always: true') }
  await using station = await aStation({ rundowns, between: async () => url })
  await station.run()
  const inSession = () => {
    const [session] = readdirSync(join(folder, 'w'))
    return session === undefined ? [] : readdirSync(join(folder, 'w', session))
  }
  await station.until('something was seen', () => inSession().includes('000000.ts'), PATIENCE)
  standIn.kill('SIGINT')
  await standIn.said(/finishing the recordings in \S+w, two minutes at most; Ctrl-C leaves/)
  standIn.kill('SIGINT')
  expect((await standIn.ended).code).toBe(1)
  await until('nobody draws any more', () => !isDrawn(join(folder, 'w')))
  expect(inSession()).toContain('000000.ts')
  expect(inSession()).not.toContain('recording.half')
}, 360_000)

test('so does a daemon: Ctrl-C finishes the recordings once the journal is closed, a second one ends all at once', async () => {
  await using station = await aStation({
    rundowns: { 'seen.yaml': aRundown('seen', 'always: true') },
  })
  shown(station)
  const watched = join(station.data, 'watch')
  const isSeen = () =>
    existsSync(watched) && readdirSync(watched, { recursive: true }).join().includes('000000.ts')
  const left = async () => {
    const daemon = start(['run'], { cwd: station.folder, group: true })
    await until('something was seen', isSeen, PATIENCE, daemon.stdout)
    daemon.kill('SIGINT')
    await daemon.said(/finishing the recordings in \S+watch, two minutes at most; Ctrl-C leaves/)
    return daemon
  }
  const first = await left()
  // Whoever starts meanwhile is not refused.
  const second = start(['run'], { cwd: station.folder, group: true })
  await second.said(/onair is running/)
  second.kill('SIGTERM')
  expect((await first.ended).code).toBe(0)
  await second.ended
  await until('nobody draws any more', () => !isDrawn(watched), PATIENCE)
  rmSync(watched, { recursive: true, force: true })
  const third = await left()
  third.kill('SIGINT')
  expect((await third.ended).code).toBe(1)
  await until('nobody draws any more', () => !isDrawn(watched))
  expect(readdirSync(watched, { recursive: true }).join()).not.toMatch(/recording/)
}, 360_000)

/** A process that draws into this folder. */
function isDrawn(folder: string): boolean {
  return spawnSync('pgrep', ['-f', `projector.js ${folder}`]).status === 0
}

interface Seen {
  readonly round: readonly string[]
  readonly once: readonly string[]
}

const isBoth = (colours: readonly string[]) => colours.includes('red') && colours.includes('blue')
const isBlue = (colours: readonly string[]) => colours.length > 0 && !colours.includes('red')

/** The far end is the daemon's own stand-in, with a screen. */
function shown({ folder, port }: Station): void {
  const config = `http: { port: ${port}, publicUrl: "http://127.0.0.1:${port}" }
accounts: { demo: { platform: softsugar, standIn: true, render: true, faults: init=0s } }
`
  writeFileSync(join(folder, 'config.yaml'), config)
}

/** The film's colour in the box, frame by frame where it has one. */
async function coloursIn(tools: Tools, segment: Buffer, box: Box): Promise<readonly string[]> {
  const [x, y, w, h] = box.map((pixels) => Math.round(pixels * LIVE.scale))
  const args = ['-vf', `crop=${w}:${h}:${x}:${y},scale=1:1:flags=area`, '-pix_fmt', 'rgb24']
  const from = Readable.from([segment])
  const source = { kind: 'raw', from, options: ['-f', 'mpegts'] } as const
  const pixels = await decoded(tools, source, ['-an', ...args, '-f', 'rawvideo'])
  const frames = Array.from({ length: pixels.length / 3 }, (_, n) => n * 3)
  return frames.flatMap((at) => {
    const [r = 0, g = 0, b = 0] = pixels.subarray(at, at + 3)
    if (r > 180 && g < 70 && b < 70) return ['red']
    return b > 180 && r < 70 && g < 70 ? ['blue'] : []
  })
}
