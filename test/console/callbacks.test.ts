import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { aDoor, KNOCK, LONG_KNOCK } from './a-console.js'

const READY = '{"sessionId":"s1","status":35}'
const post = (body: string, type = 'application/json'): RequestInit => ({
  method: 'POST',
  body,
  headers: { 'content-type': type },
})

test('a callback with the right secret is stored as it came, and answered 200', async () => {
  await using door = await aDoor()
  const answer = await door.fetch(`/callbacks/demo/${KNOCK}`, post(READY))
  expect(answer.status).toBe(200)
  expect(await answer.json()).toEqual({ code: 0, message: 'success' })
  expect(door.received).toEqual([`demo ${READY}`])
})

test('a long secret works as well as a short one', async () => {
  await using door = await aDoor()
  const answer = await door.fetch(`/callbacks/main/${LONG_KNOCK}`, post(READY))
  expect(answer.status).toBe(200)
})

test.each([
  ['a wrong secret', `/callbacks/demo/${'x'.repeat(KNOCK.length)}`],
  ['the beginning of the secret', `/callbacks/demo/${KNOCK.slice(0, -1)}`],
  ['the secret of another account', `/callbacks/demo/${LONG_KNOCK}`],
  ['no secret', '/callbacks/demo/'],
  ['an unknown account', `/callbacks/nobody/${KNOCK}`],
  ['an account by the name of something inherited', `/callbacks/constructor/${KNOCK}`],
  ['a path that is no text', '/callbacks/demo/%ff%fe'],
])('%s is not found, and nothing is stored', async (_, path) => {
  await using door = await aDoor()
  const answer = await door.fetch(path, post(READY))
  expect([400, 404]).toContain(answer.status)
  expect(await answer.text()).not.toContain(KNOCK)
  expect(door.received).toEqual([])
})

test('a wrong secret and an unknown account cannot be told apart', async () => {
  await using door = await aDoor()
  const wrong = await door.fetch('/callbacks/demo/wrong-wrong-wrong', post(READY))
  const unknown = await door.fetch('/callbacks/nobody/wrong-wrong-wrong', post(READY))
  expect([wrong.status, await wrong.text()]).toEqual([unknown.status, await unknown.text()])
})

test.each([
  ['not JSON', 'status=35', 'application/json'],
  ['a form', 'status=35', 'application/x-www-form-urlencoded'],
  ['plain text', 'hello', 'text/plain'],
  ['deep nesting', '['.repeat(20_000), 'application/json'],
  ['nothing', '', 'application/json'],
])(
  '%s is stored and answered 200: the vendor must not repeat it for ever',
  async (_, body, type) => {
    await using door = await aDoor()
    const answer = await door.fetch(`/callbacks/demo/${KNOCK}`, post(body, type))
    expect(answer.status).toBe(200)
    expect(door.received).toEqual([`demo ${body}`])
  },
)

test('a callback without any content type is taken too', async () => {
  await using door = await aDoor()
  const body = new TextEncoder().encode(READY)
  const answer = await door.fetch(`/callbacks/demo/${KNOCK}`, { method: 'POST', body })
  expect(answer.status).toBe(200)
  expect(door.received).toEqual([`demo ${READY}`])
})

test('a huge body is refused with 413 and not stored', async () => {
  await using door = await aDoor()
  const answer = await door.fetch(`/callbacks/demo/${KNOCK}`, post('x'.repeat(64_001)))
  expect(answer.status).toBe(413)
  expect(door.received).toEqual([])
})

test('a huge body without a length is cut off', async () => {
  await using door = await aDoor()
  const { port } = new URL(door.url)
  const chunk = `2000\r\n${'x'.repeat(0x2000)}\r\n`
  const answer = await new Promise<string>((resolve) => {
    let heard = ''
    const socket = connect(Number(port), '127.0.0.1', () => {
      socket.write(`POST /callbacks/demo/${KNOCK} HTTP/1.1\r\nHost: here\r\n`)
      socket.write('Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n')
      for (let n = 0; n < 16; n += 1) socket.write(chunk)
    })
    socket.on('data', (bytes) => {
      heard += String(bytes)
      socket.destroy()
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(heard))
  })
  expect(answer).toMatch(/^HTTP\/1\.1 413/)
  expect(door.received).toEqual([])
})

test.each(['GET', 'PUT', 'DELETE', 'HEAD'])('%s is no callback', async (method) => {
  await using door = await aDoor()
  const answer = await door.fetch(`/callbacks/demo/${KNOCK}`, { method })
  expect(answer.status).toBe(404)
  expect(door.received).toEqual([])
})

test('what cannot be stored is not answered 200, and the answer gives nothing away', async () => {
  await using door = await aDoor({ full: true })
  const answer = await door.fetch(`/callbacks/demo/${KNOCK}`, post(READY))
  expect(answer.status).toBe(503)
  expect(await answer.text()).not.toContain(KNOCK)
})
