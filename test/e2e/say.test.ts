import { expect, test } from 'vitest'
import { aRundown, aStation, KNOCK } from './a-station.js'

const LONG = 'This is a long story about a lamp that learned to follow the sun all day. '.repeat(6)
const shop = aRundown(
  'shop',
  'always: true',
  `cue: one, at: start, say: First. ${LONG}`,
  `cue: two, at: start, say: Second. ${LONG}`,
  `cue: three, at: start, say: Third. ${LONG}`,
)

test.concurrent('what an operator says is next, before whatever else is queued or waits', async () => {
  await using station = await aStation({ rundowns: { 'shop.yaml': shop } })
  const daemon = await station.run()
  await daemon.said(/speaking one/)
  const said = await station.onair('say', 'shop', 'The', 'blue one is sold out.')
  expect(said).toMatchObject({ code: 0, stderr: '' })
  // With the time it will be heard, as far as that can be said.
  expect(said.stdout).toMatch(/^it is (?:next|in the queue behind \d)/)
  /** How each item begins; the pieces of a long one come behind one another. */
  const words = () =>
    station
      .record()
      .flatMap((entry) =>
        entry.type === 'takeover-speaking' ? [entry.content.text?.split(/[ .]/)[0]] : [],
      )
      .filter((word) => word !== 'This')
  await station.until('four items are spoken', () => words().length >= 4, 60_000)
  // The platform may have held the second when it was said.
  expect(words()).toEqual(['First', 'The', 'Second', 'Third'])
  await daemon.said(/AIRED operator/)
  const rows = await station.log()
  expect(rows.find(({ source }) => source === 'operator')).toMatchObject({
    status: 'aired',
    text_or_media_ref: 'The blue one is sold out.',
    priority: 'priority',
  })
})

test.concurrent.each([
  ['--interrupt', 'interrupt', '/api/2dvh/v2/material/live/channel/command'],
  ['--interrupt-plain', 'plain', '/api/2dvh/v1/material/live/channel/command'],
])('say %s reaches the vendor’s own call, and is logged as accepted', async (flag, way, path) => {
  await using station = await aStation({ rundowns: { 'shop.yaml': shop } })
  const daemon = await station.run()
  await daemon.said(/speaking one/)
  const said = await station.onair('say', flag, 'shop', 'Stop everything and listen to this.')
  expect(said).toEqual({ code: 0, stdout: 'it cuts in now\n', stderr: '' })
  const received = () =>
    station.record().find((entry) => entry.type === 'takeover-received' && entry.way === way)
  await station.until('the vendor has it', () => received() !== undefined)
  expect(received()).toMatchObject({ content: { text: 'Stop everything and listen to this.' } })
  const called = station.record().filter((entry) => entry.type === 'request' && entry.path === path)
  expect(called).toMatchObject([{ refused: undefined }])
  await station.until('it is in the log', () => daemon.stdout().includes('UNCONFIRMED operator'))
})

test.concurrent('a say that cannot be is refused with the reason, and nothing reaches the vendor', async () => {
  await using station = await aStation({ rundowns: { 'shop.yaml': shop } })
  const daemon = await station.run()
  await daemon.said(/ON AIR/)
  const short = await station.onair('say', 'shop', 'Sold out.')
  expect(short).toMatchObject({ code: 1, stdout: '' })
  expect(short.stderr).toMatch(/^error: the platform refuses texts shorter than 10/)
  const unknown = await station.onair('say', 'shoe', 'The blue one is sold out.')
  expect(unknown.stderr).toBe(
    'error: there is no airing or show "shoe"\n  hint: did you mean "shop"?\n',
  )
  const texts = station
    .record()
    .flatMap((entry) => ('content' in entry ? [entry.content.text] : []))
  expect(texts.filter((text) => text?.includes('old out'))).toEqual([])
})

test.concurrent('a forged callback changes nothing: the platform is asked first', async () => {
  await using station = await aStation({ rundowns: { 'shop.yaml': shop } })
  const daemon = await station.run()
  await daemon.said(/speaking one/)
  const [session] = station.summary().sessions
  const forged = { sessionId: session?.session, status: 50 }
  const looks = () =>
    station.record().filter((entry) => entry.type === 'request' && entry.endpoint === 'stat')
  const before = looks().length
  const answer = await fetch(`http://127.0.0.1:${station.port}/callbacks/main/${KNOCK}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(forged),
  })
  expect(answer.status).toBe(200)
  await station.until('the platform is asked', () => looks().length > before)
  await daemon.said(/AIRED one/, 40_000)
  expect(station.summary()).toMatchObject({ sessions: [{ endedAt: undefined }] })
  const status = JSON.parse((await station.onair('status', '--format', 'json')).stdout)
  expect(status.airings).toMatchObject([{ situation: 'on-air', session: session?.session }])
})
