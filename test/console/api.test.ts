import { expect, test } from 'vitest'
import { ACCESS } from '../../daemon/console/access.js'
import { type Code, refused, STATUS_OF } from '../../daemon/console/answers.js'
import { aDoor, KNOCK, TOKEN } from './a-console.js'

const BEARER = { authorization: `Bearer ${TOKEN}` }
const posted = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { ...BEARER, 'content-type': 'application/json' },
  body: typeof body === 'string' ? body : JSON.stringify(body),
})

/** Those that are signed prove themselves otherwise (questions.test.ts). */
const ROUTES = Object.entries(ACCESS)
  .filter(([, needed]) => needed !== 'signed')
  .map(([row]) => row.split(' '))

test.each(ROUTES)('%s %s needs a token', async (method = '', url = '') => {
  await using door = await aDoor()
  const path = `/api/v1${url.replaceAll(/:\w+/g, 'market')}`
  const body = method === 'POST' ? '{"request":"request-1","text":"a long enough text"}' : undefined
  const keys = ['', 'Bearer', 'Bearer wrong', TOKEN, `Basic ${TOKEN}`, `Bearer ${KNOCK}`]
  for (const authorization of keys) {
    const headers = { authorization, 'content-type': 'application/json' }
    const answer = await door.fetch(path, { method, headers, ...(body ? { body } : {}) })
    expect([authorization, answer.status]).toEqual([authorization, 401])
    expect(await answer.text()).not.toContain(TOKEN)
  }
  expect(door.told).toEqual([])
})

test('status is what the desk sees', async () => {
  await using door = await aDoor()
  const answer = await door.fetch('/api/v1/status', { headers: BEARER })
  expect(await answer.json()).toMatchObject({ station: 'demo', airings: [] })
})

test('an operator’s words reach the desk, with the usual urgency and way', async () => {
  await using door = await aDoor()
  const said = { request: 'request-1', text: 'The blue one is sold out.' }
  const answer = await door.fetch('/api/v1/airings/shop%402026-11-23T09:00/say', posted(said))
  expect([answer.status, await answer.json()]).toEqual([200, { ok: true, says: 'say it is' }])
  expect(door.told).toMatchObject([
    {
      act: 'say',
      order: {
        who: { name: 'admin', role: 'admin' },
        request: 'request-1',
        about: { airing: 'shop@2026-11-23T09:00' },
        expectedVersion: undefined,
        words: { text: said.text, urgency: 'priority', how: 'queue' },
      },
    },
  ])
})

test('stop and start reach the desk', async () => {
  await using door = await aDoor()
  for (const path of ['airings/shop/stop', 'shows/shop/start', 'stop']) {
    expect((await door.fetch(`/api/v1/${path}`, posted({ request: 'request-1' }))).status).toBe(200)
  }
  expect(door.told.map(({ act, order }) => [act, order.about])).toEqual([
    ['stop', { airing: 'shop' }],
    ['start', { show: 'shop' }],
    ['stop-all', {}],
  ])
})

test.each([
  ['without a text', { request: 'request-1' }],
  ['with an empty text', { request: 'request-1', text: '' }],
  ['without a request id', { text: 'a long enough text' }],
  ['with a request id out of bounds', { request: 'r'.repeat(65), text: 'a long enough text' }],
  ['with an urgency nobody knows', { request: 'request-1', text: 'long enough', urgency: 'panic' }],
  ['with a word nobody knows', { request: 'request-1', text: 'long enough', loud: true }],
  ['that is no JSON', '{"request":'],
])('a say %s is refused with 400, and the desk hears nothing', async (_, body) => {
  await using door = await aDoor()
  const answer = await door.fetch('/api/v1/airings/shop/say', posted(body))
  expect(answer.status).toBe(400)
  expect(await answer.json()).toMatchObject({
    ok: false,
    code: 'invalid',
    says: expect.any(String),
  })
  expect(door.told).toEqual([])
})

test('an expected version comes with the words or as If-Match', async () => {
  await using door = await aDoor()
  const send = (version: object, headers: Record<string, string> = {}) => {
    const init = posted({ request: 'request-1', ...version })
    return door.fetch('/api/v1/stop', { ...init, headers: { ...init.headers, ...headers } })
  }
  await send({ expectedVersion: 7 })
  for (const written of ['8', '"8"', 'W/"8"', '*']) await send({}, { 'if-match': written })
  expect(door.told.map(({ order }) => order.expectedVersion)).toEqual([7, 8, 8, 8, undefined])
  expect((await send({}, { 'if-match': '"eight"' })).status).toBe(400)
})

const CODES = Object.keys(STATUS_OF).filter((code): code is Code => code in STATUS_OF)

test.each(CODES)('what is refused as %s is answered with its status and reason', async (code) => {
  const answer = refused(code, 'it is over already', 'look again')
  await using door = await aDoor({ orders: { stop: () => answer } })
  const heard = await door.fetch('/api/v1/airings/shop/stop', posted({ request: 'request-1' }))
  expect([heard.status, await heard.json()]).toEqual([STATUS_OF[code], answer])
})

test('a desk that breaks is an internal error without its words', async () => {
  const status = () => {
    throw new Error(`broken while holding ${TOKEN}`)
  }
  await using door = await aDoor({ views: { status } })
  const answer = await door.fetch('/api/v1/status', { headers: BEARER })
  expect([answer.status, await answer.json()]).toEqual([
    500,
    { ok: false, code: 'internal', says: 'internal error' },
  ])
})

test('what is not there is not found, with or without a token', async () => {
  await using door = await aDoor()
  for (const headers of [{}, BEARER]) {
    expect((await door.fetch('/', { headers })).status).toBe(404)
    expect((await door.fetch('/api/v2/status', { headers })).status).toBe(404)
  }
})

const NEW_TOKEN = { request: 'request-1', name: 'anna', role: 'viewer' }

test.each([
  [
    '/airings/shop/hold',
    { request: 'request-1', for: '2 min' },
    '"for" is not written as it has to be. How long',
  ],
  [
    '/tokens',
    { ...NEW_TOKEN, name: 'Anna' },
    '"name" is not written as it has to be. Whose it is, in kebab-case',
  ],
  ['/tokens', { ...NEW_TOKEN, role: 'king' }, 'allowed values: viewer, moderator, operator'],
  ['/tokens', { ...NEW_TOKEN, rolle: 'viewer' }, 'unknown key "rolle"'],
  ['/tokens', { request: 'request-1', name: 'anna' }, '"role" is missing'],
])('what is wrong with a body is told in words: %s %j', async (path, body, says) => {
  await using door = await aDoor()
  const answer = await door.fetch(`/api/v1${path}`, posted(body))
  const told = await answer.text()
  expect([answer.status, JSON.parse(told).code]).toEqual([400, 'invalid'])
  expect(JSON.parse(told).says).toContain(says)
  expect(told).not.toContain('pattern')
})

test('a token that is over or was revoked is told apart from none', async () => {
  await using door = await aDoor()
  const told = async (headers: Readonly<Record<string, string>>) =>
    JSON.parse(await (await door.fetch('/api/v1/status', { headers })).text()).says
  expect(await told({})).toContain('a token is needed')
  expect(await told({ authorization: 'Bearer once-it-was-good' })).toContain('revoked')
})
