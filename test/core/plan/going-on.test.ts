import { describe, expect, test } from 'vitest'
import { RESUMED_MAX } from '../../../daemon/core/limits.js'
import { cutShort, goOn } from '../../../daemon/core/plan/going-on.js'
import type { Ended, Piece, Takeover, TakeoverFacts } from '../../../daemon/core/plan/takeover.js'
import { takeoverId } from '../../../daemon/core/plan/takeover.js'
import { writeDown } from '../../../daemon/core/plan/written-once.js'
import { aProgramme, aTakeoverScript } from '../../builders.js'
import { aPiece as anyPiece } from './a-piece.js'
import { aManned, anAccount, aSession, aTakeover, MARKET, past } from './builders.js'

const all = ['One. ', 'Two. ', 'Three.'].map((say) => aTakeoverScript({ say }))
const item = takeoverId(MARKET, 'long', 0)
const aPiece = (more: Partial<Piece> = {}) => anyPiece({ all, ...more })
const scene = { programme: aProgramme(), account: anAccount(), now: past(10) }
const on = (...takeovers: readonly Takeover[]) => aManned(aSession('live'), 'on-air', { takeovers })
const next = (...takeovers: readonly Takeover[]) =>
  goOn(on(...takeovers), scene).takeovers.slice(takeovers.length)

/** The first piece as it ended. */
const ended = (more: Partial<TakeoverFacts> & Partial<Ended>, piece = aPiece()): Takeover => ({
  ...aTakeover('cut', { id: item, piece, onCut: 'resume', script: all[0] ?? aTakeoverScript() }),
  status: 'aired_partial',
  reason: 'PREEMPTED',
  ...more,
})

describe('an item goes on', () => {
  test('while one piece speaks the next is called, once', () => {
    const speaking = aTakeover('speaking', { id: item, piece: aPiece() })
    const called = goOn(on(speaking), scene)
    expect(called.takeovers[1]).toMatchObject({
      id: `${item}.2`,
      script: { say: 'Two. ' },
      piece: { part: 2, continues: true },
      situation: 'waiting',
    })
    expect(goOn(called, scene)).toBe(called)
  })

  test('what was heard in part ends as it began, also where its cue was changed meanwhile', () => {
    const outdated = true as const
    const cut = ended({ onCut: 'restart', outdated })
    const speaking = aTakeover('speaking', { id: item, piece: aPiece(), outdated })
    for (const rest of [...next(cut), ...next(speaking)]) expect(rest.outdated).toBeUndefined()
    expect([...next(cut), ...next(speaking)]).toHaveLength(2)
  })

  test('behind the last nothing is called', () => {
    expect(next(aTakeover('speaking', { piece: aPiece({ part: 3 }) }))).toEqual([])
    expect(next(aTakeover('speaking'))).toEqual([])
  })

  test('one that nobody saw is gone on from; one that failed, expired or was cancelled is not', () => {
    expect(next(ended({ situation: 'unknown' }))).toHaveLength(1)
    expect(next(ended({ situation: 'failed' }))).toEqual([])
    expect(next(ended({ situation: 'expired' }))).toEqual([])
    expect(next(ended({ situation: 'cancelled' }))).toEqual([])
  })
})

describe('what was cut', () => {
  test('is resumed at the next piece, with the time its item had', () => {
    const [resumed] = next(ended({}))
    expect(resumed).toMatchObject({
      id: `${item}~1.2`,
      piece: { part: 2, continues: false, resumed: 1 },
      expiresAt: past(600),
    })
  })

  test('begins anew if it is to, but not if it may air only once', () => {
    expect(next(ended({ onCut: 'restart' }))).toMatchObject([{ id: `${item}~1.1` }])
    const once = ended({ onCut: 'restart', doubt: 'never-twice' })
    expect(next(once)).toMatchObject([{ id: `${item}~1.2` }])
    const short = ended({ onCut: 'restart', piece: undefined })
    expect(next(short)).toMatchObject([{ piece: { part: 1, resumed: 1 } }])
  })

  test('and was perhaps heard to its end begins anew only if it must air; else its rest airs', () => {
    const perhaps = { onCut: 'restart', status: 'aired_unconfirmed' } as const
    expect(next(ended({ ...perhaps, piece: undefined }))).toEqual([])
    expect(next(ended(perhaps))).toMatchObject([{ id: `${item}~1.2` }])
    const must = ended({ ...perhaps, doubt: 'must', piece: undefined })
    expect(next(must)).toMatchObject([{ id: `${item}~1.1` }])
  })

  test('is left out if it is to be dropped, was skipped, or was cut too often', () => {
    expect(next(ended({ onCut: 'drop' }))).toEqual([])
    expect(next(ended({ reason: 'CANCELLED_BY_OPERATOR' }))).toEqual([])
    expect(next(ended({}, aPiece({ resumed: RESUMED_MAX })))).toEqual([])
  })

  test('and had been sent twice is taken up under a number of its own in the log', () => {
    const [resumed] = next(ended({ gen: 2, onCut: 'restart' }, aPiece({ resumed: 1 })))
    expect(resumed).toMatchObject({ gen: 1, piece: { resumed: 2, repeats: 1 } })
    const rows = [ended({ gen: 2 }, aPiece({ resumed: 1 })), ended({}, resumed?.piece)].flatMap(
      (one) => writeDown([one]).rows,
    )
    expect(rows.map(({ gen }) => gen)).toEqual([3, 4])
  })

  test('by a lost session is resumed, not begun anew', () => {
    const reason = 'PROVIDER_SESSION_LOST'
    expect(next(ended({ reason }))).toHaveLength(1)
    expect(next(ended({ reason, onCut: 'restart' }))).toEqual([])
  })
})

describe('cutting', () => {
  const onAir = aTakeover('speaking', {
    id: item,
    piece: aPiece(),
    followed: true,
    onCut: 'resume',
  })
  const behind = aTakeover('queued', { piece: aPiece({ part: 2, continues: true }) })
  const why = { reason: 'PREEMPTED', because: 'cut for the news' } as const

  test('leaves the next piece to be resumed, where it stands now', () => {
    const [cut, rest] = cutShort(on(onAir, behind), onAir, why, past(5)).takeovers
    expect(cut).toMatchObject({ recall: why })
    expect(rest).toMatchObject({ piece: { continues: false, resumed: 1 }, unwanted: undefined })
  })

  test('takes it back if the item is dropped or skipped', () => {
    const dropped = { ...onAir, onCut: 'drop' } as const
    expect(cutShort(on(dropped, behind), dropped, why, past(5)).takeovers[1]).toMatchObject({
      unwanted: why,
    })
    const skip = { reason: 'CANCELLED_BY_OPERATOR', because: 'skipped by anna' } as const
    expect(cutShort(on(onAir, behind), onAir, skip, past(5)).takeovers[1]).toMatchObject({
      unwanted: skip,
    })
  })
})
