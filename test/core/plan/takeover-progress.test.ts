import { describe, expect, test } from 'vitest'
import { ambiguous, applied, notApplied } from '../../../daemon/core/plan/outcome.js'
import { type Hints, hasEnded, type Takeover } from '../../../daemon/core/plan/takeover.js'
import { hear, type News } from '../../../daemon/core/plan/takeover-progress.js'
import { EXPIRED, SPOKEN } from '../../../daemon/core/plan/verdicts.js'
import { aTakeover, past, throughJson, trace } from './builders.js'

const enqueued = (
  outcome: Extract<News, { type: 'enqueued' }>['outcome'],
  early: Hints = {},
): News => ({ type: 'enqueued', outcome, early })
const answered = (prepared: boolean) => enqueued(applied({ trace: trace('t9'), prepared }))
const listed = (place: number | undefined, askedAt = past(1)): News => ({
  type: 'listed',
  place,
  askedAt,
})
const FAILED = { at: past(2), says: 'the voice was not found' }

/** Everything a takeover can hear. */
const NEWS = {
  sent: { type: 'sent' },
  'enqueued:applied:34': answered(true),
  'enqueued:applied:33': answered(false),
  'enqueued:applied:no-trace': enqueued(applied({ trace: undefined, prepared: true })),
  'enqueued:not-applied:refused': enqueued(notApplied('refused', 'text too short')),
  'enqueued:not-applied:unsupported': enqueued(notApplied('unsupported', 'no queue')),
  'enqueued:not-applied:never-sent': enqueued(notApplied('never-sent', 'no connection')),
  'enqueued:ambiguous': enqueued(ambiguous('timeout')),
  'listed:first': listed(0),
  'listed:behind': listed(1),
  'listed:absent': listed(undefined),
  unlisted: { type: 'unlisted', askedAt: past(1) },
  unsure: { type: 'unsure' },
  'found:first': { type: 'found', trace: trace('t9'), place: 0, early: {} },
  'found:behind': { type: 'found', trace: trace('t9'), place: 1, early: {} },
  'hinted:speaking': { type: 'hinted', hints: { speakingAt: past(2) } },
  'hinted:finished': { type: 'hinted', hints: { finishedAt: past(2) } },
  'hinted:failed': { type: 'hinted', hints: { failed: FAILED } },
  recalled: { type: 'recalled', reason: 'PREEMPTED', because: 'cut for the news' },
  'taken-away': { type: 'taken-away' },
  woke: { type: 'woke' },
  ended: { type: 'ended', as: EXPIRED },
} as const satisfies Record<string, News>

type Heard = keyof typeof NEWS
type Next = Takeover['situation'] | 'stays'

const DEAF = {
  sent: 'stays',
  'enqueued:applied:34': 'stays',
  'enqueued:applied:33': 'stays',
  'enqueued:applied:no-trace': 'stays',
  'enqueued:not-applied:refused': 'stays',
  'enqueued:not-applied:unsupported': 'stays',
  'enqueued:not-applied:never-sent': 'stays',
  'enqueued:ambiguous': 'stays',
  'listed:first': 'stays',
  'listed:behind': 'stays',
  'listed:absent': 'stays',
  unlisted: 'stays',
  unsure: 'stays',
  'found:first': 'stays',
  'found:behind': 'stays',
  'hinted:speaking': 'stays',
  'hinted:finished': 'stays',
  'hinted:failed': 'stays',
  recalled: 'stays',
  'taken-away': 'stays',
  woke: 'stays',
  ended: 'stays',
} as const satisfies Record<Heard, Next>

/** The platform holds it: its list is what moves it on, never a callback; an answer that names another id is about it. */
const HELD = {
  ...DEAF,
  'enqueued:applied:34': 'queued',
  'enqueued:applied:33': 'preparing',
  'listed:first': 'speaking',
  'listed:behind': 'queued',
  ended: 'expired',
} as const

