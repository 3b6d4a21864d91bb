import { describe, expect, test } from 'vitest'
import { type Airing, isManned } from '../../../daemon/core/plan/airing.js'
import { hear, hearHint, type News } from '../../../daemon/core/plan/hearing.js'
import { lookAt } from '../../../daemon/core/plan/look.js'
import { ambiguous, applied, notApplied } from '../../../daemon/core/plan/outcome.js'
import { hasEnded, type Takeover, takeoverId } from '../../../daemon/core/plan/takeover.js'
import { seconds } from '../../../daemon/core/time.js'
import { at } from '../../builders.js'
import {
  aManned,
  anAccount,
  aPlanned,
  aSession,
  aTakeover,
  MARKET,
  NINE,
  past,
  S1,
  S2,
  trace,
} from './builders.js'

const live = (more: Parameters<typeof aManned>[2] = {}) =>
  aManned(aSession('live', NINE), 'on-air', more)
const heard = (airing: Airing, event: News, now = past(3)) => {
  const next = hear(airing, event, now)
  if (!isManned(next)) throw new Error('not manned')
  return next
}
const ofSession = { airing: MARKET, session: S1 } as const
const PITCH = { ...ofSession, takeover: takeoverId(MARKET, 'pitch', 0), gen: 1 } as const
describe('answers belong to the session they were asked of', () => {
  test('an answer about the last session is not taken for one about this', () => {
    const airing = live({ takeovers: [aTakeover('queued')] })
    const late = { airing: MARKET, session: S2 } as const
    expect(hear(airing, { type: 'seen', ...late, outcome: applied('dropped') }, past(1))).toBe(
      airing,
    )
    expect(hear(airing, { type: 'queue-seen', ...late, outcome: applied([]) }, past(1))).toBe(
      airing,
    )
  })

  test('an answer about an earlier generation is not taken for one about this', () => {
    const airing = live({ takeovers: [aTakeover('sent', { gen: 2 })] })
    const outcome = applied({ trace: trace('t1'), prepared: true })
    expect(heard(airing, { type: 'enqueued', ...PITCH, outcome }).takeovers).toEqual(
      airing.takeovers,
    )
  })
})

describe('a heartbeat was answered', () => {
  test('accepted: heard', () => {
    const next = heard(live(), { type: 'beaten', ...ofSession, outcome: applied(true) })
    expect(next.session).toMatchObject({ heartbeat: { heardAt: past(3) } })
  })

  test('refused: the session may be gone, so its state is asked for at once', () => {
    const outcome = notApplied('refused', 'no such session')
    const next = heard(live(), { type: 'beaten', ...ofSession, outcome })
    expect(next.session).toMatchObject({ heartbeat: { nextAt: past(6) }, look: { nextAt: NINE } })
  })
})

describe('a callback', () => {
  const hint = { session: S1, says: undefined, marker: undefined } as const
  const speaking = { ...hint, trace: trace('t1'), claim: 'speaking' } as const

  test('about the session is not believed: its state is asked for at once', () => {
    const closed = { ...hint, trace: undefined, claim: 'closed' } as const
    const airing = aManned(aSession('live', past(60)), 'on-air')
    const next = hearHint(airing, closed, past(3))
    expect(next).toMatchObject({ situation: 'on-air', session: { look: { nextAt: past(3) } } })
  })

  test('about a takeover is not believed: its time is kept and the queue is read at once', () => {
    const held = { takeovers: [aTakeover('queued')], queueLook: lookAt(past(60)) }
    const next = hearHint(live(held), speaking, past(3))
    expect(next).toMatchObject({
      takeovers: [{ situation: 'queued', hints: { speakingAt: past(3) } }],
      queueLook: { nextAt: past(3) },
    })
  })

  test('that came before the answer is kept for it, and lent once', () => {
    const early = hearHint(live({ takeovers: [aTakeover('sent')] }), speaking, past(1))
    expect(early.earlyHints).toHaveLength(1)
    const outcome = applied({ trace: trace('t1'), prepared: true })
    const next = heard(early, { type: 'enqueued', ...PITCH, outcome })
    expect(next).toMatchObject({ earlyHints: [], takeovers: [{ hints: { speakingAt: past(1) } }] })
  })

  test('that came before its takeover was found in the queue is lent too', () => {
    const early = hearHint(live({ takeovers: [aTakeover('in-doubt')] }), speaking, past(1))
    const outcome = applied([trace('t1')])
    const next = heard(early as Airing, { type: 'queue-seen', ...ofSession, outcome })
    expect(next.takeovers).toMatchObject([{ situation: 'speaking', startedAt: past(1) }])
    expect(next.earlyHints).toEqual([])
  })

  test('about nothing we know, again and again, is not piled up', () => {
    let airing: Airing = live()
    for (let n = 0; n < 50; n++) {
      airing = hearHint(airing, { ...speaking, trace: trace(`x${n}`) }, past(n))
    }
    expect(airing.earlyHints).toHaveLength(8)
  })

  test('about another session, or to an airing without one, is nothing', () => {
    const other = { ...speaking, session: S2 } as const
    const airing = live()
    expect(hearHint(airing, other, past(3))).toBe(airing)
    const planned = aPlanned()
    expect(hearHint(planned, speaking, past(3))).toBe(planned)
  })
})

