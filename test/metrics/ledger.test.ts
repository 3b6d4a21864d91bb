import { expect, test } from 'vitest'
import { type Airing, end, withSession } from '../../daemon/core/plan/airing.js'
import type { AiringId } from '../../daemon/core/plan/calendar.js'
import { emptyState } from '../../daemon/core/plan/state.js'
import type { Instant } from '../../daemon/core/time.js'
import { openLedger } from '../../daemon/metrics/ledger.js'
import { at } from '../builders.js'
import { aPlanned, aSession, aTakeover, MARKET, NINE, past } from '../core/plan/builders.js'

/** A ledger, and what it counted by name. */
function aLedger(airings: readonly Airing[] = [], from: Instant = at('08:00')) {
  const counted: Record<string, number> = {}
  const add = (name: string) => (_: string, amount: number) => {
    if (amount > 0) counted[name] = (counted[name] ?? 0) + amount
  }
  const state = {
    ...emptyState(),
    airings: Object.fromEntries(airings.map((one) => [one.id, one])),
  }
  const opened = openLedger(state, from, {
    scheduled: add('scheduled'),
    delivered: add('delivered'),
    paid: add('paid'),
    beatGap: add('gap'),
    started: (_, late, lead) => Object.assign(counted, { late, lead }),
    closed: (_, closedLate) => Object.assign(counted, { closedLate }),
    ghost: () => add('ghosts')('', 1),
  })
  const bring = (now: Instant) => [...opened.bring(now)]
  return { ledger: { ...opened, bring }, counted }
}

const live = (airing: Airing, now: Instant) => withSession(airing, aSession('live', NINE), now)

test('a show that is on air from its start to its end delivers what was scheduled', () => {
  const { ledger, counted } = aLedger([aPlanned()])
  ledger.changed(MARKET, live(aPlanned(), NINE), NINE)
  ledger.bring(past(60))
  ledger.bring(past(100))
  expect(counted).toMatchObject({ scheduled: 100, delivered: 100, paid: 100, late: 0 })
})

test('a show that comes late delivers less, and nothing is scheduled before its start', () => {
  const { ledger, counted } = aLedger([aPlanned()])
  ledger.bring(at('08:59'))
  ledger.changed(MARKET, live(aPlanned(), past(30)), past(30))
  ledger.bring(past(100))
  expect(counted).toMatchObject({ scheduled: 100, delivered: 70, late: 30 })
})

test('a show that was taken in within its own time is late from then on', () => {
  const { ledger, counted } = aLedger()
  ledger.changed(MARKET, aPlanned(), past(600))
  ledger.changed(MARKET, live(aPlanned(), past(612)), past(612))
  ledger.bring(past(700))
  expect(counted).toMatchObject({ scheduled: 100, delivered: 88, late: 12 })
})

test('what was missed was scheduled to its end, and no longer', () => {
  const { ledger, counted } = aLedger([aPlanned()])
  const missed = end(aPlanned(), 'missed', 'no slot', past(10))
  ledger.changed(MARKET, missed, past(10))
  const { endsAt = NINE } = missed
  ledger.bring((endsAt + 60_000) as Instant)
  expect(counted).toEqual({ scheduled: (endsAt - NINE) / 1_000 })
})

test('a show an operator stopped is not scheduled any more', () => {
  const { ledger, counted } = aLedger([live(aPlanned(), NINE)], NINE)
  const stopped = { ...live(aPlanned(), NINE), stop: { at: past(20), hold: false } }
  ledger.changed(MARKET, stopped, past(20))
  ledger.bring(past(50))
  expect(counted).toMatchObject({ scheduled: 20, delivered: 20 })
})

test('who goes on in the place of another is not scheduled beside it', () => {
  const waits = { ...aPlanned(), id: 'next' as AiringId, succeeds: MARKET }
  const { ledger, counted } = aLedger([waits], NINE)
  ledger.bring(past(60))
  expect(counted).toEqual({})
})

test('nothing is counted twice when the clock was set back', () => {
  const { ledger, counted } = aLedger([live(aPlanned(), NINE)], NINE)
  ledger.bring(past(60))
  ledger.changed(MARKET, live(aPlanned(), NINE), past(30))
  ledger.bring(past(70))
  expect(counted).toMatchObject({ scheduled: 70, delivered: 70 })
})

test('how long after its end it was over; what was stopped has no such end', () => {
  const { ledger, counted } = aLedger([live(aPlanned(), NINE)], NINE)
  const over = (now: Instant) => end(live(aPlanned(), NINE), 'closed', 'its time is over', now)
  ledger.changed(MARKET, over(at('10:00:02')), at('10:00:02'))
  expect(counted.closedLate).toBe(2)
  const other = aLedger([live(aPlanned(), NINE)], NINE)
  other.ledger.changed(MARKET, { ...over(past(60)), stop: { at: past(50), hold: false } }, past(60))
  expect(other.counted.closedLate).toBeUndefined()
})

test('two heartbeats the platform accepted are so far apart; another session begins anew', () => {
  const beaten = (id: string, heardAt: Instant) => {
    const session = aSession('live', NINE, { id: id as never })
    return withSession(
      aPlanned(),
      { ...session, heartbeat: { ...session.heartbeat, heardAt } },
      NINE,
    )
  }
  const { ledger, counted } = aLedger([beaten('s1', NINE)], NINE)
  ledger.changed(MARKET, beaten('s1', past(15)), past(15))
  ledger.changed(MARKET, beaten('s2', past(45)), past(45))
  expect(counted.gap).toBe(15)
})

test('what was given up and is at the platform after all is a ghost', () => {
  const sent = aTakeover('queued')
  const given = { takeover: sent, sentAt: 'sentAt' in sent && sent.sentAt ? sent.sentAt : NINE }
  const before = { ...live(aPlanned(), NINE), givenUp: [given] }
  const { ledger, counted } = aLedger([before], NINE)
  ledger.changed(MARKET, { ...before, givenUp: [] }, past(1))
  expect(counted.ghosts).toBeUndefined()
  ledger.changed(MARKET, before, past(2))
  ledger.changed(MARKET, { ...before, givenUp: [], takeovers: [sent] }, past(3))
  expect(counted.ghosts).toBe(1)
})
