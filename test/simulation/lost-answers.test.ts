import { describe, expect, test } from 'vitest'
import { seconds } from '../../daemon/core/time.js'
import { aCue, aProgramme, at, start } from '../builders.js'
import { onlySession, open, tenMinutes, within } from './stage.js'

describe('answers get lost', () => {
  test('of an opening that took effect: the session is found in the running list, not opened twice', async () => {
    const world = open({
      start: at('08:58'),
      programmes: [tenMinutes],
      faults: { loseFirstAnswers: 1, on: ['create'] },
    })
    const { clock, model, summary } = world
    await clock.passUntil(at('09:30'))
    expect(model.summary(clock.now()).sessions).toHaveLength(1)
    expect(summary().at(-1)).toBe('show market aired ON_TIME')
  })

  test('of an enqueue that took effect: it is found in the queue and aired once', async () => {
    const world = open({
      start: at('08:58'),
      programmes: [tenMinutes],
      faults: { loseFirstAnswers: 1, on: ['queue'], speechFactor: 2 },
    })
    const { clock, rows } = world
    await clock.passUntil(at('09:30'))
    expect(onlySession(world).spoken).toHaveLength(3)
    expect(rows.filter(({ item }) => item === 'welcome')).toMatchObject([{ status: 'aired' }])
  })

  test('a cue whose request was lost is left at that, unless it must air', async () => {
    const cues = [aCue('pitch', start(10)), aCue('legal', start(120), { doubt: 'must' })]
    const world = open({
      start: at('08:58'),
      programmes: [aProgramme({ ...tenMinutes, cues })],
      faults: { loseFirstRequests: 2, on: ['queue'] },
    })
    const { clock, rows } = world
    await clock.passUntil(at('09:30'))
    expect(
      rows.filter(({ type }) => type === 'takeover').map(({ item, status }) => [item, status]),
    ).toEqual([
      ['pitch', 'aired_unconfirmed'],
      ['legal', 'aired'],
    ])
    expect(onlySession(world).spoken).toHaveLength(1)
  })

  test('of the start: the platform is asked, and the show is not started twice', async () => {
    const world = open({
      start: at('08:58'),
      programmes: [tenMinutes],
      faults: { loseFirstAnswers: 1, on: ['start'] },
    })
    const { clock, model } = world
    await clock.passUntil(at('09:30'))
    const starts = model
      .record()
      .filter((entry) => entry.type === 'request' && entry.endpoint === 'start')
    expect(starts).toHaveLength(1)
    expect(within(onlySession(world).liveAt, at('09:00'), seconds(1))).toBe(true)
  })
})
