import { describe, expect, test } from 'vitest'
import { announce, missed, mourned, refusal } from '../../../daemon/core/plan/announce.js'
import { firstBeat } from '../../../daemon/core/plan/heartbeat.js'
import { ambiguous, applied, notApplied } from '../../../daemon/core/plan/outcome.js'
import { takeoverId } from '../../../daemon/core/plan/takeover.js'
import {
  EXPIRED,
  MISSED,
  NEVER_KNOWN,
  SPOKEN,
  type Verdict,
} from '../../../daemon/core/plan/verdicts.js'
import type { CueId } from '../../../daemon/core/rundown/rundown.js'
import { aManned, aPlanned, aSession, aTakeover, MARKET, NINE, past, S1 } from './builders.js'

const says = (tells: readonly { readonly says: string }[]) => tells.map((tell) => tell.says)

describe('the desk reads one line for each step', () => {
  const on = (takeovers: readonly ReturnType<typeof aTakeover>[] = []) =>
    aManned(aSession('live'), 'on-air', { takeovers })

  test('of the airing', () => {
    expect(says(announce(aPlanned(), aManned(aSession('wanted'), 'opening')))).toEqual(['opening'])
    expect(says(announce(aPlanned(), on()))).toEqual(['ON AIR (session s1)'])
    expect(says(announce(undefined, aManned(aSession('closing'), 'closing')))).toEqual([
      'closing (session s1)',
    ])
    expect(says(announce(undefined, aManned(aSession('ready'), 'ready')))).toEqual([
      'ready (session s1)',
    ])
  })

  test('of a takeover that begins to speak, once', () => {
    const speaking = on([aTakeover('speaking')])
    expect(says(announce(on([aTakeover('queued')]), speaking))).toEqual([
      'speaking pitch: These are the prices of the day, read for you by Li.',
    ])
    expect(announce(speaking, speaking)).toEqual([])
    const operator = aTakeover('speaking', {
      cue: undefined,
      source: 'operator',
      id: takeoverId(MARKET, 'o', 0),
    })
    expect(says(announce(on(), on([operator])))[0]).toMatch(/^speaking operator: /)
  })

  test('nothing where nothing changed', () => {
    expect(announce(on(), on())).toEqual([])
    expect(announce(undefined, aPlanned())).toEqual([])
  })
})

describe('what the platform refused is told', () => {
  const ofSession = { airing: MARKET, session: S1 } as const
  const no = notApplied('refused', 'wrong state')

  test('with its reason', () => {
    const live = aManned(aSession('live'))
    expect(says(refusal(live, { type: 'beaten', ...ofSession, outcome: no }))).toEqual([
      'beaten: refused: wrong state',
    ])
    const unanswered = { type: 'went-live', ...ofSession, outcome: ambiguous('timeout') } as const
    expect(says(refusal(live, unanswered))).toEqual(['went-live: no answer: timeout'])
    expect(refusal(live, { type: 'seen', ...ofSession, outcome: no })).toEqual([])
    expect(refusal(live, { type: 'beaten', ...ofSession, outcome: applied(true) })).toEqual([])
  })

  test('of many openings in a row only the first, second, fourth, eighth …', () => {
    const told = Array.from({ length: 16 }, (_, index) => {
      const wanted = { ...aSession('wanted'), refusals: { count: index + 1, last: undefined } }
      const opening = aManned(wanted, 'opening')
      return refusal(opening, { type: 'opened', airing: MARKET, outcome: no }).length
    })
    expect(told.flatMap((count, index) => (count ? [index + 1] : []))).toEqual([1, 2, 4, 8, 16])
  })
})

test('what was missed is one line, however much it was', () => {
  const gone = (cue: string, seconds: number) => ({
    ...aTakeover('expired', { cue: cue as CueId, dueAt: past(seconds) }),
    ...MISSED,
    situation: 'expired' as const,
  })
  const airing = (...takeovers: readonly ReturnType<typeof gone>[]) =>
    aManned(aSession('live'), 'on-air', { takeovers: [aTakeover('waiting'), ...takeovers] })
  expect(missed(airing())).toEqual([])
  expect(says(missed(airing(gone('a', 5))))).toEqual([
    'missed 1 due 09:00:05, nothing could be aired then: a',
  ])
  const many = ['a', 'a', 'b', 'c', 'd', 'e', 'f'].map((cue, nth) => gone(cue, nth * 60))
  expect(says(missed(airing(...many)))).toEqual([
    'missed 7 due between 09:00:00 and 09:06:00, nothing could be aired then: a, b, c, d, e and 1 more',
  ])
})

describe('somebody should know', () => {
  const told = (verdict: Verdict, doubt: 'once' | 'must') =>
    says(mourned(MARKET, { ...aTakeover('unknown', { doubt }), ...verdict, situation: 'unknown' }))

  test('what nobody knows of', () => {
    expect(told(NEVER_KNOWN, 'once')).toEqual([
      'nobody knows whether pitch aired: its request was never answered and it was not seen in the queue',
    ])
  })

  test('what had to air and did not', () => {
    expect(told(EXPIRED, 'must')).toEqual([
      'pitch must air, and did not: its time had passed before it could be sent',
    ])
  })

  test('nothing else', () => {
    expect(told(SPOKEN, 'must')).toEqual([])
    expect(told(EXPIRED, 'once')).toEqual([])
  })
})

describe('a platform that falls silent', () => {
  const live = (heardAt: number, silent?: true) =>
    aManned(
      aSession('live', NINE, {
        heartbeat: { ...firstBeat(past(90)), heardAt: past(heardAt), silent },
      }),
      'on-air',
    )

  test('is told once, and once when it is heard again', () => {
    const heard = live(10)
    const silent = live(10, true)
    expect(announce(heard, silent)).toMatchObject([{ level: 'info' }])
    expect(says(announce(heard, silent))[0]).toContain('accepted no heartbeat for 30s')
    expect(announce(silent, silent)).toEqual([])
    expect(says(announce(silent, live(79)))).toEqual([
      'the platform accepts heartbeats again, after 1m9s',
    ])
  })

  test('is not told of with every call that comes to nothing; a refusal is', () => {
    const told = (outcome: ReturnType<typeof notApplied>) =>
      says(refusal(live(10, true), { type: 'beaten', airing: MARKET, session: S1, outcome }))
    expect(told(notApplied('never-sent', 'not sent: ECONNREFUSED'))).toEqual([])
    expect(told(notApplied('refused', 'no such session'))).toEqual([
      'beaten: refused: no such session',
    ])
  })
})
