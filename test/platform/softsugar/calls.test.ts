/** Every call's request, and the lane it goes by. */
import { expect, test } from 'vitest'
import { softSugarCalls } from '../../../daemon/platform/softsugar/calls.js'
import type { Exchange, Lane } from '../../../daemon/platform/wire.js'
import { answered, fine, make, type Name, words } from './making-calls.js'
import { aPicture, aTakeover } from './scripts.js'

const pictured = aTakeover({ say: 'Ten or more characters.', background: aPicture() })

const V1 = '/api/2dvh/v1/material/live/channel'
const V2 = '/api/2dvh/v2/material/live/channel'
const param = JSON.stringify({ tts_query: { content: 'Ten or more characters.', ssml: false } })

test.each<[Name, Lane, Partial<Exchange>]>([
  ['keepAlive', 'pulse', { path: `${V1}/heartbeat`, body: { sessionId: 's-1' } }],
  ['goLive', 'write', { path: `${V1}/start`, body: { sessionId: 's-1' } }],
  ['cutInPlain', 'write', { path: `${V1}/command`, body: { sessionId: 's-1', param } }],
  ['cutIn', 'write', { path: `${V2}/command`, body: { sessionId: 's-1', param } }],
  [
    'enqueue',
    'write',
    { path: `${V1}/command/queue`, body: { sessionId: 's-1', priority: 1, param } },
  ],
  [
    'move',
    'write',
    {
      path: `${V1}/command/queue/reorder`,
      body: { sessionId: 's-1', commandTraceId: 't-1', priority: 2 },
    },
  ],
  [
    'cancel',
    'write',
    { path: `${V1}/command/cancel`, body: { sessionId: 's-1', commandTraceId: 't-1' } },
  ],
  ['queue', 'read', { path: `${V1}/command/queue/list`, body: { sessionId: 's-1' } }],
  ['close', 'write', { path: `${V1}/close`, body: { sessionId: 's-1' } }],
  ['state', 'read', { method: 'GET', path: `${V1}/stat`, query: { sessionId: 's-1' } }],
  ['viewer', 'read', { method: 'GET', path: `${V1}/stat`, query: { sessionId: 's-1' } }],
  ['running', 'read', { method: 'GET', path: `${V1}/running/list` }],
  ['history', 'read', { path: `${V1}/history/list`, body: { pageNo: 2, pageSize: 50 } }],
  [
    'viewerToken',
    'read',
    {
      path: '/api/2dvh/v1/material/rtc/token/audience',
      body: { sessionId: 's-1', rtcChannelId: 'c-1' },
    },
  ],
])('%s goes by the lane for a %s', async (name, lane, exchange) => {
  const { seen } = await make(name, fine())
  expect(seen).toEqual([{ lane, exchange: { method: 'POST', ...exchange } }])
})

test('opening sends the live script as a string, and our marker', async () => {
  const { seen } = await make('open', fine())
  expect(seen).toMatchObject([
    {
      lane: 'write',
      exchange: {
        path: `${V2}/create`,
        body: {
          userData: 'demo/evening/1',
          param: expect.stringMatching(/^\{"version":"0\.0\.1"/),
        },
      },
    },
  ])
})

test('a question goes with ids of letters and digits, the same each time', async () => {
  const bodies: unknown[] = []
  const platform = softSugarCalls(async ({ body }) => {
    bodies.push(body)
    return answered(200, { answer: 'Ten.', error_message: '' })
  })
  await platform.ask('qa-7f3a', 'How much?', 'evening/2026-11-21/李')
  await platform.ask('qa-7f3a', 'How much?', 'evening/2026-11-21/李')
  const plain = expect.stringMatching(/^[A-Za-z0-9-]+$/)
  expect(bodies[0]).toEqual({
    appId: 'qa-7f3a',
    device: 'windows',
    language: 'zh',
    query: 'How much?',
    session: plain,
    trace: plain,
  })
  expect(bodies[1]).toEqual(bodies[0])
})

test('without a place a takeover goes to the tail', async () => {
  const seen: Exchange[] = []
  const platform = softSugarCalls(async (exchange) => {
    seen.push(exchange)
    return fine()
  })
  await platform.enqueue('s-1', words, undefined)
  expect(seen).toMatchObject([{ body: { sessionId: 's-1', param } }])
  expect(Object.keys(Object(seen[0]?.body))).toEqual(['sessionId', 'param'])
})

test('a plain cut-in that would change pictures is declined unsent', async () => {
  const platform = softSugarCalls(async () => {
    throw new Error('was sent')
  })
  expect(await platform.cutIn('s-1', pictured, 'plain')).toMatchObject({
    is: 'not-applied',
    why: 'unsupported',
  })
})
