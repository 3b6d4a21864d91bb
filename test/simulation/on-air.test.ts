import { afterEach, describe, expect, test } from 'vitest'
import { type Duration, hours, millis, minutes, seconds, utc } from '../../daemon/core/time.js'
import type { SessionSummary } from '../../daemon/stand-in/softsugar/summary.js'
import {
  ALWAYS,
  aCue,
  aProgramme,
  aTakeoverScript,
  at,
  end,
  every,
  following,
  once,
  SAY,
  start,
} from '../builders.js'
import { aWorld, type World, type WorldOptions } from './world.js'

let world: World
const open = (options: WorldOptions) => {
  world = aWorld(options)
  return world
}
afterEach(() => world.close())

const tenMinutes = aProgramme({
  schedule: [once('2026-11-23T09:00:00', minutes(10))],
  cues: [aCue('welcome', start()), aCue('prices', following('welcome')), aCue('goodbye', end(60))],
})

const AIRED = [
  'takeover welcome aired ON_TIME',
  'takeover prices aired ON_TIME',
  'takeover goodbye aired ON_TIME',
]

describe('a show goes on air', () => {
  test('it is opened early, starts at its instant, airs its cues and is closed at its end', async () => {
    const { clock, model, rows, summary, daemon } = open({
      start: at('08:58'),
      programmes: [tenMinutes],
    })
    await clock.passUntil(at('09:30'))
    expect(summary()).toEqual([
      ...AIRED,
      'session market aired ON_TIME',
      'show market aired ON_TIME',
    ])
    const session = onlySession()
    expect(within(session.liveAt, at('09:00'), seconds(1))).toBe(true)
    expect(within(session.endedAt, at('09:10'), seconds(1))).toBe(true)
    expect(session.largestHeartbeatGap).toBeLessThanOrEqual(seconds(60))
    expect(model.summary(clock.now())).toMatchObject({ refusedRequests: 0, stillOpen: [] })
    const [welcome, prices, goodbye] = rows
    expect(within(welcome?.startedAt, at('09:00'), seconds(1))).toBe(true)
    expect(within(prices?.startedAt, welcome?.endedAt ?? 0, seconds(1))).toBe(true)
    expect(within(goodbye?.startedAt, at('09:09'), seconds(1))).toBe(true)
    expect(Object.values(daemon().loop.state.airings)).toMatchObject([{ situation: 'closed' }])
  })

  test('with every callback lost the as-run log says the same, a little later', async () => {
    const { clock, summary } = open({
      start: at('08:58'),
      programmes: [tenMinutes],
      faults: { loseCallbacks: 1, init: seconds(20) },
    })
    await clock.passUntil(at('09:30'))
    expect(summary()).toEqual([
      ...AIRED,
      'session market aired ON_TIME',
      'show market aired ON_TIME',
    ])
  })

  test('with every callback doubled and shuffled it says the same', async () => {
    const { clock, summary } = open({
      start: at('08:58'),
      programmes: [tenMinutes],
      faults: { repeatCallbacks: 1, shuffleCallbacks: true, init: seconds(20) },
    })
    await clock.passUntil(at('09:30'))
    expect(summary()).toEqual([
      ...AIRED,
      'session market aired ON_TIME',
      'show market aired ON_TIME',
    ])
  })

  test('a stream that takes 40 s to be made is on air at its instant all the same', async () => {
    const { clock, summary } = open({
      start: at('08:58'),
      programmes: [tenMinutes],
      faults: { init: seconds(40) },
    })
    await clock.passUntil(at('09:30'))
    expect(within(onlySession().liveAt, at('09:00'), seconds(1))).toBe(true)
    expect(summary()).toContain('show market aired ON_TIME')
  })

  test('a show whose turn comes late is on air as soon as the stream is ready', async () => {
    const { clock, summary } = open({
      start: at('09:02'),
      programmes: [tenMinutes],
      faults: { init: seconds(40) },
    })
    await clock.passUntil(at('09:30'))
    expect(within(onlySession().liveAt, at('09:02:40'), seconds(3))).toBe(true)
    expect(summary()).toContain('show market aired_late PROVIDER_ERROR')
  })

  test('without a free slot it knocks again and goes on air when one is free', async () => {
    const { clock, model, summary } = open({
      start: at('08:59:50'),
      programmes: [tenMinutes],
      faults: { noSlotFor: seconds(60), noSlotStatus: 98 },
    })
    await clock.passUntil(at('09:30'))
    const session = onlySession()
    expect(within(session.liveAt, at('09:00:50'), seconds(12))).toBe(true)
    const knocks = model.record().filter((entry) => entry.type === 'session-refused')
    expect(knocks.length).toBeGreaterThan(5)
    expect(knocks.length).toBeLessThan(30)
    expect(summary().at(-1)).toBe('show market aired_late PROVIDER_ERROR')
  })

  test('a slot that never comes free is logged as missed, with the reason', async () => {
    const { clock, summary, tells } = open({
      start: at('08:58'),
      programmes: [tenMinutes],
      faults: { noSlotFor: hours(3), noSlotStatus: 97 },
    })
    await clock.passUntil(at('09:30'))
    expect(summary()).toEqual(['show market missed QUOTA_EXCEEDED'])
    expect(tells.filter(({ level }) => level === 'alert')).toHaveLength(2)
  })

  test('after a failed init the next session is opened, and there is never more than one', async () => {
    const { clock, model, summary } = open({
      start: at('08:58'),
      programmes: [tenMinutes],
      faults: { init: seconds(20), initFails: 1 },
    })
    await clock.passUntil(at('09:30'))
    const { sessions } = model.summary(clock.now())
    expect(sessions).toHaveLength(2)
    expect(overlaps(sessions)).toBe(false)
    expect(within(sessions[1]?.liveAt, at('09:00'), seconds(1))).toBe(true)
    expect(summary()[0]).toBe('session market failed PROVIDER_ERROR')
  })

  test('after three failed inits the show is missed, with the reason', async () => {
    const { clock, model, summary } = open({
      start: at('08:58'),
      programmes: [tenMinutes],
      faults: { init: seconds(5), initFails: 9 },
    })
    await clock.passUntil(at('09:30'))
    expect(model.summary(clock.now()).sessions).toHaveLength(3)
    expect(summary().at(-1)).toBe('show market missed PROVIDER_ERROR')
  })

  test('a session the platform ends in mid-show is followed by another, one at a time', async () => {
    const { clock, model, summary } = open({
      start: at('08:58'),
      programmes: [tenMinutes],
      faults: { dropAfter: minutes(3), dropOnce: true },
    })
    await clock.passUntil(at('09:30'))
    const { sessions, stillOpen } = model.summary(clock.now())
    expect(sessions).toHaveLength(2)
    expect(stillOpen).toEqual([])
    expect(overlaps(sessions)).toBe(false)
    expect(within(sessions[1]?.liveAt, sessions[0]?.endedAt ?? 0, seconds(5))).toBe(true)
    expect(summary()).toEqual([
      ...AIRED.slice(0, 2),
      'session market aired_partial PROVIDER_SESSION_LOST',
      AIRED[2],
      'session market aired ON_TIME',
      'show market aired_partial PROVIDER_SESSION_LOST',
    ])
  })
})

