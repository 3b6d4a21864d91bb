import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aRundown, aStation } from './a-station.js'
import { onair } from './onair.js'

const WRONG = `station: Evening Shop
timezone: Asia/Shangai
http: { port: 99999, publicUrl: ftp://onair.example }
accounts:
  main:
    platform: softsugar
    baseUrl: http://vendor.example
    credentials: { appId: a, appKey: { env: NO_SUCH_KEY } }
    callbackSecret: { env: WEAK }
    sesions: 2
`

test('a wrong config lists its problems, starts nothing and makes no folder', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'onair-wrong-'))
  try {
    writeFileSync(join(folder, 'config.yaml'), WRONG)
    const place = { cwd: folder, env: { WEAK: 'canary-weak' } }
    const form = await onair(['run'], place)
    expect(form).toMatchObject({ code: 1, stdout: '' })
    for (const place of ['config.yaml:1:', 'config.yaml:3:', 'config.yaml:10:']) {
      expect(form.stderr).toContain(place)
    }
    expect(form.stderr).toMatch(/sesions.*did you mean "sessions"/s)
    expect(form.stderr).toContain('nothing was started')

    const mended = WRONG.replace('Evening Shop', 'evening')
      .replace('99999', '8420')
      .replace('    sesions: 2\n', '')
    writeFileSync(join(folder, 'config.yaml'), mended)
    const facts = await onair(['run'], place)
    expect(facts).toMatchObject({ code: 1, stdout: '' })
    for (const problem of [
      /Asia\/Shanghai/,
      /publicUrl|onair\.example/,
      /plain http/,
      /NO_SUCH_KEY/,
    ]) {
      expect(facts.stderr).toMatch(problem)
    }
    expect(facts.stderr).toMatch(/at least 16 characters/)
    expect(facts.stderr).not.toContain('canary-weak')
    expect(existsSync(join(folder, 'data'))).toBe(false)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('a config that is not there is a problem like any other', async () => {
  const { code, stderr } = await onair(['run', '--config', 'no-such.yaml'])
  expect(code).toBe(1)
  expect(stderr).toContain('no-such.yaml:1:1 error unreadable')
})

test('a wrong rundown says why and changes nothing; the others run', async () => {
  const shop = aRundown(
    'shop',
    'always: true',
    'cue: pitch, every: 2s, say: This is for you today.',
  )
  const wrong = aRundown('evening', 'always: true', 'cue: hi, evry: 2s, say: This is for you.')
  await using station = await aStation({ rundowns: { 'shop.yaml': shop, 'wrong.yaml': wrong } })
  const daemon = await station.run()
  await daemon.said(/AIRED pitch/)
  expect(daemon.stderr()).toMatch(/wrong\.yaml:12:\d+ error.*did you mean "every"/s)
  expect(daemon.stderr()).toContain('rundowns with errors are left out')
  expect(station.summary().sessions).toHaveLength(1)
})

test('a rundown spoilt while the daemon was down leaves its last good version in force', async () => {
  const shop = aRundown(
    'shop',
    'always: true',
    'cue: pitch, every: 2s, say: This is for you today.',
  )
  await using station = await aStation({ rundowns: { 'shop.yaml': shop } })
  const first = await station.run()
  await first.said(/AIRED pitch/)
  first.kill('SIGTERM')
  await first.ended
  writeFileSync(join(station.folder, 'playlists', 'shop.yaml'), shop.replace('every', 'evry'))
  const second = await station.run()
  await second.said(/AIRED pitch/)
  expect(station.summary().sessions).toHaveLength(1)
})

test('a port that is taken is named, and what to change', async () => {
  const shop = aRundown('shop', 'always: true')
  await using station = await aStation({ rundowns: { 'shop.yaml': shop } })
  await using other = await aStation({ rundowns: { 'shop.yaml': shop } })
  const config = join(other.folder, 'config.yaml')
  writeFileSync(config, other.config().replace(String(other.port), String(station.port)))
  const first = await station.run()
  const { code, stderr } = await other.onair('run')
  expect([code, stderr]).toEqual([1, expect.stringContaining(`port ${station.port} is taken`)])
  expect(stderr).toContain('http.port')
  first.kill('SIGTERM')
  expect((await first.ended).code).toBe(0)
})
