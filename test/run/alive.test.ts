import { describe, expect, test } from 'vitest'
import { end, withSession } from '../../daemon/core/plan/airing.js'
import { successorOf } from '../../daemon/core/plan/relay.js'
import { emptyState, type State } from '../../daemon/core/plan/state.js'
import { after, before, hours, type Instant, seconds } from '../../daemon/core/time.js'
import type { Log } from '../../daemon/log.js'
import { aliveOf, openTeller } from '../../daemon/run/alive.js'
import { virtualClock } from '../../daemon/run/virtual-clock.js'
import { secret } from '../../daemon/secret.js'
import type { Alive } from '../../daemon/watcher/contract.js'
import { at } from '../builders.js'
import {
  aManned,
  aPlanned,
  aSession,
  MARKET,
  NINE,
  opened,
  past,
  stopped,
} from '../core/plan/builders.js'
import { aLoop, EVENING, seen } from './a-loop.js'

const withAiring = (airing: State['airings'][string]): State => ({
  ...emptyState(),
  airings: { [airing.id]: airing },
})
const toldOf = (state: State, now: Instant) => {
  const { value } = aliveOf({ station: 'demo', run: 'first' }, state, now).next()
  if (!value) throw new Error('in slices')
  return value.alive
}
const startsOf = (airing: State['airings'][string], now = NINE) =>
  toldOf(withAiring(airing), now).starts.map((one) => one.airing)

describe('what is promised', () => {
  test('a start of the next six hours, until it is on air', () => {
    expect(startsOf(aPlanned(), before(NINE, hours(6)))).toEqual([MARKET])
    expect(startsOf(aPlanned(), before(NINE, seconds(6 * 3_600 + 1)))).toEqual([])
    const ready = withSession(aPlanned(), aSession('ready'), NINE)
    expect(startsOf(ready, past(20))).toEqual([MARKET])
    expect(startsOf(aManned(aSession('live')))).toEqual([])
  })

  test('what was missed is owed to its end; what was stopped is not, nor what has no end', () => {
    const missed = end(aPlanned(), 'missed', 'no slot', past(60))
    expect(startsOf(missed, past(60))).toEqual([MARKET])
    expect(startsOf(missed, at('10:00'))).toEqual([])
    expect(startsOf(aPlanned({ stop: { at: NINE, hold: false } }))).toEqual([])
    expect(startsOf(aPlanned({ endsAt: undefined }))).toEqual([])
  })

  test('what is on air, what lost its session on air, and how many sessions are open', () => {
    const live = toldOf(withAiring(aManned(aSession('live'))), NINE)
    expect(live).toMatchObject({ onAir: [MARKET], offAir: [], sessions: 1 })
    const lost = aManned(aSession('wanted'), 'opening', { onAirAt: NINE })
    expect(toldOf(withAiring(lost), NINE)).toMatchObject({
      ...{ onAir: [], offAir: [MARKET], sessions: 0 },
    })
  })

  test('what was given up on air is off the air to its end; what was stopped is nothing', () => {
    const lost = end(aPlanned({ onAirAt: NINE }), 'lost', 'three sessions were tried', past(60))
    expect(toldOf(withAiring(lost), past(60)).offAir).toEqual([MARKET])
    expect(toldOf(withAiring(lost), at('10:00')).offAir).toEqual([])
    const stop = { at: NINE, hold: false }
    const held = aManned(aSession('wanted'), 'opening', { onAirAt: NINE, stop })
    expect(toldOf(withAiring(held), past(60)).offAir).toEqual([])
  })

  test('whoever takes over is off the air once the one before is', () => {
    const first = aManned(aSession('live'))
    const next = successorOf(first, 'v1', past(60))
    const both = (one: State['airings'][string]) =>
      toldOf({ ...emptyState(), airings: { [one.id]: one, [next.id]: next } }, past(90))
    expect(both(first)).toMatchObject({ onAir: [MARKET], offAir: [] })
    const gone = end(first, 'closed', 'handed over', past(80))
    expect(both(gone)).toMatchObject({ onAir: [], offAir: [next.id] })
  })
})

/** A station whose posts are written down, and may be refused. */
function aTold() {
  const clock = virtualClock(at('08:00'))
  const far: { why: string | undefined } = { why: undefined }
  const posts: { readonly at: number; readonly body: Alive }[] = []
  const lines: string[] = []
  const log: Log = {
    info: (_, says) => lines.push(`info ${says}`),
    warn: (_, says) => lines.push(`warn ${says}`),
    alert: () => {},
  }
  const { loop, kept } = aLoop(clock)
  const teller = openTeller({
    ...{ station: 'demo', run: 'first', state: loop.state, clock, log },
    watcher: { url: 'https://watcher.example', token: secret('canary') },
    post: async ({ url, body }) => {
      expect(url).toBe('https://watcher.example/alive')
      posts.push({ at: clock.now(), body: body as Alive })
      return far.why
    },
  })
  let told = kept.length
  const commit = () => {
    teller.committed(kept.slice(told))
    told = kept.length
  }
  return { clock, loop, far, posts, lines, teller, commit, take: () => posts.splice(0) }
}

