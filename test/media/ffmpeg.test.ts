import { existsSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { expect, test } from 'vitest'
import { seconds } from '../../daemon/core/time.js'
import { caged } from '../../daemon/media/cage.js'
import { type Job, runFfmpeg } from '../../daemon/media/ffmpeg.js'
import { ask, capabilities, findTools } from '../../daemon/media/tools.js'
import { emptyFolder, made, realTools } from './with-ffmpeg.js'

const tools = await realTools()
const tone = (length: number) => ({ kind: 'made', graph: `sine=duration=${length}` }) as const
const PCM = ['-f', 's16le', '-ar', '16000', '-ac', '1'] as const

function basin() {
  const drops: Buffer[] = []
  const stream = new Writable({
    write: (drop: Buffer, _, done) => {
      drops.push(drop)
      done()
    },
  })
  return { stream, bytes: () => Buffer.concat(drops) }
}

test('ffmpeg is found on PATH with its version, or named in the config, or it is said what to do', async () => {
  expect(tools.version).toMatch(/^[\w.:+~-]+$/)
  expect(await findTools(tools.ffmpeg)).toEqual(tools)
  const nowhere = await findTools('/nowhere/ffmpeg')
  expect(nowhere).toMatchObject({
    missing: 'ffmpeg',
    says: 'there is no ffmpeg at /nowhere/ffmpeg',
  })
  expect(await findTools(process.execPath)).toMatchObject({
    says: expect.stringContaining('does not answer like ffmpeg'),
  })
})

test('what it can do is a list of names', async () => {
  expect([...(await capabilities(tools, 'filters'))]).toEqual(
    expect.arrayContaining(['loudnorm', 'ebur128', 'silenceremove']),
  )
  expect((await capabilities(tools, 'encoders')).has('libmp3lame')).toBe(true)
  expect((await capabilities(tools, 'demuxers')).has('matroska')).toBe(true)
})

test('sound becomes PCM on a stream, every sample of it, and the stream stays open', async () => {
  const { stream, bytes } = basin()
  const progress: number[] = []
  const onProgress = (made: number) => progress.push(made)
  const job: Job = { inputs: [tone(3)], args: PCM, output: stream, onProgress }
  expect(await runFfmpeg(tools, job)).toMatchObject({ ok: true })
  expect(bytes()).toHaveLength(3 * 16_000 * 2)
  expect(stream.writableEnded).toBe(false)
  expect(progress.at(-1)).toBeCloseTo(3_000, -2)
})

test('our own bytes go in by a stream', async () => {
  const { stream, bytes } = basin()
  const from = Readable.from([Buffer.alloc(32_000)])
  const ran = await runFfmpeg(tools, {
    inputs: [{ kind: 'raw', from, options: PCM.slice(0) }],
    args: ['-f', 's16le', '-ar', '8000'],
    output: stream,
  })
  expect(ran.ok).toBe(true)
  expect(bytes()).toHaveLength(16_000)
})

test('whoever makes the bytes that go in is let go when ffmpeg has ended before them', async () => {
  let isOver = false
  async function* endless() {
    try {
      for (;;) yield Buffer.alloc(64_000)
    } finally {
      isOver = true
    }
  }
  const from = Readable.from(endless(), { objectMode: false })
  const ran = await runFfmpeg(tools, {
    inputs: [{ kind: 'raw', from, options: PCM.slice(0) }],
    args: ['-af', 'nosuchfilter'],
    output: 'nothing',
  })
  expect(ran.ok).toBe(false)
  await finished(from, { error: false }).catch(() => {})
  expect(isOver).toBe(true)
})

test('names that look like options, protocols or patterns are names of files', async () => {
  const folder = emptyFolder()
  for (const name of ['-y.wav', "concat:a|b %03d, it's; [x].wav"]) {
    const path = await made(tools, join(folder, name), 'sine=duration=0.2')
    const inputs = [{ kind: 'file', path, demuxer: 'wav' }] as const
    expect(await runFfmpeg(tools, { inputs, args: [], output: 'nothing' })).toMatchObject({
      ok: true,
    })
    expect(existsSync(path)).toBe(true)
  }
})

test('an address is no file, and a demuxer that opens others is refused', async () => {
  const path = join(emptyFolder(), 'list')
  const url = await runFfmpeg(tools, {
    inputs: [{ kind: 'file', path: 'http://127.0.0.1/a.wav', demuxer: 'wav' }],
    args: [],
    output: 'nothing',
  })
  expect(url).toMatchObject({
    ok: false,
    why: 'failed',
    says: expect.stringContaining('No such file'),
  })
  await made(tools, path, 'sine=duration=0.2', '-f', 'wav')
  for (const demuxer of ['hls', 'concat', 'image2']) {
    const inputs = [{ kind: 'file', path, demuxer }] as const
    const ran = await runFfmpeg(tools, { inputs, args: [], output: 'nothing' })
    expect(ran).toMatchObject({ ok: false, why: 'failed' })
  }
})

test('a failure gives its reason', async () => {
  const job: Job = { inputs: [tone(1)], args: ['-af', 'no_such_filter'], output: 'nothing' }
  const ran = await runFfmpeg(tools, job)
  expect(ran).toMatchObject({ ok: false, why: 'failed' })
  expect(ran.said.join('\n')).toContain('no_such_filter')
})

test('what encoders count when they are closed is no reason', async () => {
  const ffmpeg = join(emptyFolder(), 'ffmpeg')
  const said = [
    'out.mp4: Disk quota exceeded',
    '[libx264 @ 0x5a] kb/s:0.32',
    '[aac @ 0x5b] Qavg: 9.1',
  ]
  writeFileSync(
    ffmpeg,
    `#!/bin/sh\nprintf '%s\\n' ${said.map((line) => `'${line}'`).join(' ')} >&2\nexit 1\n`,
    { mode: 0o755 },
  )
  const ran = await runFfmpeg(
    { ...tools, ffmpeg },
    { inputs: [tone(1)], args: [], output: 'nothing' },
  )
  expect(ran).toMatchObject({ ok: false, says: 'out.mp4: Disk quota exceeded' })
})

test('a full disk is called that, whatever is said after it', async () => {
  const args = ['-c:a', 'aac', '-f', 'adts']
  const ran = await runFfmpeg(tools, { inputs: [tone(60)], args, output: '/dev/full' })
  expect(ran).toMatchObject({ ok: false, says: 'the disk is full' })
})

test('so it is when only the last block did not get there, which ffmpeg calls a success', async () => {
  for (const args of [['-f', 'mp3'], [...PCM], ['-c:a', 'aac', '-f', 'adts']]) {
    const ran = await runFfmpeg(tools, { inputs: [tone(0.3)], args, output: '/dev/full' })
    expect(ran).toMatchObject({ ok: false, says: 'the disk is full' })
  }
})

test('what takes too long, is stopped, or grows too large is killed', async () => {
  const endless: Job = { inputs: [tone(1e6)], args: ['-re'], output: 'nothing' }
  const late = { ...endless, inputs: [{ kind: 'made', graph: 'anullsrc' }], args: [] } as const
  expect(await runFfmpeg(tools, { ...late, deadline: seconds(0.3) })).toMatchObject({ why: 'late' })
  const { signal } = { signal: AbortSignal.timeout(300) }
  expect(await runFfmpeg(tools, { ...late, signal })).toMatchObject({ why: 'stopped' })
  expect(await runFfmpeg(tools, { ...late, signal })).toMatchObject({ why: 'stopped' })
  const output = join(emptyFolder(), 'large.wav')
  const large = await runFfmpeg(tools, { ...late, output, limits: { outputMb: 1 } })
  expect(large).toMatchObject({ ok: false, why: 'too-large' })
  expect(statSync(output).size).toBeLessThanOrEqual(1_048_576)
  expect(await runFfmpeg(tools, { ...late, limits: { cpuSeconds: 1 } })).toMatchObject({
    why: 'too-costly',
  })
  expect(await runFfmpeg(tools, { ...late, limits: { memoryMb: 40 } })).toMatchObject({ ok: false })
})

test('an output that breaks ends the job', async () => {
  const output = new Writable({ write: (_, __, done) => done(new Error('the pipe broke')) })
  const job: Job = { inputs: [{ kind: 'made', graph: 'anullsrc' }], args: PCM, output }
  expect(await runFfmpeg(tools, job)).toMatchObject({
    why: 'failed',
    says: expect.stringContaining('the pipe broke'),
  })
})

test('it sees no secret of ours, and no network where this machine can take it away', async () => {
  process.env.ONAIR_TEST_SECRET = 'canary-4711'
  const args = ['-e', 'process.stdout.write(JSON.stringify(process.env))']
  const limits = { memoryMb: 100_000 }
  const seen = await ask(tools, process.execPath, args, limits)
  delete process.env.ONAIR_TEST_SECRET
  expect(seen.stdout).toContain('PATH')
  expect(seen.stdout).not.toContain('canary-4711')
  expect(caged(['ffmpeg'], 'none')[0]).toBe('-i')

  let knocks = 0
  const server = createServer(() => (knocks += 1)).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const call = `fetch('http://127.0.0.1:${port}').catch(() => process.exit(7))`
  const { ok } = await ask(tools, process.execPath, ['-e', call], limits)
  server.close()
  if (tools.isolation !== 'none') expect({ ok, knocks }).toEqual({ ok: false, knocks: 0 })
})