describe('the daemon woke', () => {
  test('what had been sent is in doubt, what the platform held is looked for', () => {
    const takeovers = [aTakeover('sent'), aTakeover('queued', { id: takeoverId(MARKET, 'b', 0) })]
    const next = heard(live({ takeovers }), { type: 'woke', airing: MARKET }, at('09:20'))
    expect(next.takeovers.map(({ situation }) => situation)).toEqual(['in-doubt', 'queued'])
    expect(next.takeovers.some(hasEnded)).toBe(false)
    expect(next.queueLook).toMatchObject({ nextAt: at('09:20'), askedAt: undefined })
    expect(anAccount().queueShare).toBe(2)
  })
})

test('an interrupt that the platform took has cut whatever spoke; one it refused has not', () => {
  const stop = { ...aTakeover('sent', { how: 'interrupt' }), id: takeoverId(MARKET, 'stop', 0) }
  const airing = live({ takeovers: [aTakeover('speaking'), stop] })
  const answer = { ...ofSession, type: 'enqueued', takeover: stop.id, gen: 1 } as const
  const taken = heard(airing, {
    ...answer,
    outcome: applied({ trace: trace('t9'), prepared: true }),
  })
  expect(taken.takeovers[0]).toMatchObject({ recall: { because: 'cut by the operator' } })
  const refused = heard(airing, { ...answer, outcome: notApplied('refused', 'no') })
  expect(refused.takeovers[0]).toMatchObject({ recall: undefined })
})

test('an interrupt whose answer was lost may speak, ahead of every list; also if the daemon was restarted', () => {
  const length = seconds(10)
  const stop = aTakeover('sent', { how: 'interrupt', length, id: takeoverId(MARKET, 'stop', 0) })
  const head = aTakeover('queued', { trace: trace('t2') })
  const answer = { ...ofSession, type: 'enqueued', takeover: stop.id, gen: 1 } as const
  const lost = { ...answer, outcome: ambiguous('timeout') } as const
  for (const news of [lost, { type: 'woke', airing: MARKET } as const]) {
    const airing = heard(live({ takeovers: [head, stop] }), news)
    expect(airing.cutInUntil).toBeGreaterThan(past(13))
    const outcome = applied([trace('t2')])
    const next = heard(airing, { type: 'queue-seen', ...ofSession, outcome }, past(6))
    expect(next.takeovers[0]).toMatchObject({ situation: 'queued', place: 1 })
  }
  const queued = live({ takeovers: [aTakeover('sent', { length })] })
  expect(heard(queued, { type: 'woke', airing: MARKET }).cutInUntil).toBeUndefined()
})

describe('the head of a queue list that lags', () => {
  const head = aTakeover('queued', { id: takeoverId(MARKET, 'soft', 0), trace: trace('t1') })
  const hard = aTakeover('preparing', {
    id: takeoverId(MARKET, 'hard', 0),
    trace: trace('t2'),
    start: { kind: 'hard', grace: seconds(0) },
  })
  const listed = (takeovers: readonly Takeover[]) =>
    heard(live({ takeovers, queueLook: lookAt(past(2)) }), {
      type: 'queue-seen',
      ...ofSession,
      outcome: applied([trace('t1')]),
    }).takeovers[0]

  test('is on air', () => {
    expect(listed([head])).toMatchObject({ situation: 'speaking' })
  })

  test('but not while what was put ahead of it may be missing there', () => {
    expect(listed([head, hard])).toMatchObject({ situation: 'queued', place: 1 })
  })

  test('and it is, if two seconds later it is there still', () => {
    const later = { ...head, headSince: past(1) }
    expect(listed([later, hard])).toMatchObject({ situation: 'speaking' })
  })

  test('unless a callback says so, or what is missing comes behind it', () => {
    const hinted = { ...head, hints: { speakingAt: past(1) } }
    expect(listed([hinted, hard])).toMatchObject({ situation: 'speaking', startedAt: past(1) })
    const soft = { ...hard, start: { kind: 'soft' as const }, dueAt: past(1) }
    expect(listed([head, soft])).toMatchObject({ situation: 'speaking' })
  })
})
