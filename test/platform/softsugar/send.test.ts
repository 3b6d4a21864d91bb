import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { instant, millis } from '../../../daemon/core/time.js'
import { openSoftSugar } from '../../../daemon/platform/softsugar/open.js'
import { type Deadlines, openWire } from '../../../daemon/platform/softsugar/send.js'
import type { Exchange } from '../../../daemon/platform/wire.js'
import { secret } from '../../../daemon/secret.js'
import { aLiveScript } from './scripts.js'
import { type Asked, type Doing, openSmallVendor, success, TOKEN } from './small-vendor.js'

const start: Exchange = { method: 'POST', path: '/start', body: { sessionId: 's-1' } }
const SHORT: Deadlines = { pulse: millis(150), read: millis(100), write: millis(200) }

async function openTo(does: (asked: Asked) => Doing | undefined, options = {}) {
  const vendor = await openSmallVendor(does)
  const wire = openWire({ baseUrl: vendor.url, ...options })
  return {
    vendor,
    carry: (exchange = start, lane: 'pulse' | 'read' | 'write' = 'write') =>
      wire.carry(exchange, lane, secret('access-token-1'), [secret('access-token-1')]),
    [Symbol.asyncDispose]: async () => {
      await vendor[Symbol.asyncDispose]()
      await wire.close()
    },
  }
}

test('an answer comes with its status and its JSON', async () => {
  await using it = await openTo(() => ({ status: 404, json: { code: 1 } }))
  expect(await it.carry()).toEqual({ is: 'answered', answer: { status: 404, body: { code: 1 } } })
  expect(it.vendor.asked).toEqual([
    { path: '/start', body: { sessionId: 's-1' }, bearer: 'access-token-1' },
  ])
})

test('a query is put into the address, and an address may have a path before it', async () => {
  await using vendor = await openSmallVendor(() => success())
  const wire = openWire({ baseUrl: `${vendor.url}/vendor/` })
  const read: Exchange = { method: 'GET', path: '/stat', query: { sessionId: 'a b&c' } }
  await wire.carry(read, 'read', undefined, [])
  await wire.close()
  expect(vendor.asked).toMatchObject([
    { path: '/vendor/stat?sessionId=a+b%26c', body: undefined, bearer: undefined },
  ])
})

test('a page that is no JSON is an answer without a body', async () => {
  await using it = await openTo(() => ({ status: 502, raw: '<html>Bad gateway</html>' }))
  expect(await it.carry()).toEqual({ is: 'answered', answer: { status: 502, body: undefined } })
})

test('a redirect is not followed', async () => {
  await using it = await openTo(() => ({ status: 307, raw: '', headers: { location: '/other' } }))
  expect(await it.carry()).toMatchObject({ answer: { status: 307 } })
  expect(it.vendor.asked).toHaveLength(1)
})

test('nobody listens at the port: certainly never sent', async () => {
  const wire = openWire({ baseUrl: `http://127.0.0.1:${await aFreePort()}` })
  expect(await wire.carry(start, 'write', undefined, [])).toEqual({
    is: 'never-sent',
    says: 'not sent: ECONNREFUSED',
  })
  await wire.close()
})

test('a name that does not exist: certainly never sent', async () => {
  const wire = openWire({ baseUrl: 'https://nowhere.invalid' })
  expect(await wire.carry(start, 'write', undefined, [])).toMatchObject({ is: 'never-sent' })
  await wire.close()
})

test('a far end that speaks no TLS: certainly never sent', async () => {
  await using vendor = await openSmallVendor()
  const wire = openWire({ baseUrl: vendor.url.replace('http:', 'https:') })
  expect(await wire.carry(start, 'write', undefined, [])).toMatchObject({ is: 'never-sent' })
  await wire.close()
  expect(vendor.asked).toEqual([])
})

test('the far end takes the request and hangs up: nobody knows, and it is sent once', async () => {
  await using it = await openTo(() => 'hangs-up')
  expect(await it.carry()).toMatchObject({ is: 'unanswered' })
  expect(await it.carry({ method: 'GET', path: '/stat' }, 'read')).toMatchObject({
    is: 'unanswered',
  })
  expect(it.vendor.asked).toHaveLength(2)
})

test('the far end hangs up on a used connection: nobody knows, and it is sent once', async () => {
  await using it = await openTo(({ path }) => (path === '/start' ? 'hangs-up' : success()))
  await it.carry({ method: 'GET', path: '/stat' })
  expect(await it.carry()).toMatchObject({ is: 'unanswered' })
  expect(it.vendor.asked.map(({ path }) => path)).toEqual(['/stat', '/start'])
})

