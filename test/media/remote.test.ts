import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo, LookupFunction } from 'node:net'
import { join } from 'node:path'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { REMOTE_MB } from '../../daemon/core/limits.js'
import { fetchBack, openRemote, type RemoteOptions } from '../../daemon/media/remote.js'
import type { Tools } from '../../daemon/media/tools.js'
import { emptyFolder, made, realTools } from './with-ffmpeg.js'

let tools: Tools
let tone: Buffer
beforeAll(async () => {
  tools = await realTools()
  const path = join(emptyFolder(), 'tone.mp3')
  tone = readFileSync(await made(tools, path, 'sine=frequency=440:duration=2'))
})

/** A name server that says this, and counts how often it is asked. */
function saying(...addresses: readonly string[]) {
  let asked = 0
  const lookup: LookupFunction = (_, options, answer) => {
    asked += 1
    const list = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    const [first = { address: '', family: 0 }] = list
    if (options.all) answer(null, list)
    else answer(null, first.address, first.family)
  }
  return { lookup, asked: () => asked }
}

function aRemote(more: Partial<RemoteOptions> = {}) {
  const folder = emptyFolder()
  const remote = openRemote({
    hosts: ['cdn.example', '127.0.0.1', '[::ffff:a00:1]', '10.0.0.1'],
    folder,
    tools: async () => tools,
    ...more,
  })
  onTestFinished(() => remote[Symbol.asyncDispose]())
  return { ...remote, left: () => readdirSync(folder) }
}

/** A server of this machine; the name cdn.example leads to it. */
async function aServer(answer: RequestListener) {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const remote = aRemote({ ...saying('127.0.0.1'), loopback: true })
  return { ...remote, url: `http://cdn.example:${port}/sponsor.mp3`, port }
}

test('a sound on a host of the list is fetched, heard and measured, and nothing of it is kept', async () => {
  const { look, url, left } = await aServer((_, answer) => answer.end(tone))
  const looked = await look(url, 'sound')
  expect(looked).toMatchObject({ is: 'fine' })
  expect(looked.is === 'fine' && looked.length).toBeGreaterThan(1_900)
  expect(left()).toEqual([])
})

test('a host that is not on the list is never asked for', async () => {
  const names = saying('8.8.8.8')
  const { look } = aRemote(names)
  expect(await look('https://elsewhere.example/a.mp3', 'sound')).toEqual({ is: 'not-looked' })
  expect(names.asked()).toBe(0)
})

test.each([
  ['https://0x7f.1/a.mp3', 'not that this machine is 127.0.0.1 in another spelling'],
  ['https://2130706433/a.mp3', 'nor that it is a number'],
  ['https://[::ffff:10.0.0.1]/a.mp3', 'nor an address wrapped in another'],
  ['https://10.0.0.1/a.mp3', 'nor a network of ours, were it on the list'],
])('%s is refused: %s helps', async (url) => {
  const { look } = aRemote()
  expect(await look(url, 'sound')).toMatchObject({
    is: 'invalid',
    says: expect.stringMatching(/public internet/),
  })
})

test.each([
  [['169.254.169.254']],
  [['10.0.0.1']],
  [['::ffff:10.0.0.1']],
  // A public one first, so that a check of the first alone would let the second in.
  [['8.8.8.8', '127.0.0.1']],
])('a name that leads to %j is refused inside the connection', async (addresses) => {
  const names = saying(...addresses)
  const { look } = aRemote(names)
  expect(await look('https://cdn.example/a.mp3', 'sound')).toMatchObject({ is: 'invalid' })
  expect(names.asked()).toBe(1)
})

test('a name server that changes its mind is asked once: what was looked at is what is connected to', async () => {
  let asked = 0
  const lookup: LookupFunction = (_, options, answer) => {
    asked += 1
    // First this machine, which is allowed here; then the metadata of a cloud.
    const address = asked === 1 ? '127.0.0.1' : '169.254.169.254'
    if (options.all) answer(null, [{ address, family: 4 }])
    else answer(null, address, 4)
  }
  const { port } = await aServer((_, answer) => answer.end(tone))
  const { look } = aRemote({ lookup, loopback: true })
  expect(await look(`http://cdn.example:${port}/a.mp3`, 'sound')).toMatchObject({ is: 'fine' })
  expect(asked).toBe(1)
  await look(`http://cdn.example:${port + 1}/a.mp3`, 'sound')
  expect(asked).toBe(2)
})

test('a redirect is not followed, wherever it leads', async () => {
  let asked = 0
  const { look, url } = await aServer((_, answer) => {
    asked += 1
    answer.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end()
  })
  expect(await look(url, 'sound')).toMatchObject({
    is: 'invalid',
    says: expect.stringMatching(/sends elsewhere/),
  })
  expect(asked).toBe(1)
})

test('http is refused', async () => {
  const { look } = aRemote(saying('8.8.8.8'))
  expect(await look('http://cdn.example/a.mp3', 'sound')).toMatchObject({
    says: expect.stringMatching(/https/),
  })
})

test('more than the limit is cut off, whatever length was announced', async () => {
  const chunk = Buffer.alloc(1_000_000)
  let sent = 0
  const { look, url, left } = await aServer((_, answer) => {
    const more = () => {
      while (sent < 3 * REMOTE_MB && !answer.destroyed) {
        sent += 1
        if (!answer.write(chunk)) {
          answer.once('drain', more)
          return
        }
      }
      answer.end()
    }
    more()
  })
  expect(await look(url, 'sound')).toMatchObject({
    is: 'invalid',
    says: expect.stringMatching(/larger than/),
  })
  expect(left()).toEqual([])
})

test.each([
  [404, 'missing'],
  [403, 'missing'],
  [503, 'unsure'],
])('a server that answers %i: it is %s', async (status, is) => {
  const { look, url } = await aServer((_, answer) => answer.writeHead(status).end())
  expect(await look(url, 'sound')).toMatchObject({ is, says: `its server answers ${status}` })
})

test('a web page in place of a sound is invalid, and a server that is down leaves us unsure', async () => {
  const { look, url, port } = await aServer((_, answer) => answer.end('<!doctype html><p>Hello'))
  expect(await look(url, 'sound')).toMatchObject({
    is: 'invalid',
    says: expect.stringMatching(/web page/),
  })
  expect(await look(`http://cdn.example:${port + 1}/a.mp3`, 'sound')).toMatchObject({
    is: 'unsure',
  })
})

test('where there is no place to fetch it to we are left unsure', async () => {
  const taken = join(emptyFolder(), 'a-file')
  writeFileSync(taken, '')
  const { look } = aRemote({ folder: taken })
  expect(await look('https://cdn.example/a.mp3', 'sound')).toMatchObject({
    is: 'unsure',
    says: expect.stringMatching(/cannot be looked at: E/),
  })
})

test('what we publish is fetched back with one byte', async () => {
  const ranges: (string | undefined)[] = []
  const { port } = await aServer(({ headers }, answer) => {
    ranges.push(headers.range)
    answer.writeHead(206).end('I')
  })
  expect(await fetchBack(`http://127.0.0.1:${port}/media/a.mp3`)).toMatchObject({ is: 'fine' })
  expect(ranges).toEqual(['bytes=0-0'])
})
