/** docs/api.md is made from what the daemon says of itself; `npm run docs` writes it, this test says whether it is current. */
import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { aDoor, TOKEN } from './console/a-console.js'
import { apiPage, type OpenApi } from './help/api-page.js'

const PAGE = new URL('../docs/api.md', import.meta.url)

const openApi = async (): Promise<OpenApi> => {
  await using door = await aDoor()
  const headers = { authorization: `Bearer ${TOKEN}` }
  return JSON.parse(await (await door.fetch('/api/v1/openapi.json', { headers })).text())
}

test('docs/api.md is what the daemon says of its API (npm run docs)', async () => {
  const page = apiPage(await openApi())
  if (process.env.DOCS === 'write') writeFileSync(PAGE, page)
  expect(readFileSync(PAGE, 'utf8')).toBe(page)
})

test('every route says what it is for, what it takes and what it answers', async () => {
  const { openapi, paths } = await openApi()
  expect(openapi).toBe('3.1.0')
  const missing = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(
      ([method, { summary, operationId, requestBody, responses }]) => [
        ...(summary && operationId ? [] : [`${method} ${path}: no summary`]),
        ...(method === 'get' || requestBody ? [] : [`${method} ${path}: no body`]),
        ...(responses['200'] && responses['4XX'] ? [] : [`${method} ${path}: no answers`]),
      ],
    ),
  )
  expect(missing).toEqual([])
})
