/** What must not be lost on the way from one session of an occurrence to the next: counts, names, orders, verdicts. */
import { describe, expect, test } from 'vitest'
import { findAiring } from '../../../daemon/console/airing-named.js'
import type { PlannedCue } from '../../../daemon/core/compile/programme.js'
import type { Action, Guarded } from '../../../daemon/core/plan/actions.js'
import type { AiringId } from '../../../daemon/core/plan/calendar.js'
import type { SessionId } from '../../../daemon/core/plan/events.js'
import { applied, notApplied, type SessionState } from '../../../daemon/core/plan/outcome.js'
import { handOver, isOffAir, successorOf } from '../../../daemon/core/plan/relay.js'
import { takeoverId } from '../../../daemon/core/plan/takeover.js'
import { FOR_A_VOICE } from '../../../daemon/core/plan/verdicts.js'
import { seconds } from '../../../daemon/core/time.js'
import { aCue, aProgramme, start } from '../../builders.js'
import { aJournal, aTurn } from '../../journal/a-journal.js'
import {
  alerts,
  aManned,
  aSession,
  aTakeover,
  DEMO,
  guarded,
  MARKET,
  onAir,
  opened,
  past,
  rows,
  S1,
  S2,
  stopped,
  trace,
  types,
} from './builders.js'

const NEXT = `${MARKET}~~2` as AiringId
const PITCH = takeoverId(MARKET, 'pitch', 0)

/** May be half an hour old; from minute 22 on another is opened beside it. */
const short = { sessionMaxAge: seconds(1_800) }
const withCues = (...cues: readonly PlannedCue[]) => onAir([aProgramme({ cues })], short)

const seen = (state: SessionState, session: SessionId, airing: AiringId = MARKET) =>
  ({ type: 'seen', airing, session, outcome: applied(state) }) as const
const ofSession = { airing: MARKET, session: S1 } as const
const taken = applied({ trace: trace('t1'), prepared: true })
const enqueued = (outcome: typeof taken | ReturnType<typeof notApplied>) =>
  ({ type: 'enqueued', ...ofSession, takeover: PITCH, gen: 1, outcome }) as const
const listed = (...names: readonly string[]) =>
  ({ type: 'queue-seen', ...ofSession, outcome: applied(names.map(trace)) }) as const

const keysOf = (calls: readonly Guarded[]) => calls.map(({ key }) => key)
const twice = (keys: readonly string[]) => keys.filter((key, at) => keys.indexOf(key) !== at)

type Station = ReturnType<typeof onAir>

/** The next session is ready, the first is closed, and the next one goes live. */
function relayed(station: Station, from: number) {
  station.take(opened(S2, 'ready', NEXT), past(from))
  station.due(past(from + 175))
  station.take(seen('closed', S1), past(from + 177))
  station.take(
    { type: 'went-live', airing: NEXT, session: S2, outcome: applied(true) },
    past(from + 178),
  )
  station.take(seen('live', S2, NEXT), past(from + 179))
}

test('a session that is refused is followed by others with names and keys of their own, after a while', () => {
  using kept = aJournal()
  const station = withCues()
  const calls: Guarded[] = []
  // The journal refuses a key that it has: then the daemon ends.
  const note = (actions: Parameters<typeof guarded>[0]) => {
    const all = guarded(actions)
    if (all.length > 0) kept.journal.commit([aTurn(all)])
    calls.push(...all)
    return all
  }
  for (let now = 1_320; now < 1_700; now += 1) {
    const ids = Object.keys(station.state.airings) as AiringId[]
    const acts = ids.flatMap((id) => note(station.due(past(now), id)))
    acts.push(...note(station.take({ type: 'account-due', account: DEMO }, past(now))))
    for (const act of acts)
      if (act.type === 'open') {
        const outcome = notApplied('refused', 'no')
        note(station.take({ type: 'opened', airing: act.airing, outcome }, past(now)))
      }
  }
  const openings = calls.filter(({ type }) => type === 'open')
  expect(openings.length).toBeGreaterThan(3)
  expect(openings.length).toBeLessThanOrEqual(12)
  expect(twice(keysOf(calls))).toEqual([])
})

test('a session that comes to nothing beside the one on air is told once, and nothing is missed for it', () => {
  const station = withCues(aCue('soon', start(1_500)), aCue('late', start(2_400)))
  const actions: Action[] = []
  const given = () => station.airing(NEXT).situation === 'closed'
  for (let now = 1_320; now < 1_400 && !(NEXT in station.state.airings && given()); now += 1) {
    const ids = Object.keys(station.state.airings) as AiringId[]
    const acts = ids.flatMap((id) => station.due(past(now), id))
    acts.push(...station.take({ type: 'account-due', account: DEMO }, past(now)))
    actions.push(...acts)
    for (const act of guarded(acts))
      if (act.type === 'open') {
        const outcome = notApplied('refused', 'no')
        actions.push(...station.take({ type: 'opened', airing: act.airing, outcome }, past(now)))
      }
  }
  expect(station.airing(NEXT)).toMatchObject({ situation: 'closed', openings: 3 })
  expect(rows(actions)).toEqual([])
  expect(alerts(actions)).toEqual([
    `no session stands ready to follow ${MARKET}: 3 sessions were tried; the last answer: no`,
  ])
  expect(isOffAir(station.airing(NEXT), {}, past(1_700))).toBe(false)
})

