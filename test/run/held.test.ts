import { expect, test } from 'vitest'
import type { TakenTurn } from '../../daemon/journal/journal.js'
import { drawnTogether } from '../../daemon/run/held.js'
import { anEnqueue, aRecord, aTurn, NOTHING } from '../journal/a-journal.js'

const changing = (session: string, airing: string | undefined): TakenTurn =>
  aTurn([], undefined, { ...NOTHING, sessions: new Map([[session as never, airing as never]]) })

test('neighbours that only change the state become one: what changed last stands', () => {
  const [drawn, ...rest] = drawnTogether([
    changing('a', 'one'),
    changing('b', 'one'),
    changing('a', 'two'),
    changing('b', undefined),
  ])
  expect(rest).toEqual([])
  expect(drawn?.standsFor).toBe(4)
  expect([...(drawn?.decision.changes.sessions ?? [])]).toEqual([
    ['a', 'two'],
    ['b', undefined],
  ])
})

test('what wishes, settles or records something stays as it is, in its place', () => {
  const kept = [aTurn([anEnqueue()]), aTurn([aRecord()]), aTurn([], { inbox: 5 })]
  const drawn = drawnTogether(
    kept.flatMap((taken) => [changing('a', '1'), changing('a', '2'), taken]),
  )
  expect(drawn.filter(({ standsFor }) => standsFor === undefined)).toEqual(kept)
  expect(drawn.map(({ standsFor }) => standsFor)).toEqual([
    2,
    undefined,
    2,
    undefined,
    2,
    undefined,
  ])
})

test('drawn together twice it still knows for how many it stands', () => {
  const once = drawnTogether([changing('a', '1'), changing('a', '2')])
  expect(drawnTogether([...once, changing('a', '3')])).toMatchObject([{ standsFor: 3 }])
})
