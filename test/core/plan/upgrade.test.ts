import { expect, test } from 'vitest'
import { account } from '../../../daemon/core/plan/account.js'
import { upgraded } from '../../../daemon/core/plan/upgrade.js'
import { TURNED_UP } from '../../../daemon/core/plan/verdicts.js'
import {
  aManned,
  aPlanned,
  aSession,
  aTakeover,
  MARKET,
  NINE,
  someFacts,
  throughJson,
} from './builders.js'

/** Fields there were none of when 0.1 began. */
const LATER = {
  airings: [
    'renamed',
    'sought',
    'revision',
    'heldUntil',
    'microphone',
    'strangers',
    'denied',
    'relays',
  ],
  takeovers: ['source', 'by', 'piece', 'length', 'onCut', 'order', 'unwanted'],
  accounts: ['textMin', 'textMax', 'givenUp'],
} as const

const without = (row: object, fields: readonly string[]) =>
  Object.fromEntries(Object.entries(row).filter(([field]) => !fields.includes(field)))

/** As it was written then. */
const old = (airing: object & { readonly takeovers: readonly object[] }) => ({
  ...without(throughJson(airing), LATER.airings),
  takeovers: airing.takeovers.map((one) => without(throughJson(one), LATER.takeovers)),
})

const someTakeovers = [
  aTakeover('waiting', { cue: 'pitch' as never }),
  aTakeover('queued', { cue: undefined, source: 'operator' }),
]

test.each([
  ['planned', aPlanned()],
  ['on air', aManned(aSession('live'), 'on-air', { takeovers: someTakeovers })],
])('an airing that was %s has all that one made today has', (_, airing) => {
  const row = upgraded('airings', old(airing))
  expect(row).toMatchObject(throughJson(without(airing, ['takeovers'])))
  expect(row).toMatchObject({ takeovers: airing.takeovers.map(({ source }) => ({ source })) })
})

test('a session that goes on in the place of others counts on from its own number', () => {
  const third = aPlanned({ id: `${MARKET}~~3` as typeof MARKET })
  expect(upgraded('airings', old(third))).toMatchObject({ relays: 3 })
})

test('what was being taken back has its reason', () => {
  const recall = { since: NINE, askAgainAt: NINE, because: 'an earlier sending turned up' }
  const row = upgraded('airings', { takeovers: [{ ...old(aManned(aSession('live'))), recall }] })
  expect(row).toMatchObject({ takeovers: [{ recall: { ...recall, reason: TURNED_UP.reason } }] })
})

test('an account has all that one made today has, and counts the openings nobody knew of', () => {
  const fresh = throughJson(account(someFacts(), NINE))
  const row = upgraded('accounts', { ...without(fresh, LATER.accounts), unresolved: [NINE] })
  expect(row).toEqual({
    ...without(fresh, LATER.accounts),
    givenUp: [{ airing: '', attempt: 0, at: NINE }],
  })
})

test('a restore of which one time was kept', () => {
  const row = upgraded('accounts', { givenUp: [], restoredAt: NINE })
  expect(row).toEqual({ givenUp: [], restoredAt: NINE, forgottenUntil: NINE })
})

test('what is of today stays as it is', () => {
  const airing = throughJson(
    aManned(aSession('live'), 'on-air', { takeovers: someTakeovers, revision: 7 }),
  )
  expect(upgraded('airings', airing)).toEqual(airing)
  const desk = throughJson(account(someFacts(), NINE))
  expect(upgraded('accounts', desk)).toEqual(desk)
})
