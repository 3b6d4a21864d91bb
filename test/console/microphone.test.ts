import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { type ClientOptions, WebSocket } from 'ws'
import type { Booth, Speaker } from '../../daemon/console/microphone.js'
import type { Order } from '../../daemon/console/orders.js'
import { aDoor, TOKEN, tokenOf } from './a-console.js'

/** A booth whose other side is in the test's hands. */
function aBooth(
  answer: Awaited<ReturnType<Booth['speak']>> = { ok: true, says: 'it opens at once' },
) {
  const orders: Order[] = []
  const heard: number[] = []
  const ended: string[] = []
  const speakers = new Map<string, Speaker>()
  const booth: Booth = {
    speak: (order) => {
      orders.push(order)
      return answer
    },
    voices: {
      expect: (request, speaker) => {
        if (speakers.has(request)) return false
        speakers.set(request, speaker)
        return true
      },
      forget: (request) => void speakers.delete(request),
      hear: (_, pcm) => void heard.push(pcm.byteLength),
      end: (request) => void ended.push(request),
    },
  }
  return { booth, orders, heard, ended, speakers }
}

async function aSpeaker(url: string, token = TOKEN, more: ClientOptions = {}) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/v1/airings/evening/microphone`, {
    headers: { authorization: `Bearer ${token}` },
    ...more,
  })
  const told: unknown[] = []
  const waiters: (() => void)[] = []
  socket.on('message', (data) => {
    told.push(JSON.parse(String(data)))
    for (const wake of waiters.splice(0)) wake()
  })
  await once(socket, 'open')
  return {
    socket,
    told,
    say: (message: unknown) => socket.send(JSON.stringify(message)),
    next: () => new Promise<void>((resolve) => waiters.push(resolve)),
    closed: once(socket, 'close'),
  }
}

const BEGIN = { type: 'begin', request: 'request-1', how: 'cut', for: '5m' }

test('an order, then voice, then the end; what became of it comes back', async () => {
  const { booth, orders, heard, ended, speakers } = aBooth()
  await using door = await aDoor({ booth })
  const anna = await aSpeaker(door.url)
  anna.say(BEGIN)
  await anna.next()
  expect(orders).toMatchObject([
    { about: { airing: 'evening' }, request: 'request-1', words: { how: 'cut', for: '5m' } },
  ])
  speakers.get('request-1')?.ready()
  await anna.next()
  anna.socket.send(Buffer.alloc(3_200))
  anna.say({ type: 'end' })
  await expect.poll(() => ended).toEqual(['request-1'])
  speakers.get('request-1')?.over('ended', 'the voice was at its end')
  await anna.closed
  expect(heard).toEqual([3_200])
  expect(anna.told).toEqual([
    { type: 'waiting', says: 'it opens at once' },
    { type: 'ready' },
    { type: 'over', how: 'ended', says: 'the voice was at its end' },
  ])
})

test('a refusal is told with its words, and nobody is expected any more', async () => {
  const { booth, speakers } = aBooth({ ok: false, code: 'refused', says: 'bob has the microphone' })
  await using door = await aDoor({ booth })
  const anna = await aSpeaker(door.url)
  anna.say(BEGIN)
  await anna.closed
  expect(anna.told).toEqual([{ type: 'refused', says: 'bob has the microphone' }])
  expect(speakers.size).toBe(0)
})

test('whoever goes away has ended; voice before the beginning is nobody’s', async () => {
  const { booth, ended, heard } = aBooth()
  await using door = await aDoor({ booth })
  const anna = await aSpeaker(door.url)
  anna.socket.send(Buffer.alloc(100))
  anna.say(BEGIN)
  await anna.next()
  anna.socket.terminate()
  await expect.poll(() => ended).toEqual(['request-1'])
  expect(heard).toEqual([])
})

test.each<[string, unknown]>([
  ['no JSON at all', undefined],
  ['another word', { type: 'hello' }],
  ['no request', { type: 'begin', how: 'cut' }],
  ['a request of three letters', { ...BEGIN, request: 'abc' }],
  ['another way', { ...BEGIN, how: 'shout' }],
  ['a time that is none', { ...BEGIN, for: 'soon' }],
  ['the end before the beginning', { type: 'end' }],
])('%s is refused, and nothing is ordered', async (_, message) => {
  const { booth, orders } = aBooth()
  await using door = await aDoor({ booth })
  const anna = await aSpeaker(door.url)
  if (message === undefined) anna.socket.send('begin!')
  else anna.say(message)
  await anna.closed
  expect(anna.told).toMatchObject([{ type: 'refused' }])
  expect(orders).toEqual([])
})

test('a viewer may not speak', async () => {
  const { booth } = aBooth()
  await using door = await aDoor({ booth })
  await expect(aSpeaker(door.url, tokenOf('viewer'))).rejects.toThrow('403')
})

test('a speaker who is not there any more lets the line go; one who is keeps it', async () => {
  const { booth, ended } = aBooth()
  await using door = await aDoor({ booth: { ...booth, pulseEveryMs: 20 } })
  const anna = await aSpeaker(door.url)
  anna.say(BEGIN)
  const asleep = await aSpeaker(door.url, TOKEN, { autoPong: false })
  asleep.say({ ...BEGIN, request: 'request-2' })
  await asleep.closed
  await expect.poll(() => ended).toEqual(['request-2'])
  for (let pulse = 0; pulse < 5; pulse++) await once(anna.socket, 'ping')
  expect(ended).toEqual(['request-2'])
})

test('who comes in and does not begin is shown out', async () => {
  const { booth, orders } = aBooth()
  await using door = await aDoor({ booth: { ...booth, pulseEveryMs: 20 } })
  await (await aSpeaker(door.url)).closed
  expect(orders).toEqual([])
})

test('a token that is revoked while its owner speaks takes the microphone with it', async () => {
  const { booth, ended } = aBooth()
  let valid = true
  await using door = await aDoor({
    booth: { ...booth, pulseEveryMs: 20, stillValid: () => valid },
  })
  const anna = await aSpeaker(door.url)
  anna.say(BEGIN)
  await anna.next()
  valid = false
  await anna.closed
  await expect.poll(() => ended).toEqual(['request-1'])
})

test('an open line asks for nothing more, and is not cut off for that', async () => {
  const { booth, orders } = aBooth()
  await using door = await aDoor({ booth, patience: { requestMs: 1_000_000, restMs: 100 } })
  const anna = await aSpeaker(door.url)
  // Whoever was answered after she came, and rests, is cut off.
  const resting = connect(Number(new URL(door.url).port), '127.0.0.1')
  resting.write('GET /api/v1/status HTTP/1.1\r\nhost: x\r\n\r\n')
  await once(resting.resume(), 'close')
  anna.say(BEGIN)
  await anna.next()
  expect(orders).toMatchObject([{ request: 'request-1' }])
  anna.socket.close()
  await anna.closed
})
