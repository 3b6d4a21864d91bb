/** What each shape of answer is taken to prove, for every call. */
import { expect, test } from 'vitest'
import { excerpt } from '../../../daemon/platform/softsugar/answers.js'
import { answered, fine, NAMES, type Name, outcomeOf } from './making-calls.js'

test.each<[Name, unknown, unknown]>([
  ['open', { sessionId: 's', status: 32 }, { session: 's', state: 'initialising' }],
  ['open', { sessionId: 's', status: 35 }, { session: 's', state: 'ready' }],
  ['open', { sessionId: 's', status: 1234 }, { session: 's', state: 'initialising' }],
  ['state', { status: 32 }, 'initialising'],
  ['state', { status: 35 }, 'ready'],
  ['state', { status: 2 }, 'live'],
  ['state', { status: 5 }, 'closed'],
  ['state', { status: 50 }, 'dropped'],
  ['state', { status: 9 }, 'faulty'],
  ['state', { status: 99 }, 'init-failed'],
  ['goLive', true, true],
  ['keepAlive', undefined, true],
  ['enqueue', { commandTraceId: 't', commandStatus: 33 }, { trace: 't', prepared: false }],
  ['enqueue', { commandTraceId: 't', commandStatus: 34 }, { trace: 't', prepared: true }],
  ['cutIn', { isSuccess: true, commandTraceId: 't' }, { trace: 't', prepared: true }],
  ['cutIn', { isSuccess: true }, { trace: undefined, prepared: true }],
  ['cutInPlain', true, { trace: undefined, prepared: true }],
  ['move', { isSuccess: true }, true],
  ['cancel', { isSuccess: true, commandFinishTime: '2026-11-21 20:00:00' }, true],
  ['queue', { commandTraceIds: ['a', 'b'] }, ['a', 'b']],
  ['queue', {}, []],
  ['close', true, true],
  [
    'running',
    [
      { sessionId: 'a', status: 2, startTime: 'x' },
      { sessionId: 'b', status: 1234 },
    ],
    [
      { session: 'a', state: 'live' },
      { session: 'b', state: 'unknown' },
    ],
  ],
  ['running', [], []],
  [
    'history',
    { pagination: {}, result: [{ sessionId: 'a', status: 98, startTime: '', endTime: 'y' }] },
    [{ session: 'a', state: 'init-failed', startTime: undefined, endTime: 'y' }],
  ],
  [
    'viewer',
    { status: 2, rtcAppId: 'x', rtcChannelId: 'c', rtcUid: 7, rtcToken: 'hidden' },
    { appId: 'x', channelId: 'c', uid: '7' },
  ],
  ['viewerToken', 'viewer-token', 'viewer-token'],
])('%s answered with %j is applied', async (name, data, value) => {
  expect(await outcomeOf(name, fine(data))).toEqual({ is: 'applied', value })
})

test.each<[Name, unknown, string]>([
  ['open', { sessionId: 's', status: 97 }, 'platform-full'],
  ['open', { sessionId: 's', status: 98 }, 'account-full'],
  ['open', { sessionId: 's', status: 9 }, 'refused'],
  ['goLive', false, 'refused'],
  ['close', false, 'refused'],
  ['cutInPlain', false, 'refused'],
  ['cutIn', { isSuccess: false, commandTraceId: 't' }, 'refused'],
  ['move', { isSuccess: false }, 'refused'],
  ['cancel', { isSuccess: false, message: 'not in the queue' }, 'refused'],
  ['viewer', { status: 32 }, 'refused'],
])('%s answered with code 0 and %j is not applied: %s', async (name, data, why) => {
  expect(await outcomeOf(name, fine(data))).toMatchObject({ is: 'not-applied', why })
})

test.each<[Name, unknown]>([
  ['open', { status: 35 }],
  ['open', undefined],
  ['state', { status: 1234 }],
  ['state', {}],
  ['goLive', undefined],
  ['goLive', 'true'],
  ['enqueue', { commandStatus: 34 }],
  ['enqueue', { commandStatus: 34, commandTraceId: '' }],
  ['cutIn', {}],
  ['move', true],
  ['cancel', undefined],
  ['queue', { commandTraceIds: ['a', 7] }],
  ['queue', 'none'],
  ['running', [{ status: 2 }]],
  ['running', 'none'],
  ['history', undefined],
  ['viewerToken', ''],
  ['ask', 'flat is what it should be'],
])('%s answered with success and %j is ambiguous: half a success is none', async (name, data) => {
  expect(await outcomeOf(name, fine(data))).toMatchObject({ is: 'ambiguous' })
})

