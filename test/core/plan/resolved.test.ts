import { describe, expect, test } from 'vitest'
import type { Airing } from '../../../daemon/core/plan/airing.js'
import { ambiguous } from '../../../daemon/core/plan/outcome.js'
import { goneAlong, resolved } from '../../../daemon/core/plan/resolved.js'
import { awaitedAs, type Takeover, takeoverId } from '../../../daemon/core/plan/takeover.js'
import { aManned, aPlanned, aSession, aTakeover, MARKET, opened } from './builders.js'

const ends = (before: Airing, now: Airing) =>
  resolved(before, now).map(({ of, how }) => `${of} ${how}`)
const air = (...takeovers: readonly Takeover[]) =>
  aManned(aSession('live'), 'on-air', { takeovers })

describe('a doubt about a takeover ends', () => {
  const doubted = air(aTakeover('in-doubt'))

  test('applied, when the queue shows it', () => {
    expect(ends(doubted, air(aTakeover('queued')))).toEqual(['takeover applied'])
  })

  test('not applied, when the queue was watched and it was not there', () => {
    const again = aTakeover('waiting', { gen: 2, sentAgain: 'watched' })
    expect(ends(doubted, air(again))).toEqual(['takeover not-applied'])
  })

  test('given up, when it may be heard twice, and when nobody will ever know', () => {
    const again = aTakeover('waiting', { gen: 2, sentAgain: 'may-be-heard-twice' })
    expect(ends(doubted, air(again))).toEqual(['takeover given-up'])
    expect(ends(doubted, air())).toEqual(['takeover given-up'])
  })

  test('before it begins, when the queue shows it or the session is over while its answer is out', () => {
    const sent = aTakeover('sent')
    const awaiting = awaitedAs(sent)
    const out = { ...air(aTakeover('queued')), awaiting }
    expect(ends({ ...air(sent), awaiting }, out)).toEqual(['takeover applied'])
    const lost = aManned(aSession('wanted'), 'opening', { takeovers: [] })
    expect(ends({ ...air(sent), awaiting }, lost)).toEqual(['takeover given-up'])
    // It was answered: that stands in the log.
    expect(ends({ ...air(sent), awaiting }, air(aTakeover('queued')))).toEqual([])
  })

  test('in one turn, when it was sent and its answer never came: the daemon was down', () => {
    const again = aTakeover('waiting', { gen: 2, sentAgain: 'may-be-heard-twice' })
    expect(ends(air(aTakeover('sent')), air())).toEqual(['takeover given-up'])
    expect(ends(air(aTakeover('sent')), air(again))).toEqual(['takeover given-up'])
  })

  test('not while it lasts', () => {
    expect(ends(doubted, air(aTakeover('in-doubt')))).toEqual([])
    expect(ends(air(aTakeover('sent')), doubted)).toEqual([])
  })
})

test('what goes along to the next session is in doubt no more for the one that is left', () => {
  const [sent, waiting] = [
    aTakeover('sent'),
    aTakeover('waiting', { id: takeoverId(MARKET, 'other', 0) }),
  ]
  expect(goneAlong(air(sent, waiting), air())).toMatchObject([
    { type: 'resolve', of: 'takeover', takeover: sent.id, how: 'given-up' },
  ])
  expect(goneAlong(air(sent), air(sent))).toEqual([])
})

test('what was asked of an item that is gone has had its effect', () => {
  expect(ends(air(aTakeover('speaking')), air())).toEqual(['moves applied'])
})

describe('a doubt about a session ends', () => {
  test('none, where its opening was answered', () => {
    const asked = aManned(aSession('asked'), 'opening')
    const ready = aManned(aSession('ready'), 'ready')
    expect(resolved(asked, ready, opened())).toEqual([])
    expect(ends(asked, ready)).toEqual(['open applied'])
    // Its answer was none, and the session was known by then.
    const silent = { type: 'opened', airing: MARKET, outcome: ambiguous('no answer') } as const
    expect(resolved(asked, ready, silent)).toMatchObject([{ of: 'open', how: 'applied' }])
  })

  const from = (before: Parameters<typeof aManned>[0], now: Airing) => ends(aManned(before), now)

  test('about its opening, by the running list', () => {
    expect(from(aSession('unclear'), aManned(aSession('ready')))).toEqual(['open applied'])
    expect(from(aSession('unclear'), aManned(aSession('wanted')))).toEqual(['open not-applied'])
    expect(from(aSession('unclear'), aPlanned())).toEqual(['open given-up'])
  })

  test('about its opening, when it had no answer and the list had shown its session before', () => {
    expect(from(aSession('asked'), aManned(aSession('initialising')))).toEqual(['open applied'])
    expect(from(aSession('asked'), aManned(aSession('unclear')))).toEqual([])
  })

  test('about its start and its close, by its state', () => {
    expect(from(aSession('starting'), aManned(aSession('live')))).toEqual(['go-live applied'])
    expect(from(aSession('starting'), aManned(aSession('ready')))).toEqual(['go-live not-applied'])
    expect(from(aSession('closing'), aManned(aSession('over')))).toEqual(['close applied'])
  })
})

test('of what was not known before nothing is resolved', () => {
  expect(resolved(undefined, aPlanned())).toEqual([])
  expect(resolved(aPlanned(), aManned(aSession('wanted')))).toEqual([])
})
