import { expect, test } from 'vitest'
import type { Account } from '../../daemon/core/plan/account.js'
import { type Airing, end, withSession } from '../../daemon/core/plan/airing.js'
import type { SessionId } from '../../daemon/core/plan/events.js'
import { emptyState } from '../../daemon/core/plan/state.js'
import type { Instant } from '../../daemon/core/time.js'
import { standingOf } from '../../daemon/metrics/standing.js'
import { at } from '../builders.js'
import { aManned, anAccount, aPlanned, aSession, DEMO, NINE, past } from '../core/plan/builders.js'

const standing = (now: Instant, airings: readonly Airing[], desk: Partial<Account> = {}) => {
  const state = {
    ...emptyState(),
    accounts: { [DEMO]: anAccount(desk) },
    airings: Object.fromEntries(airings.map((one, index) => [`${one.id}${index}`, one])),
  }
  const { value } = standingOf(state, now).next()
  return value?.[0]
}

test('an account with nothing to do is there, with nothing', () => {
  expect(standing(NINE, [])).toEqual({
    account: DEMO,
    slots: 2,
    onAir: 0,
    open: 0,
    beatAge: 0,
    orphans: 0,
    orphanAge: 0,
    notReady: 0,
    late: 0,
    offAir: 0,
    nextStart: undefined,
    clockOff: 0,
  })
})

test('of several live channels the heartbeat that is oldest counts; one that never was heard since it opened', () => {
  const heard = (now: Instant) => {
    const session = aSession('live', NINE)
    return aManned({ ...session, heartbeat: { ...session.heartbeat, heardAt: now } })
  }
  expect(standing(past(40), [heard(past(35)), heard(past(20))])).toMatchObject({
    onAir: 2,
    open: 2,
    beatAge: 20,
  })
  expect(standing(past(40), [aManned(aSession('live', NINE))])).toMatchObject({ beatAge: 40 })
})

test('a minute before its start a show is ready, or it is told', () => {
  const opening = withSession(aPlanned(), aSession('initialising', at('08:56')), at('08:56'))
  const ready = withSession(aPlanned(), aSession('ready', at('08:56')), at('08:56'))
  expect(standing(at('08:58:59'), [opening])).toMatchObject({ notReady: 0, nextStart: 61 })
  expect(standing(at('08:59'), [opening])).toMatchObject({ notReady: 1, nextStart: 60 })
  expect(standing(at('08:59'), [aPlanned()])).toMatchObject({ notReady: 1 })
  expect(standing(at('08:59'), [ready])).toMatchObject({ notReady: 0 })
})

test('what lost its session on air is off the air until it is back, or its time is over', () => {
  const lost = aManned(aSession('wanted'), 'opening', { onAirAt: NINE })
  expect(standing(past(5), [lost])).toMatchObject({ offAir: 1, onAir: 0, late: 0 })
  expect(standing(past(5), [aManned(aSession('live', NINE))])).toMatchObject({ offAir: 0 })
  const given = end(lost, 'lost', 'three sessions were tried', past(60))
  expect(standing(past(90), [given])).toMatchObject({ offAir: 1 })
  expect(standing(past(3_600), [given])).toMatchObject({ offAir: 0 })
})

test('five seconds after its start it is on air, or it is late; a channel without an end is not', () => {
  const ready = withSession(aPlanned(), aSession('ready', at('08:56')), at('08:56'))
  expect(standing(past(4), [ready])).toMatchObject({ late: 0 })
  expect(standing(past(5), [ready])).toMatchObject({ late: 1 })
  expect(standing(past(5), [aManned(aSession('live', NINE))])).toMatchObject({ late: 0 })
  expect(standing(past(5), [{ ...ready, endsAt: undefined }])).toMatchObject({ late: 0 })
  const stopped = { ...ready, stop: { at: past(1), hold: false } }
  expect(standing(past(5), [stopped])).toMatchObject({ late: 0 })
})

test('a stranger is an orphan once the desk was told of it', () => {
  const stranger = { session: 'x' as SessionId, since: NINE }
  const strangers = [
    { ...stranger, orphan: undefined },
    { ...stranger, orphan: { closeAgainAt: past(40) } },
  ]
  expect(standing(past(200), [], { strangers })).toMatchObject({ orphans: 1, orphanAge: 200 })
})
