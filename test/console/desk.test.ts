import { afterEach, describe, expect, test } from 'vitest'
import type { Order, Words } from '../../daemon/console/orders.js'
import { EVERYTHING } from '../../daemon/core/desk/roles.js'
import { isManned } from '../../daemon/core/plan/airing.js'
import type { AccountId } from '../../daemon/core/rundown/rundown.js'
import { minutes, seconds } from '../../daemon/core/time.js'
import type { Clock } from '../../daemon/run/clock.js'
import { openDesk } from '../../daemon/run/desk.js'
import { ALWAYS, aCue, aProgramme, at, once, start } from '../builders.js'
import { aWorld, type World } from '../simulation/world.js'
import { aBook, shelvesWith } from './a-book.js'

const shop = aProgramme({ show: 'shop', schedule: [ALWAYS] })
const evening = aProgramme({
  show: 'evening',
  schedule: [once('2026-11-23T20:00:00', minutes(30))],
})

let world: World
afterEach(() => world.close())

const LI = { name: 'li', role: 'admin', scope: EVERYTHING } as const
let orders = 0
const order = <W extends object>(about: Order['about'], words: W, more: Partial<Order> = {}) => {
  orders += 1
  const request = `request-${orders}`
  return { who: LI, request, about, expectedVersion: undefined, ...more, words }
}

/** The desk of a station with a channel on air and a show for tonight. */
async function aDesk() {
  world = aWorld({ start: at('09:00'), programmes: [shop, evening] })
  await world.clock.pass(seconds(5))
  const book = aBook()
  const desk = openDesk('demo', world.clock, shelvesWith(book))
  desk.man(book.noting(world.daemon().loop))
  return {
    ...desk,
    book,
    say: (airing: string, words: Words['say'], more: Partial<Order> = {}) =>
      desk.orders.say(order({ airing }, words, more)),
    stop: (airing: string, confirm = airing) => desk.orders.stop(order({ airing }, { confirm })),
    start: (show: string) => desk.orders.start(order({ show }, {})),
    stopAll: () => desk.orders['stop-all'](order({}, { confirm: 'demo' })),
  }
}

const said = (text: string): Words['say'] => ({ text, urgency: 'priority', how: 'queue' })

const spoken = () =>
  world.rows.filter(({ source }) => source === 'operator').map(({ text }) => text)

test('until the loop runs, every order is put off and nothing breaks', () => {
  world = aWorld({ start: at('09:00'), programmes: [] })
  const book = aBook()
  const desk = openDesk('demo', world.clock, shelvesWith(book))
  const answers = [
    desk.orders.say(order({ airing: 'a' }, said('x'))),
    desk.orders.stop(order({ airing: 'a' }, {})),
    desk.orders.start(order({ show: 'a' }, {})),
    desk.orders['stop-all'](order({}, {})),
  ]
  for (const answer of answers) expect(answer).toMatchObject({ ok: false, code: 'starting' })
  expect(book.lines).toEqual([])
  expect(desk.views.status(EVERYTHING)).toMatchObject({ station: 'demo', airings: [] })
})

test('status names what is on air and what comes', async () => {
  const desk = await aDesk()
  expect(desk.views.status(EVERYTHING).airings).toMatchObject([
    { show: 'shop', situation: 'on-air', endsAt: undefined, onAirAt: expect.any(String) },
    { show: 'evening', situation: 'planned', startsAt: '2026-11-23T20:00:00+00:00' },
  ])
})

test('status says what is wrong with the disk', async () => {
  const { book } = await aDesk()
  const full = { is: 'full', says: 'the disk is full', todo: 'make room' } as const
  const disk = () => ({ ...full, since: at('03:12') })
  const desk = openDesk('demo', world.clock, { ...shelvesWith(book), disk })
  expect(desk.views.status(EVERYTHING).disk).toEqual({ ...full, since: '2026-11-23T03:12:00.000Z' })
})

