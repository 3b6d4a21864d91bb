import fc from 'fast-check'
import { expect, test } from 'vitest'
import { softSugar } from '../../../daemon/platform/softsugar/dialect.js'

const { readCallback } = softSugar

test.each([
  [35, 'ready'],
  [5, 'closed'],
  [50, 'dropped'],
  [9, 'faulty'],
  [99, 'init-failed'],
  [34, 'queued'],
  [36, 'speaking'],
  [37, 'finished'],
  [39, 'takeover-failed'],
  [2, 'live'],
  [32, 'initialising'],
  [77, 'unheard-of'],
])('a callback of status %d claims: %s', (status, claim) => {
  expect(readCallback({ sessionId: 's-1', status })).toEqual({
    session: 's-1',
    trace: undefined,
    claim,
    says: undefined,
    marker: undefined,
  })
})

test('a callback tells takeover, marker and error text, and none of the stream secrets', () => {
  const hint = readCallback({
    sessionId: 's-1',
    status: 39,
    commandTraceId: 't-1',
    commandFinishTime: '2026-11-21 20:00:00',
    taskResult: 'download\nfailed',
    userData: 'demo/evening/1',
    rtcToken: 'very-secret',
    extra: { anything: true },
  })
  expect(hint).toEqual({
    session: 's-1',
    trace: 't-1',
    claim: 'takeover-failed',
    says: 'download failed',
    marker: 'demo/evening/1',
  })
})

test.each([
  [undefined],
  [null],
  ['status=35'],
  [[]],
  [{}],
  [{ sessionId: 's-1' }],
  [{ sessionId: 's-1', status: '35' }],
  [{ sessionId: '', status: 35 }],
  [{ sessionId: 7, status: 35 }],
  [{ sessionId: 'x'.repeat(1_000), status: 35 }],
])('%j is no callback of this platform', (body) => {
  expect(readCallback(body)).toBeUndefined()
})

test('whatever is posted, reading it does not fail', () => {
  fc.assert(
    fc.property(fc.anything(), fc.anything(), fc.anything(), (sessionId, status, rest) => {
      readCallback(rest)
      readCallback({ sessionId, status, commandTraceId: rest, userData: rest, taskResult: rest })
    }),
  )
})
