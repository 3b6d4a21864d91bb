import { expect, test } from 'vitest'
import { emptyState, settle } from '../../../daemon/core/plan/state.js'
import { aPlanned, MARKET, S1 } from './builders.js'

const NOTHING = {
  accounts: new Map(),
  shows: new Map(),
  programmes: new Map(),
  airings: new Map(),
  sessions: new Map(),
}

test('changes are put into the state, and what is taken away is gone', () => {
  const state = emptyState()
  const airing = aPlanned()
  settle(state, {
    ...NOTHING,
    airings: new Map([[MARKET, airing]]),
    sessions: new Map([[S1, MARKET]]),
  })
  expect(state.airings).toEqual({ [MARKET]: airing })
  settle(state, { ...NOTHING, airings: new Map([[MARKET, undefined]]) })
  expect(state).toEqual({ ...emptyState(), sessions: { [S1]: MARKET } })
})

test('two states never share their entries', () => {
  settle(emptyState(), { ...NOTHING, sessions: new Map([[S1, MARKET]]) })
  expect(emptyState().sessions).toEqual({})
})