describe('the daemon is killed', () => {
  test('in mid-show: it beats first, resumes the same session, and repeats nothing that was spoken', async () => {
    const cues = [aCue('welcome', start()), aCue('pitch', every(20))]
    const { clock, model, kill, boot } = open({
      start: at('08:58'),
      programmes: [aProgramme({ ...tenMinutes, cues })],
    })
    await clock.passUntil(at('09:03:03'))
    kill()
    await clock.pass(seconds(20))
    const before = model.record().length
    boot()
    await clock.passUntil(at('09:30'))
    const [first] = model
      .record()
      .slice(before)
      .filter((entry) => entry.type === 'request' && entry.endpoint !== 'token')
    expect(first).toMatchObject({ endpoint: 'heartbeat' })
    const session = onlySession()
    expect(new Set(session.spoken).size).toBe(session.spoken.length)
    expect(session.largestHeartbeatGap).toBeLessThanOrEqual(seconds(60))
    expect(session.endedAs).toBe(5)
  })

  test('while its opening is under way: the session is found again and not opened twice', async () => {
    const { clock, model, kill, boot, summary } = open({
      start: at('08:58'),
      programmes: [tenMinutes],
      faults: { init: seconds(20) },
    })
    await clock.pass(millis(30))
    kill()
    await clock.pass(seconds(5))
    boot()
    await clock.passUntil(at('09:30'))
    expect(model.summary(clock.now()).sessions).toHaveLength(1)
    expect(summary()).toContain('show market aired ON_TIME')
  })

  test('while an enqueue is under way: what the queue shows is adopted and aired once', async () => {
    const { clock, model, kill, boot, rows } = open({
      start: at('08:58'),
      programmes: [tenMinutes],
    })
    await clock.passUntil(at('09:00:00.110'))
    expect(model.record().some(({ type }) => type === 'takeover-received')).toBe(true)
    kill()
    await clock.pass(seconds(1))
    boot()
    await clock.passUntil(at('09:30'))
    expect(onlySession().spoken).toHaveLength(3)
    expect(rows.filter(({ item }) => item === 'welcome')).toMatchObject([{ status: 'aired' }])
  })

  test('and started again after the show: the session is closed, the airing not opened again', async () => {
    const { clock, model, kill, boot, summary } = open({
      start: at('08:58'),
      programmes: [tenMinutes],
      faults: { heartbeatLimit: hours(2) },
    })
    await clock.passUntil(at('09:05'))
    kill()
    await clock.passUntil(at('09:40'))
    boot()
    await clock.passUntil(at('10:00'))
    expect(model.summary(clock.now()).stillOpen).toEqual([])
    expect(model.summary(clock.now()).sessions).toHaveLength(1)
    expect(summary().at(-1)).toBe('show market aired ON_TIME')
  })
})

