import { describe, expect, test } from 'vitest'
import { obey } from '../../../daemon/core/plan/commanding.js'
import type { Command } from '../../../daemon/core/plan/commands.js'
import { foresee } from '../../../daemon/core/plan/foresee.js'
import { applied } from '../../../daemon/core/plan/outcome.js'
import { type Takeover, takeoverId } from '../../../daemon/core/plan/takeover.js'
import type { CueId } from '../../../daemon/core/rundown/rundown.js'
import { minutes, seconds } from '../../../daemon/core/time.js'
import { aCue, anAdlib, aProgramme, start } from '../../builders.js'
import {
  aManned,
  anAccount,
  aPlanned,
  aSession,
  aTakeover,
  commanded,
  guarded,
  MARKET,
  onAir,
  past,
  rows,
  S1,
  type Station,
  saying,
  stopped,
  trace,
} from './builders.js'

const ofSession = { airing: MARKET, session: S1 } as const
const market = aProgramme({
  cues: [aCue('a', start()), aCue('b', start()), aCue('c', start())],
  adlibs: [anAdlib('sold-out')],
})
const idOf = (cue: string) => takeoverId(MARKET, cue, 0)

/** The first of the three is on air, the second at the platform behind it, the third waits. */
function threeCues(): Station {
  const station = onAir([market])
  let sent = 0
  for (const cue of ['a', 'b']) {
    sent += 1
    const outcome = applied({ trace: trace(`t${sent}`), prepared: true })
    const ids = { ...ofSession, takeover: idOf(cue), gen: 1 } as const
    station.take({ type: 'enqueued', ...ids, outcome }, past(sent))
  }
  const order = [trace('t1'), trace('t2')]
  station.take({ type: 'queue-seen', ...ofSession, outcome: applied(order) }, past(3))
  station.take({ type: 'queue-seen', ...ofSession, outcome: applied(order) }, past(3.1))
  return station
}

const situations = (station: Station) =>
  station.takeovers().map(({ id, situation }) => [id.split('/')[1], situation])

