import type { FastifyPluginAsync } from 'fastify'
import { expect, test } from 'vitest'
import { ACCESS } from '../../daemon/console/access.js'
import { LIMITS } from '../../daemon/console/guard.js'
import { ROLES, reaches } from '../../daemon/core/desk/roles.js'
import { aDoor, TOKEN, tokenOf } from './a-console.js'

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const json = { 'content-type': 'application/json' }

test('every role at every route: the whole table, over HTTP', async () => {
  await using door = await aDoor()
  const wrong: string[] = []
  for (const [row, needed] of Object.entries(ACCESS)) {
    const [method = '', url = ''] = row.split(' ')
    for (const role of ROLES) {
      const answer = await door.fetch(`/api/v1${url.replaceAll(/:\w+/g, 'market')}`, {
        method,
        headers: { ...bearer(tokenOf(role)), ...json },
        // Whoever may is told that this is no order; whoever may not is not even told that.
        ...(method === 'POST' ? { body: '{}' } : {}),
      })
      await answer.body?.cancel()
      const may = needed === 'signed' || reaches(role, needed)
      if (may === (answer.status === 403)) wrong.push(`${role} at ${row}: ${answer.status}`)
    }
  }
  expect(wrong).toEqual([])
  expect(door.told).toEqual([])
})

test('a route that is not in the table cannot be registered', async () => {
  const room: FastifyPluginAsync = async (app) => {
    app.get('/backdoor', async () => 'open')
  }
  await expect(aDoor({ rooms: [room] })).rejects.toThrow(/GET \/backdoor/)
})

interface OpenApi {
  readonly paths: Readonly<Record<string, object>>
}

test('every row of the table has its route', async () => {
  await using door = await aDoor()
  const answer = await door.fetch('/api/v1/openapi.json', { headers: bearer(TOKEN) })
  const openApi: OpenApi = JSON.parse(await answer.text())
  const routes = Object.entries(openApi.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map(
      (method) =>
        `${method.toUpperCase()} ${path.replace('/api/v1', '').replaceAll(/{(\w+)}/g, ':$1')}`,
    ),
  )
  expect(routes.toSorted()).toEqual(Object.keys(ACCESS).toSorted())
})

test('one who is told no is told who he is and what it takes', async () => {
  await using door = await aDoor()
  const headers = { ...bearer(tokenOf('moderator')), ...json }
  const answer = await door.fetch('/api/v1/stop', { method: 'POST', headers, body: '{}' })
  expect([answer.status, await answer.json()]).toEqual([
    403,
    { ok: false, code: 'forbidden', says: '"moderator" is a moderator; this needs an admin' },
  ])
})

test('a token that asks too often waits; others need not', async () => {
  await using door = await aDoor({ limits: { ...LIMITS, perToken: 3 } })
  const ask = (role: string) => door.fetch('/api/v1/status', { headers: bearer(tokenOf(role)) })
  const statuses: number[] = []
  for (let n = 0; n < 5; n += 1) statuses.push((await ask('viewer')).status)
  expect(statuses).toEqual([200, 200, 200, 429, 429])
  const refusal = await ask('viewer')
  expect(await refusal.json()).toMatchObject({ ok: false, code: 'too-many' })
  expect(Number(refusal.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await ask('admin')).status).toBe(200)
})

test('wrong tokens from one address are soon not even looked at; a right one still is', async () => {
  await using door = await aDoor({ limits: { ...LIMITS, failuresPerAddress: 3 } })
  const ask = (token: string) => door.fetch('/api/v1/status', { headers: bearer(token) })
  const statuses: number[] = []
  for (let n = 0; n < 5; n += 1) statuses.push((await ask(`guess-${n}`)).status)
  expect(statuses).toEqual([401, 401, 401, 429, 429])
  expect((await ask(TOKEN)).status).toBe(200)
})