describe('handing over', () => {
  test('a cue that aired and was moved is not due again in the next session', () => {
    const station = withCues(aCue('pitch', start(60)))
    station.due(past(60))
    station.take(enqueued(taken), past(61))
    for (const at of [62, 75]) station.take(listed('t1'), past(at))
    for (const at of [90, 93]) station.take(listed(), past(at))
    expect(station.takeovers()).toEqual([])
    const moved = aProgramme({ version: 'v2', cues: [aCue('pitch', start(2_400))] })
    station.take({ type: 'show-taken-in', programme: moved }, past(120))
    station.due(past(1_320))
    relayed(station, 1_325)
    expect(station.airing(NEXT).situation).toBe('on-air')
    expect(types(station.due(past(2_400), NEXT))).not.toContain('enqueue')
  })

  test('what must air and gave way to a live voice goes along', () => {
    const recall = { since: past(5), askAgainAt: past(8), ...FOR_A_VOICE }
    const takeovers = [{ ...aTakeover('queued', { doubt: 'must' }), recall }]
    const airing = aManned(aSession('live'), 'on-air', { takeovers })
    const { successor } = handOver(airing, successorOf(airing, 'market#v1', past(9)))
    expect(successor.takeovers).toHaveLength(1)
  })

  test('what was under way and is refused goes along', () => {
    const station = withCues(aCue('pitch', start(1_439)))
    station.due(past(1_100))
    station.take(opened(S2, 'initialising', NEXT), past(1_105))
    expect(types(station.due(past(1_439)))).toContain('enqueue')
    station.take(seen('ready', S2, NEXT), past(1_440))
    // The last moment has come: whatever it holds.
    station.due(past(1_530))
    expect(station.airing()).toMatchObject({ situation: 'closing', handingOver: true })
    station.take(enqueued(notApplied('refused', 'the session ends')), past(1_531))
    expect(station.takeovers()).toEqual([])
    expect(station.takeovers(NEXT)).toMatchObject([
      { id: PITCH, situation: 'waiting', refusals: 0 },
    ])
    const closed = station.take(seen('closed', S1), past(1_532))
    expect(rows(closed).map(({ type }) => type)).toEqual(['session', 'show'])
    const outcome = applied(true as const)
    station.take({ type: 'went-live', airing: NEXT, session: S2, outcome }, past(1_534))
    const acts = station.take(seen('live', S2, NEXT), past(1_535))
    expect(guarded(acts)).toMatchObject([{ type: 'enqueue', airing: NEXT, takeover: PITCH }])
  })

  test('a takeover that goes along is sent under a key of its own', () => {
    const must = aCue('pitch', start(1_435), { doubt: 'must' })
    const station = withCues(must, aCue('later', start(1_600)))
    const keys: string[] = []
    const note = (actions: Parameters<typeof guarded>[0]) => keys.push(...keysOf(guarded(actions)))
    note(station.due(past(1_100)))
    note(station.take(opened(S2, 'initialising', NEXT), past(1_105)))
    note(station.due(past(1_435)))
    note(station.take(enqueued(notApplied('never-sent', 'no')), past(1_435.2)))
    // In the last two minutes nothing new is sent; the next one becomes ready, and goes on.
    note(station.take(seen('ready', S2, NEXT), past(1_441)))
    note(station.due(past(1_442)))
    note(station.take(seen('closed', S1), past(1_443)))
    const outcome = applied(true as const)
    const live = { type: 'went-live', airing: NEXT, session: S2, outcome } as const
    note(station.take(live, past(1_444)))
    note(station.take(seen('live', S2, NEXT), past(1_445)))
    note(station.due(past(1_447), NEXT))
    expect(keys.filter((key) => key.startsWith(`enqueue:${PITCH}`))).toHaveLength(2)
    expect(twice(keys)).toEqual([])
  })
})

describe('the session is lost while the next one is asked for', () => {
  const lost = () => {
    const station = withCues()
    expect(guarded(station.due(past(1_320)))).toMatchObject([{ type: 'open', airing: NEXT }])
    station.take(seen('dropped', S1), past(1_321))
    return station
  }

  test('the next one goes on, and no third is opened', () => {
    const station = lost()
    const acts = [...station.take(opened(S2, 'ready', NEXT), past(1_322))]
    for (let now = 1_323; now < 1_500; now += 1) {
      for (const id of [MARKET, NEXT]) acts.push(...station.due(past(now), id))
      acts.push(...station.take({ type: 'account-due', account: DEMO }, past(now)))
      if (station.session(NEXT)?.situation === 'starting')
        acts.push(...station.take(seen('live', S2, NEXT), past(now)))
    }
    expect(types(acts)).not.toContain('open')
    expect(station.airing(NEXT).situation).toBe('on-air')
    expect(station.airing().situation).toBe('closed')
  })

  test('and is stopped, by whichever name: it does not go live', () => {
    const station = lost()
    for (const name of [MARKET, NEXT, 'market'])
      expect(findAiring(station.state, name)?.id).toBe(NEXT)
    station.take(stopped(NEXT), past(1_322))
    const acts = [...station.take(opened(S2, 'ready', NEXT), past(1_323))]
    acts.push(...station.due(past(1_324), NEXT))
    expect(types(acts)).toContain('close')
    expect(types(acts)).not.toContain('go-live')
  })
})

test('of what spoke when the session was lost the log says so, also if the next one goes on at once', () => {
  const station = withCues(aCue('pitch', start(1_400)))
  station.due(past(1_320))
  station.take(opened(S2, 'ready', NEXT), past(1_325))
  station.due(past(1_400))
  station.take(enqueued(taken), past(1_401))
  station.take(listed('t1'), past(1_402))
  const acts = station.take(seen('dropped', S1), past(1_403))
  const rows = acts.flatMap((act) =>
    act.type === 'record' && act.row.item === 'pitch' ? [act.row] : [],
  )
  expect(rows).toMatchObject([{ status: 'aired_partial', reason: 'PROVIDER_SESSION_LOST' }])
})
