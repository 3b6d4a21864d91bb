import { describe, expect, test } from 'vitest'
import {
  ambiguous,
  applied,
  notApplied,
  type SessionState,
} from '../../../daemon/core/plan/outcome.js'
import type { Session } from '../../../daemon/core/plan/session.js'
import { hear, type News } from '../../../daemon/core/plan/session-progress.js'
import { aSession, past, S2, throughJson } from './builders.js'

const opened = (state: SessionState): News => ({
  type: 'opened',
  outcome: applied({ session: S2, state }),
})
const seen = (state: SessionState): News => ({ type: 'seen', outcome: applied(state) })

/** Everything a session can hear. */
const NEWS = {
  'turn-granted': { type: 'turn-granted', marker: 'test/market#1' },
  'opened:applied:32': opened('initialising'),
  'opened:applied:35': opened('ready'),
  'opened:not-applied': { type: 'opened', outcome: notApplied('platform-full', 'no slot') },
  'opened:ambiguous': { type: 'opened', outcome: ambiguous('timeout') },
  'found:initialising': { type: 'found', session: S2, state: 'initialising' },
  'found:ready': { type: 'found', session: S2, state: 'ready' },
  'found:live': { type: 'found', session: S2, state: 'live' },
  'not-found': { type: 'not-found' },
  'seen:initialising': seen('initialising'),
  'seen:ready': seen('ready'),
  'seen:live': seen('live'),
  'seen:closed': seen('closed'),
  'seen:dropped': seen('dropped'),
  'seen:faulty': seen('faulty'),
  'seen:init-failed': seen('init-failed'),
  'seen:unknown': seen('unknown'),
  'seen:refused': { type: 'seen', outcome: notApplied('refused', 'no such session') },
  'seen:never-sent': { type: 'seen', outcome: notApplied('never-sent', 'no connection') },
  'seen:ambiguous': { type: 'seen', outcome: ambiguous('timeout') },
  'listed:present': { type: 'listed', present: true },
  'listed:absent': { type: 'listed', present: false },
  'start-sent': { type: 'start-sent' },
  'start-answered:applied': { type: 'start-answered', outcome: applied(true) },
  'start-answered:not-applied': { type: 'start-answered', outcome: notApplied('refused', 'no') },
  'start-answered:ambiguous': { type: 'start-answered', outcome: ambiguous('timeout') },
  'close-sent': { type: 'close-sent' },
  woke: { type: 'woke' },
} as const satisfies Record<string, News>

type Heard = keyof typeof NEWS
type Next = Session['situation'] | 'stays'

/** Before it is open, no news of an open session means anything. */
const NOT_OPEN = {
  'seen:initialising': 'stays',
  'seen:ready': 'stays',
  'seen:live': 'stays',
  'seen:closed': 'stays',
  'seen:dropped': 'stays',
  'seen:faulty': 'stays',
  'seen:init-failed': 'stays',
  'seen:unknown': 'stays',
  'seen:refused': 'stays',
  'seen:never-sent': 'stays',
  'seen:ambiguous': 'stays',
  'listed:present': 'stays',
  'listed:absent': 'stays',
  'start-sent': 'stays',
  'start-answered:applied': 'stays',
  'start-answered:not-applied': 'stays',
  'start-answered:ambiguous': 'stays',
  'close-sent': 'stays',
} as const

/** Once it is open, no news of an opening means anything. */
const OPEN = {
  'turn-granted': 'stays',
  'opened:applied:32': 'stays',
  'opened:applied:35': 'stays',
  'opened:not-applied': 'stays',
  'opened:ambiguous': 'stays',
  'found:initialising': 'stays',
  'found:ready': 'stays',
  'found:live': 'stays',
  'not-found': 'stays',
  'seen:initialising': 'stays',
  'seen:closed': 'over',
  'seen:dropped': 'over',
  'seen:faulty': 'over',
  'seen:init-failed': 'over',
  'seen:unknown': 'stays',
  'seen:refused': 'stays',
  'seen:never-sent': 'stays',
  'seen:ambiguous': 'stays',
  'listed:present': 'stays',
  'listed:absent': 'stays',
  'start-answered:applied': 'stays',
  'start-answered:not-applied': 'stays',
  'start-answered:ambiguous': 'stays',
  woke: 'stays',
} as const

const NO_OPENING = {
  'turn-granted': 'stays',
  'opened:applied:32': 'stays',
  'opened:applied:35': 'stays',
  'opened:not-applied': 'stays',
  'opened:ambiguous': 'stays',
  'found:initialising': 'stays',
  'found:ready': 'stays',
  'found:live': 'stays',
  'not-found': 'stays',
  woke: 'stays',
} as const

const TABLE: Record<Session['situation'], Record<Heard, Next>> = {
  wanted: { ...NOT_OPEN, ...NO_OPENING, 'turn-granted': 'asked' },
  asked: {
    ...NOT_OPEN,
    ...NO_OPENING,
    'opened:applied:32': 'initialising',
    'opened:applied:35': 'ready',
    'opened:not-applied': 'wanted',
    'opened:ambiguous': 'unclear',
    woke: 'unclear',
  },
  unclear: {
    ...NOT_OPEN,
    ...NO_OPENING,
    'opened:applied:32': 'initialising',
    'opened:applied:35': 'ready',
    'opened:not-applied': 'wanted',
    'found:initialising': 'initialising',
    'found:ready': 'ready',
    'found:live': 'live',
    'not-found': 'wanted',
  },
  initialising: {
    ...OPEN,
    'seen:ready': 'ready',
    'seen:live': 'live',
    'start-sent': 'stays',
    'close-sent': 'closing',
  },
  ready: {
    ...OPEN,
    'seen:ready': 'stays',
    'seen:live': 'live',
    'start-sent': 'starting',
    'close-sent': 'closing',
  },
  starting: {
    ...OPEN,
    'seen:ready': 'ready',
    'seen:live': 'live',
    'start-sent': 'stays',
    'close-sent': 'closing',
  },
  live: {
    ...OPEN,
    'seen:ready': 'stays',
    'seen:live': 'stays',
    'start-sent': 'stays',
    'close-sent': 'closing',
  },
  closing: {
    ...OPEN,
    'seen:ready': 'stays',
    'seen:live': 'stays',
    'start-sent': 'stays',
    'close-sent': 'stays',
  },
  over: { ...NOT_OPEN, ...NO_OPENING },
}

describe('every situation of a session meets all news', () => {
  for (const [situation, row] of Object.entries(TABLE)) {
    for (const [heard, next] of Object.entries(row)) {
      test(`${situation}, hearing ${heard}: ${next}`, () => {
        const before = aSession(situation as Session['situation'])
        const now = hear(before, NEWS[heard as Heard], past(2))
        expect(now.situation).toBe(next === 'stays' ? situation : next)
        expect(throughJson(now)).toEqual(throughJson(now))
      })
    }
  }
})
