import { describe, expect, test } from 'vitest'
import type { Ended, Piece, Takeover, TakeoverFacts } from '../../../daemon/core/plan/takeover.js'
import { takeoverId } from '../../../daemon/core/plan/takeover.js'
import { SPOKEN } from '../../../daemon/core/plan/verdicts.js'
import { writeDown } from '../../../daemon/core/plan/written-once.js'
import { aTakeoverScript } from '../../builders.js'
import { aPiece } from './a-piece.js'
import { aTakeover, MARKET, past, trace } from './builders.js'

const all = ['One. ', 'Two. ', 'Three.'].map((say) => aTakeoverScript({ say }))
const item = takeoverId(MARKET, 'long', 0)
const idOf = (part: number) => takeoverId(MARKET, `long/${part}`, 0)

const facts = (part: number, piece: Partial<Piece> = {}): Partial<TakeoverFacts> => ({
  id: part === 1 ? item : idOf(part),
  script: all[part - 1] ?? aTakeoverScript(),
  piece: aPiece({ item, all, part, continues: part > 1, ...piece }),
})

const ended = (part: number, more: Partial<Ended> = {}, piece: Partial<Piece> = {}): Takeover => ({
  ...aTakeover('spoken', { ...facts(part, piece), trace: trace(`t${part}`) }),
  ...SPOKEN,
  startedAt: past(part * 10),
  endedAt: past(part * 10 + 9),
  ...more,
})
const queued = (part: number, piece: Partial<Piece> = {}) => aTakeover('queued', facts(part, piece))

test('a takeover without pieces is its own row', () => {
  const one = aTakeover('spoken')
  expect(writeDown([one])).toEqual({ takeovers: [], rows: [one] })
})

describe('what waits to be sent again', () => {
  const left = { ...aTakeover('expired'), startedAt: undefined, status: 'skipped' } as const
  const over = { ...left, says: 'its time had passed' } as const

  test.each(['may-be-heard-twice', 'watched'] as const)(
    'may have been heard before: it is not said to be left out (%s)',
    (sentAgain) => {
      expect(writeDown([{ ...over, sentAgain }]).rows).toMatchObject([
        {
          status: 'aired_unconfirmed',
          reason: 'IN_DOUBT_AFTER_CRASH',
          says: 'its time had passed; an earlier sending of it may have been heard',
        },
      ])
    },
  )

  test('had surely not begun if it gave way behind another', () => {
    const [row] = writeDown([{ ...over, sentAgain: 'gave-way' }]).rows
    expect(row).toMatchObject({ status: 'skipped' })
  })
})

