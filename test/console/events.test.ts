import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readEvents, type SentEvent } from '../../daemon/commands/event-stream.js'
import { type Feed, openListeners } from '../../daemon/console/listeners.js'
import { EVERYTHING } from '../../daemon/core/desk/roles.js'
import type { NewsLine, Passing } from '../../daemon/core/plan/news.js'
import { aFolder, type Folder } from '../journal/a-journal.js'
import { aDeskOnDisk, type DeskOnDisk, LOCAL_TOKEN } from './a-desk-on-disk.js'

let folder: Folder
beforeEach(() => {
  folder = aFolder()
})
afterEach(() => folder[Symbol.dispose]())

const data = () => join(folder.path, 'data')

/** Puts news into the journal as turns do, and lets those who listen know. */
function happen(desk: DeskOnDisk, count: number): void {
  for (let n = 0; n < count; n += 1) {
    desk.loop.post(
      { type: 'clock-doubted', account: 'demo' as never, by: ((n % 2) * 9_000) as never },
      {},
    )
  }
}

interface Ear {
  readonly heard: SentEvent[]
  /** Resolves when the connection is over. */
  readonly over: Promise<void>
  readonly drop: () => void
}

async function listen(
  desk: DeskOnDisk,
  after?: string,
  query = '',
  token = LOCAL_TOKEN,
): Promise<Ear> {
  const dropped = new AbortController()
  const answer = await fetch(`${desk.url}/api/v1/events${query}`, {
    headers: {
      authorization: `Bearer ${token}`,
      ...(after === undefined ? {} : { 'last-event-id': after }),
    },
    signal: dropped.signal,
  })
  const heard: SentEvent[] = []
  const body = answer.body
  if (answer.status !== 200 || !body) throw new Error(`${answer.status}: ${await answer.text()}`)
  const over = (async () => {
    try {
      for await (const event of readEvents(body)) heard.push(event)
    } catch {
      // Dropped: what was heard whole is all that counts.
    }
  })()
  return { heard, over, drop: () => dropped.abort() }
}

const numbers = (heard: readonly SentEvent[]) =>
  heard
    .filter(({ data: said }) => said !== '')
    .map(({ data: said }) => Number(JSON.parse(said).seq))

const untilHeard = async (ear: Ear, last: number) => {
  const at = () => Number(ear.heard.findLast(({ id }) => id !== undefined)?.id?.split('.')[1] ?? 0)
  while (at() < last) await new Promise((go) => setImmediate(go))
}

test('who drops his connection at random instants hears everything once and in order, also over restarts', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ news: fc.nat(20), turns: fc.nat(12), restart: fc.boolean() }), {
        minLength: 2,
        maxLength: 5,
      }),
      async (steps) => {
        using place = aFolder()
        let desk = await aDeskOnDisk(join(place.path, 'data'), { beatEveryMs: 5 })
        const seen: number[] = []
        let cursor = '0'
        try {
          for (const { news, turns, restart } of steps) {
            const ear = await listen(
              desk,
              cursor === '0' ? undefined : cursor,
              cursor === '0' ? '?after=0' : '',
            )
            happen(desk, news)
            for (let n = 0; n < turns; n += 1) await new Promise((go) => setImmediate(go))
            if (restart) await desk[Symbol.asyncDispose]()
            else ear.drop()
            await ear.over
            seen.push(...numbers(ear.heard))
            cursor = ear.heard.at(-1)?.id ?? cursor
            if (restart) desk = await aDeskOnDisk(join(place.path, 'data'), { beatEveryMs: 5 })
          }
          const last = await listen(
            desk,
            cursor === '0' ? undefined : cursor,
            cursor === '0' ? '?after=0' : '',
          )
          await untilHeard(last, desk.journal.news.last())
          last.drop()
          await last.over
          seen.push(...numbers(last.heard))
        } finally {
          await desk[Symbol.asyncDispose]()
        }
        expect(seen).toEqual(seen.map((_, at) => at + 1))
        expect(seen.length).toBeGreaterThan(0)
      },
    ),
    { numRuns: 5 },
  )
}, 60_000)

test('what is told is what happened: steps, alerts, orders and the as-run log, each with its airing', async () => {
  await using desk = await aDeskOnDisk(data())
  const ear = await listen(desk, undefined, '?after=0')
  const answer = await desk.post('/airings/shop/say', {
    request: 'request-1',
    text: 'A long enough text.',
  })
  expect(answer.status).toBe(200)
  await untilHeard(ear, desk.journal.news.last())
  const kinds = new Set(ear.heard.map(({ kind }) => kind))
  expect([...kinds]).toEqual(expect.arrayContaining(['airing', 'takeover', 'tell', 'command']))
  const command = ear.heard.find(({ kind }) => kind === 'command')
  expect(JSON.parse(command?.data ?? '{}')).toMatchObject({
    who: 'desk',
    act: 'say',
    ok: true,
    show: 'shop',
  })
  ear.drop()
})

