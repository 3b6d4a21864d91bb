/** `approve: operator` at the daemon's own door, in front of a real audience on a virtual clock. */
import { expect, test } from 'vitest'
import { questionRoom } from '../../daemon/console/questions.js'
import { minutes, seconds } from '../../daemon/core/time.js'
import { ALWAYS, aProgramme, at } from '../builders.js'
import { anEvening, QUESTIONS } from '../run/an-audience.js'
import { aDoor, tokenOf } from './a-console.js'

const HELD = { ...QUESTIONS, approve: 'operator', approveWithin: minutes(1) } as const

async function aShop(more: { readonly unapproved?: 'air' } = {}) {
  const questions = { ...HELD, ...more }
  const programme = aProgramme({ show: 'shop', schedule: [ALWAYS], questions })
  const evening = anEvening(programme, at('09:00'))
  const { world } = evening
  const room = questionRoom({ audience: evening.door, keys: [], now: world.clock.now })
  const door = await aDoor({ questions: room })
  const headers = (role: string) => ({
    authorization: `Bearer ${tokenOf(role)}`,
    'content-type': 'application/json',
  })
  const post = async (path: string, role = 'moderator', body: object = {}) => {
    const init = { method: 'POST', headers: headers(role), body: JSON.stringify(body) }
    const answer = await door.fetch(`/api/v1${path}`, init)
    const said = (await answer.json()) as Readonly<Record<string, unknown>>
    return { status: answer.status, body: said }
  }
  await world.clock.pass(seconds(5))
  return {
    ...evening,
    post,
    ask: async (asker: string, text = 'When do you ship?') => {
      const request = `request-of-${asker}`
      const { body } = await post('/airings/shop/ask', 'moderator', { request, asker, text })
      return /q[0-9a-f]+/.exec(String(body.says))?.[0] ?? ''
    },
    listed: async (query = '') => {
      const path = `/api/v1/questions${query}`
      const answer = await door.fetch(path, { headers: headers('moderator') })
      const body: { questions?: unknown } = Object(await answer.json())
      return body.questions ?? body
    },
    heard: () => world.rows.filter(({ source }) => source === 'question'),
    [Symbol.asyncDispose]: async () => {
      await door[Symbol.asyncDispose]()
      evening[Symbol.dispose]()
    },
  }
}

test('a question waits for approval, is approved, and only then answered and aired', async () => {
  await using shop = await aShop()
  const id = await shop.ask('Ann')
  await shop.world.clock.pass(seconds(30))
  expect(await shop.listed()).toMatchObject([{ question: id, situation: 'for-approval' }])
  expect(shop.heard()).toEqual([])
  expect(await shop.post(`/questions/${id}/approve`, 'viewer')).toMatchObject({ status: 403 })
  expect(await shop.post(`/questions/${id}/approve`)).toMatchObject({
    status: 200,
    body: { ok: true },
  })
  await shop.world.clock.pass(seconds(60))
  expect(shop.heard()).toMatchObject([{ status: 'aired' }])
  expect(await shop.listed()).toMatchObject([{ situation: 'spoken', source: 'faq' }])
  expect(shop.audit).toEqual(['moderator ask true', 'moderator question-approve true'])
})

test('that nobody asked is said of a show, and of what is none that it is none', async () => {
  await using shop = await aShop()
  expect(await shop.listed('?airing=shop')).toEqual([])
  expect(await shop.listed('?airing=shpo')).toMatchObject({
    ...{ ok: false, code: 'not-found', says: 'there is no airing or show "shpo"' },
    hint: 'did you mean "shop"?',
  })
  await shop.ask('Ann')
  expect(await shop.listed('?airing=shop')).toHaveLength(1)
})

test('one that is declined is not aired, and not to be approved afterwards', async () => {
  await using shop = await aShop()
  const id = await shop.ask('Ann')
  expect(await shop.post(`/questions/${id}/decline`)).toMatchObject({ status: 200 })
  expect(await shop.post(`/questions/${id}/approve`)).toMatchObject({
    status: 422,
    body: { ok: false, says: `question ${id} does not wait for approval (declined)` },
  })
  expect(await shop.post('/questions/q0/approve')).toMatchObject({ status: 404 })
  await shop.world.clock.pass(minutes(2))
  expect(shop.heard()).toEqual([])
  expect(await shop.listed()).toMatchObject([{ situation: 'declined', reason: 'NOT_APPROVED' }])
})

test('nobody says anything in time: it is declined', async () => {
  await using shop = await aShop()
  await shop.ask('Ann')
  await shop.world.clock.pass(seconds(90))
  expect(await shop.listed()).toMatchObject([{ situation: 'declined', reason: 'APPROVAL_LATE' }])
  expect(shop.heard()).toEqual([])
})

test('nobody says anything in time: it airs, where the rundown says so', async () => {
  await using shop = await aShop({ unapproved: 'air' })
  await shop.ask('Ann')
  await shop.world.clock.pass(seconds(50))
  expect(shop.heard()).toEqual([])
  await shop.world.clock.pass(minutes(1))
  expect(shop.heard()).toMatchObject([{ status: 'aired' }])
})
