/** The watcher on real HTTP: its door, the way of the alarms, and what it remembers. Time is moved by hand. */

import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { after, type Instant, minutes, seconds, utc } from '../../daemon/core/time.js'
import type { Log } from '../../daemon/log.js'
import { secret } from '../../daemon/secret.js'
import { openAlarmLine } from '../../daemon/watcher/alarm-line.js'
import type { Alive } from '../../daemon/watcher/contract.js'
import { remember, remembered } from '../../daemon/watcher/memory.js'
import { type Post, post } from '../../daemon/watcher/post.js'
import type { Watched } from '../../daemon/watcher/watch.js'
import { openWatcher } from '../../daemon/watcher/watcher.js'
import { at } from '../builders.js'
import { NINE, past } from '../core/plan/builders.js'
import { aFolder } from '../journal/a-journal.js'

const TOKEN = secret('canary-watcher-token-0123456789')

const ALIVE: Alive = {
  station: 'demo',
  at: utc(NINE),
  starts: [{ airing: 'tea@9', at: utc(past(60)), until: utc(after(NINE, minutes(60))) }],
  onAir: [],
  sessions: 1,
  ends: false,
}

/** Whoever is woken: a real server that can be down. */
async function aHook() {
  const got: { readonly [key: string]: unknown }[] = []
  const how = { status: 200 }
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (part) => {
      text += String(part)
    })
    request.on('end', () => {
      if (how.status === 200) got.push(JSON.parse(text))
      response.writeHead(how.status).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    got,
    how,
    url: `http://127.0.0.1:${port}/canary-hook`,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

async function aWatcher(
  more: { alarmUrl?: string; before?: Watched; keep?: (watched: Watched) => void } = {},
) {
  const clock = { now: NINE as Instant }
  const lines: string[] = []
  const log: Log = {
    info: (_, says) => lines.push(`info ${says}`),
    warn: (_, says) => lines.push(`warn ${says}`),
    alert: (_, says) => lines.push(`alert ${says}`),
  }
  const now = () => clock.now
  const line = openAlarmLine({ url: more.alarmUrl, post, now, log })
  const watcher = await openWatcher({
    ...{ host: '127.0.0.1', port: 0, token: TOKEN, now, log, line },
    ...(more.before && { before: more.before }),
    ...(more.keep && { keep: more.keep }),
  })
  return {
    lines,
    url: watcher.url,
    line,
    tell: (body: unknown = ALIVE, more: Partial<Post> = {}) =>
      post({ url: `${watcher.url}/alive`, token: TOKEN, body, ...more }),
    pass: async (to: Instant) => {
      clock.now = to
      watcher.tick()
      await line.idle()
    },
    [Symbol.asyncDispose]: () => watcher[Symbol.asyncDispose](),
  }
}

test('posts stop: one alarm in the log and at the address, and one word when they come again', async () => {
  await using hook = await aHook()
  await using watcher = await aWatcher({ alarmUrl: hook.url })
  expect(await watcher.tell({ ...ALIVE, starts: [] })).toBeUndefined()
  await watcher.pass(past(89))
  expect(watcher.lines).toEqual([])
  await watcher.pass(past(90))
  await watcher.pass(past(120))
  expect(watcher.lines).toEqual([expect.stringMatching(/^alert ALARM: nothing is heard of demo/)])
  await watcher.tell({ ...ALIVE, at: utc(past(120)), starts: [] })
  await watcher.line.idle()
  expect(watcher.lines.slice(1)).toEqual(['info over: demo is heard again, 30s after the alarm'])
  expect(hook.got.map(({ kind, is, station }) => [kind, is, station])).toEqual([
    ['silent', 'raised', 'demo'],
    ['silent', 'over', 'demo'],
  ])
})

test('a promised start that is not on air is an alarm after ten seconds', async () => {
  await using hook = await aHook()
  await using watcher = await aWatcher({ alarmUrl: hook.url })
  await watcher.tell()
  await watcher.pass(past(69))
  await watcher.pass(past(70))
  await watcher.tell({ ...ALIVE, at: utc(past(70)), starts: [], onAir: ['tea@9'] })
  await watcher.line.idle()
  expect(hook.got).toMatchObject([
    { kind: 'not-on-air', is: 'raised', airing: 'tea@9', at: utc(past(70)) },
    { kind: 'not-on-air', is: 'over', airing: 'tea@9' },
  ])
})

test('an alarm that cannot be delivered is tried again, in order, and its address is told to nobody', async () => {
  await using hook = await aHook()
  hook.how.status = 503
  await using watcher = await aWatcher({ alarmUrl: hook.url })
  await watcher.tell()
  await watcher.pass(past(70))
  await watcher.pass(past(75))
  await watcher.pass(past(90))
  expect(hook.got).toEqual([])
  hook.how.status = 200
  await watcher.pass(past(105))
  expect(hook.got.map(({ kind }) => kind)).toEqual(['not-on-air', 'silent'])
  expect(watcher.lines.filter((line) => /deliver/.test(line))).toEqual([
    'alert an alarm could not be delivered, and is tried again: it answered 503',
    'info alarms are delivered again',
  ])
  expect(watcher.lines.join()).not.toContain('canary')
})

test('nobody is heard without the token, and nothing that is no post', async () => {
  await using watcher = await aWatcher()
  expect(await watcher.tell(ALIVE, { token: undefined })).toBe('it answered 401')
  expect(await watcher.tell(ALIVE, { token: secret('a-guess') })).toBe('it answered 401')
  expect(await watcher.tell({ station: 'demo' })).toBe('it answered 400')
  expect(await watcher.tell({ ...ALIVE, station: '../x' })).toBe('it answered 400')
  expect(await watcher.tell({ ...ALIVE, at: 'soon' })).toBe('it answered 400')
  await watcher.pass(past(500))
  expect(watcher.lines).toEqual([])
  expect((await fetch(`${watcher.url}/healthz`)).status).toBe(200)
})

test('whoever cannot be reached, or does not answer, is said so by a code', async () => {
  expect(await post({ url: 'http://127.0.0.1:1/alive', body: {} })).toBe(
    'it cannot be reached (ECONNREFUSED)',
  )
  const server = createServer(() => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const body = {}
  expect(await post({ url: `http://127.0.0.1:${port}`, body, deadline: 50 })).toBe(
    'no answer within 50 ms',
  )
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

test('after a restart it knows what was promised, and which alarms are open', async () => {
  using folder = aFolder()
  const file = join(folder.path, 'state.json')
  expect(remembered(file)).toEqual({ watched: {}, trouble: undefined })
  {
    await using watcher = await aWatcher({ keep: keeping(file) })
    await watcher.tell()
    await watcher.pass(past(70))
  }
  expect((statSync(file).mode & 0o777).toString(8)).toBe('600')
  const { watched, trouble } = remembered(file)
  expect(trouble).toBeUndefined()
  await using watcher = await aWatcher({ before: watched })
  await watcher.pass(past(80))
  expect(watcher.lines).toEqual([])
  await watcher.pass(past(90))
  expect(watcher.lines).toEqual([expect.stringContaining('nothing is heard of demo')])
})

const keeping = (file: string) => (watched: Watched) => remember(file, watched)

test('a state that is none is told, and begun anew', () => {
  using folder = aFolder()
  const file = join(folder.path, 'state.json')
  for (const text of ['', '[]', '{"form":1,"watched":{"demo":{}}}', '{"form":2,"watched":{}}']) {
    writeFileSync(file, text)
    expect(remembered(file)).toEqual({ watched: {}, trouble: 'it is not what a watcher wrote' })
    expect(readFileSync(file, 'utf8')).toBe(text)
  }
})

test('a disk that keeps nothing is one alert, and the watch goes on', async () => {
  await using watcher = await aWatcher({
    keep: () => {
      throw new Error('disk full')
    },
  })
  await watcher.tell()
  await watcher.tell({ ...ALIVE, at: utc(after(NINE, seconds(1))) })
  await watcher.pass(at('09:01:10'))
  expect(watcher.lines).toEqual([
    'alert what is known cannot be written down: disk full',
    expect.stringContaining('ALARM: tea@9 was to be on air'),
  ])
})