test('kinds and airing choose; what was left out moves the cursor all the same', async () => {
  await using desk = await aDeskOnDisk(data(), { beatEveryMs: 5 })
  const ear = await listen(desk, undefined, '?after=0&kinds=command&airing=shop')
  happen(desk, 5)
  const last = desk.journal.news.last()
  while (ear.heard.at(-1)?.id?.split('.')[1] !== String(last))
    await new Promise((go) => setImmediate(go))
  expect(numbers(ear.heard)).toEqual([])
  ear.drop()
})

test('a token that is limited hears of nothing else, and nothing more once it is revoked', async () => {
  await using desk = await aDeskOnDisk(data(), { beatEveryMs: 5, shows: ['shop', 'evening'] })
  const words = { request: 'request-1', name: 'board', role: 'viewer', shows: ['evening'] }
  const made = JSON.parse(await (await desk.post('/tokens', words)).text())
  const ear = await listen(desk, undefined, '?after=0', made.foresees.token)
  while (numbers(ear.heard).length === 0) await new Promise((go) => setImmediate(go))
  await desk.post('/tokens/board/revoke', { request: 'request-2' })
  await ear.over
  const shows = ear.heard.flatMap(({ data: said }) => (said === '' ? [] : [JSON.parse(said).show]))
  expect(new Set(shows)).toEqual(new Set(['evening']))
})

test('a token that was revoked cannot be again, and whoever asks is told when it was', async () => {
  await using desk = await aDeskOnDisk(data())
  const words = { request: 'request-1', name: 'board', role: 'viewer' }
  await desk.post('/tokens', words)
  await desk.post('/tokens/board/revoke', { request: 'request-2' })
  const revoke = async (name: string, request: string) =>
    (await desk.post(`/tokens/${name}/revoke`, { request })).json()
  expect(await revoke('board', 'request-3')).toMatchObject({
    ok: false,
    says: expect.stringMatching(/^"board" was revoked already, \d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
  })
  expect(await revoke('nobody', 'request-4')).toMatchObject({ says: 'there is no token "nobody"' })
})

test.each([
  ['of another journal', 'ffffffff.3', 'another journal'],
  ['that was never given', (generation: string) => `${generation}.99999`, 'another journal'],
])('a cursor %s is told of the gap, and hears what there is', async (_, id, says) => {
  await using desk = await aDeskOnDisk(data())
  const given = typeof id === 'string' ? id : id(desk.journal.position().generation.slice(0, 8))
  const ear = await listen(desk, given)
  await untilHeard(ear, desk.journal.news.last())
  ear.drop()
  await ear.over
  const [gap, ...rest] = ear.heard
  expect(gap).toMatchObject({ kind: 'gap', data: expect.stringContaining(says) })
  expect(numbers(rest)[0]).toBe(1)
})

test('what is no cursor is refused', async () => {
  await using desk = await aDeskOnDisk(data())
  expect((await desk.get('/events?after=yesterday')).status).toBe(400)
  expect((await desk.get('/events?kinds=gossip')).status).toBe(400)
})

test('what is told in passing has no number: a cursor stays where it was, and a limited token hears none', () => {
  let tell: ((passing?: Passing) => void) | undefined
  const feed: Feed = {
    generation: 'abcdef01',
    last: () => 7,
    oldest: () => 1,
    after: () => [],
    listen: (hear) => {
      tell = hear
      return { [Symbol.dispose]: () => {} }
    },
  }
  using listeners = openListeners(feed, () => true)
  const caller = { name: 'page', role: 'viewer', scope: EVERYTHING } as const
  const [all, none] = [new PassThrough(), new PassThrough()]
  listeners.add({ caller, wants: () => true, to: all, cursor: 7, fullFor: undefined })
  listeners.add({ caller, wants: () => false, to: none, cursor: 7, fullFor: undefined })
  tell?.({ kind: 'media', at: 0, what: { file: 'jingle.wav', form: 'sound', share: 0.5 } })
  expect(String(all.read())).toBe(
    'event: media\ndata: {"at":"1970-01-01T00:00:00.000Z","kind":"media","file":"jingle.wav","form":"sound","share":0.5}\n\n',
  )
  expect(none.read()).toBeNull()
})

test('who takes nothing is cut off; nothing waits for him meanwhile but a page or two', () => {
  const says = 'x'.repeat(1_000)
  const tells = { kind: 'tell', account: undefined, show: undefined, airing: undefined } as const
  const line = (seq: number): NewsLine => ({ ...tells, seq, at: 0, what: { says } })
  const feed: Feed = {
    generation: 'abcdef01',
    last: () => 10_000,
    oldest: () => 1,
    after: (seq, limit) => Array.from({ length: limit }, (_, n) => line(seq + 1 + n)),
    listen: () => ({ [Symbol.dispose]: () => {} }),
  }
  using listeners = openListeners(feed, () => true)
  const to = new PassThrough({ highWaterMark: 1_000 })
  const caller = { name: 'slow', role: 'viewer', scope: EVERYTHING } as const
  listeners.add({ caller, wants: () => true, to, cursor: 0, fullFor: undefined })
  const written = to.writableLength + to.readableLength
  for (let n = 0; n < 2; n += 1) listeners.beat()
  expect(to.destroyed).toBe(false)
  listeners.beat()
  expect(to.destroyed).toBe(true)
  expect(written).toBeLessThan(200_000)
})