test.each<['pulse' | 'read' | 'write', number]>([
  ['pulse', 150],
  ['read', 100],
  ['write', 200],
])('no answer by the deadline for a %s: nobody knows', async (lane, deadline) => {
  await using it = await openTo(() => 'silent', { deadlines: SHORT })
  expect(await it.carry(start, lane)).toEqual({
    is: 'unanswered',
    says: `no answer within ${deadline} ms`,
  })
})

test('no free connection by the deadline: never sent, and not later either', async () => {
  await using it = await openTo(() => 'silent', { deadlines: SHORT, connections: [1, 1] })
  const first = it.carry(start, 'write')
  expect(await it.carry({ ...start, path: '/second' }, 'read')).toMatchObject({
    is: 'never-sent',
  })
  expect(await first).toMatchObject({ is: 'unanswered' })
  await it.carry({ ...start, path: '/third' }, 'write')
  expect(it.vendor.asked.map(({ path }) => path)).not.toContain('/second')
})

test('a pulse does not wait behind slow writes', async () => {
  await using it = await openTo(({ path }) => (path === '/start' ? 'silent' : success()), {
    connections: [1, 1],
    deadlines: { ...SHORT, write: millis(500), pulse: millis(400) },
  })
  const slow = it.carry()
  expect(await it.carry({ method: 'POST', path: '/heartbeat', body: {} }, 'pulse')).toMatchObject({
    is: 'answered',
  })
  expect(await slow).toMatchObject({ is: 'unanswered' })
})

test('an answer that is cut, or longer than any of theirs, is unanswered', async () => {
  await using it = await openTo(({ path }) =>
    path === '/cut'
      ? { raw: '{"code"', headers: { 'content-length': '100', connection: 'close' } }
      : { raw: JSON.stringify({ code: 0, data: 'x'.repeat(1_100_000) }) },
  )
  expect(await it.carry({ ...start, path: '/cut' })).toMatchObject({ is: 'unanswered' })
  expect(await it.carry()).toMatchObject({ is: 'unanswered' })
})

test('plain http is for loopback only', () => {
  const open = (baseUrl: string) => () =>
    openSoftSugar({ baseUrl, appId: 'a', appKey: secret('k'), now: () => instant(0) })
  for (const url of ['http://aigc.softsugar.com', 'http://127.0.0.1.example', 'ftp://127.0.0.1']) {
    expect(open(url)).toThrow('neither https nor on loopback')
  }
  for (const url of ['https://aigc.softsugar.com', 'http://localhost:1', 'http://[::1]:1']) {
    expect(open(url)).not.toThrow()
  }
})

test("neither key nor token is in an outcome's text, even if the vendor repeats it", async () => {
  const key = 'canary-app-key-4711'
  const refresh = 'refresh-token-1'
  await using vendor = await openSmallVendor(({ path, bearer, body }) => {
    const echo = `your key ${key}, ${refresh} and ${bearer ?? JSON.stringify(body)}`
    if (path.endsWith(TOKEN)) return undefined
    if (path.endsWith('/create')) return { status: 401, json: { code: 401, message: echo } }
    if (path.includes('/stat')) return { status: 500, json: { code: 500, message: echo } }
    return { json: { code: 7, message: echo } }
  })
  await using platform = openSoftSugar({
    baseUrl: vendor.url,
    appId: 'demo',
    appKey: secret(key),
    now: () => instant(0),
  })
  const outcomes = [
    await platform.keepAlive('s-1'),
    await platform.state('s-1'),
    await platform.open(aLiveScript(), 'm'),
    await platform.close('s-1'),
  ]
  const words = JSON.stringify(outcomes)
  expect(words).toContain('your key [secret]')
  for (const canary of [key, 'access-token-', 'refresh-token-']) expect(words).not.toContain(canary)
})

test('a token endpoint that repeats the key does not get it into an outcome', async () => {
  const key = 'canary-app-key-4711'
  await using vendor = await openSmallVendor(() => ({ json: { code: 7, message: `bad ${key}` } }))
  await using platform = openSoftSugar({
    baseUrl: vendor.url,
    appId: 'demo',
    appKey: secret(key),
    now: () => instant(0),
  })
  const words = JSON.stringify(await platform.goLive('s-1'))
  expect(words).toContain('bad [secret]')
  expect(words).not.toContain(key)
})

async function aFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}

test('with each answer it is heard what time the other end thinks it is', async () => {
  const heard: number[] = []
  const hear = (date: number) => heard.push(date)
  await using it = await openTo(() => success({}), { heardDate: hear })
  const before = Math.floor(Date.now() / 1_000) * 1_000
  await it.carry()
  expect(heard).toHaveLength(1)
  expect(heard[0]).toBeGreaterThanOrEqual(before)
  expect(heard[0]).toBeLessThanOrEqual(Date.now())
})
