import { expect, test } from 'vitest'
import { findAiring, noAiring, noShow } from '../../daemon/console/airing-named.js'
import { EVERYTHING } from '../../daemon/core/desk/roles.js'
import { end } from '../../daemon/core/plan/airing.js'
import { emptyState, type State } from '../../daemon/core/plan/state.js'
import type { ShowId } from '../../daemon/core/rundown/rundown.js'
import { aPlanned, DEMO, MARKET, onAir, past } from '../core/plan/builders.js'

const hint = (state: State, name: string, scope = EVERYTHING) =>
  noAiring(state, name, scope).hint ?? ''

test('a show that is over is said to be over, and where to read what went out', () => {
  const { state } = onAir()
  const market = state.airings[MARKET]
  if (!market) throw new Error('it was on air')
  const over = {
    ...state,
    airings: { [MARKET]: end(market, 'closed', 'its time was over', past(60)) },
  }
  expect(findAiring(over, 'market')).toBeUndefined()
  expect(noAiring(over, 'market', EVERYTHING)).toMatchObject({
    code: 'not-found',
    says: 'nothing of "market" is on air, and nothing of it is planned in the next hours',
    hint: `${MARKET} is over: its time was over; what went out: onair log market`,
  })
})

test('a channel that was stopped says how it is started', () => {
  const { state } = onAir()
  const shows = Object.values(state.shows).map((show) => [show.id, { ...show, held: true }])
  const held = { ...state, airings: {}, shows: Object.fromEntries(shows) }
  expect(hint(held, 'market')).toBe('it was stopped: onair start market')
})

test('a slip of the hand is told what was probably meant, anything else what there is', () => {
  const { state } = onAir()
  expect(hint(state, 'markt')).toBe('did you mean "market"?')
  expect(hint(state, 'evening')).toBe(`there are: ${MARKET}`)
  expect(hint(emptyState(), 'evening')).toBe('nothing is planned')
})

test('of a hundred airings a few are listed', () => {
  const ids = Array.from({ length: 12 }, (_, at) => `m${at}@2026-11-23T09:00`)
  const airings = Object.fromEntries(ids.map((id) => [id, aPlanned({ id: id as typeof MARKET })]))
  expect(hint({ ...emptyState(), airings }, 'evening')).toMatch(/^there are: m0@.*, and 2 more$/)
})

test('whoever may not see a show is not told of it', () => {
  const { state } = onAir()
  const scope = { accounts: [DEMO], shows: ['other' as ShowId], airings: [] }
  expect(hint(state, 'market', scope)).toBe('nothing is planned')
  expect(hint(state, 'markt', scope)).toBe('nothing is planned')
  expect(noAiring(state, 'market', undefined).hint).toBeUndefined()
})

test('of shows there are it is the same', () => {
  const { state } = onAir()
  expect(noShow(state, 'markt', EVERYTHING).hint).toBe('did you mean "market"?')
  expect(noShow(state, 'evening', EVERYTHING).hint).toBe('there are: market')
  expect(noShow(emptyState(), 'evening', EVERYTHING).hint).toBeUndefined()
})
