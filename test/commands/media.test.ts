import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { runDoctor } from '../../daemon/commands/doctor.js'
import { aboutNode, clockAgainst } from '../../daemon/commands/doctor-machine.js'
import { runMedia } from '../../daemon/commands/media.js'
import { lineOf } from '../../daemon/commands/progress-bar.js'
import { aFolder } from '../help/folder.js'
import { heardOutput } from '../help/output.js'
import { withCues } from '../help/written-rundown.js'
import { made, realTools } from '../media/with-ffmpeg.js'

const tools = await realTools()
const CONFIG = 'http: { port: 0 }\naccounts: { demo: { platform: softsugar, standIn: true } }\n'
const bar = { show: () => {}, clear: () => {} }

test('what rundowns use is made once and shown; what cannot be made is said, and exits 1', async () => {
  const cues = [
    'cue: a, at: start, audio: a.wav',
    'cue: b, at: +1m, audio: b.mp3',
    'cue: c, at: +2m, audio: a.wav',
  ]
  const folder = aFolder({ 'config.yaml': CONFIG, 'shows/a.yaml': withCues(...cues) })
  await made(tools, join(folder, 'shows/a.wav'), 'sine=frequency=300:duration=1')
  writeFileSync(join(folder, 'shows/b.mp3'), 'ID3 and so on')
  const run = async (format: 'table' | 'json') => {
    const output = heardOutput()
    const flags = { config: join(folder, 'config.yaml'), format, prune: true }
    return { code: await runMedia([join(folder, 'shows')], flags, output, bar), ...output.heard }
  }
  const first = await run('table')
  expect(first.code).toBe(1)
  expect(first.result).toMatch(/a\.wav +mp3 +1\.0s +-1[56]\.\d +-\d+\.\d +\d+ kB +made\n/)
  expect(first.result).toMatch(/b\.mp3 +mp3 +failed: it is no sound, picture or film/)
  expect(first.trouble).toContain('removed 0 files')
  const [ready, failed] = JSON.parse((await run('json')).result)
  expect(ready).toMatchObject({ ok: true, fresh: false, seconds: expect.closeTo(1, 1) })
  expect(failed).toMatchObject({ ok: false })
})

test('what an unreadable rundown may use is not removed, and a cache that cannot be is told once', async () => {
  const folder = aFolder({
    'config.yaml': CONFIG,
    'a.yaml': withCues('cue: a, at: start, audio: a.wav'),
  })
  await made(tools, join(folder, 'a.wav'), 'sine=frequency=300:duration=1')
  const run = async (prune: boolean) => {
    const output = heardOutput()
    const flags = { config: join(folder, 'config.yaml'), format: 'table', prune } as const
    return { code: await runMedia([join(folder, 'a.yaml')], flags, output, bar), ...output.heard }
  }
  expect(await run(false)).toMatchObject({ code: 0, result: expect.stringContaining('made') })
  writeFileSync(join(folder, 'a.yaml'), 'show: [')
  const broken = await run(true)
  expect([broken.code, broken.trouble]).toEqual([1, expect.stringContaining('nothing was removed')])
  writeFileSync(join(folder, 'a.yaml'), withCues('cue: a, at: start, audio: a.wav'))
  expect(await run(false)).toMatchObject({ code: 0, result: expect.stringContaining('ready') })
  writeFileSync(join(folder, 'config.yaml'), `data: ./a.wav\n${CONFIG}`)
  expect(await run(false)).toEqual({
    code: 1,
    result: '',
    trouble: expect.stringMatching(
      /cannot be kept: \S+: this is a file where a folder was expected/,
    ),
  })
})

test('whoever leaves while something is made leaves nothing half made, and no ffmpeg behind', async () => {
  const folder = aFolder({
    'config.yaml': `ffmpeg: ./slow\n${CONFIG}`,
    'a.yaml': withCues('cue: a, at: start, audio: a.wav'),
  })
  await made(tools, join(folder, 'a.wav'), 'sine=frequency=300:duration=1')
  const pid = join(folder, 'pid')
  const slow = `case "$*" in *part.mp3*) touch "\${@: -1}"; echo $$ > ${pid}; exec sleep 1000;; esac`
  writeFileSync(join(folder, 'slow'), `#!/bin/bash\n${slow}\nexec ${tools.ffmpeg} "$@"\n`)
  chmodSync(join(folder, 'slow'), 0o755)
  const leaving = new AbortController()
  const output = heardOutput()
  const flags = { config: join(folder, 'config.yaml'), format: 'table' } as const
  const ended = runMedia([join(folder, 'a.yaml')], flags, output, bar, leaving.signal)
  await vi.waitFor(() => expect(existsSync(pid)).toBe(true), 30_000)
  leaving.abort()
  expect(await ended).toBe(1)
  expect(output.heard).toEqual({ result: '', trouble: expect.stringMatching(/^stopped: /) })
  const isRunning = () => existsSync(`/proc/${readFileSync(pid, 'utf8').trim()}/cmdline`)
  await vi.waitFor(() => expect(isRunning()).toBe(false), 30_000)
  expect(readdirSync(join(folder, 'data'), { recursive: true }).join()).not.toContain('part')
})

test('a bar tells how far all of it is', () => {
  const shares = new Map([
    ['m/a.wav', 1],
    ['m/b.wav', 0.5],
  ])
  expect(lineOf(shares, 'm/b.wav', 80)).toBe(`${'█'.repeat(18)}${'░'.repeat(6)} 75 %  1/2  b.wav`)
})

test('the doctor finds this machine well, and says what to do where it is not', async () => {
  const folder = aFolder({ 'config.yaml': CONFIG })
  const output = heardOutput()
  const config = join(folder, 'config.yaml')
  await runDoctor({ config, format: 'json' }, output)
  const findings: { about: string; state: string }[] = JSON.parse(output.heard.result)
  const stateOf = (about: string) => findings.find((one) => one.about === about)?.state
  expect(['node', 'config', 'port', 'ffmpeg'].map(stateOf)).toEqual(['ok', 'ok', 'ok', 'ok'])
  writeFileSync(config, `ffmpeg: ./nowhere\n${CONFIG.replace('standIn: true', 'standIn: maybe')}`)
  const ill = heardOutput()
  expect(await runDoctor({ config, format: 'text' }, ill)).toBe(1)
  expect(ill.heard.result).toMatch(/^error +config +.*config\.yaml:3: /m)
})

test('an old Node, a clock that is off, and secrets that are missing but never shown', async () => {
  expect(aboutNode('18.1.0')).toMatchObject({ state: 'error' })
  expect(aboutNode('22.0.0').state).toBe('ok')
  const at = Date.UTC(2026, 10, 29)
  expect(clockAgainst('a', 'https://v.example', at, at + 60_000)).toMatchObject({
    state: 'error',
    says: 'its clock and ours are 60 s apart',
  })
  expect(clockAgainst('a', 'https://v.example', at, at + 900).state).toBe('ok')
  const real =
    'accounts:\n  main:\n    platform: softsugar\n    credentials: { appId: a, appKey: { env: ONAIR_NOT_SET } }\n'
  const output = heardOutput()
  const config = join(aFolder({ 'config.yaml': real }), 'config.yaml')
  expect(await runDoctor({ config, format: 'text' }, output)).toBe(1)
  expect(output.heard.result).toContain('the environment variable ONAIR_NOT_SET is not set')
})
