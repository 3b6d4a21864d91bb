import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { verifyJournal } from '../../daemon/journal/verify.js'
import { openOfflineDesk } from '../../daemon/run/desk-offline.js'
import { aDeskOnDisk, type DeskOnDisk } from '../console/a-desk-on-disk.js'
import { aFolder, type Folder, rowsIn } from '../journal/a-journal.js'

let folder: Folder
beforeEach(() => {
  folder = aFolder()
})
afterEach(() => folder[Symbol.dispose]())

const data = () => join(folder.path, 'data')
const TEXT = 'The blue one is sold out, thank you all.'

/** The answer with its status; a list as it is. */
const answerTo = async (asked: Promise<Response>) => {
  const answer = await asked
  const body = JSON.parse(await answer.text())
  return Array.isArray(body) ? body : { status: answer.status, ...body }
}

const say = (desk: DeskOnDisk, request: string, more: object = {}, token?: string) =>
  answerTo(desk.post('/airings/shop/say', { request, text: TEXT, ...more }, token))

/** As the journal has it. */
const said = () =>
  rowsIn(join(data(), 'journal.db'), 'select event from turn').filter(
    ({ event }) => JSON.parse(String(event)).type === 'commanded',
  ).length

const token = async (desk: DeskOnDisk, words: object): Promise<string> => {
  const { foresees } = await answerTo(desk.post('/tokens', { request: 'make-a-token', ...words }))
  return foresees.token
}

test('the same request twice acts once, also when the daemon was restarted in between', async () => {
  let first: object = {}
  {
    await using desk = await aDeskOnDisk(data())
    first = await say(desk, 'request-1')
    expect(await say(desk, 'request-1')).toEqual({ ...first, repeated: true })
  }
  await using desk = await aDeskOnDisk(data())
  expect(await say(desk, 'request-1')).toEqual({ ...first, repeated: true })
  expect(first).toMatchObject({ status: 200, ok: true, says: expect.stringMatching(/next/) })
  expect(said()).toBe(1)
})

test('a request id that was used for something else is refused', async () => {
  await using desk = await aDeskOnDisk(data())
  await say(desk, 'request-1')
  expect(await say(desk, 'request-1', { urgency: 'breaking' })).toMatchObject({
    status: 409,
    code: 'request-used',
  })
  const other = await token(desk, { name: 'li', role: 'operator' })
  expect(await say(desk, 'request-1', {}, other)).toMatchObject({ code: 'request-used' })
  expect(said()).toBe(1)
})

test('of two operators who saw the same, the second is told what the first did', async () => {
  await using desk = await aDeskOnDisk(data())
  const { version } = await answerTo(desk.get('/airings/shop'))
  const li = await token(desk, { name: 'li', role: 'operator' })
  expect(await say(desk, 'request-1', { expectedVersion: version }, li)).toMatchObject({ ok: true })
  expect(await say(desk, 'request-2', { expectedVersion: version })).toMatchObject({
    status: 409,
    code: 'stale',
    version: version + 1,
    changed: [expect.stringMatching(/^li: say/)],
  })
  expect(said()).toBe(1)
})

test('what is answered ok is in the journal with its line of the audit, in one commit', async () => {
  await using desk = await aDeskOnDisk(data())
  await say(desk, 'request-1')
  const [line] = desk.journal.audit.after(0, 10)
  expect(line).toMatchObject({
    who: 'desk',
    role: 'admin',
    act: 'say',
    request: 'request-1',
    show: 'shop',
    asked: { airing: 'shop', text: TEXT, urgency: 'priority', how: 'queue' },
    before: { situation: 'on-air', version: 0, queue: [] },
    after: { version: 1, queue: [expect.stringContaining('The blue one')] },
    ok: true,
    answer: { ok: true, version: 1 },
  })
  expect(verifyJournal(data(), 'test')?.audit).toEqual({ rows: 1, findings: [] })
})

test('while the disk is full nothing is answered ok, and the same request later acts once', async () => {
  let full = false
  await using desk = await aDeskOnDisk(data(), { refuse: () => full })
  full = true
  expect(await say(desk, 'request-1')).toMatchObject({ status: 503, code: 'not-kept' })
  expect(await say(desk, 'request-1')).toMatchObject({ status: 503, code: 'not-kept' })
  full = false
  desk.loop.stop()
  expect(await say(desk, 'request-1')).toMatchObject({ ok: true, repeated: true })
  expect(said()).toBe(1)
})

