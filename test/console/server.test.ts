/** The server itself, with a raw socket: what a client may do to it. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { aDoor, TOKEN } from './a-console.js'

const request = (path: string) =>
  `GET ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${TOKEN}\r\n\r\n`
const LIMITS = { perToken: 1_000_000, failuresPerAddress: 1_000_000 }
/** All of them fit into one read; their answers are more than the kernel keeps for two sockets. */
const ASKED = 100
const LONG = 'x'.repeat(400_000)

test('who never reads the answers to what he asked is cut off', async () => {
  const views = { status: () => ({ station: LONG, now: '', disk: undefined, airings: [] }) }
  await using door = await aDoor({ idleMs: 100, limits: LIMITS, views })
  const socket = connect(Number(new URL(door.url).port), '127.0.0.1').pause()
  await once(socket, 'connect')
  const failed = once(socket, 'error')
  socket.write(request('/api/v1/status').repeat(ASKED))
  // Whoever does not read learns only by writing that the other end is gone. Blank lines ask for nothing.
  const knock = setInterval(() => socket.write('\r\n'), 500)
  try {
    expect((await failed)[0]).toMatchObject({ code: expect.stringMatching(/ECONNRESET|EPIPE/) })
  } finally {
    clearInterval(knock)
  }
})

test('who listens and has nothing to hear but heartbeats is not', async () => {
  await using door = await aDoor({
    idleMs: 200,
    beatEveryMs: 5,
    patience: { requestMs: 100, restMs: 100 },
  })
  const socket = connect(Number(new URL(door.url).port), '127.0.0.1')
  socket.write(request('/api/v1/events'))
  let beats = 0
  for await (const chunk of socket) {
    beats += String(chunk).split(': heartbeat').length - 1
    if (beats > 100) break
  }
  expect(beats).toBeGreaterThan(100)
})

/** What comes back before the other end is gone. A byte, a chunk or a blank line every so often is all that is sent. */
async function dripped(url: string, begins: string, drop: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  const drip = setInterval(() => socket.write(drop), 5)
  let heard = ''
  socket.on('data', (chunk) => {
    heard += String(chunk)
  })
  // That it is gone may be learned by writing, or as a reset: `once` would fail with that.
  socket.on('error', () => {})
  const closed = new Promise((resolve) => socket.on('close', resolve))
  socket.write(begins)
  await closed
  clearInterval(drip)
  return heard.split('\r\n')[0] ?? ''
}

const POST = `POST /api/v1/stop HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${TOKEN}\r\n`
const JSON_BODY = 'content-type: application/json\r\ncontent-length: 60000\r\n\r\n'

test.each([
  ['in its head', 'GET /api/v1/status HTTP/1.1\r\nx-long: ', 'x'],
  ['in its body', POST + JSON_BODY, ' '],
  ['before it', '', '\r\n'],
])('a request that comes in drops, %s, is cut off', async (_, begins, drop) => {
  await using door = await aDoor({ patience: { requestMs: 200, restMs: 1_000_000 } })
  expect(await dripped(door.url, begins, drop)).toBe('HTTP/1.1 408 Request Timeout')
})

test('who was answered and goes on with nothing that is a request is cut off', async () => {
  // The rest counts from the connection on: long enough for a machine that is busy.
  await using door = await aDoor({ patience: { requestMs: 1_000_000, restMs: 3_000 } })
  expect(await dripped(door.url, request('/api/v1/status'), '\r\n')).toBe('HTTP/1.1 200 OK')
})
