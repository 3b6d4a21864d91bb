import { describe, expect, test } from 'vitest'
import {
  type Airing,
  end,
  hasEnded,
  mayReopen,
  reopen,
  withSession,
} from '../../../daemon/core/plan/airing.js'
import type { Event } from '../../../daemon/core/plan/events.js'
import { ambiguous, applied, notApplied } from '../../../daemon/core/plan/outcome.js'
import { takeoverId } from '../../../daemon/core/plan/takeover.js'
import { after, millis, minutes } from '../../../daemon/core/time.js'
import { aProgramme, at } from '../../builders.js'
import {
  aManned,
  anAccount,
  aPlanned,
  aSession,
  aStation,
  commanded,
  DEMO,
  MARKET,
  NINE,
  opened,
  past,
  S1,
  S2,
  saying,
  stopped,
  throughJson,
  trace,
} from './builders.js'

const ofSession = { airing: MARKET, session: S1 }
const ofTakeover = { ...ofSession, takeover: takeoverId(MARKET, 'pitch', 0), gen: 1 }
const hint = { session: S1, trace: undefined, says: undefined, marker: undefined } as const

/** One of each event, and more where the answer matters, all taken in a minute after nine. */
const EVENTS = {
  'account-taken-in': { type: 'account-taken-in', account: anAccount() },
  'account-taken-out': { type: 'account-taken-out', account: DEMO },
  'show-taken-in': { type: 'show-taken-in', programme: aProgramme({ version: 'v2' }) },
  'show-withdrawn': { type: 'show-withdrawn', show: aProgramme().show },
  'show-due': { type: 'show-due', show: aProgramme().show },
  'airing-due': { type: 'airing-due', airing: MARKET },
  'account-due': { type: 'account-due', account: DEMO },
  woke: { type: 'woke', airing: MARKET },
  'clock-moved': { type: 'clock-moved', by: millis(60_000), paused: millis(0) },
  'clock-doubted': { type: 'clock-doubted', account: DEMO, by: millis(60_000) },
  'opened:applied:32': opened(S1, 'initialising'),
  'opened:applied:35': opened(),
  'opened:not-applied': {
    type: 'opened',
    airing: MARKET,
    outcome: notApplied('platform-full', 'no slot'),
  },
  'opened:ambiguous': { type: 'opened', airing: MARKET, outcome: ambiguous('timeout') },
  'went-live:applied': { type: 'went-live', ...ofSession, outcome: applied(true) },
  'went-live:not-applied': {
    type: 'went-live',
    ...ofSession,
    outcome: notApplied('refused', 'wrong state'),
  },
  'beaten:applied': { type: 'beaten', ...ofSession, outcome: applied(true) },
  'beaten:not-applied': {
    type: 'beaten',
    ...ofSession,
    outcome: notApplied('refused', 'no such session'),
  },
  'seen:ready': { type: 'seen', ...ofSession, outcome: applied('ready') },
  'seen:live': { type: 'seen', ...ofSession, outcome: applied('live') },
  'seen:closed': { type: 'seen', ...ofSession, outcome: applied('closed') },
  'seen:dropped': { type: 'seen', ...ofSession, outcome: applied('dropped') },
  'seen:unknown': { type: 'seen', ...ofSession, outcome: applied('unknown') },
  'seen:ambiguous': { type: 'seen', ...ofSession, outcome: ambiguous('timeout') },
  'queue-seen': { type: 'queue-seen', ...ofSession, outcome: applied([trace('t1')]) },
  'close-answered': { type: 'close-answered', ...ofSession, outcome: applied(true) },
  enqueued: {
    type: 'enqueued',
    ...ofTakeover,
    outcome: applied({ trace: trace('t1'), prepared: true }),
  },
  'cancel-answered': { type: 'cancel-answered', ...ofTakeover, outcome: applied(true) },
  'move-answered': { type: 'move-answered', ...ofTakeover, outcome: applied(true) },
  'running-seen:there': {
    type: 'running-seen',
    account: DEMO,
    outcome: applied([{ session: S1, state: 'ready' }]),
  },
  'running-seen:empty': { type: 'running-seen', account: DEMO, outcome: applied([]) },
  'stranger-close-answered': {
    type: 'stranger-close-answered',
    account: DEMO,
    session: S2,
    outcome: applied(true),
  },
  'media-checked': { type: 'media-checked', airing: MARKET, version: 'v1', findings: [] },
  hinted: { type: 'hinted', account: DEMO, hint: { ...hint, claim: 'closed' } },
  'commanded:say': commanded(saying()),
  'commanded:hold': commanded({ type: 'hold', until: past(90) }),
  'commanded:stop': stopped(),
  'operator-started': { type: 'operator-started', show: aProgramme().show },
} as const satisfies Record<string, Event>