describe('answers get lost', () => {
  test('of an opening that took effect: the session is found in the running list, not opened twice', async () => {
    const { clock, model, summary } = open({
      start: at('08:58'),
      programmes: [tenMinutes],
      faults: { loseFirstAnswers: 1, on: ['create'] },
    })
    await clock.passUntil(at('09:30'))
    expect(model.summary(clock.now()).sessions).toHaveLength(1)
    expect(summary().at(-1)).toBe('show market aired ON_TIME')
  })

  test('of an enqueue that took effect: it is found in the queue and aired once', async () => {
    const { clock, rows } = open({
      start: at('08:58'),
      programmes: [tenMinutes],
      faults: { loseFirstAnswers: 1, on: ['queue'], speechFactor: 2 },
    })
    await clock.passUntil(at('09:30'))
    expect(onlySession().spoken).toHaveLength(3)
    expect(rows.filter(({ item }) => item === 'welcome')).toMatchObject([{ status: 'aired' }])
  })

  test('a cue whose request was lost is left at that, unless it must air', async () => {
    const cues = [aCue('pitch', start(10)), aCue('legal', start(120), { doubt: 'must' })]
    const { clock, rows } = open({
      start: at('08:58'),
      programmes: [aProgramme({ ...tenMinutes, cues })],
      faults: { loseFirstRequests: 2, on: ['queue'] },
    })
    await clock.passUntil(at('09:30'))
    expect(
      rows.filter(({ type }) => type === 'takeover').map(({ item, status }) => [item, status]),
    ).toEqual([
      ['pitch', 'aired_unconfirmed'],
      ['legal', 'aired'],
    ])
    expect(onlySession().spoken).toHaveLength(1)
  })

  test('of the start: the platform is asked, and the show is not started twice', async () => {
    const { clock, model } = open({
      start: at('08:58'),
      programmes: [tenMinutes],
      faults: { loseFirstAnswers: 1, on: ['start'] },
    })
    await clock.passUntil(at('09:30'))
    const starts = model
      .record()
      .filter((entry) => entry.type === 'request' && entry.endpoint === 'start')
    expect(starts).toHaveLength(1)
    expect(within(onlySession().liveAt, at('09:00'), seconds(1))).toBe(true)
  })
})

