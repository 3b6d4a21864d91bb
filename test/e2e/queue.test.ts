/** The queue of the real daemon, ordered about with the real commands: what the vendor is told, and no more. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aRundown, aStation, requests, type Station } from './a-station.js'

const NUMBERS = Array.from({ length: 20 }, (_, n) => n + 1)
/** One long sentence: commands are there while the next is being spoken, and it is never cut in pieces. */
const words = (n: number, version = 1) =>
  `Number ${n} as of version ${version} of this rundown which is read slowly and to the very end because whoever sits ` +
  'at the desk wants to have the time to change his mind about what comes after it.'
/** All of them are due at the start: the queue is ours, and this is its order. */
const shop = (version: number, changed: readonly number[] = []) =>
  aRundown(
    'shop',
    'always: true',
    ...NUMBERS.map(
      (n) => `cue: c${n}, at: start, say: "${words(n, changed.includes(n) ? version : 1)}"`,
    ),
  )

const save = (station: Station, text: string) =>
  writeFileSync(join(station.folder, 'playlists', 'shop.yaml'), text)

const spoken = (station: Station) =>
  station
    .record()
    .flatMap((entry) =>
      entry.type === 'takeover-speaking' ? [entry.content.text?.replace(/<[^>]*>/, '') ?? ''] : [],
    )

const called = (station: Station, endpoint: string) =>
  requests(station.record()).filter((entry) => entry.endpoint === endpoint).length

test('twenty cues, one moved, two cancelled, three edited, one breaking: the order wanted, and no call more', async () => {
  await using station = await aStation({ rundowns: { 'shop.yaml': shop(1) } })
  await station.run()
  await station.until('the first is on air', () => spoken(station).length === 1)
  await Promise.all(
    [
      ['move', 'shop', 'c20', '--to', 'front'],
      ['cancel', 'shop', 'c5'],
      ['cancel', 'shop', 'c6'],
    ].map(async (order) => expect(await station.onair(...order)).toMatchObject({ code: 0 })),
  )
  const heardWhenMoved = spoken(station).length
  save(station, shop(2, [10, 11, 12]))
  expect(await station.onair('apply')).toMatchObject({ code: 0, stderr: '' })
  await station.until('the moved one is on air', () => spoken(station).includes(words(20)))
  const news = 'The price of everything has just changed for everybody.'
  const heard = spoken(station).length
  const said = await station.onair('say', 'shop', '--urgency', 'breaking', news)
  expect(said).toMatchObject({ code: 0 })
  const cutBy = spoken(station).length
  await station.until('the last is on air', () => spoken(station).at(-1) === words(19), 150_000)
  const texts = spoken(station)
  const planned = NUMBERS.filter((n) => n < 20 && n !== 5 && n !== 6)
  expect(texts.filter((text) => text !== news && text !== words(20))).toEqual(
    planned.map((n) => words(n, [10, 11, 12].includes(n) ? 2 : 1)),
  )
  // Directly after what was on air when it was moved.
  expect(texts.indexOf(words(20))).toBeGreaterThanOrEqual(1)
  expect(texts.indexOf(words(20))).toBeLessThanOrEqual(heardWhenMoved)
  expect(texts.indexOf(news)).toBeGreaterThanOrEqual(heard)
  expect(texts.indexOf(news)).toBeLessThanOrEqual(cutBy)
  // Each was sent once, none was moved at the vendor, and one was taken back: what spoke when the news came.
  expect(called(station, 'queue')).toBe(texts.length)
  expect(called(station, 'reorder')).toBe(0)
  const cancelled = station.record().filter(({ type }) => type === 'takeover-cancelled')
  expect(cancelled).toHaveLength(1)
}, 240_000)

test('a file that is spoilt on air changes nothing, and is told', async () => {
  await using station = await aStation({ rundowns: { 'shop.yaml': shop(1) } })
  const daemon = await station.run()
  await station.until('the first is on air', () => spoken(station).length === 1)
  save(station, 'shwo: shop\n')
  await daemon.said(/shop\.yaml is not taken in, its last good version stays in force/)
  expect(await station.onair('cancel', 'shop', 'c4')).toMatchObject({ code: 0 })
  await station.until('the fifth is on air', () => spoken(station).includes(words(5)), 60_000)
  expect(spoken(station)).toEqual([words(1), words(2), words(3), words(5)])
}, 120_000)

test('with onSave: wait, apply says what changes on air and when, does it, and refuses what is spoilt', async () => {
  const cue = 'cue: offer, every: 1h, say: Today we have the blue lamp for nine euros.'
  const lamp = aRundown('shop', 'always: true', cue)
  await using station = await aStation({
    rundowns: { 'shop.yaml': lamp },
    config: 'onSave: wait\n',
  })
  const daemon = await station.run()
  await daemon.said(/ON AIR/)
  save(station, lamp.replace('nine', 'ten').replace('every: 1h', 'every: 2h').replace('Li,', 'Lu,'))
  const dry = await station.onair('apply', '--dry-run')
  expect(dry).toMatchObject({ code: 0, stderr: '' })
  expect(dry.stdout).toMatch(/^shop: would be changed\n {2}shop@/)
  expect(dry.stdout).toMatch(/> cue offer moved: (later|frozen), due \d\d:/)
  expect(dry.stdout).toContain('wait for the next airing: presenter')
  const again = await station.onair('apply', '--dry-run', '--format', 'json')
  expect(JSON.parse(again.stdout)).toMatchObject({
    shows: [{ show: 'shop', what: 'changed', edits: [{ waits: ['presenter'], more: 0 }] }],
    bad: [],
  })
  expect((await station.onair('apply')).stdout).toMatch(/^shop: changed\n/)
  expect((await station.onair('apply')).stdout).toBe('nothing has changed\n')

  save(station, 'shwo: shop\n')
  const spoilt = await station.onair('apply')
  expect(spoilt).toMatchObject({ code: 1, stdout: '' })
  expect(spoilt.stderr).toMatch(
    /^error: nothing was changed: .*shop\.yaml:1:1 .*unknown key "shwo"/,
  )
  const seen = await station.onair('apply', '--dry-run')
  expect(seen).toMatchObject({ code: 1, stdout: 'nothing else has changed\n' })
  expect(seen.stderr).toMatch(/^error: not taken in: .*shop\.yaml:1:1/)

  const audit = JSON.parse((await station.onair('audit', '--format', 'json')).stdout)
  expect(audit.rows).toMatchObject([
    { act: 'apply', ok: false },
    { act: 'apply', ok: true, answer: { says: 'nothing has changed' } },
    { act: 'apply', ok: true, answer: { foresees: { shows: [{ show: 'shop' }] } } },
  ])
  // A token for one show does not decide for the station; a look of his shows him what he may see.
  const made = await station.onair(
    'token',
    'add',
    'li',
    '--role',
    'producer',
    '--show',
    'other',
    '--format',
    'json',
  )
  const headers = { authorization: `Bearer ${JSON.parse(made.stdout).foresees.token}` }
  const path = `http://127.0.0.1:${station.port}/api/v1/apply`
  expect(await (await fetch(path, { headers })).json()).toEqual({ shows: [], bad: [] })
  const order = await fetch(path, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ request: 'request-of-li' }),
  })
  expect([order.status, await order.json()]).toMatchObject([403, { code: 'out-of-scope' }])
}, 120_000)
