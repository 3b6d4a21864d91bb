import { describe, expect, test } from 'vitest'
import {
  ambiguous,
  applied,
  notApplied,
  type SessionState,
} from '../../../daemon/core/plan/outcome.js'
import { isOpen, isSure, type Session, wanted } from '../../../daemon/core/plan/session.js'
import { hear, type News } from '../../../daemon/core/plan/session-progress.js'
import { seconds } from '../../../daemon/core/time.js'
import { aSession, NINE, past, S1, S2 } from './builders.js'

const opened = (state: SessionState): News => ({
  type: 'opened',
  outcome: applied({ session: S2, state }),
})
const seen = (state: SessionState): News => ({ type: 'seen', outcome: applied(state) })
const listed = (present: boolean): News => ({ type: 'listed', present })
const NO_SLOT: News = { type: 'opened', outcome: notApplied('platform-full', 'no slot') }

describe('an opening that was refused', () => {
  const refuse = (session: Session) =>
    hear({ ...aSession('asked'), ...refusalsOf(session) }, NO_SLOT, NINE)
  const refusalsOf = (session: Session) =>
    'refusals' in session ? { refusals: session.refusals } : {}

  test('is tried again after 2, 4, 8 and then every 10 seconds, for ever', () => {
    let session = wanted(NINE)
    const waits: number[] = []
    for (let count = 1; count <= 40; count++) {
      session = refuse(session)
      expect(session).toMatchObject({ refusals: { count } })
      if (session.situation === 'wanted') waits.push(session.from - NINE)
    }
    expect(waits.slice(0, 5)).toEqual([2_000, 4_000, 8_000, 10_000, 10_000])
    expect(waits.at(-1)).toBe(10_000)
  })

  test('remembers why, for the as-run log', () => {
    expect(refuse(wanted(NINE))).toMatchObject({
      refusals: { last: { why: 'platform-full', says: 'no slot' } },
    })
  })

  test('keeps the time it was asked while nobody knows whether it took effect', () => {
    const unclear = hear(
      aSession('asked'),
      { type: 'opened', outcome: ambiguous('timeout') },
      past(10),
    )
    expect(unclear).toMatchObject({ situation: 'unclear', askedAt: NINE })
  })
})

describe('a session that the platform does not know', () => {
  const missing = hear(aSession('live'), seen('unknown'), past(1))
  const absent = listed(false)

  test('is over only after two absences from the running list, five seconds apart', () => {
    const once = hear(missing, absent, past(2))
    expect(once.situation).toBe('live')
    expect(hear(once, absent, past(6.9)).situation).toBe('live')
    expect(hear(once, absent, past(7))).toMatchObject({ situation: 'over', how: 'unknown' })
  })

  test('is not struck again by being unknown once more', () => {
    const once = hear(missing, absent, past(2))
    expect(hear(once, seen('unknown'), past(6))).toMatchObject({
      missing: { since: past(2), strikes: 1 },
    })
  })

  test('is found again as soon as the list has it, or its state is reported', () => {
    const once = hear(missing, absent, past(2))
    expect(hear(once, listed(true), past(3))).toMatchObject({ missing: undefined })
    expect(hear(once, seen('live'), past(3))).toMatchObject({ missing: undefined })
    const anew = hear(hear(once, listed(true), past(3)), absent, past(60))
    expect(anew.situation).toBe('live')
  })

  test('while it is being closed, being gone means closed', () => {
    const closing = { ...aSession('closing'), missing: { since: NINE, strikes: 1 } }
    expect(hear(closing, absent, past(9))).toMatchObject({ situation: 'over', how: 'closed' })
  })
})