describe('a channel without an end', () => {
  const shop = aProgramme({
    show: 'shop',
    schedule: [ALWAYS],
    cues: [
      aCue('welcome', start()),
      aCue('product', following('welcome')),
      aCue('pitch', every(60)),
    ],
  })

  test('is on air within seconds and goes on for hours without a gap', async () => {
    const { clock, model, rows } = open({ start: at('09:00'), programmes: [shop] })
    await clock.pass(hours(6))
    const session = onlySession()
    expect(within(session.liveAt, at('09:00'), seconds(5))).toBe(true)
    expect(session.largestHeartbeatGap).toBeLessThanOrEqual(seconds(20))
    const pitches = rows.filter(({ item }) => item === 'pitch')
    expect(pitches.length).toBeGreaterThanOrEqual(6 * 60 - 2)
    expect(pitches.every(({ status }) => status === 'aired')).toBe(true)
    expect(model.summary(clock.now()).refusedRequests).toBe(0)
  })

  test('is closed by the operator and stays closed until it is started again', async () => {
    const { clock, model, daemon, kill, boot } = open({ start: at('09:00'), programmes: [shop] })
    await clock.pass(minutes(3))
    const [airing] = Object.values(daemon().loop.state.airings)
    if (airing) daemon().loop.post({ type: 'operator-stopped', airing: airing.id, hold: true })
    await clock.pass(minutes(10))
    kill()
    boot()
    await clock.pass(minutes(10))
    expect(model.summary(clock.now())).toMatchObject({ stillOpen: [], sessions: [{ endedAs: 5 }] })
    daemon().loop.post({ type: 'operator-started', show: shop.show })
    await clock.pass(minutes(1))
    expect(model.summary(clock.now()).stillOpen).toHaveLength(1)
  })

  test('what an operator says is next behind the item on air', async () => {
    const { clock, daemon, rows } = open({
      start: at('09:00'),
      programmes: [
        aProgramme({
          ...shop,
          show: 'shop',
          cues: [aCue('a', start()), aCue('b', start()), aCue('c', start())],
        }),
      ],
    })
    await clock.pass(seconds(3))
    const [airing] = Object.values(daemon().loop.state.airings)
    const said = {
      airing: airing?.id ?? ('' as never),
      request: 'r1',
      urgency: 'priority',
      how: 'queue',
    } as const
    const script = aTakeoverScript({ say: `The price has changed. ${SAY}` })
    daemon().loop.post({ type: 'operator-said', ...said, script })
    daemon().loop.post({ type: 'operator-said', ...said, script })
    await clock.pass(minutes(2))
    expect(rows.map(({ item, source }) => item ?? source)).toEqual(['a', 'b', 'operator', 'c'])
  })
})

const onlySession = (): SessionSummary => {
  const { sessions } = world.model.summary(world.clock.now())
  expect(sessions).toHaveLength(1)
  const [session] = sessions
  if (!session) throw new Error('no session')
  return session
}

/** Not before `from`, and not more than `most` after it. */
const within = (instant: number | undefined, from: number, most: Duration) => {
  const fits = instant !== undefined && instant >= from && instant <= from + most
  if (!fits)
    console.log(
      instant && utc(instant as never),
      'is not within',
      most,
      'ms of',
      utc(from as never),
    )
  return fits
}

const overlaps = (sessions: readonly SessionSummary[]) =>
  sessions.some((one, index) => {
    const next = sessions[index + 1]
    return next !== undefined && (one.endedAt ?? Infinity) > next.createdAt
  })
