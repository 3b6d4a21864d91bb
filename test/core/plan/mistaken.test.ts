import { describe, expect, test } from 'vitest'
import type { TraceId } from '../../../daemon/core/plan/events.js'
import { ambiguous, applied } from '../../../daemon/core/plan/outcome.js'
import { takeoverId } from '../../../daemon/core/plan/takeover.js'
import { hear } from '../../../daemon/core/plan/takeover-progress.js'
import { aCue, aProgramme, start } from '../../builders.js'
import { aTakeover, commanded, MARKET, onAir, past, rows, S1, trace, types } from './builders.js'

const ofSession = { airing: MARKET, session: S1 } as const
const seen = (...order: readonly TraceId[]) =>
  ({ type: 'queue-seen', ...ofSession, outcome: applied(order) }) as const
const [T1, T3] = [trace('t1'), trace('t3')]

describe('what was found in the list before it was answered', () => {
  const found = { type: 'found', trace: T1, place: 0, early: {}, mistakable: true } as const
  const speaking = hear(aTakeover('sent'), found, past(2))
  const answer = { type: 'enqueued', outcome: applied({ trace: T3, prepared: true }) } as const
  const named = (takeover = speaking) => hear(takeover, { ...answer, early: {} }, past(3))

  test('is what it was taken for, if the answer names the same', () => {
    const outcome = applied({ trace: T1, prepared: true })
    const same = hear(speaking, { ...answer, outcome, early: {} }, past(3))
    expect(same).toMatchObject({ situation: 'speaking', startedAt: past(2) })
    expect(same).not.toHaveProperty('mistakable', true)
  })

  test('is another, if it names another: what that one did, this one did not', () => {
    expect(speaking).toMatchObject({ situation: 'speaking', startedAt: past(2) })
    const hinted = hear(speaking, { type: 'hinted', hints: { speakingAt: past(2.5) } }, past(2.5))
    expect(named(hinted)).toMatchObject({ situation: 'queued', trace: T3, hints: {} })
    expect(named(hinted)).not.toHaveProperty('startedAt')
  })

  test('and is asked back by the right id, if it was to be taken away', () => {
    const why = { reason: 'CANCELLED_BY_OPERATOR', because: 'skipped by anna' } as const
    const asked = hear(speaking, { type: 'recalled', ...why }, past(2.5))
    expect(named(asked)).toMatchObject({ recall: { ...why, since: past(3), askAgainAt: past(3) } })
  })
})

describe('after a restore something of the forgotten minutes speaks', () => {
  /** And was taken for `a`, whose answer comes after the list. */
  const mistaken = () => {
    const programme = aProgramme({ cues: [aCue('a', start(10)), aCue('b', start(13))] })
    const station = onAir([programme], { queueShare: 4 })
    station.take({ type: 'woke', airing: MARKET, forgottenSince: past(1) }, past(5))
    station.take({ type: 'seen', ...ofSession, outcome: applied('live') }, past(5.5))
    station.due(past(10))
    station.due(past(11.5))
    station.take(seen(T1), past(12))
    expect(station.takeovers()).toMatchObject([{ cue: 'a', situation: 'speaking' }])
    const ids = { ...ofSession, takeover: takeoverId(MARKET, 'a', 0), gen: 1 } as const
    station.take({ type: 'enqueued', ...ids, outcome: answered(T3) }, past(12.5))
    return station
  }
  const answered = (id: TraceId) => applied({ trace: id, prepared: true })

  test('what stands behind it is not said to be on air, nor cut', () => {
    const station = mistaken()
    station.take(seen(T1, T3), past(12.6))
    station.due(past(14.6))
    station.take(seen(T1, T3), past(14.7))
    expect(station.takeovers()).toMatchObject([{ cue: 'a', situation: 'queued' }, { cue: 'b' }])
    station.take(commanded({ type: 'stop', hold: false }), past(15))
    const outcome = applied('closed' as const)
    const closed = station.take({ type: 'seen', ...ofSession, outcome }, past(16))
    const row = rows(closed).find(({ item }) => item === 'a')
    expect(row).toMatchObject({ status: 'dropped', startedAt: undefined })
  })

  test('nor is it taken for what is sent next: it was there before', () => {
    const station = mistaken()
    expect(types(station.due(past(13)))).toContain('enqueue')
    station.take({ type: 'queue-seen', ...ofSession, outcome: ambiguous('timeout') }, past(13.1))
    expect(types(station.due(past(15.1)))).toContain('look-at-queue')
    station.take(seen(T1, T3), past(15.2))
    const b = station.takeovers().find(({ cue }) => cue === 'b')
    expect(b).toMatchObject({ situation: 'sent' })
  })
})
