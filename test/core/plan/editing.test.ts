import { describe, expect, test } from 'vitest'
import type { PlannedCue, Programme } from '../../../daemon/core/compile/programme.js'
import { edited } from '../../../daemon/core/plan/editing.js'
import { applied, notApplied } from '../../../daemon/core/plan/outcome.js'
import { takeoverId } from '../../../daemon/core/plan/takeover.js'
import { millis, minutes, seconds } from '../../../daemon/core/time.js'
import {
  aCue,
  aLiveScript,
  aProgramme,
  aTakeoverScript,
  every,
  following,
  SAY,
  start,
} from '../../builders.js'
import { aPiece } from './a-piece.js'
import {
  alerts,
  aManned,
  anAccount,
  aSession,
  aTakeover,
  guarded,
  MARKET,
  onAir,
  past,
  rows,
  S1,
  type Station,
  throughJson,
  trace,
} from './builders.js'

const ofSession = { airing: MARKET, session: S1 } as const
const saying = (text: string) => ({ script: aTakeoverScript({ say: `${text} ${SAY}` }) })

const v1 = [aCue('a', start()), aCue('b', start()), aCue('c', start()), aCue('late', start(120))]

/** The first is on air, the second at the platform behind it, the third waits, the last is due in two minutes. */
function running(cues: readonly PlannedCue[] = v1): Station {
  const station = onAir([aProgramme({ cues })])
  for (const [at, cue] of ['a', 'b'].entries()) {
    const outcome = applied({ trace: trace(`t${at + 1}`), prepared: true })
    const ids = { ...ofSession, takeover: takeoverId(MARKET, cue, 0), gen: 1 } as const
    station.take({ type: 'enqueued', ...ids, outcome }, past(at + 1))
  }
  listed(station, ['t1', 't2'], 3)
  listed(station, ['t1', 't2'], 3.1)
  return station
}

function listed(station: Station, order: readonly string[], at: number) {
  station.due(past(at))
  const outcome = applied(order.map(trace))
  return station.take({ type: 'queue-seen', ...ofSession, outcome }, past(at))
}

const edit = (station: Station, more: Partial<Programme>, at = 4, version = 'v2') =>
  station.take({ type: 'show-taken-in', programme: aProgramme({ version, ...more }) }, past(at))

const waiting = (station: Station) =>
  station.takeovers().flatMap(({ id, situation }) => (situation === 'waiting' ? [id] : []))

