import { once } from 'node:events'
import { connect } from 'node:net'
import { request } from 'undici'
import { describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { millis, seconds } from '../../../daemon/core/time.js'
import type { Json } from '../../../daemon/platform/contract.js'
import { parsed } from '../../../daemon/stand-in/softsugar/fields.js'
import { openStandIn, type StandIn } from '../../../daemon/stand-in/softsugar/server.js'
import { openReceiver } from './a-receiver.js'
import { aLiveScript, aTakeover, field, md5, PATHS } from './a-vendor.js'

const MICROPHONE = '/api/live-takeover-cc/v1/material/live/channel/command/microphone'
const INSTANT = { init: millis(0), speechFactor: 0.001 }

async function call(standIn: StandIn, path: string, body?: Json | Buffer, token = '') {
  const answer = await request(`${standIn.url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: body === undefined ? null : Buffer.isBuffer(body) ? body : JSON.stringify(body),
    headersTimeout: 10_000,
    bodyTimeout: 10_000,
  })
  const written = await answer.body.text()
  return { status: answer.statusCode, body: parsed(written), written }
}

async function signIn(standIn: StandIn): Promise<string> {
  const { appId, appKey } = standIn
  const sign = md5(`${appId}1700000000${appKey}`)
  const body = { appId, timestamp: '1700000000', sign, grantType: 'sign' }
  return String(field((await call(standIn, PATHS.token, body)).body, 'data', 'accessToken'))
}

async function goLive(standIn: StandIn, token: string) {
  const created = await call(standIn, PATHS.create, { param: aLiveScript() }, token)
  const sessionId = String(field(created.body, 'data', 'sessionId'))
  await call(standIn, PATHS.start, { sessionId }, token)
  return { sessionId, sessionToken: String(field(created.body, 'data', 'sessionToken')) }
}

describe('over HTTP', () => {
  test('a show from token to close, with its callbacks in order', async () => {
    await using receiver = await openReceiver()
    await using standIn = await openStandIn({
      callbackUrl: receiver.url,
      profile: { init: millis(20), initThreshold: millis(0), speechFactor: 0.001 },
    })
    const token = await signIn(standIn)
    const body = { param: aLiveScript(), userData: 'mine' }
    const created = await call(standIn, PATHS.create, body, token)
    expect(field(created.body, 'data', 'status')).toBe(32)
    const sessionId = String(field(created.body, 'data', 'sessionId'))
    await receiver.until(1)
    await call(standIn, PATHS.start, { sessionId }, token)
    const param = aTakeover()
    expect((await call(standIn, PATHS.queue, { sessionId, param }, token)).status).toBe(200)
    await receiver.until(3)
    const stat = await call(standIn, `${PATHS.stat}?sessionId=${sessionId}`, undefined, token)
    expect(field(stat.body, 'data', 'status')).toBe(2)
    await call(standIn, PATHS.close, { sessionId }, token)
    const heard = await receiver.until(4)
    expect(heard.map((one) => field(one, 'status'))).toEqual([35, 36, 37, 5])
    expect(heard.every((one) => field(one, 'userData') === 'mine')).toBe(true)
  })

  test('the record and the switch to end a session have routes of their own', async () => {
    await using receiver = await openReceiver()
    await using standIn = await openStandIn({ callbackUrl: receiver.url, profile: INSTANT })
    const { sessionId } = await goLive(standIn, await signIn(standIn))
    const ended = await call(standIn, '/stand-in/end', { session: sessionId, status: 9 })
    expect(ended.body).toEqual({ ended: sessionId })
    expect((await receiver.until(1))[0]).toMatchObject({ sessionId, status: 9 })
    const { body } = await call(standIn, '/stand-in/record')
    expect(field(body, 'summary', 'sessions', 0)).toMatchObject({ session: sessionId, endedAs: 9 })
    expect(field(body, 'record', 0, 'type')).toBe('token-issued')
    expect((await call(standIn, '/stand-in/end', { session: 'nobody' })).status).toBe(404)
  })

  test('what is no JSON, too large, unknown or strangely put is refused and changes nothing', async () => {
    await using standIn = await openStandIn({ profile: INSTANT })
    const token = await signIn(standIn)
    for (const body of [
      '{',
      '',
      'null',
      '[]',
      '7',
      '"text"',
      '\u0000',
      '{"param":{}}',
      '{"__proto__":1}',
    ]) {
      const answer = await call(standIn, PATHS.create, Buffer.from(body), token)
      expect(answer.status).toBe(200)
      expect(field(answer.body, 'code'), body).not.toBe(0)
    }
    const huge = Buffer.alloc(1_000_001, 'a')
    expect((await call(standIn, PATHS.create, huge, token)).status).toBe(413)
    expect((await call(standIn, '/', {}, token)).status).toBe(404)
    expect((await call(standIn, '/constructor', undefined, token)).status).toBe(404)
    expect((await call(standIn, PATHS.create, undefined, token)).status).toBe(404)
    const socket = connect(standIn.port, '127.0.0.1')
    socket.write('no HTTP at all\r\n\r\n')
    await once(socket, 'close')
    const strange = connect(standIn.port, '127.0.0.1')
    strange.write('GET // HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
    const [first] = await once(strange, 'data')
    expect(String(first)).toContain('405')
    expect(standIn.model.sessions()).toEqual([])
    expect(await signIn(standIn)).toMatch(/^[0-9a-f]{40}$/)
  })

  test('a lost answer resets the connection after the effect, a lost request before it', async () => {
    for (const [profile, opened] of [
      [{ loseFirstAnswers: 1 }, 1],
      [{ loseFirstRequests: 1 }, 0],
    ] as const) {
      await using standIn = await openStandIn({
        profile: { ...INSTANT, ...profile, on: ['create'] },
      })
      const token = await signIn(standIn)
      await expect(call(standIn, PATHS.create, { param: aLiveScript() }, token)).rejects.toThrow()
      expect(standIn.model.sessions()).toHaveLength(opened)
      const second = await call(standIn, PATHS.create, { param: aLiveScript() }, token)
      expect(second.status).toBe(200)
    }
  })

  test('rubbish is a page under HTTP 200; a 500 is a 500', async () => {
    await using rubbish = await openStandIn({ profile: { garbage: 1 } })
    const { appId } = rubbish
    const answer = await call(rubbish, PATHS.token, { appId })
    expect([answer.status, answer.body]).toEqual([200, undefined])
    expect(answer.written).toContain('<html>')
    await using broken = await openStandIn({ profile: { http500: 1 } })
    expect((await call(broken, PATHS.token, { appId })).status).toBe(500)
  })

  test('a heart that stops is noticed without anybody asking', async () => {
    await using receiver = await openReceiver()
    const profile = { ...INSTANT, heartbeatLimit: millis(50) }
    await using standIn = await openStandIn({ callbackUrl: receiver.url, profile })
    await call(standIn, PATHS.create, { param: aLiveScript() }, await signIn(standIn))
    expect((await receiver.until(1))[0]).toMatchObject({ status: 50 })
  })

  test('nobody at the callback address, or nobody answering there, holds nothing up', async () => {
    const gone = await openReceiver()
    await gone[Symbol.asyncDispose]()
    await using mute = await openReceiver(() => undefined)
    for (const callbackUrl of [gone.url, mute.url]) {
      await using standIn = await openStandIn({ callbackUrl, profile: INSTANT })
      const token = await signIn(standIn)
      const { sessionId } = await goLive(standIn, token)
      const closed = await call(standIn, PATHS.close, { sessionId }, token)
      expect(field(closed.body, 'data')).toBe(true)
    }
  })

  test('every answer may take its time', async () => {
    await using standIn = await openStandIn({ profile: { latency: millis(30) } })
    const before = performance.now()
    await signIn(standIn)
    expect(performance.now() - before).toBeGreaterThan(25)
  })

  test('a port that is taken is an error, not a crash', async () => {
    await using standIn = await openStandIn()
    await expect(openStandIn({ port: standIn.port })).rejects.toThrow(/EADDRINUSE/)
  })
})

describe('the microphone', () => {
  async function openLine(standIn: StandIn, sessionId: string, sessionToken: string) {
    const authorization = encodeURIComponent(`Bearer ${sessionToken}`)
    const query = `clientType=BROWSER&sessionId=${sessionId}&Authorization=${authorization}`
    const url = `${standIn.url.replace('http', 'ws')}${MICROPHONE}?${query}`
    const socket = new WebSocket(url, { perMessageDeflate: false })
    const heard: Json[] = []
    const waiting = new Set<() => void>()
    socket.on('message', (bytes) => {
      heard.push(parsed(String(bytes)) ?? null)
      for (const look of waiting) look()
    })
    await once(socket, 'open')
    const until = (code: number) =>
      new Promise<Json>((resolve, reject) => {
        const deadline = setTimeout(() => reject(new Error(`no ${code} came`)), 10_000)
        const look = () => {
          const found = heard.find((one) => field(one, 'code') === code)
          if (found === undefined) return
          clearTimeout(deadline)
          waiting.delete(look)
          resolve(found)
        }
        waiting.add(look)
        look()
      })
    return { socket, until, say: (message: Json) => socket.send(JSON.stringify(message)) }
  }

  test('begin, 2, voice, eof; and takeovers over HTTP are told down the line', async () => {
    await using standIn = await openStandIn({ profile: INSTANT })
    const token = await signIn(standIn)
    const { sessionId, sessionToken } = await goLive(standIn, token)
    const line = await openLine(standIn, sessionId, sessionToken)
    line.say({ code: 0, message: 'begin' })
    await line.until(2)
    line.socket.send(Buffer.alloc(3_200))
    line.say({ code: 99, message: 'eof' })
    line.socket.send(Buffer.alloc(10))
    await line.until(5)
    const heard = standIn.model.record().find((entry) => entry.type === 'microphone-ended')
    expect(heard).toMatchObject({ bytes: 3_200 })
    await call(standIn, PATHS.queue, { sessionId, param: aTakeover() }, token)
    for (const code of [20, 19, 18]) {
      expect(await line.until(code)).toMatchObject({ data: { sessionId } })
    }
    line.socket.close()
    await once(line.socket, 'close')
  })

  test('a wrong token is told 1 and hung up on; a wrong path gets no socket', async () => {
    await using standIn = await openStandIn({ profile: INSTANT })
    const { sessionId } = await goLive(standIn, await signIn(standIn))
    const line = await openLine(standIn, sessionId, 'nobody')
    expect(await line.until(1)).toMatchObject({ code: 1 })
    if (line.socket.readyState !== WebSocket.CLOSED) await once(line.socket, 'close')
    const lost = new WebSocket(`${standIn.url.replace('http', 'ws')}/elsewhere`)
    const [error] = await once(lost, 'error')
    expect(String(error)).toContain('404')
  })

  test('7 while a takeover is on air, and nonsense breaks nothing', async () => {
    await using standIn = await openStandIn({
      profile: { init: millis(0), audioLength: seconds(60) },
    })
    const token = await signIn(standIn)
    const { sessionId, sessionToken } = await goLive(standIn, token)
    await call(standIn, PATHS.queue, { sessionId, param: aTakeover() }, token)
    const line = await openLine(standIn, sessionId, sessionToken)
    line.socket.send('not JSON')
    await line.until(5)
    line.say({ code: '0', message: 'begin' })
    await line.until(7)
    await call(standIn, PATHS.cancel, { sessionId, commandTraceId: '-1' }, token)
    line.say({ code: 0, message: 'begin' })
    await line.until(2)
    line.socket.terminate()
  })
})
