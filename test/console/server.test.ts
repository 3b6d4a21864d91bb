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
  await using door = await aDoor({ idleMs: 200, beatEveryMs: 5 })
  const socket = connect(Number(new URL(door.url).port), '127.0.0.1')
  socket.write(request('/api/v1/events'))
  let beats = 0
  for await (const chunk of socket) {
    beats += String(chunk).split(': heartbeat').length - 1
    if (beats > 100) break
  }
  expect(beats).toBeGreaterThan(100)
})