describe('an item of three pieces', () => {
  test('of which one broke off in mid-speech is one row, and not said to be whole', () => {
    const broke = { situation: 'failed', status: 'failed', reason: 'PROVIDER_ERROR' } as const
    const first = writeDown([ended(1, { ...broke, says: 'speech broke off' }), queued(2)])
    expect(first.rows).toEqual([])
    const aired = first.takeovers[0]?.piece?.aired
    const { rows } = writeDown([ended(2, {}, { aired })])
    expect(rows).toMatchObject([
      {
        status: 'aired_partial',
        reason: 'PROVIDER_ERROR',
        says: 'speech broke off; pieces 1 to 2 of 3',
      },
    ])
  })

  test('of which one was cut is one row, also if the next began before it could be taken back', () => {
    const why = { reason: 'PREEMPTED', says: 'cut for the news' } as const
    const cut = { ...why, situation: 'cut', status: 'aired_partial' } as const
    const unwanted = { reason: 'PREEMPTED', because: 'cut for the news' } as const
    const first = writeDown([ended(1, cut), { ...queued(2), unwanted }])
    expect(first.rows).toEqual([])
    const aired = first.takeovers[0]?.piece?.aired
    expect(writeDown([ended(2, cut, { aired })]).rows).toMatchObject([
      { status: 'aired_partial', ...why, says: 'cut for the news; pieces 1 to 2 of 3' },
    ])
    const gone = {
      ...why,
      situation: 'cancelled',
      status: 'dropped',
      startedAt: undefined,
    } as const
    expect(writeDown([ended(2, gone, { aired })]).rows).toMatchObject([
      { status: 'aired_partial', ...why, says: 'cut for the news; piece 1 of 3' },
    ])
  })

  test('of which the last broke off was heard in part, and is not said to have failed', () => {
    const aired = writeDown([ended(1), queued(2)]).takeovers[0]?.piece?.aired
    const broke = { situation: 'failed', status: 'failed', reason: 'PROVIDER_ERROR' } as const
    expect(writeDown([ended(2, broke, { aired })]).rows).toMatchObject([
      { status: 'aired_partial', reason: 'PROVIDER_ERROR' },
    ])
  })

  test('of which nobody saw one, and the next was too late, is not said to be heard', () => {
    const unseen = { situation: 'unknown', status: 'aired_unconfirmed' } as const
    const aired = writeDown([ended(1, unseen), queued(2)]).takeovers[0]?.piece?.aired
    const late = { situation: 'expired', status: 'skipped', reason: 'EXPIRED' } as const
    expect(writeDown([ended(2, { ...late, startedAt: undefined }, { aired })]).rows).toMatchObject([
      { status: 'aired_unconfirmed', reason: 'EXPIRED' },
    ])
  })

  test('of which nobody saw the first has the proof of the one that was seen', () => {
    const unseen = { situation: 'unknown', status: 'aired_unconfirmed' } as const
    const lost = { ...aTakeover('unknown', facts(1)), ...unseen, startedAt: undefined }
    const aired = writeDown([lost, queued(2)]).takeovers[0]?.piece?.aired
    const broke = { situation: 'failed', status: 'failed', reason: 'PROVIDER_ERROR' } as const
    expect(writeDown([ended(2, broke, { aired })]).rows).toMatchObject([
      { status: 'aired_partial', startedAt: past(20), trace: 't2', says: 'pieces 1 to 2 of 3' },
    ])
  })

  test('is one row, from the first word to the last', () => {
    const first = writeDown([ended(1), queued(2)])
    expect(first.rows).toEqual([])
    const [second] = first.takeovers
    const aired = second?.piece?.aired
    const last = writeDown([ended(2, {}, { aired }), queued(3)]).takeovers[0]?.piece?.aired
    const { rows } = writeDown([ended(3, {}, { aired: last })])
    expect(rows).toMatchObject([
      {
        id: item,
        status: 'aired',
        reason: 'ON_TIME',
        startedAt: past(10),
        endedAt: past(39),
        trace: 't1',
        script: { say: 'One. Two. Three.' },
        says: 'pieces 1 to 3 of 3',
      },
    ])
  })

  test('all over in one turn is still one row', () => {
    const { rows, takeovers } = writeDown([ended(1), ended(2), ended(3)])
    expect(takeovers).toEqual([])
    expect(rows).toMatchObject([{ says: 'pieces 1 to 3 of 3', status: 'aired' }])
  })

  test('cut in the second, it aired in part; the rest that is resumed has a row of its own', () => {
    const cut = { situation: 'cut', status: 'aired_partial', reason: 'PREEMPTED' } as const
    const resumed = queued(3, { continues: false, resumed: 1 })
    const { rows, takeovers } = writeDown([ended(1), ended(2, cut), resumed])
    expect(rows).toMatchObject([{ status: 'aired_partial', says: 'pieces 1 to 2 of 3' }])
    expect(takeovers).toEqual([resumed])
    const rest = writeDown([ended(3, {}, { continues: false, resumed: 1 })]).rows
    expect(rest).toMatchObject([
      { id: item, gen: 2, status: 'aired', reason: 'RESUMED', says: 'piece 3 of 3' },
    ])
  })

  test('whose rest was left out says why in the row of what aired', () => {
    const left = {
      situation: 'cancelled',
      status: 'cancelled',
      reason: 'CANCELLED_BY_OPERATOR',
      says: 'cancelled by anna',
      startedAt: undefined,
    } as const
    const speaking = aTakeover('speaking', facts(1))
    const first = writeDown([speaking, ended(2, left)])
    expect(first.rows).toEqual([])
    const over = writeDown([ended(1, {}, { cutShort: first.takeovers[0]?.piece?.cutShort })])
    expect(over.rows).toMatchObject([
      {
        status: 'aired_partial',
        reason: 'CANCELLED_BY_OPERATOR',
        says: 'cancelled by anna; piece 1 of 3',
      },
    ])
  })

  test('that nobody saw in one of its pieces is not confirmed', () => {
    const unseen = { situation: 'unknown', status: 'aired_unconfirmed' } as const
    expect(writeDown([ended(1, unseen), ended(2), ended(3)]).rows).toMatchObject([
      { status: 'aired_unconfirmed' },
    ])
  })
})