describe('a start', () => {
  const starting = hear(aSession('ready'), { type: 'start-sent' }, NINE)

  test('that is still ready a moment later is being waited for', () => {
    expect(hear(starting, seen('ready'), past(1.5)).situation).toBe('starting')
  })

  test('that is still ready after that may be sent again', () => {
    expect(hear(starting, seen('ready'), past(1.6)).situation).toBe('ready')
  })

  test('whatever is answered, the platform is asked for the state at once', () => {
    for (const outcome of [applied(true as const), notApplied('refused', 'no'), ambiguous('?')]) {
      const answered = hear(starting, { type: 'start-answered', outcome }, past(0.2))
      expect(answered).toMatchObject({ situation: 'starting', look: { nextAt: past(0.2) } })
    }
  })

  test('live since the platform said so, not since it was asked', () => {
    expect(hear(starting, seen('live'), past(3))).toMatchObject({ liveAt: past(3) })
  })
})

describe('a close', () => {
  test('is tried again after 1.5, 3, 6, 12 and then every 15 seconds, for ever', () => {
    let session: Session = aSession('live')
    const waits: number[] = []
    for (let tries = 1; tries <= 30; tries++) {
      session = hear(session, { type: 'close-sent' }, NINE)
      expect(session).toMatchObject({ situation: 'closing', tries })
      if (session.situation === 'closing') waits.push(session.nextTryAt - NINE)
    }
    expect(waits.slice(0, 6)).toEqual([1_500, 3_000, 6_000, 12_000, 15_000, 15_000])
    expect(waits.at(-1)).toBe(15_000)
  })

  test('remembers since when it is tried and since when it was live', () => {
    const first = hear(aSession('live'), { type: 'close-sent' }, past(60))
    const second = hear(first, { type: 'close-sent' }, past(62))
    expect(second).toMatchObject({ since: past(60), liveAt: NINE })
    expect(hear(second, seen('closed'), past(63))).toMatchObject({
      situation: 'over',
      how: 'closed',
      liveAt: NINE,
      at: past(63),
    })
  })
})

describe('a daemon that woke', () => {
  test('beats every open session at once and asks for its state, whatever was under way', () => {
    for (const situation of ['initialising', 'ready', 'starting', 'live', 'closing'] as const) {
      const busy = aSession(situation, NINE, {
        heartbeat: { nextAt: past(15), askedAt: NINE, heardAt: NINE },
        look: { nextAt: NINE, askedAt: NINE, again: true },
      })
      expect(hear(busy, { type: 'woke' }, past(7))).toMatchObject({
        situation,
        heartbeat: { nextAt: past(7), askedAt: undefined, heardAt: NINE },
        look: { nextAt: past(7), askedAt: undefined, again: false },
      })
    }
  })

  test('does not count anew: an opening in doubt is as old as its asking', () => {
    for (const situation of ['asked', 'unclear'] as const) {
      const woken = hear(aSession(situation), { type: 'woke' }, past(3_600))
      expect(woken).toMatchObject({ situation: 'unclear', askedAt: NINE })
    }
  })

  test('is not sure of a session until the platform has told its state', () => {
    const woken = hear(aSession('live'), { type: 'woke' }, past(7))
    expect(isSure(woken)).toBe(false)
    expect(isSure(hear(woken, { type: 'seen', outcome: ambiguous('?') }, past(8)))).toBe(false)
    expect(isSure(hear(woken, seen('unknown'), past(8)))).toBe(false)
    expect(isSure(hear(woken, seen('live'), past(8)))).toBe(true)
    expect(isSure(aSession('wanted'))).toBe(false)
  })
})

test('a session beats from the moment its id is known, also while it is still being made', () => {
  const session = hear(aSession('asked'), opened('initialising'), past(1))
  expect(isOpen(session) && session.heartbeat.nextAt).toBe(past(1))
  expect(isOpen(session) && session.look.nextAt - past(1)).toBe(seconds(1.5))
})

test('a session that is over stays over, and keeps its id for the log', () => {
  expect(hear(aSession('live'), seen('dropped'), past(5))).toMatchObject({
    situation: 'over',
    id: S1,
    how: 'dropped',
    openedAt: NINE,
    at: past(5),
  })
})