const TABLE: Record<Takeover['situation'], Record<Heard, Next>> = {
  waiting: { ...DEAF, sent: 'sent', ended: 'expired' },
  sent: {
    ...DEAF,
    'enqueued:applied:34': 'queued',
    'enqueued:applied:33': 'preparing',
    'enqueued:applied:no-trace': 'unknown',
    'enqueued:not-applied:refused': 'waiting',
    'enqueued:not-applied:unsupported': 'failed',
    'enqueued:not-applied:never-sent': 'waiting',
    'enqueued:ambiguous': 'in-doubt',
    'found:first': 'speaking',
    'found:behind': 'queued',
    woke: 'in-doubt',
    ended: 'expired',
  },
  'in-doubt': { ...DEAF, 'found:first': 'speaking', 'found:behind': 'queued', ended: 'expired' },
  preparing: { ...HELD, 'enqueued:applied:33': 'stays', 'listed:absent': 'stays' },
  queued: {
    ...HELD,
    'enqueued:applied:34': 'stays',
    'listed:behind': 'stays',
    'listed:absent': 'stays',
  },
  speaking: {
    ...HELD,
    'listed:first': 'stays',
    'listed:behind': 'stays',
    'listed:absent': 'spoken',
  },
  spoken: DEAF,
  cut: DEAF,
  cancelled: DEAF,
  expired: DEAF,
  failed: DEAF,
  unknown: DEAF,
}

describe('every situation of a takeover meets all news', () => {
  for (const [situation, row] of Object.entries(TABLE)) {
    for (const [heard, next] of Object.entries(row)) {
      test(`${situation}, hearing ${heard}: ${next}`, () => {
        const before = aTakeover(situation as Takeover['situation'])
        const now = hear(before, NEWS[heard as Heard], past(3))
        expect(now.situation).toBe(next === 'stays' ? situation : next)
        expect(throughJson(now)).toEqual(now)
      })
    }
  }
})

describe('callbacks lend their times, the queue list decides', () => {
  test('it began when the callback said, not when the list was read', () => {
    const hinted = hear(aTakeover('queued'), NEWS['hinted:speaking'], past(2))
    expect(hear(hinted, listed(0), past(4))).toMatchObject({
      situation: 'speaking',
      startedAt: past(2),
    })
  })

  test('without a callback it began when the list first showed it', () => {
    expect(hear(aTakeover('queued'), listed(0), past(4))).toMatchObject({ startedAt: past(4) })
  })

  test('it ended when the callback said, and the log says that a callback lent the time', () => {
    const hinted = hear(
      aTakeover('speaking'),
      { type: 'hinted', hints: { finishedAt: past(9) } },
      past(9),
    )
    expect(hear(hinted, listed(undefined), past(11))).toMatchObject({
      situation: 'spoken',
      status: 'aired',
      endedAt: past(9),
      evidence: 'callback',
    })
  })

  test('a callback repeated later does not change the time the first one lent', () => {
    const first = hear(aTakeover('queued'), NEWS['hinted:speaking'], past(2))
    const again = hear(first, { type: 'hinted', hints: { speakingAt: past(30) } }, past(30))
    expect(again).toMatchObject({ hints: { speakingAt: past(2) } })
  })

  test('begun and finished between two readings, it was spoken', () => {
    const both = hear(
      aTakeover('queued'),
      { type: 'hinted', hints: { speakingAt: past(2), finishedAt: past(8) } },
      past(8),
    )
    expect(hear(both, listed(undefined), past(9))).toMatchObject({
      situation: 'spoken',
      startedAt: past(2),
      endedAt: past(8),
    })
  })

  test('a callback that came before the answer is not lost', () => {
    const early = enqueued(applied({ trace: trace('t9'), prepared: true }), { speakingAt: past(1) })
    const held = hear(aTakeover('sent'), early, past(2))
    expect(hear(held, listed(0, past(3)), past(3))).toMatchObject({ startedAt: past(1) })
  })

  test('finished without having been seen on air is aired, unconfirmed', () => {
    const finished = hear(aTakeover('queued'), NEWS['hinted:finished'], past(2))
    expect(hear(finished, listed(undefined), past(3))).toMatchObject({
      situation: 'unknown',
      status: 'aired_unconfirmed',
      endedAt: past(2),
    })
  })

  test('a callback about a failure counts once the list no longer has it', () => {
    const told = hear(aTakeover('preparing'), NEWS['hinted:failed'], past(2))
    expect(told.situation).toBe('preparing')
    expect(hear(told, listed(undefined), past(3))).toMatchObject({
      situation: 'failed',
      reason: 'PROVIDER_ERROR',
      says: FAILED.says,
      endedAt: FAILED.at,
    })
    expect(hear(told, listed(1), past(3)).situation).toBe('queued')
  })
})

