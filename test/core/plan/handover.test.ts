import { expect, test } from 'vitest'
import type { Airing } from '../../../daemon/core/plan/airing.js'
import { handover } from '../../../daemon/core/plan/handover.js'
import { emptyState } from '../../../daemon/core/plan/state.js'
import { after, minutes, NEVER } from '../../../daemon/core/time.js'
import { aManned, aPlanned, aSession, aTakeover, NINE, past } from './builders.js'

const safe = (...airings: readonly Airing[]) =>
  handover(
    { ...emptyState(), airings: Object.fromEntries(airings.map((one) => [one.id, one])) },
    NINE,
  )

const HEARD = { nextAt: past(15), askedAt: undefined, heardAt: NINE }
const live = (more: Partial<Airing> = {}) =>
  aManned({ ...aSession('live'), heartbeat: HEARD }, 'on-air', {
    startsAt: NINE,
    nextTurnAt: NEVER,
    ...more,
  })

test('with nothing planned a restart harms nothing', () => {
  expect(safe()).toMatchObject({ safeFor: 3_600, because: 'nothing is planned for an hour' })
})

test('a show that is to be opened bounds it', () => {
  expect(safe(aPlanned({ opensAt: after(NINE, minutes(5)) }))).toMatchObject({ safeFor: 300 })
})

test('what is on air must be beaten within 45 s of its last heartbeat', () => {
  expect(safe(live())).toMatchObject({ safeFor: 45, because: expect.stringMatching(/must hear/) })
})

test('the next cue comes before that', () => {
  expect(safe(live({ nextTurnAt: past(12) }))).toMatchObject({
    safeFor: 12,
    because: expect.stringMatching(/next cue/),
  })
})

test('its end comes before that', () => {
  expect(safe(live({ endsAt: past(7) }))).toMatchObject({
    safeFor: 7,
    because: expect.stringMatching(/ends at/),
  })
})

test.each([
  ['something is on its way to air', live({ takeovers: [aTakeover('speaking')] })],
  ['a session is being opened', aManned(aSession('initialising'), 'opening')],
])('while %s, never', (_, airing) => {
  expect(safe(airing).safeFor).toBe(0)
})
