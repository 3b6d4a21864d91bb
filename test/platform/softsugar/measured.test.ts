import { expect, test } from 'vitest'
import { measured } from '../../../daemon/platform/softsugar/measured.js'
import type { Exchanged, Sent } from '../../../daemon/platform/wire.js'

/** What is told of an exchange on this path that ends so; it is handed on as it is. */
async function told(path: string, sent: Sent): Promise<Omit<Exchanged, 'ms'>> {
  const heard: Exchanged[] = []
  const carry = measured(
    async () => sent,
    (what) => heard.push(what),
  )
  const query = { sessionId: 'canary-session' }
  expect(await carry({ method: 'GET', path, query }, 'read', undefined, [])).toBe(sent)
  const [only] = heard
  if (!only || heard.length !== 1) throw new Error('not told once')
  expect(JSON.stringify(only)).not.toContain('canary')
  const { ms, ...rest } = only
  expect(ms).toBeGreaterThanOrEqual(0)
  return rest
}

const CHANNEL = '/api/2dvh/v1/material/live/channel'

test('an answer is told with its status and the vendor’s code', async () => {
  const body = { code: 1001, message: 'canary', data: 'canary-token' }
  expect(await told(`${CHANNEL}/stat`, { is: 'answered', answer: { status: 200, body } })).toEqual({
    endpoint: 'channel/stat',
    forToken: false,
    is: 'answered',
    status: 200,
    code: 1001,
  })
})

test('no answer, and one that is none of the vendor’s, have no code', async () => {
  const never = await told(`${CHANNEL}/heartbeat`, { is: 'unanswered', says: 'canary' })
  expect(never).toMatchObject({ is: 'unanswered', status: undefined, code: undefined })
  const gateway = { is: 'answered', answer: { status: 502, body: '<html>' } } as const
  expect(await told(`${CHANNEL}/heartbeat`, gateway)).toMatchObject({
    status: 502,
    code: undefined,
  })
})

test('what asks for a token is known', async () => {
  const body = { code: 0, data: { accessToken: 'canary' } }
  const sent = { is: 'answered', answer: { status: 200, body } } as const
  const refresh = await told('/api/uc/v1/access/api/token/refresh', sent)
  expect(refresh).toMatchObject({ endpoint: 'token/refresh', forToken: true, code: 0 })
})