describe('absent from the queue', () => {
  const queued = aTakeover('queued')

  test('a list asked before it was accepted cannot know it', () => {
    const stale = listed(undefined, past(-1))
    expect(hear(queued, stale, past(9))).toEqual(queued)
    expect(hear(aTakeover('speaking'), stale, past(9)).situation).toBe('speaking')
  })

  test('once, it may be a list that lags; twice, two seconds apart, it is gone and unconfirmed', () => {
    const once = hear(queued, listed(undefined), past(1))
    expect(hear(once, listed(undefined), past(2.9)).situation).toBe('queued')
    expect(hear(once, listed(undefined), past(3))).toMatchObject({
      situation: 'unknown',
      status: 'aired_unconfirmed',
      evidence: 'accepted',
    })
  })

  test('seen again in between, the count begins anew', () => {
    const once = hear(queued, listed(undefined), past(1))
    const seen = hear(once, listed(2), past(2))
    expect(seen).toMatchObject({ place: 2, absentSince: undefined })
    expect(hear(seen, listed(undefined), past(9)).situation).toBe('queued')
  })
})

describe('interrupts', () => {
  test('are only known to be accepted, because the platform does not list them', () => {
    for (const how of ['interrupt', 'interrupt-plain'] as const) {
      expect(hear(aTakeover('sent', { how }), answered(true), past(1))).toMatchObject({
        situation: 'unknown',
        status: 'aired_unconfirmed',
        reason: 'INSERTED_BY_API',
        evidence: 'accepted',
        trace: 't9',
      })
    }
  })
})

describe('the evidence in the log is as strong as what was seen', () => {
  const evidence = (takeover: Takeover) => {
    const over = hear(takeover, { type: 'ended', as: SPOKEN }, past(5))
    return hasEnded(over) ? over.evidence : undefined
  }

  test('nothing, sent, accepted, seen in the list', () => {
    expect(evidence(aTakeover('waiting'))).toBe('none')
    expect(evidence(aTakeover('sent'))).toBe('sent')
    expect(evidence(aTakeover('in-doubt'))).toBe('sent')
    expect(evidence(aTakeover('preparing'))).toBe('accepted')
    expect(evidence(aTakeover('queued'))).toBe('accepted')
    expect(evidence(aTakeover('speaking'))).toBe('queue-list')
  })
})

describe('a refusal', () => {
  test('may be the session’s fault once; twice, the takeover is refused for what it is', () => {
    const once = hear(aTakeover('sent'), NEWS['enqueued:not-applied:refused'], past(1))
    expect(once).toMatchObject({ situation: 'waiting', refusals: 1, gen: 1 })
    const again = hear(once, { type: 'sent' }, past(2))
    expect(hear(again, NEWS['enqueued:not-applied:refused'], past(3))).toMatchObject({
      situation: 'failed',
      says: 'text too short',
    })
  })

  test('that never left this machine is not counted', () => {
    const unsent = hear(aTakeover('sent'), NEWS['enqueued:not-applied:never-sent'], past(1))
    expect(unsent).toMatchObject({ situation: 'waiting', refusals: 0 })
  })
})

test('a daemon that woke does not count anew: a doubt is as old as its sending, but was not watched', () => {
  const since = (situation: 'sent' | 'in-doubt') =>
    hear(aTakeover(situation), { type: 'woke' }, past(600))
  for (const situation of ['sent', 'in-doubt'] as const) {
    expect(since(situation)).toMatchObject({
      situation: 'in-doubt',
      sentAt: past(0),
      doubtSince: past(0),
      watch: { whole: false },
    })
  }
})