test('a text is spoken on the show it was meant for', async () => {
  const desk = await aDesk()
  expect(desk.say('shop', said('The blue one is sold out.'))).toMatchObject({ ok: true })
  await world.clock.pass(minutes(1))
  expect(spoken()).toEqual(['The blue one is sold out.'])
})

test('the same request twice is spoken once', async () => {
  const desk = await aDesk()
  const again = { request: 'double-click' }
  const first = desk.say('shop', said('The blue one is sold out.'), again)
  const second = desk.say('shop', said('The blue one is sold out.'), again)
  expect(second).toEqual({ ...first, repeated: true })
  await world.clock.pass(minutes(1))
  expect(spoken()).toHaveLength(1)
})

test.each([
  ['too short', 'shop', 'Sold out.', /shorter than 10/],
  ['long only by its blanks', 'shop', 's o l d  o u t', /shorter than 10/],
  ['longer than the platform takes', 'shop', 'x'.repeat(10_001), /longer than 10000/],
  ['for a show that is not on air', 'evening', 'The blue one is sold out.', /not on air \(planned/],
  ['for a show nobody knows', 'evning', 'The blue one is sold out.', /no airing or show "evning"/],
  ['for something inherited', 'constructor', 'The blue one is sold out.', /no airing or show/],
])('a text %s is refused with the reason', async (_, show, text, reason) => {
  const desk = await aDesk()
  expect(desk.say(show, said(text))).toMatchObject({
    ok: false,
    says: expect.stringMatching(reason),
  })
  await world.clock.pass(minutes(1))
  expect(spoken()).toEqual([])
})

test('who names something unknown is told what there is', async () => {
  const desk = await aDesk()
  expect(desk.stop('nothing')).toMatchObject({
    code: 'not-found',
    hint: expect.stringMatching(/shop@2026-11-23T09:00.*evening@2026-11-23T20:00/),
  })
})

test('who moves or cancels a cue that is not due yet is told when it is, and what to do', async () => {
  world = aWorld({
    start: at('09:00'),
    programmes: [
      aProgramme({ show: 'shop', schedule: [ALWAYS], cues: [aCue('later', start(600))] }),
    ],
  })
  await world.clock.pass(seconds(5))
  const book = aBook()
  const desk = openDesk('demo', world.clock, shelvesWith(book))
  desk.man(book.noting(world.daemon().loop))
  const about = { airing: 'shop', takeover: 'later' }
  const no = {
    ok: false,
    code: 'not-found',
    says: expect.stringMatching(
      /^later is not in the queue of shop@[^:]*:[^:]*: it is due at 09:1\d:\d\d$/,
    ),
    hint: expect.stringContaining('in the rundown'),
  }
  expect(desk.orders.cancel(order(about, {}))).toMatchObject(no)
  expect(desk.orders.move(order(about, { to: 'front' }))).toMatchObject(no)
})

test('a channel that was stopped stays closed until it is started', async () => {
  const desk = await aDesk()
  expect(desk.stop('shop')).toMatchObject({ says: expect.stringContaining('onair start shop') })
  await world.clock.pass(minutes(20))
  expect(world.model.summary(world.clock.now()).stillOpen).toEqual([])
  expect(desk.start('shop')).toMatchObject({ ok: true })
  await world.clock.pass(seconds(10))
  expect(world.model.summary(world.clock.now()).stillOpen).toHaveLength(1)
})

describe('a show that was stopped', () => {
  const onTheEvening = async () => {
    const desk = await aDesk()
    await world.clock.passUntil(at('20:05'))
    desk.stop('evening')
    return desk
  }

  test('is started again by its name or by that of the airing, and runs to its end', async () => {
    for (const name of ['evening', 'evening@2026-11-23T20:00']) {
      const desk = await onTheEvening()
      await world.clock.pass(seconds(10))
      expect(desk.start(name)).toMatchObject({
        ok: true,
        says:
          'evening@2026-11-23T20:00 is being opened again, until its end at 20:30:00; ' +
          'what was aired is not aired again',
      })
      await world.clock.pass(seconds(10))
      const [status] = desk.views
        .status(EVERYTHING)
        .airings.filter((one) => one.situation !== 'closed')
      expect(status).toMatchObject({ situation: 'on-air' })
      expect(desk.stop('evening')).toMatchObject({ airing: 'evening@2026-11-23T20:00~~2' })
      await world.close()
    }
  })

  test('and is being closed still, is over or was not stopped: it is said what is so, and what to do', async () => {
    const desk = await onTheEvening()
    expect(desk.start('evening')).toMatchObject({
      ok: false,
      says: 'evening@2026-11-23T20:00 is being closed still: give the order again in a moment',
    })
    await world.clock.passUntil(at('20:29:45'))
    expect(desk.start('evening')).toMatchObject({
      ok: false,
      says: expect.stringMatching(
        /is over since 20:05:0\d \(stopped by the operator\), and from 20:29:30 on its rest is not opened/,
      ),
      hint: 'to air its rest, give the show a new "at:" in its rundown',
    })
    await world.clock.passUntil(at('20:31'))
    expect(desk.start('evening')).toMatchObject({
      says: '"evening" was not stopped: nothing to start',
    })
  })
})

test('who lets a show start while the clocks disagree, too early, is told when to say it again', async () => {
  const { start } = await aDesk()
  world.daemon().loop.post({ type: 'clock-doubted', account: 'demo' as AccountId, by: minutes(9) })
  expect(await start('evening')).toMatchObject({
    ok: false,
    says: '"evening" is opened at 19:56:00: give the order again then',
  })
})

test('a show is stopped before it was ever opened', async () => {
  const desk = await aDesk()
  expect(desk.stop('evening')).toMatchObject({ ok: true })
  await world.clock.passUntil(at('20:40'))
  expect(world.model.summary(world.clock.now()).sessions).toHaveLength(1)
  expect(desk.stop('evening@2026-11-23T20:00')).toMatchObject({
    ok: false,
    says: expect.stringContaining('over already'),
  })
})

test.each(['shop', 'nothing', 'constructor', '__proto__'])(
  'there is nothing to start for "%s"',
  async (name) => {
    const desk = await aDesk()
    expect(desk.start(name)).toMatchObject({ ok: false })
  },
)

test('stop without a name closes everything, and only then is the desk closed', async () => {
  const desk = await aDesk()
  let closed = false
  desk.closed.then(() => {
    closed = true
  })
  expect(desk.stopAll()).toMatchObject({ ok: true, says: '1 being closed, then onair ends' })
  await world.clock.pass(seconds(0))
  expect(closed).toBe(false)
  await world.clock.pass(seconds(5))
  expect(closed).toBe(true)
  expect(world.model.summary(world.clock.now())).toMatchObject({ stillOpen: [], sessions: [{}] })
})

test('whoever leaves while everything is being closed is not held up by what does not close', async () => {
  world = aWorld({ start: at('09:00'), programmes: [shop, evening] })
  await world.clock.pass(seconds(5))
  let looked = 0
  const wake: Clock['wake'] = (when, then) =>
    world.clock.wake(when, () => {
      looked += 1
      then()
    })
  const book = aBook()
  const desk = openDesk('demo', { ...world.clock, wake }, shelvesWith(book))
  desk.man(book.noting(world.daemon().loop))
  desk.orders['stop-all'](order({}, { confirm: 'demo' }))
  desk[Symbol.dispose]()
  await world.clock.pass(seconds(10))
  expect(looked).toBe(0)
})

test('a channel closed by stop is opened again by the next start of the daemon', async () => {
  const desk = await aDesk()
  desk.stopAll()
  await world.clock.pass(seconds(5))
  world.kill()
  await world.clock.pass(minutes(1))
  world.boot()
  await world.clock.pass(minutes(6))
  const { airings } = world.daemon().loop.state
  expect(Object.values(airings).filter(isManned)).toMatchObject([{ show: 'shop' }])
})
