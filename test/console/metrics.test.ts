import { expect, test } from 'vitest'
import { aDoor, tokenOf } from './a-console.js'

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })

test('a viewer reads the figures, where the API is and where Prometheus looks', async () => {
  await using door = await aDoor()
  for (const path of ['/api/v1/metrics', '/metrics']) {
    const answer = await door.fetch(path, bearer(tokenOf('viewer')))
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      'text/plain; version=0.0.4',
    ])
    expect(await answer.text()).toBe('onair_up 1\n')
  }
})

test('nobody reads them without a token, or with one that is limited', async () => {
  const scope = { accounts: ['demo'], shows: [], airings: [] }
  const find = (token: string) =>
    token === 'limited' ? ({ name: 'page', role: 'admin', scope } as const) : undefined
  await using door = await aDoor({ find })
  for (const path of ['/api/v1/metrics', '/metrics']) {
    expect((await door.fetch(path)).status).toBe(401)
    const answer = await door.fetch(path, bearer('limited'))
    expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'out-of-scope' }])
  }
})
