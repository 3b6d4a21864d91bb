import { describe, expect, test } from 'vitest'
import { hours, millis, seconds } from '../../daemon/core/time.js'
import { aCue, aProgramme, at, every, start } from '../builders.js'
import { onlySession, open, tenMinutes } from './stage.js'

describe('the daemon is killed', () => {
  test('in mid-show: it beats first, resumes the same session, and repeats nothing that was spoken', async () => {
    const cues = [aCue('welcome', start()), aCue('pitch', every(20))]
    const world = open({
      start: at('08:58'),
      programmes: [aProgramme({ ...tenMinutes, cues })],
    })
    const { clock, model, kill, boot } = world
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
    const session = onlySession(world)
    expect(new Set(session.spoken).size).toBe(session.spoken.length)
    expect(session.largestHeartbeatGap).toBeLessThanOrEqual(seconds(60))
    expect(session.endedAs).toBe(5)
  })

  test('while its opening is under way: the session is found again and not opened twice', async () => {
    const world = open({
      start: at('08:58'),
      programmes: [tenMinutes],
      faults: { init: seconds(20) },
    })
    const { clock, model, kill, boot, summary } = world
    await clock.pass(millis(30))
    kill()
    await clock.pass(seconds(5))
    boot()
    await clock.passUntil(at('09:30'))
    expect(model.summary(clock.now()).sessions).toHaveLength(1)
    expect(summary()).toContain('show market aired ON_TIME')
  })

  test('while an enqueue is under way: what the queue shows is adopted and aired once', async () => {
    const world = open({
      start: at('08:58'),
      programmes: [tenMinutes],
    })
    const { clock, model, kill, boot, rows } = world
    await clock.passUntil(at('09:00:00.110'))
    expect(model.record().some(({ type }) => type === 'takeover-received')).toBe(true)
    kill()
    await clock.pass(seconds(1))
    boot()
    await clock.passUntil(at('09:30'))
    expect(onlySession(world).spoken).toHaveLength(3)
    expect(rows.filter(({ item }) => item === 'welcome')).toMatchObject([{ status: 'aired' }])
  })

  test('and started again after the show: the session is closed, the airing not opened again', async () => {
    const world = open({
      start: at('08:58'),
      programmes: [tenMinutes],
      faults: { heartbeatLimit: hours(2) },
    })
    const { clock, model, kill, boot, summary } = world
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
