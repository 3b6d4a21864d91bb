import { describe, expect, test } from 'vitest'
import { hours, minutes, seconds } from '../../daemon/core/time.js'
import {
  ALWAYS,
  aCue,
  aProgramme,
  aTakeoverScript,
  at,
  every,
  following,
  SAY,
  start,
} from '../builders.js'
import { commanded, saying, stopped } from '../core/plan/builders.js'
import { onlySession, open, within } from './stage.js'

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
    const world = open({ start: at('09:00'), programmes: [shop] })
    const { clock, model, rows } = world
    await clock.pass(hours(6))
    const session = onlySession(world)
    expect(within(session.liveAt, at('09:00'), seconds(5))).toBe(true)
    expect(session.largestHeartbeatGap).toBeLessThanOrEqual(seconds(20))
    const pitches = rows.filter(({ item }) => item === 'pitch')
    expect(pitches.length).toBeGreaterThanOrEqual(6 * 60 - 2)
    expect(pitches.every(({ status }) => status === 'aired')).toBe(true)
    expect(model.summary(clock.now()).refusedRequests).toBe(0)
  }, 60_000)

  test('is closed by the operator and stays closed until it is started again', async () => {
    const world = open({ start: at('09:00'), programmes: [shop] })
    const { clock, model, daemon, kill, boot } = world
    await clock.pass(minutes(3))
    const [airing] = Object.values(daemon().loop.state.airings)
    if (airing) daemon().loop.post(stopped(airing.id, true))
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
    const world = open({
      start: at('09:00'),
      programmes: [
        aProgramme({
          ...shop,
          show: 'shop',
          cues: [aCue('a', start()), aCue('b', start()), aCue('c', start())],
        }),
      ],
    })
    const { clock, daemon, rows } = world
    await clock.pass(seconds(3))
    const [airing] = Object.values(daemon().loop.state.airings)
    const said = commanded(
      saying({ script: aTakeoverScript({ say: `The price has changed. ${SAY}` }) }),
      airing?.id,
    )
    daemon().loop.post(said)
    daemon().loop.post(said)
    await clock.pass(minutes(2))
    expect(rows.map(({ item, source }) => item ?? source)).toEqual(['a', 'operator', 'b', 'c'])
  })
})