describe('a rundown is changed while its show is on air', () => {
  test('what waits is replaced, what is at the platform stays as it is', () => {
    const station = running()
    const changed = v1.map((cue) => ({ ...cue, ...saying(`New ${cue.cue}.`) }))
    edit(station, { cues: changed })
    expect(station.takeovers().map(({ cue, script }) => [cue, script.say?.slice(0, 4)])).toEqual([
      ['a', 'This'],
      ['b', 'This'],
      ['c', 'New '],
    ])
    expect(station.airing().version).toBe('market#v2')
    expect(Object.keys(station.state.programmes)).toEqual(['market#v2'])
  })

  test('by a clock that was put right meanwhile: what was called ahead of time is not called again', () => {
    const station = onAir([aProgramme({ cues: v1 })])
    station.take({ type: 'clock-moved', by: minutes(3), paused: millis(0) }, past(180))
    const taken = () => station.takeovers().map(({ id }) => id)
    expect(taken()).toContain(takeoverId(MARKET, 'late', 0))
    station.take({ type: 'clock-moved', by: minutes(-3), paused: millis(0) }, past(5))
    edit(station, { cues: v1.map((cue) => ({ ...cue, ...saying('New.') })) }, 6)
    expect(rows(station.due(past(120)))).toEqual([])
  })

  test('what was taken out and has not begun is withdrawn or taken back', () => {
    const station = running()
    const [a] = v1
    const actions = edit(station, { cues: a ? [a] : [] })
    expect(rows(actions)).toMatchObject([{ item: 'c', status: 'cancelled', reason: 'REMOVED' }])
    expect(guarded(actions)).toMatchObject([{ type: 'cancel', trace: 't2' }])
    station.due(past(130))
    expect(station.takeovers().map(({ cue }) => cue)).not.toContain('late')
  })

  test('what speaks ends as it began, even if its cue is gone', () => {
    const station = running()
    edit(station, { cues: [] })
    listed(station, ['t1'], 8)
    const over = listed(station, [], 9)
    expect(rows(over)).toMatchObject([{ item: 'a', status: 'aired' }])
  })

  test('what is refused after its cue was changed is sent again in the words in force, as often as it takes', () => {
    const station = onAir([aProgramme({ cues: [aCue('a', start())] })])
    const refused = (at: number) => {
      const ids = { ...ofSession, takeover: takeoverId(MARKET, 'a', 0), gen: 1 } as const
      const outcome = notApplied('refused', 'not these words')
      station.take({ type: 'enqueued', ...ids, outcome }, past(at))
      const live = applied('live' as const)
      station.take({ type: 'seen', ...ofSession, outcome: live }, past(at + 0.1))
      return guarded(station.due(past(at + 1.5)))
    }
    expect(refused(1)).toMatchObject([{ type: 'enqueue' }])
    edit(station, { cues: [aCue('a', start(), saying('New.'))] }, 3)
    const [sent] = refused(4)
    expect(sent).toMatchObject({ type: 'enqueue', script: { say: `New. ${SAY}` } })
    expect(station.takeovers()).toMatchObject([{ cue: 'a', refusals: 0 }])
  })

  test('a cue that is added comes when it is due; one whose time has passed waits for the next airing', () => {
    const station = running([])
    edit(station, { cues: [aCue('soon', start(30)), aCue('gone', start(2))] })
    expect(station.nextDue({ airing: MARKET })).toBeLessThanOrEqual(past(30))
    station.due(past(30))
    expect(station.takeovers().map(({ cue }) => cue)).toEqual(['soon'])
  })

  test('what is due in a moment airs as it was planned', () => {
    const old = aCue('prices', start(10))
    const station = running([old])
    edit(station, { cues: [{ ...old, ...saying('New prices.') }] }, 4)
    station.due(past(9))
    expect(guarded(station.due(past(9.5)))).toEqual([])
    expect(station.nextDue({ airing: MARKET })).toBeLessThanOrEqual(past(10))
    const [sent] = guarded(station.due(past(10)))
    expect(sent).toMatchObject({ type: 'enqueue', script: { say: old.script.say } })
    expect(station.takeovers()).toHaveLength(1)
  })

  test('a cue that aired and is moved does not air again; one that waits moves along', () => {
    const station = running()
    const later = v1.map((cue) => ({ ...cue, when: start(300) }))
    const actions = edit(station, { cues: later })
    expect(rows(actions)).toMatchObject([{ item: 'c', status: 'cancelled', reason: 'REMOVED' }])
    expect(waiting(station)).toEqual([])
    listed(station, ['t2'], 9)
    expect(rows(listed(station, [], 14))).toMatchObject([{ item: 'b', status: 'aired' }])
    station.due(past(300))
    expect(station.takeovers().map(({ id }) => id)).toEqual([
      'market@2026-11-23T09:00/c+1/0',
      'market@2026-11-23T09:00/late+1/0',
    ])
  })

  test('a cue that follows one with another time goes with it, and no turn of it is taken for one that aired', () => {
    const station = running([aCue('head', every(60)), aCue('tail', following('head'))])
    edit(station, { cues: [aCue('head', every(50)), aCue('tail', following('head'))] }, 10)
    expect(station.airing().renamed).toEqual({
      head: { edit: 1, from: 0 },
      tail: { edit: 1, from: 0 },
    })
  })

  test('what follows a cue that is moved before it was sent is not called twice', () => {
    const cues = (tail: number) => [
      ...v1.slice(0, 2),
      aCue('head', start(tail)),
      aCue('tail', following('head')),
    ]
    const station = running(cues(0))
    expect(waiting(station)).toEqual([takeoverId(MARKET, 'head', 0)])
    edit(station, { cues: cues(300) })
    expect(waiting(station)).toEqual([])
  })

  test('a cue that aired and is given another time twice, or goes and comes back, airs no more', () => {
    const at = (cue: string, seconds: number) => ({ cues: [aCue(cue, start(seconds))] })
    const station = running([aCue('a', start())])
    listed(station, [], 9)
    edit(station, at('a', 300), 20)
    edit(station, at('a', 400), 40, 'v3')
    edit(station, { cues: [] }, 60, 'v4')
    edit(station, at('a', 500), 80, 'v5')
    station.due(past(500))
    expect(station.takeovers()).toEqual([])
  })

  test('the new time of a cue that aired comes and goes: nobody looks again and again', () => {
    const [a = aCue('a', start())] = v1
    const station = running([a])
    listed(station, [], 9)
    edit(station, { cues: [{ ...a, when: start(300) }] }, 20)
    station.due(past(300))
    expect(station.takeovers()).toEqual([])
    expect(station.nextDue({ airing: MARKET })).toBeGreaterThan(past(300))
  })

  test('what was cut and waits to be taken up again stays where it is when its cue is moved', () => {
    const [a = aCue('a', start())] = v1
    const rest = aPiece({ item: takeoverId(MARKET, 'a', 0), all: [a.script], resumed: 1 })
    const waits = aTakeover('waiting', { cue: a.cue, piece: rest })
    const airing = aManned(aSession('live'), undefined, {
      takeovers: [waits],
      calledUntil: past(20),
    })
    const was = aProgramme({ cues: [a] })
    const next = aProgramme({ version: 'v2', cues: [{ ...a, when: start(300) }] })
    const scene = { programme: was, account: anAccount(), now: past(20), roll: 0 }
    const moved = edited(airing, next, scene)
    expect(moved.takeovers).toEqual([waits])
    expect(moved.renamed).toEqual({ a: { edit: 1, from: 1 } })
  })

  test('a cue with another rhythm takes no turn for one that aired', () => {
    const station = running([aCue('news', every(60))])
    station.due(past(60))
    station.due(past(120))
    edit(station, { cues: [aCue('news', every(100))] }, 130)
    station.due(past(200))
    expect(station.takeovers().at(-1)?.id).toBe('market@2026-11-23T09:00/news+1/1')
  })

  test('presenter, stage and script stay, and that is said; the next airing has them', () => {
    const station = running()
    const liveScript = aLiveScript({ say: `Another loop. ${SAY}` })
    const actions = edit(station, { cues: v1, liveScript })
    expect(alerts(actions)).toEqual([])
    expect(actions).toContainEqual(
      expect.objectContaining({
        type: 'tell',
        level: 'warn',
        says: 'changed in the rundown, and not on air before the next airing: script',
      }),
    )
    const { version } = station.airing()
    expect(version).toBe('market#v2@v1')
    expect(station.state.programmes[version]?.liveScript.say).not.toContain('Another')
    expect(station.state.programmes['market#v2']?.liveScript.say).toContain('Another')
    edit(station, { cues: v1.slice(1), liveScript }, 6, 'v3')
    expect(Object.keys(station.state.programmes).sort()).toEqual(['market#v3', 'market#v3@v1'])
  })

  test('after the clock was set back nothing that aired is called again', () => {
    const station = running()
    listed(station, [], 600)
    const called = station.airing().calledUntil
    station.take({ type: 'clock-moved', by: seconds(-590), paused: seconds(0) }, past(10))
    const before = station.takeovers().map(({ id }) => id)
    edit(station, { cues: [...v1, aCue('new', start(700))] }, 11)
    expect(station.airing().calledUntil).toBeGreaterThanOrEqual(called)
    expect(station.takeovers().filter(({ id }) => !before.includes(id))).toEqual([])
  })

  test('the same rundown again changes nothing', () => {
    const station = running()
    const before = throughJson(station.airing())
    edit(station, { cues: v1 }, 4, 'v1')
    expect(station.airing()).toEqual(before)
  })
})