test.each(NAMES)('%s: a complete refusal without data had no effect', async (name) => {
  for (const status of [200, 400, 404]) {
    for (const data of [undefined, null, {}, [], '', false]) {
      expect(
        await outcomeOf(name, answered(status, { code: 90_409, message: 'wrong\nstate', data })),
      ).toMatchObject({
        is: 'not-applied',
        why: 'refused',
        says: `HTTP ${status}, code 90409: wrong state`,
      })
    }
  }
})

test.each(NAMES)('%s: what a gateway could have said proves nothing', async (name) => {
  const envelope = { code: 1, message: 'busy' }
  for (const sent of [
    answered(500, envelope),
    answered(503, undefined),
    answered(429, envelope),
    answered(408, envelope),
    answered(302, envelope),
    answered(400, { code: 0, message: 'success', data: true }),
    answered(200, undefined),
    answered(200, 'ok'),
    answered(200, []),
    answered(200, { code: '0', data: true }),
    answered(200, { message: 'success' }),
    answered(200, { ...envelope, data: { sessionId: 's' } }),
    answered(404, { error: 'Not Found' }),
  ]) {
    expect(await outcomeOf(name, sent)).toMatchObject({ is: 'ambiguous' })
  }
})

test.each(NAMES)('%s: a refused token is told from other refusals', async (name) => {
  for (const sent of [
    answered(401, undefined),
    answered(403, '<html>'),
    answered(200, { code: 401, message: '' }),
    answered(200, { code: 100_004, message: 'token is unknown or expired' }),
    answered(400, { code: 7, message: 'Invalid token' }),
  ]) {
    expect(await outcomeOf(name, sent)).toMatchObject({ is: 'not-applied', why: 'unauthorised' })
  }
  const other = answered(200, { code: 7, message: 'get rtcToken failed: invalid token' })
  expect(await outcomeOf(name, other)).toMatchObject({ is: 'not-applied', why: 'refused' })
})

test.each(NAMES)('%s: not sent is not applied, unanswered is ambiguous', async (name) => {
  expect(await outcomeOf(name, { is: 'never-sent', says: 'ECONNREFUSED' })).toEqual({
    is: 'not-applied',
    why: 'never-sent',
    says: 'ECONNREFUSED',
  })
  expect(await outcomeOf(name, { is: 'unanswered', says: 'ECONNRESET' })).toEqual({
    is: 'ambiguous',
    says: 'ECONNRESET',
  })
})

test.each([
  [97, 'platform-full'],
  [98, 'account-full'],
])('no free slot may come as the code %d as well, data or not', async (code, why) => {
  const outcome = await outcomeOf('open', answered(200, { code, message: 'full', data: { a: 1 } }))
  expect(outcome).toMatchObject({ is: 'not-applied', why })
})

test('only a refusal that says so in words makes a session unknown', async () => {
  const refusal = (message: string) => answered(200, { code: 91_404, message })
  expect(await outcomeOf('state', refusal('no such session'))).toEqual({
    is: 'applied',
    value: 'unknown',
  })
  expect(await outcomeOf('state', refusal('channel does not exist'))).toMatchObject({
    value: 'unknown',
  })
  expect(await outcomeOf('state', refusal('system busy'))).toMatchObject({ why: 'refused' })
  expect(await outcomeOf('state', refusal('no such path'))).toMatchObject({ why: 'refused' })
})

test('a reply of the question library is flat; empty: it knows no answer', async () => {
  const reply = (answer: unknown, error: unknown) =>
    answered(200, { answer, error_message: error, query: 'q', trace: 't' })
  expect(await outcomeOf('ask', reply('Ten yuan.', ''))).toEqual({
    is: 'applied',
    value: 'Ten yuan.',
  })
  expect(await outcomeOf('ask', reply('', ''))).toEqual({ is: 'applied', value: '' })
  expect(await outcomeOf('ask', reply('', 'library not found'))).toMatchObject({
    is: 'not-applied',
    why: 'refused',
    says: 'library not found',
  })
  expect(await outcomeOf('ask', reply(7, ''))).toMatchObject({ is: 'ambiguous' })
})

test('whatever the vendor repeats in its words, nothing that could be a credential is passed on', () => {
  const token = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8='
  const said = excerpt({
    status: 400,
    body: { code: 7, message: `sign faa3d3737991aa0c12638f0695d71e91 or ${token} is wrong` },
  })
  expect(said).toBe('HTTP 400, code 7: sign [cut] or [cut] is wrong')
})