type Happened = keyof typeof EVENTS
/** `no event is forgotten`: every type of event is in the table at least once. */
type Covered = (typeof EVENTS)[Happened]['type']
const NONE_FORGOTTEN: Record<Exclude<Event['type'], Covered>, never> = {}

type Next = Airing['situation'] | 'stays'

const STAYS = {
  'account-taken-in': 'stays',
  'account-taken-out': 'stays',
  'show-taken-in': 'stays',
  'show-withdrawn': 'stays',
  'show-due': 'stays',
  'airing-due': 'stays',
  'account-due': 'stays',
  woke: 'stays',
  'clock-moved': 'stays',
  'clock-doubted': 'stays',
  'opened:applied:32': 'stays',
  'opened:applied:35': 'stays',
  'opened:not-applied': 'stays',
  'opened:ambiguous': 'stays',
  'went-live:applied': 'stays',
  'went-live:not-applied': 'stays',
  'beaten:applied': 'stays',
  'beaten:not-applied': 'stays',
  'seen:ready': 'stays',
  'seen:live': 'stays',
  'seen:closed': 'stays',
  'seen:dropped': 'stays',
  'seen:unknown': 'stays',
  'seen:ambiguous': 'stays',
  'queue-seen': 'stays',
  'close-answered': 'stays',
  enqueued: 'stays',
  'cancel-answered': 'stays',
  'move-answered': 'stays',
  'running-seen:there': 'stays',
  'running-seen:empty': 'stays',
  'stranger-close-answered': 'stays',
  'media-checked': 'stays',
  hinted: 'stays',
  'commanded:say': 'stays',
  'commanded:hold': 'stays',
  'commanded:stop': 'stays',
  'operator-started': 'stays',
} as const satisfies Record<Happened, Next>

/** Its session ended in mid-show: another is wanted. */
const LOST = { 'seen:closed': 'opening', 'seen:dropped': 'opening' } as const
const STOPPED = { 'commanded:stop': 'closing' } as const

const TABLE: Record<Airing['situation'], Record<Happened, Next>> = {
  // A new version replaces it, a withdrawn show takes it back; a minute after its start, anything about it opens it.
  planned: {
    ...STAYS,
    'show-taken-in': 'opening',
    'airing-due': 'opening',
    'clock-moved': 'opening',
    woke: 'opening',
    'went-live:applied': 'opening',
    'went-live:not-applied': 'opening',
    'beaten:applied': 'opening',
    'beaten:not-applied': 'opening',
    'seen:ready': 'opening',
    'seen:live': 'opening',
    'seen:closed': 'opening',
    'seen:dropped': 'opening',
    'seen:unknown': 'opening',
    'seen:ambiguous': 'opening',
    'queue-seen': 'opening',
    'close-answered': 'opening',
    enqueued: 'opening',
    'cancel-answered': 'opening',
    'move-answered': 'opening',
    'commanded:say': 'opening',
    'commanded:hold': 'opening',
    'commanded:stop': 'closed',
  },
  opening: { ...STAYS, 'seen:ready': 'ready', 'seen:live': 'on-air', ...STOPPED },
  ready: { ...STAYS, 'seen:live': 'on-air', ...LOST, ...STOPPED },
  'on-air': { ...STAYS, ...LOST, ...STOPPED },
  closing: { ...STAYS, 'seen:closed': 'closed', 'seen:dropped': 'closed' },
  closed: STAYS,
  missed: STAYS,
  lost: STAYS,
}