describe('an operator', () => {
  test('says something: it waits like a cue that is due', () => {
    const station = onAir([aProgramme({ cues: [] })])
    const [sent] = guarded(station.take(commanded(saying()), past(1)))
    expect(sent).toMatchObject({ type: 'enqueue', because: 'anna asked for it' })
    expect(station.takeovers()).toMatchObject([
      { source: 'operator', by: 'anna', urgency: 'priority', situation: 'sent' },
    ])
  })

  test('asks twice for the same: it is one takeover, also long after it was aired', () => {
    const station = onAir([aProgramme({ cues: [] })])
    const said = commanded(saying(), MARKET, 'r1')
    const [sent] = guarded(station.take(said, past(1)))
    if (sent?.type !== 'enqueue') throw new Error('not sent')
    const ids = { ...ofSession, takeover: sent.takeover, gen: 1 } as const
    const outcome = applied({ trace: trace('t1'), prepared: true })
    expect(guarded(station.take(said, past(1.1)))).toEqual([])
    station.take({ type: 'enqueued', ...ids, outcome }, past(1.2))
    station.take({ type: 'queue-seen', ...ofSession, outcome: applied([trace('t1')]) }, past(1.3))
    const over = station.take({ type: 'queue-seen', ...ofSession, outcome: applied([]) }, past(9))
    expect(rows(over)).toMatchObject([{ status: 'aired', source: 'operator', by: 'anna' }])
    expect(guarded(station.take(said, past(10)))).toEqual([])
    expect(guarded(station.take({ ...said, request: 'r2' }, past(11)))).toHaveLength(1)
  })

  test('stops twice: the first time and its wish count', () => {
    const station = threeCues()
    station.take(stopped(MARKET, true), past(4))
    station.take(commanded({ type: 'stop', hold: false }, MARKET, 'again'), past(9))
    expect(station.airing().stop).toEqual({ at: past(4), hold: true })
  })

  test('takes a prepared item; one that is not there is refused with the names of those that are', () => {
    const station = threeCues()
    const take = { type: 'take', adlib: 'sold-out' as CueId } as const
    expect(foresee(station.state, MARKET, take, past(4))).toMatchObject({ ok: true })
    station.take(commanded(take), past(4))
    expect(station.takeovers().at(-1)).toMatchObject({ cue: 'sold-out', source: 'adlib' })
    const other = { type: 'take', adlib: 'sold-in' as CueId } as const
    expect(foresee(station.state, MARKET, other, past(4))).toEqual({
      ok: false,
      says: 'there is no ad-lib "sold-in"; there are: sold-out',
    })
  })

  test('cancels what waits at once, and what the platform holds by asking for it back', () => {
    const station = threeCues()
    const waits = station.take(commanded({ type: 'cancel', takeover: idOf('c') }), past(4))
    expect(rows(waits)).toMatchObject([
      {
        item: 'c',
        status: 'cancelled',
        reason: 'CANCELLED_BY_OPERATOR',
        says: 'cancelled by anna',
      },
    ])
    const held = station.take(
      commanded({ type: 'cancel', takeover: idOf('b') }, MARKET, 'other'),
      past(5),
    )
    expect(guarded(held)).toMatchObject([{ type: 'cancel', trace: 't2' }])
    station.due(past(8))
    const seen = { type: 'queue-seen', ...ofSession, outcome: applied([trace('t1')]) } as const
    expect(rows(station.take(seen, past(8.2)))).toMatchObject([{ item: 'b', status: 'cancelled' }])
  })

  test('cancels every sending of an item, and what of it may turn up yet', () => {
    const scene = { programme: market, account: anAccount(), now: past(4), roll: 0 }
    const because = 'an earlier sending of it turned up'
    const recall = { since: past(3), askAgainAt: past(6), reason: 'PREEMPTED', because } as const
    const first = aTakeover('queued')
    const second = { ...aTakeover('queued', { gen: 2, trace: trace('t2'), place: 2 }), recall }
    const other = aTakeover('queued', { id: idOf('b') })
    const { situation: _, sentAt, acceptedAt, ...takeover } = aTakeover('preparing', { gen: 3 })
    const denied = [{ takeover, sentAt, acceptedAt, trace: trace('t3') }]
    const takeovers = [second, first, other]
    const airing = aManned(aSession('live'), 'on-air', { takeovers, denied })
    const done = obey(airing, commanded({ type: 'cancel', takeover: first.id }), scene)
    const isMeant = ({ unwanted }: Pick<Takeover, 'unwanted'>) => unwanted !== undefined
    expect(done.takeovers.map(isMeant)).toEqual([true, true, false])
    expect(done.denied.map((one) => isMeant(one.takeover))).toEqual([true])
  })

  test('what speaks is not cancelled but skipped', () => {
    const station = threeCues()
    const cancel = { type: 'cancel', takeover: idOf('a') } as const
    expect(foresee(station.state, MARKET, cancel, past(4))).toMatchObject({ ok: false })
    expect(guarded(station.take(commanded({ type: 'skip' }), past(4)))).toMatchObject([
      { type: 'cancel', trace: 't1', because: 'skipped by anna' },
    ])
    const outcome = applied<true>(true)
    const a = { takeover: idOf('a'), gen: 1 }
    station.take({ type: 'cancel-answered', ...ofSession, ...a, outcome }, past(4.1))
    station.due(past(7))
    const seen = { type: 'queue-seen', ...ofSession, outcome: applied([trace('t2')]) } as const
    expect(rows(station.take(seen, past(7.2)))).toMatchObject([
      { item: 'a', status: 'aired_partial', reason: 'CANCELLED_BY_OPERATOR' },
    ])
  })

  test('moves the last before the second: one call brings it there', () => {
    const station = threeCues()
    const move = { type: 'move', takeover: idOf('c'), to: { before: idOf('b') } } as const
    expect(foresee(station.state, MARKET, move, past(4))).toMatchObject({ ok: true })
    expect(guarded(station.take(commanded(move), past(4)))).toMatchObject([
      { type: 'enqueue', takeover: idOf('c'), place: 1 },
    ])
  })

  test('holds the queue: nothing new is sent but breaking news, until it is released or time is up', () => {
    const station = threeCues()
    station.take(commanded({ type: 'hold', until: past(300) }), past(4))
    const seen = { type: 'queue-seen', ...ofSession, outcome: applied([trace('t2')]) } as const
    expect(guarded(station.take(seen, past(6)))).toEqual([])
    expect(situations(station)).toEqual([
      ['b', 'speaking'],
      ['c', 'waiting'],
    ])
    const breaking = commanded(saying({ urgency: 'breaking' }), MARKET, 'news')
    expect(guarded(station.take(breaking, past(7)))).toMatchObject([{ type: 'enqueue' }])
    expect(station.nextDue({ airing: MARKET })).toBeLessThanOrEqual(past(300))
    station.due(past(300))
    expect(station.airing().heldUntil).toBeUndefined()
  })

  test('may hold for an hour at most', () => {
    const station = threeCues()
    station.take(commanded({ type: 'hold', until: past(100_000) }), past(4))
    expect(station.airing().heldUntil).toBe(past(3_604))
  })

  test('each command raises the revision, a refused one does not', () => {
    const station = threeCues()
    expect(station.airing().revision).toBe(0)
    station.take(commanded({ type: 'move', takeover: idOf('c'), to: 'front' }), past(4))
    const raised = station.airing().revision
    expect(raised).toBeGreaterThan(0)
    station.take(commanded({ type: 'cancel', takeover: idOf('nobody') }), past(4))
    expect(station.airing().revision).toBe(raised)
  })
})

/** What each command does to an airing that is not manned, or to one with nothing to do it to. */
const NOTHING: Record<Command['type'], Command> = {
  say: saying(),
  take: { type: 'take', adlib: 'nothing-such' as CueId },
  move: { type: 'move', takeover: idOf('nobody'), to: 'front' },
  cancel: { type: 'cancel', takeover: idOf('nobody') },
  hold: { type: 'hold', until: past(90) },
  release: { type: 'release' },
  skip: { type: 'skip' },
  speak: { type: 'speak', how: 'cut', longest: minutes(5) },
  stop: { type: 'stop', hold: false },
  answer: {
    type: 'answer',
    words: { question: 'q1', parts: [seconds(5)], part: undefined, digest: '', remark: '' },
    backlog: seconds(90),
    expires: seconds(300),
  },
}

test.each(Object.values(NOTHING))(
  '$type does nothing to an airing that is planned, but stop',
  (command) => {
    const scene = { programme: market, account: anAccount(), now: past(1), roll: 0 }
    const planned = aPlanned()
    const after = obey(planned, commanded(command), scene)
    if (command.type === 'stop') expect(after.stop).toEqual({ at: past(1), hold: false })
    else expect(after).toBe(planned)
  },
)

test.each([NOTHING.take, NOTHING.move, NOTHING.cancel])(
  '$type of what is not there changes nothing, and may be asked for again',
  (command) => {
    const station = threeCues()
    const before = station.airing()
    station.take(commanded(command), past(4))
    expect(station.airing().requests).toEqual(before.requests)
    expect(station.airing().takeovers).toEqual(before.takeovers)
  },
)
