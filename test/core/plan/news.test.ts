import { expect, test } from 'vitest'
import type { Airing } from '../../../daemon/core/plan/airing.js'
import { newsOf } from '../../../daemon/core/plan/news.js'
import { openSheet } from '../../../daemon/core/plan/sheet.js'
import { emptyState, type State } from '../../../daemon/core/plan/state.js'
import { aManned, aPlanned, aSession, aTakeover, MARKET, NINE, throughJson } from './builders.js'

const onAir = (more: Partial<Airing> = {}) => aManned(aSession('live'), 'on-air', more)

/** What is told of an airing that was so and is so now. */
function told(was: Airing | undefined, now: Airing, says?: string) {
  const state: State = { ...emptyState(), airings: was ? { [was.id]: was } : {} }
  const sheet = openSheet(state, NINE, 0)
  sheet.putAiring(now)
  if (says) sheet.act({ type: 'tell', level: 'warn', airing: now.id, says })
  return newsOf(state, { changes: sheet.changes, actions: sheet.actions })
}

test('a new airing, and each of its steps, is told with what it was before', () => {
  expect(told(undefined, aPlanned())).toMatchObject([
    { kind: 'airing', airing: MARKET, what: { situation: 'planned', was: undefined } },
  ])
  expect(told(aPlanned(), onAir())).toMatchObject([
    {
      kind: 'airing',
      show: 'market',
      account: 'demo',
      what: { situation: 'on-air', was: 'planned' },
    },
  ])
})

test('what changes nothing anybody at the desk sees is no news', () => {
  expect(told(onAir(), onAir({ calls: 7 }))).toEqual([])
  const waits = aTakeover('waiting')
  expect(told(onAir({ takeovers: [waits] }), onAir({ takeovers: [{ ...waits }] }))).toEqual([])
})

test('a parked airing is told of, and once', () => {
  const parked = onAir({ parked: 'a queue of 16' })
  expect(told(onAir(), parked)).toMatchObject([{ what: { parked: 'a queue of 16' } }])
  expect(told(parked, { ...parked, calls: 8 })).toEqual([])
})

test('a takeover is told of from its call to its end', () => {
  const waits = aTakeover('waiting')
  const speaks = aTakeover('speaking')
  const steps = [
    told(onAir(), onAir({ takeovers: [waits] })),
    told(onAir({ takeovers: [waits] }), onAir({ takeovers: [speaks] })),
    told(onAir({ takeovers: [speaks] }), onAir()),
  ]
  expect(steps.map(([news]) => [news?.kind, news?.what.was, news?.what.situation])).toEqual([
    ['takeover', undefined, 'waiting'],
    ['takeover', 'waiting', 'speaking'],
    ['takeover', 'speaking', 'over'],
  ])
  expect(steps.every((news) => news.length === 1)).toBe(true)
})

test('of two sendings of one item side by side each is told of as itself', () => {
  const first = aTakeover('speaking')
  const second = aTakeover('waiting', { gen: 2 })
  const both = onAir({ takeovers: [first, second] })
  expect(told(both, onAir({ takeovers: [{ ...first }, second] }))).toEqual([])
  const sent = { ...aTakeover('sent', { gen: 2 }) }
  expect(told(both, onAir({ takeovers: [first, sent] }))).toMatchObject([
    { what: { situation: 'sent', was: 'waiting' } },
  ])
  // Sent again it is still the same item to the desk.
  expect(told(onAir({ takeovers: [first] }), onAir({ takeovers: [second] }))).toMatchObject([
    { what: { situation: 'waiting', was: 'speaking' } },
  ])
})

test('what is told at the desk is news of the airing it is about, and plain data', () => {
  const news = told(onAir(), onAir(), 'not on air in time')
  expect(throughJson(news)).toEqual([
    {
      kind: 'tell',
      account: 'demo',
      show: 'market',
      airing: MARKET,
      what: { level: 'warn', says: 'not on air in time' },
    },
  ])
})