/** The market in each situation, a minute after nine; `withdrawn` leaves no planned airing behind. */
function inSituation(situation: Airing['situation']) {
  const station = aStation()
  const manned = (session: Parameters<typeof aManned>[0], more = {}) =>
    aManned(session, situation as 'opening', { onAirAt: NINE, ...more })
  const airings: { readonly [S in Airing['situation']]: () => Airing } = {
    planned: () => aPlanned(),
    opening: () => manned(aSession('initialising', past(30)), { onAirAt: undefined }),
    ready: () => manned(aSession('starting', past(59)), { onAirAt: undefined }),
    'on-air': () => manned(aSession('live', NINE)),
    closing: () => manned(aSession('closing', past(50)), { stop: { at: past(50), hold: false } }),
    closed: () => end(aPlanned(), 'closed', 'its time was over', NINE),
    missed: () => end(aPlanned(), 'missed', 'too late', NINE),
    lost: () => end(aPlanned(), 'lost', 'no slot', NINE),
  }
  const airing = airings[situation]()
  Object.assign(station.state.airings, throughJson({ [MARKET]: airing }))
  if ('session' in airing) {
    Object.assign(station.state.sessions, { [S1]: MARKET })
    const held = anAccount({ holding: [MARKET] })
    Object.assign(station.state.accounts, throughJson({ [DEMO]: held }))
  }
  return station
}

describe('every situation of an airing meets every event', () => {
  expect(NONE_FORGOTTEN).toEqual({})
  for (const [situation, row] of Object.entries(TABLE)) {
    for (const [happened, next] of Object.entries(row)) {
      test(`${situation}, on ${happened}: ${next}`, () => {
        const station = inSituation(situation as Airing['situation'])
        station.take(EVENTS[happened as Happened], past(60))
        const found = station.state.airings[MARKET]
        if (situation === 'planned' && happened === 'show-withdrawn') expect(found).toBeUndefined()
        else expect(found?.situation).toBe(next === 'stays' ? situation : next)
      })
    }
  }
})

describe('openings cost money', () => {
  const dropped = (liveAt: ReturnType<typeof past> | undefined, openings: number) =>
    reopen(
      aManned(aSession('over'), 'opening', { openings }),
      { ...aSession('over'), liveAt, at: past(600) },
      past(600),
    )

  test('a session that lived ten minutes gives its opening back', () => {
    expect(dropped(NINE, 3)).toMatchObject({ openings: 0, session: { situation: 'wanted' } })
    expect(dropped(past(1), 3)).toMatchObject({ openings: 3 })
    expect(dropped(undefined, 3)).toMatchObject({ openings: 3 })
  })

  test('after three there is no other, nor in the last half minute, nor after a stop', () => {
    const airing = aManned(aSession('wanted'), 'opening')
    expect(mayReopen({ ...airing, openings: 2 }, past(60))).toBe(true)
    expect(mayReopen({ ...airing, openings: 3 }, past(60))).toBe(false)
    expect(mayReopen(airing, at('09:59:30'))).toBe(false)
    expect(mayReopen({ ...airing, stop: { at: NINE, hold: false } }, past(60))).toBe(false)
  })
})

test('on air is counted once for each session, and the first time is kept', () => {
  const ready = aManned(aSession('starting'), 'ready')
  const first = withSession(ready, aSession('live'), past(1))
  const still = withSession(first, aSession('live'), past(2))
  expect(still).toMatchObject({ onAirAt: past(1), sessionsLive: 1 })
  const second = withSession(
    withSession(still, aSession('ready'), past(9)),
    aSession('live'),
    past(10),
  )
  expect(second).toMatchObject({ onAirAt: past(1), sessionsLive: 2 })
})

test('an airing that has ended carries its reason, and neither a session nor takeovers', () => {
  const over = end(aManned(aSession('live')), 'closed', 'its time was over', past(60))
  expect(hasEnded(over)).toBe(true)
  expect(over).toMatchObject({ endedAt: past(60), because: 'its time was over', takeovers: [] })
  expect('session' in over).toBe(false)
  expect(after(NINE, minutes(1))).toBe(past(60))
})
