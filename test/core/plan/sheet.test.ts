import { expect, test } from 'vitest'
import { Broken } from '../../../daemon/core/assert.js'
import { openSheet } from '../../../daemon/core/plan/sheet.js'
import { emptyState } from '../../../daemon/core/plan/state.js'
import { anAccount, aPlanned, DEMO, MARKET, NINE, S1 } from './builders.js'

test('what a turn writes it reads back, and the state is not touched', () => {
  const state = { ...emptyState(), airings: { [MARKET]: aPlanned() }, sessions: { [S1]: MARKET } }
  const before = structuredClone(state)
  const sheet = openSheet(state, NINE, 0)
  sheet.putAiring(aPlanned({ alerted: true }))
  sheet.putAccount(anAccount())
  expect(sheet.airing(MARKET)?.alerted).toBe(true)
  expect(sheet.account(DEMO).id).toBe(DEMO)
  sheet.dropAiring(MARKET)
  sheet.putSession(S1, undefined)
  expect(sheet.airing(MARKET)).toBeUndefined()
  expect(sheet.airingOf(S1)).toBeUndefined()
  expect(state).toEqual(before)
})

test('an account or a programme that should be there and is not is a broken assumption', () => {
  const sheet = openSheet(emptyState(), NINE, 0)
  expect(() => sheet.account(DEMO)).toThrow(Broken)
  expect(() => sheet.programme('market#v1')).toThrow(Broken)
  expect(sheet.accountOrNone(DEMO)).toBeUndefined()
})
