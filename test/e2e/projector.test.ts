/** The process that draws what is live, told what to do by nobody but this test. */
import { type ChildProcess, execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Instant, instant } from '../../daemon/core/time.js'
import { probe } from '../../daemon/media/probe.js'
import { LIVE } from '../../daemon/render/live.js'
import type { Order, Report } from '../../daemon/render/projector.js'
import type { Span } from '../../daemon/render/span.js'
import { decoded, emptyFolder, realTools } from '../media/with-ffmpeg.js'
import { ROOT, until } from './onair.js'

/** It is drawn behind everything else the machine does. */
const PATIENCE = 120_000

test('a recording is finished though another was told of when nobody listened any more', async () => {
  const folder = emptyFolder()
  await using projector = await aProjector(folder)
  const sessions = ['first', 'second']
  for (const session of sessions) projector.tell({ do: 'show', session, title: '', span: aSpan() })
  const isSeen = (session: string) => existsSync(join(folder, session, '000000.ts'))
  await until('both were seen', () => sessions.every(isSeen), PATIENCE)
  projector.tell({ do: 'end', session: 'first' })
  const list = join(folder, 'first', 'live.m3u8')
  // Its last segment is written, and its recording is only begun.
  await until('one is over', () => readFileSync(list, 'utf8').includes('ENDLIST'), PATIENCE)
  projector.leave()
  expect(await projector.ended).toBe(0)
  expect(sessions.filter((one) => existsSync(join(folder, one, 'recording.mp4')))).toEqual(sessions)
}, 360_000)

test('a screen whose ffmpeg was killed is told of, goes on, and is recorded from its beginning', async () => {
  const folder = emptyFolder()
  await using projector = await aProjector(folder)
  projector.tell({ do: 'show', session: 'shown', title: '', span: aSpan() })
  const segments = () =>
    readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith('.ts'))
  await until('something was seen', () => segments().length >= 2, PATIENCE)
  const found = execFileSync('pgrep', ['-P', String(projector.pid), '-f', 'live.m3u8'])
  process.kill(Number(found.toString()), 'SIGKILL')
  const troubles = () => projector.reports.filter(({ is }) => is === 'trouble')
  await until('it is told', () => troubles().length > 0, PATIENCE)
  const before = segments().length
  await until('it goes on', () => segments().length >= before + 2, PATIENCE)
  projector.tell({ do: 'end', session: 'shown' })
  projector.leave()
  expect(await projector.ended).toBe(0)
  expect(troubles()).toEqual([
    { is: 'trouble', says: expect.stringMatching(/killed.*: its screen begins again/) },
  ])
  const path = join(folder, 'shown', 'recording.mp4')
  const probed = await probe(await realTools(), path)
  const seconds = probed.ok ? Number(probed.probe.length) / 1_000 : 0
  expect(seconds).toBeGreaterThan((before + 2) * LIVE.segmentSeconds - 1)
}, 360_000)

test.each([
  ['a signal ends it in order', ['SIGINT'], 0],
  ['a second one at once, with nothing half', ['SIGINT', 'SIGHUP'], 1],
] as const)(
  '%s',
  async (_, signals, code) => {
    const folder = emptyFolder()
    await using projector = await aProjector(folder)
    projector.tell({ do: 'show', session: 'shown', title: '', span: aSpan() })
    const isThere = (name: string) => existsSync(join(folder, 'shown', name))
    await until('something was seen', () => isThere('000000.ts'), PATIENCE)
    for (const signal of signals) process.kill(Number(projector.pid), signal)
    expect(await projector.ended).toBe(code)
    expect(isThere('recording.mp4')).toBe(code === 0)
    expect(isThere('recording.half')).toBe(false)
  },
  360_000,
)

test('what is missing in a session is said on its picture, though it is known before the session is shown', async () => {
  const folder = emptyFolder()
  const tools = await realTools()
  await using projector = await aProjector(folder)
  projector.tell({ do: 'miss', session: 'lacks', says: ['film.mp4 is missing'] })
  for (const session of ['lacks', 'whole'])
    projector.tell({ do: 'show', session, title: '', span: aSpan() })
  const red = async (session: string) => {
    const path = join(folder, session, '000000.ts')
    await until(`${session} was seen`, () => existsSync(path), PATIENCE)
    // Where the words are on one line, behind their end.
    const corner = 'crop=40:16:iw-40:2,scale=1:1:flags=area'
    const args = ['-an', '-frames:v', '1', '-vf', corner, '-pix_fmt', 'rgb24', '-f', 'rawvideo']
    const [r = 0, , b = 0] = await decoded(tools, { kind: 'file', path, demuxer: 'mpegts' }, args)
    return r - b
  }
  expect(await red('lacks')).toBeGreaterThan(50)
  expect(await red('whole')).toBeLessThan(10)
  projector.leave()
  expect(await projector.ended).toBe(0)
}, 360_000)

test('it uses the ffmpeg that it is told to', async () => {
  const folder = emptyFolder()
  const program = join(ROOT, 'dist/render/projector.js')
  const words = [folder, '', join(folder, 'ffmpeg')]
  const child = fork(program, words, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  const [report] = await once(child, 'message')
  expect(report).toEqual({ is: 'trouble', says: expect.stringContaining('no ffmpeg at') })
  if (child.connected) child.disconnect()
})

const aSpan = (at: Instant = instant(Date.now())): Span => ({
  ...{
    at,
    backgrounds: [],
    foregrounds: [],
    presenter: undefined,
    speech: undefined,
    slate: 'seen',
  },
})

interface Projector extends AsyncDisposable {
  readonly pid: number | undefined
  readonly tell: (order: Order) => void
  readonly reports: readonly Report[]
  /** Nobody tells it anything any more, nor hears it. */
  readonly leave: () => void
  readonly ended: Promise<number | null>
}

async function aProjector(folder: string): Promise<Projector> {
  const program = join(ROOT, 'dist/render/projector.js')
  const child: ChildProcess = fork(program, [folder], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const reports: Report[] = []
  child.on('message', (report: Report) => reports.push(report))
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  await until('it is ready', () => reports.some(({ is }) => is === 'ready'), PATIENCE)
  return {
    pid: child.pid,
    tell: (order) => child.send(order),
    reports,
    leave: () => child.disconnect(),
    ended,
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
      await ended
    },
  }
}
