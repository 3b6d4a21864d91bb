import { existsSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aFolder } from '../help/folder.js'
import { ahead, aRundown, aStation } from './a-station.js'
import { onair, start } from './onair.js'

const TOKEN = 'canary-watcher-token-0123456789'

test.each([
  ['no token', [], {}, /a token is needed: --token-file/],
  ['a token anybody guesses', [], { ONAIR_WATCHER_TOKEN: 'short' }, /at least 24 characters/],
  ['a token that is not there', ['--token-file', 'gone'], {}, /gone cannot be read/],
  ['a port that is none', ['--port', '99999'], { ONAIR_WATCHER_TOKEN: TOKEN }, /--port takes/],
  [
    'alarms in the clear',
    ['--alarm-url', 'http://canary.example'],
    { ONAIR_WATCHER_TOKEN: TOKEN },
    /the address of the alarms is https/,
  ],
  [
    'a state that cannot be written',
    ['--port', '0', '--state', 'gone/state.json'],
    { ONAIR_WATCHER_TOKEN: TOKEN },
    /state\.json cannot be written \(ENOENT\)/,
  ],
])('%s: nothing is watched, and it says why', async (_, words, env, why) => {
  const cwd = aFolder({})
  const { code, stdout, stderr } = await onair(['watcher', ...words], { cwd, env })
  expect(code).toBe(1)
  expect(stderr).toMatch(why)
  expect(stdout + stderr).not.toMatch(/canary|^\s+at /m)
})

test('a port that is taken is told as that', async () => {
  await using server = await aServer()
  const words = ['watcher', '--port', String(server.port)]
  const { code, stderr } = await onair(words, { env: { ONAIR_WATCHER_TOKEN: TOKEN } })
  expect([code, stderr]).toEqual([
    1,
    `error: port ${server.port} is taken: another program listens there (--port)\n`,
  ])
})

test('a daemon tells what it is to start, that it is on air, and that it was stopped on purpose', async () => {
  const folder = aFolder({})
  const state = join(folder, 'state.json')
  const words = ['watcher', '--port', '0', '--state', state]
  await using watcher = start(words, { env: { ONAIR_WATCHER_TOKEN: TOKEN } })
  await watcher.said(/the watcher listens at/)
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(watcher.stdout())?.[0]
  const known = () => (existsSync(state) ? readFileSync(state, 'utf8') : '')
  const { written } = ahead(12)
  await using station = await aStation({
    rundowns: { 'tea.yaml': aRundown('tea', `at: ${written}, duration: 10m`) },
    config: `watcher: { url: "${url}", token: { env: WATCHER } }\n`,
    env: { WATCHER: TOKEN },
  })
  const daemon = await station.run()
  await station.until('the start is promised', () => /"starts":\[\{"airing":"tea@/.test(known()))
  await daemon.said(/ON AIR/)
  await station.until('it is on air there, too', () => /"sessions":1,.*"starts":\[\]/.test(known()))
  await station.onair('stop', '--station', 'e2e')
  await daemon.ended
  await station.until('it is forgotten', () => known().endsWith('"watched":{}}'))
  watcher.kill('SIGTERM')
  const { code, stdout, stderr } = await watcher.ended
  expect([code, stderr]).toEqual([0, ''])
  expect(stdout + daemon.stdout()).not.toMatch(/ALARM|canary/)
})

test('a watcher that is not there is one warning, and the show goes on', async () => {
  await using station = await aStation({
    rundowns: { 'shop.yaml': aRundown('shop', 'always: true') },
    config: 'watcher: { url: "http://127.0.0.1:1", token: { env: WATCHER } }\n',
    env: { WATCHER: TOKEN },
  })
  const daemon = await station.run()
  await daemon.said(/ON AIR/)
  await daemon.said(
    /the watcher does not take what it is told: it cannot be reached \(ECONNREFUSED\)/,
  )
  expect(daemon.stdout().match(/the watcher does not take/g)).toHaveLength(1)
  expect(daemon.stdout()).not.toContain(TOKEN)
})

async function aServer() {
  const server: Server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