test('it is told at once, and every half minute', async () => {
  const { clock, posts, teller } = aTold()
  await clock.pass(seconds(95))
  expect(posts.map((one) => one.at - at('08:00'))).toEqual([0, 30_000, 60_000, 90_000])
  expect(posts[0]?.body.starts.map(({ airing }) => airing)).toEqual([MARKET, EVENING])
  teller[Symbol.dispose]()
  await clock.pass(seconds(95))
  expect(posts).toHaveLength(4)
})

test('a show that goes on air, and one that is stopped before, are told at once; what changes nothing is not', async () => {
  const { clock, loop, take, commit } = aTold()
  await clock.passUntil(at('08:56'))
  loop.post(opened())
  loop.post(seen('ready'))
  await clock.passUntil(at('09:00:01'))
  take()
  commit()
  await clock.pass(seconds(0))
  expect(take()).toEqual([])
  loop.post(seen('live'))
  commit()
  await clock.pass(seconds(0))
  const [live, ...more] = take()
  expect([live?.at, live?.body.onAir, more]).toEqual([at('09:00:01'), [MARKET], []])
  expect(live?.body.starts.map(({ airing }) => airing)).toEqual([EVENING])
  loop.post(stopped(EVENING), {})
  commit()
  await clock.pass(seconds(0))
  // A second has not passed since the last word.
  expect(take()).toEqual([])
  await clock.pass(seconds(1))
  expect(take().map(({ body }) => body.starts)).toEqual([[]])
})

test('a watcher that takes nothing is one warning, asked again soon, and one word when it does', async () => {
  const { clock, far, posts, lines } = aTold()
  await clock.pass(seconds(1))
  far.why = 'it answered 503'
  await clock.passUntil(after(at('08:00'), seconds(37)))
  expect(posts.map((one) => one.at - at('08:00'))).toEqual([0, 30_000, 33_000, 36_000])
  far.why = undefined
  await clock.passUntil(after(at('08:00'), seconds(75)))
  expect(posts.slice(4).map((one) => one.at - at('08:00'))).toEqual([39_000, 69_000])
  expect(lines).toEqual([
    'warn the watcher does not take what it is told: it answered 503; the station goes on unwatched',
    'info the watcher takes what it is told again',
  ])
})

test('the last word of a station that is stopped on purpose', async () => {
  const { clock, take, teller } = aTold()
  await clock.pass(seconds(1))
  take()
  await teller.ends()
  await clock.pass(seconds(60))
  expect(take().map(({ body }) => body)).toMatchObject([{ ends: true, starts: [] }])
})

test('the last word is said again until it is taken, or time is up; then it is told what that means', async () => {
  const { clock, far, take, lines, teller } = aTold()
  await clock.pass(seconds(1))
  take()
  far.why = 'it answered 503'
  const ended = teller.ends()
  await clock.pass(seconds(3))
  await ended
  const words = take().map(({ body }) => body.ends)
  expect(words.length).toBeGreaterThan(1)
  expect(words).not.toContain(false)
  expect(lines).toEqual([
    'warn the watcher was not told that the station ends: it answered 503; ' +
      'it will raise an alarm that nothing is heard of the station',
  ])
})

test('a post that was being made up when the station was stopped is not sent after the last word', async () => {
  const { clock, loop, take, teller } = aTold()
  const [one] = Object.values(loop.state.airings)
  for (let n = 0; one && n < 500; n += 1)
    Object.assign(loop.state.airings, { [`more-${n}`]: { ...one, id: `more-${n}` } })
  await clock.pass(seconds(0))
  await teller.ends()
  await new Promise((resolve) => setImmediate(resolve))
  await new Promise((resolve) => setImmediate(resolve))
  await new Promise((resolve) => setImmediate(resolve))
  expect(take().map(({ body }) => body.ends)).toEqual([true])
})

test('without a watcher nothing is said to anybody', async () => {
  const { loop } = aLoop()
  const teller = openTeller({
    ...{ station: 'demo', run: 'first', watcher: undefined, state: loop.state },
    clock: virtualClock(NINE),
    log: { info: () => {}, warn: () => {}, alert: () => {} },
    post: async () => {
      throw new Error('nobody is there')
    },
  })
  teller.committed([])
  await teller.ends()
})
