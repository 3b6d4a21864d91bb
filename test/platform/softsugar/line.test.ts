/** The microphone's socket against servers that behave as no stand-in does. */
import { once } from 'node:events'
import { afterEach, expect, test } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { openLine } from '../../../daemon/platform/softsugar/line.js'
import { secret } from '../../../daemon/secret.js'

const open: WebSocketServer[] = []
afterEach(() => {
  for (const server of open.splice(0)) {
    for (const client of server.clients) client.terminate()
    server.close()
  }
})

const KEY = secret('a session key with blanks')

/** What the vendor does on the message `begin`, and everything it is sent. */
async function aVendorThat(begun: (socket: WebSocket) => void) {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  open.push(server)
  await once(server, 'listening')
  const heard: (string | number)[] = []
  const asked: string[] = []
  server.on('connection', (socket, request) => {
    asked.push(request.url ?? '')
    socket.on('message', (data, isBinary) => {
      heard.push(isBinary ? (data as Buffer).length : String(data))
      if (!isBinary && String(data).includes('begin')) begun(socket)
    })
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { url: `http://127.0.0.1:${port}`, heard, asked, server }
}

const says = (code: number | string) => (socket: WebSocket) =>
  socket.send(JSON.stringify({ code, message: 'so it is' }))

async function aLine(begun: (socket: WebSocket) => void) {
  const vendor = await aVendorThat(begun)
  const outcome = await openLine(vendor.url, 's-1', KEY)
  if (outcome.is !== 'applied') throw new Error(`no line: ${outcome.says}`)
  return { vendor, line: outcome.value }
}

test('begin, voice, eof go up in this order; the key is in the address as the vendor wants it', async () => {
  const { vendor, line } = await aLine(says('2'))
  line.send(new Uint8Array(3_200))
  line.end()
  expect(await line.over).toMatchObject({ how: 'ended' })
  const [client] = vendor.server.clients
  if (client) await once(client, 'close')
  expect(vendor.heard).toEqual([
    '{"code":0,"message":"begin"}',
    3_200,
    '{"code":99,"message":"eof"}',
  ])
  expect(vendor.asked[0]).toMatch(
    /microphone\?clientType=BROWSER&sessionId=s-1&Authorization=Bearer%20a%20session/,
  )
  line.send(new Uint8Array(3_200))
  expect(vendor.heard).toHaveLength(3)
})

test.each([4, 5])('a stop (%i) in the middle ends the line', async (code) => {
  const { vendor, line } = await aLine(says(2))
  for (const client of vendor.server.clients) says(code)(client)
  expect(await line.over).toEqual({ how: 'stopped', says: `code ${code}: so it is` })
})

test('a socket that breaks ends the line, and nothing is thrown at whoever still speaks', async () => {
  const { vendor, line } = await aLine(says(2))
  for (const client of vendor.server.clients) client.terminate()
  expect(await line.over).toMatchObject({ how: 'broken' })
  line.send(new Uint8Array(10))
  line.end()
  line[Symbol.dispose]()
})

test.each<[string, (socket: WebSocket) => void, object]>([
  ['closes before it is ready', (socket) => socket.close(), { why: 'never-sent' }],
  ['stops before it is ready', says(4), { why: 'refused' }],
  ['wants its queue empty', says(7), { why: 'busy' }],
])('a vendor that %s: no line, no voice', async (_, begun, expected) => {
  const vendor = await aVendorThat(begun)
  expect(await openLine(vendor.url, 's-1', KEY)).toMatchObject({ is: 'not-applied', ...expected })
})

test('nobody there: never sent, and the address with its key is in no word of it', async () => {
  const outcome = await openLine('http://127.0.0.1:1', 's-1', KEY)
  expect(outcome).toMatchObject({ is: 'not-applied', why: 'never-sent' })
  expect(JSON.stringify(outcome)).not.toMatch(/session key|Bearer/)
})
