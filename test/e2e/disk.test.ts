/** The real daemon on a disk that fails: strace answers its calls in the kernel's place. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findDesk } from '../../daemon/run/desk-file.js'
import { APP_KEY, aRundown, aStation, KNOCK, requests, type Station } from './a-station.js'
import { ROOT, until } from './onair.js'

const HAS_STRACE = spawnSync('strace', ['--version']).status === 0
const ADVICE = 'strace is missing, so no disk fails: apt-get install strace (.ci/run does)'
if (!HAS_STRACE && !process.env.CI) console.warn(ADVICE)

const shop = aRundown(
  'shop',
  'always: true',
  'cue: pitch, every: 2s, say: This is what we have for you today.',
)

/** The daemon of this station with some of its system calls failing. */
function onBadDisk(station: Station, call: string, inject: string) {
  const node = [process.execPath, join(ROOT, 'dist/main.js'), 'run']
  const strace = ['-f', '-o', '/dev/null', '-e', `trace=${call}`, '-e', `inject=${call}:${inject}`]
  const child = spawn('strace', [...strace, ...node], {
    cwd: station.folder,
    env: { PATH: process.env.PATH ?? '', NO_COLOR: '1', APP_KEY, KNOCK },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part) => {
      said += String(part)
    })
  }
  const ended = once(child, 'close').then(([code]) => ({ code: Number(code), said }))
  // What strace runs goes on without it: the daemon itself is told.
  const tell = (signal: NodeJS.Signals) => {
    const pid = findDesk(station.data)?.pid
    if (pid !== undefined && child.exitCode === null) process.kill(pid, signal)
  }
  return {
    said: () => said,
    ended,
    leave: () => tell('SIGTERM'),
    [Symbol.asyncDispose]: async () => {
      tell('SIGKILL')
      await ended
    },
  }
}

test('strace is there where it must be', () => {
  expect(HAS_STRACE || !process.env.CI, ADVICE).toBe(true)
})

test
  .skipIf(!HAS_STRACE)
  .concurrent(
    'a sync that fails ends the daemon with 3, after a last heartbeat; the next one goes on in the same session',
    async () => {
      await using station = await aStation({ rundowns: { 'shop.yaml': shop } })
      await using daemon = onBadDisk(station, 'fsync', 'error=EIO:when=45+')
      const { code, said } = await daemon.ended
      expect(said).toMatch(/cannot be trusted any more.*SQLITE_IOERR_FSYNC/)
      expect(said).toMatch(/^error: the journal cannot be written any more/m)
      expect(code).toBe(3)
      expect(requests(station.record()).at(-1)).toMatchObject({ endpoint: 'heartbeat' })
      const spoken = () => station.summary().sessions[0]?.spoken.length ?? 0
      const before = spoken()
      await station.run()
      await station.until('it speaks again', () => spoken() > before)
      expect(station.summary().sessions).toHaveLength(1)
    },
  )

test
  .skipIf(!HAS_STRACE)
  .concurrent('a sync that fails while the daemon starts ends it with 3 as well', async () => {
    await using station = await aStation({ rundowns: { 'shop.yaml': shop } })
    await using daemon = onBadDisk(station, 'fsync', 'error=EIO:when=3')
    const { code, said } = await daemon.ended
    expect(said).toMatch(/^error: .*data cannot be written .*look at it \(dmesg, SMART\)/m)
    expect(said).not.toMatch(/^\s+at /m)
    expect(code).toBe(3)
    expect(requests(station.record())).toEqual([])
  })

test
  .skipIf(!HAS_STRACE)
  .concurrent(
    'a full disk: the daemon lives, beats, airs nothing; and goes on by itself when there is room',
    async () => {
      await using station = await aStation({ rundowns: { 'shop.yaml': shop } })
      await using daemon = onBadDisk(station, 'pwrite64', 'error=ENOSPC:when=150..156')
      await until(
        'it goes on',
        () => /can be written again/.test(daemon.said()),
        30_000,
        daemon.said,
      )
      expect(daemon.said()).toMatch(/the reserve was given up/)
      expect(daemon.said().match(/nothing is aired until it can; make room/g)).toHaveLength(1)
      const spoken = () => station.summary().sessions[0]?.spoken.length ?? 0
      const before = spoken()
      await station.until('it speaks again', () => spoken() > before)
      daemon.leave()
      expect((await daemon.ended).code).toBe(0)
      const texts = requests(station.record()).filter(({ refused }) => refused !== undefined)
      expect(texts).toEqual([])
      expect(station.summary().sessions).toHaveLength(1)
    },
  )
