import { expect, test } from 'vitest'
import { aDoor, KNOCK, TOKEN } from './a-console.js'

const BEARER = { authorization: `Bearer ${TOKEN}` }
const posted = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { ...BEARER, 'content-type': 'application/json' },
  body: typeof body === 'string' ? body : JSON.stringify(body),
})

const DOORS = [
  ['GET', '/api/v1/status'],
  ['POST', '/api/v1/airings/market/say'],
  ['POST', '/api/v1/airings/market/stop'],
  ['POST', '/api/v1/shows/market/start'],
  ['POST', '/api/v1/stop'],
] as const

test.each(DOORS)('%s %s needs the token', async (method, path) => {
  await using door = await aDoor()
  const body = method === 'POST' ? '{"request":"r","text":"a long enough text"}' : undefined
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
  const said = { request: 'r1', text: 'The blue one is sold out.' }
  const answer = await door.fetch('/api/v1/airings/shop%402026-11-23T09:00/say', posted(said))
  expect([answer.status, await answer.json()]).toEqual([200, { ok: true, says: 'say it is' }])
  expect(door.told).toEqual([
    ['say', 'shop@2026-11-23T09:00', { ...said, urgency: 'priority', how: 'queue' }],
  ])
})

test('stop and start reach the desk', async () => {
  await using door = await aDoor()
  for (const path of ['airings/shop/stop', 'shows/shop/start', 'stop']) {
    expect((await door.fetch(`/api/v1/${path}`, posted({}))).status).toBe(200)
  }
  expect(door.told).toEqual([['stop', 'shop'], ['start', 'shop'], ['stop-all']])
})

test.each([
  ['without a text', { request: 'r1' }],
  ['with an empty text', { request: 'r1', text: '' }],
  ['without a request id', { text: 'a long enough text' }],
  ['with a request id out of bounds', { request: 'r'.repeat(65), text: 'a long enough text' }],
  ['with an urgency nobody knows', { request: 'r1', text: 'long enough', urgency: 'panic' }],
  ['that is no JSON', '{"request":'],
])('a say %s is refused with 400, and the desk hears nothing', async (_, body) => {
  await using door = await aDoor()
  const answer = await door.fetch('/api/v1/airings/shop/say', posted(body))
  expect(answer.status).toBe(400)
  expect(await answer.json()).toMatchObject({ ok: false, says: expect.any(String) })
  expect(door.told).toEqual([])
})

test('what the desk refuses is answered 422 with its reason', async () => {
  const stop = () => ({ ok: false, says: 'it is over already' })
  await using door = await aDoor({ desk: { stop } })
  const answer = await door.fetch('/api/v1/airings/shop/stop', posted({}))
  expect([answer.status, await answer.json()]).toEqual([422, stop()])
})

test('a desk that breaks is an internal error without its words', async () => {
  const status = () => {
    throw new Error(`broken while holding ${TOKEN}`)
  }
  await using door = await aDoor({ desk: { status } })
  const answer = await door.fetch('/api/v1/status', { headers: BEARER })
  expect([answer.status, await answer.json()]).toEqual([500, { ok: false, says: 'internal error' }])
})

test('what is not there is not found, with or without a token', async () => {
  await using door = await aDoor()
  for (const headers of [{}, BEARER]) {
    expect((await door.fetch('/', { headers })).status).toBe(404)
    expect((await door.fetch('/api/v2/status', { headers })).status).toBe(404)
  }
})