test('a refusal stands in the audit too, and is the answer to its request for good', async () => {
  await using desk = await aDeskOnDisk(data())
  const refused = await answerTo(desk.post('/airings/shop/skip', { request: 'request-1' }))
  expect(refused).toMatchObject({ status: 422, code: 'refused', says: expect.any(String) })
  await say(desk, 'request-2')
  const again = await answerTo(desk.post('/airings/shop/skip', { request: 'request-1' }))
  expect(again).toEqual({ ...refused, repeated: true })
  expect(desk.journal.audit.find('request-1')).toMatchObject({ ok: false, act: 'skip' })
})

test('stop asks back first; asked back is no answer, so the same request may be confirmed', async () => {
  await using desk = await aDeskOnDisk(data())
  const stop = (more: object) =>
    answerTo(desk.post('/airings/shop/stop', { request: 'request-1', ...more }))
  expect(await stop({})).toMatchObject({ status: 428, code: 'needs-confirmation' })
  expect(desk.journal.audit.find('request-1')).toBeUndefined()
  expect(await stop({ confirm: 'shop' })).toMatchObject({ ok: true })
})

test('a token that is limited orders nothing beyond, and sees nothing beyond', async () => {
  await using desk = await aDeskOnDisk(data(), { shows: ['shop', 'evening'] })
  const li = await token(desk, { name: 'li', role: 'producer', shows: ['evening'] })
  expect(await say(desk, 'request-1', {}, li)).toMatchObject({ status: 403, code: 'out-of-scope' })
  expect((await desk.get('/airings/shop', li)).status).toBe(404)
  const { airings } = await answerTo(desk.get('/status', li))
  expect(airings).toMatchObject([{ show: 'evening' }])
  expect(await answerTo(desk.get('/as-run', li))).toMatchObject({ rows: [] })
  expect((await answerTo(desk.get('/audit', li))).rows).toEqual([])
  expect(said()).toBe(0)
})

test('a token is shown once, kept as a hash, and worth nothing when it is revoked or over', async () => {
  await using desk = await aDeskOnDisk(data())
  const words = { name: 'li', role: 'viewer', request: 'request-1' }
  const made = await answerTo(desk.post('/tokens', words))
  const written = String(made.foresees.token)
  expect(written).toMatch(/^onair_[\w-]{32}$/)
  expect(await answerTo(desk.post('/tokens', words))).not.toHaveProperty('foresees')
  const tables = ['token', 'audit', 'news', 'turn'].map((table) =>
    JSON.stringify(rowsIn(join(data(), 'journal.db'), `select * from ${table}`)),
  )
  expect(tables.join('')).not.toContain(written.slice(8))
  expect((await desk.get('/status', written)).status).toBe(200)
  const twice = await answerTo(desk.post('/tokens', { ...words, request: 'request-2' }))
  expect(twice).toMatchObject({ status: 422, hint: 'revoke it first' })
  await desk.post('/tokens/li/revoke', { request: 'request-3' })
  expect((await desk.get('/status', written)).status).toBe(401)
  const brief = await token(desk, { name: 'brief', role: 'viewer', expires: '1ms' })
  let tokens = await answerTo(desk.get('/tokens'))
  while (tokens.some(isStillValid)) tokens = await answerTo(desk.get('/tokens'))
  expect((await desk.get('/status', brief)).status).toBe(401)
})

const isStillValid = ({ state }: { readonly state: string }) => state === 'valid'

test('tokens are made where no daemon runs, with their line in the same audit, and never beside one', async () => {
  let written: unknown
  {
    using desk = openOfflineDesk(data(), 'UTC')
    const answer = desk?.add({ name: 'li', role: 'operator' })
    written = answer?.ok ? answer.foresees?.token : undefined
    expect(openOfflineDesk(data(), 'UTC')).toBeUndefined()
    expect(desk?.revoke('nobody')).toMatchObject({ ok: false, code: 'not-found' })
    expect(desk?.list()).toMatchObject([{ name: 'li', state: 'valid', madeBy: 'desk' }])
  }
  await using desk = await aDeskOnDisk(data())
  expect(await say(desk, 'request-1', {}, String(written))).toMatchObject({ ok: true })
  expect(desk.journal.audit.after(0, 10)).toMatchObject([
    { act: 'token-add', ok: true, before: undefined, after: { name: 'li', role: 'operator' } },
    { act: 'token-revoke', ok: false },
    { act: 'say', who: 'li', ok: true },
  ])
})
