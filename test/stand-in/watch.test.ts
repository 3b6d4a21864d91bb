import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { request } from 'undici'
import { afterAll, expect, test } from 'vitest'
import { instant } from '../../daemon/core/time.js'
import type { Span } from '../../daemon/render/span.js'
import { openStandIn } from '../../daemon/stand-in/softsugar/server.js'
import { openWatch } from '../../daemon/stand-in/watch/watch.js'

const folder = mkdtempSync(join(tmpdir(), 'onair-watch-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const SESSION = 'a'.repeat(32)

const aSpan = (more: Partial<Span> = {}): Span => ({
  at: instant(1_000),
  backgrounds: [],
  foregrounds: [],
  presenter: { name: '</title><script>alert(1)</script>', x: 0, y: 0, scale: 1 },
  speech: {
    text: 'Hello, all of you',
    sounds: [],
    language: 'en',
    length: 2_000,
    into: 0,
    loops: false,
  },
  slate: undefined,
  ...more,
})

async function watched() {
  const shown: string[] = []
  const watch = openWatch({
    folder,
    show: (session) => shown.push(`show ${session}`),
    end: (session) => shown.push(`end ${session}`),
  })
  const server = createServer(async (incoming, response) => {
    if (!(await watch.answer(incoming.url ?? '', response))) response.writeHead(418).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const get = async (path: string) => {
    const { statusCode, headers, body } = await request(`http://127.0.0.1:${portOf(server)}${path}`)
    return { statusCode, headers, text: await body.text() }
  }
  return { watch, get, shown, [Symbol.dispose]: () => server.close() }
}

const portOf = (server: Server): number => {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

test('a session has a page of its own, on which nothing of a show is markup and nothing comes from elsewhere', async () => {
  using place = await watched()
  place.watch.hear(SESSION, aSpan())
  const { statusCode, headers, text } = await place.get(`/watch/${SESSION}`)
  expect(statusCode).toBe(200)
  expect(text).not.toContain('<script>alert')
  expect(text).toContain('&lt;script&gt;')
  expect(text).not.toMatch(/https?:\/\//)
  expect(headers['content-security-policy']).toMatch(/default-src 'none'; script-src 'self';/)
  expect((await place.get('/watch/hls.js')).text).toContain('Hls')
  expect((await place.get('/watch')).statusCode).toBe(200)
})

test('the latest on stage is told, and what is over is said to be', async () => {
  using place = await watched()
  place.watch.hear(SESSION, aSpan())
  place.watch.hear(SESSION, aSpan({ at: instant(3_000), speech: undefined, slate: 'off air' }))
  const now = JSON.parse((await place.get(`/watch/${SESSION}/now.json`)).text)
  expect(now).toMatchObject({
    isLive: false,
    items: [
      { at: 1_000, kind: 'words', says: 'Hello, all of you' },
      { at: 3_000, kind: 'off', says: 'off air' },
    ],
  })
  expect(place.shown.at(-1)).toBe(`end ${SESSION}`)
})

test('only segments of known sessions are served, and no other file', async () => {
  using place = await watched()
  place.watch.hear(SESSION, aSpan())
  mkdirSync(join(folder, SESSION))
  writeFileSync(join(folder, SESSION, '000001.ts'), 'segment')
  writeFileSync(join(folder, SESSION, 'secret.txt'), 'secret')
  const segment = await place.get(`/watch/${SESSION}/000001.ts`)
  expect([segment.statusCode, segment.text]).toEqual([200, 'segment'])
  for (const path of [
    `/watch/${SESSION}/secret.txt`,
    `/watch/${SESSION}/000002.ts`,
    `/watch/${SESSION}/..%2f..%2fsecret.txt`,
    `/watch/../../package.json`,
    `/watch/${'b'.repeat(32)}/000001.ts`,
    '/watch/constructor',
    '/watch/__proto__',
  ])
    expect((await place.get(path)).statusCode, path).toBe(path.includes('package') ? 418 : 404)
})

test('a stand-in without a screen has nothing to watch', async () => {
  await using standIn = await openStandIn()
  const { statusCode, body } = await request(`${standIn.url}/watch`)
  await body.dump()
  expect(statusCode).not.toBe(200)
})
