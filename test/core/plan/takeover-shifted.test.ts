import { describe, expect, test } from 'vitest'
import type { Takeover, TakeoverFacts } from '../../../daemon/core/plan/takeover.js'
import { isHeld } from '../../../daemon/core/plan/takeover.js'
import {
  deniedShifted,
  givenUpShifted,
  hintsShifted,
  takeoverShifted,
} from '../../../daemon/core/plan/takeover-shifted.js'
import { earliest, hours, minutes, NEVER } from '../../../daemon/core/time.js'
import { aPiece } from './a-piece.js'
import { aTakeover, NINE, past, trace } from './builders.js'

/** Ten seconds after nine the clock is set, by an hour. */
const back = (n: number) => past(n - 3_600)
const on = (n: number) => past(n + 3_600)
const BACK = { by: hours(-1), now: back(10) }
const ON = { by: hours(1), now: on(10) }

const asked = (more: Partial<TakeoverFacts> = {}) =>
  ({ source: 'operator', cue: undefined, expiresAt: past(90), ...more }) as const

describe('what waits', () => {
  test('for the time that the plan gives it keeps it', () => {
    for (const shift of [BACK, ON])
      expect(takeoverShifted(aTakeover('waiting'), shift)).toEqual(aTakeover('waiting'))
  })

  test('and was asked for goes by how long ago that was', () => {
    expect(takeoverShifted(aTakeover('waiting', asked()), BACK)).toMatchObject({
      dueAt: back(0),
      plannedAt: back(0),
      expiresAt: back(90),
    })
    expect(takeoverShifted(aTakeover('waiting', asked()), ON)).toMatchObject({
      dueAt: on(0),
      expiresAt: on(90),
    })
  })

  test('to go on with an item of which some was heard need not wait for its time again', () => {
    const times = { sentAt: past(1), acceptedAt: past(2), startedAt: past(3), endedAt: past(9) }
    const aired = { ...times, from: 1, to: 1, plannedAt: NINE, trace: undefined, text: 'Some.' }
    const piece = aPiece({ part: 2, continues: true, aired: { ...aired, unconfirmed: false } })
    const rest = aTakeover('waiting', { plannedAt: undefined, expiresAt: past(60), piece })
    expect(takeoverShifted(rest, BACK)).toMatchObject({
      dueAt: BACK.now,
      expiresAt: back(60),
      piece: {
        expiresAt: back(600),
        aired: {
          sentAt: back(1),
          acceptedAt: back(2),
          startedAt: back(3),
          endedAt: back(9),
          plannedAt: NINE,
        },
      },
    })
  })

  test('behind another is as late as that was over', () => {
    const follower = aTakeover('waiting', { follows: aTakeover('spoken').id, plannedAt: past(8) })
    expect(takeoverShifted(follower, BACK)).toMatchObject({ dueAt: back(0), plannedAt: back(8) })
  })

  test('in the place that an operator gave it stays among the others that have one', () => {
    const order = { rank: 1, at: past(300), turn: -1 }
    for (const one of [aTakeover('waiting', { order }), aTakeover('queued', asked({ order }))])
      expect(takeoverShifted(one, BACK)).toMatchObject({ order: { ...order, at: BACK.now } })
  })
})

test('what was sent keeps its place in the plan when the clock is set on', () => {
  const sent = aTakeover('queued', { dueAt: past(5) })
  expect(takeoverShifted(sent, ON).dueAt).toBe(past(5))
})

describe('what was sent', () => {
  const SITUATIONS = [
    'sent',
    'in-doubt',
    'preparing',
    'queued',
    'speaking',
    'spoken',
    'unknown',
  ] as const

  test.each(SITUATIONS)('and is %s was sent as long ago as before', (situation) => {
    for (const [shift, moved] of [[BACK, back] as const, [ON, on] as const]) {
      const after = takeoverShifted(aTakeover(situation), shift)
      // The plan alone has kept its instants: when it was due, and when it expires.
      const kept = { plannedAt: NINE, expiresAt: past(600) }
      // The plan's, unless that lies ahead again.
      const dueAt = earliest(NINE, shift.now)
      expect(after).toMatchObject({ ...kept, dueAt, sentAt: moved(0) })
      const { plannedAt: _, expiresAt: __, dueAt: ___, ...rest } = after
      expect(instantsIn(rest).filter((at) => at !== moved(0))).toEqual([])
    }
  })

  test('was not watched meanwhile', () => {
    const watch = { seenAt: past(9), whole: true }
    const doubted = { ...aTakeover('in-doubt'), doubtSince: past(5), watch }
    expect(takeoverShifted(doubted, BACK)).toMatchObject({
      doubtSince: back(5),
      watch: { seenAt: back(9), whole: false },
    })
    expect(takeoverShifted({ ...aTakeover('preparing'), watch }, BACK)).toHaveProperty(
      'watch',
      undefined,
    )
  })

  test('is gone when two lists from now on do not have it', () => {
    const absent = { ...aTakeover('queued'), absentSince: past(9), headSince: past(8) }
    expect(takeoverShifted(absent, BACK)).toMatchObject({
      absentSince: undefined,
      headSince: back(8),
    })
  })

  test('and was asked back is asked back again in time, or left to the platform as before', () => {
    const recall = (askAgainAt: typeof NINE) =>
      ({ since: past(4), askAgainAt, reason: 'PREEMPTED', because: 'it is late' }) as const
    const recalled = (at: typeof NINE): Takeover => ({ ...aTakeover('queued'), recall: recall(at) })
    const after = (at: typeof NINE) => {
      const takeover = takeoverShifted(recalled(at), BACK)
      return isHeld(takeover) ? takeover.recall : undefined
    }
    expect(after(past(7))).toMatchObject({ since: back(4), askAgainAt: back(7) })
    expect(after(NEVER)).toMatchObject({ askAgainAt: NEVER })
  })

  test('and is to be sent no other time is not because the clock was set back', () => {
    // As what turned up after it had been given up.
    const ghost = aTakeover('queued', { expiresAt: past(10) })
    expect(takeoverShifted(ghost, BACK).expiresAt).toBe(back(10))
  })

  test('and had no answer may come as long as before', () => {
    const { situation: _, ...takeover } = aTakeover('waiting')
    const given = { takeover, sentAt: past(-240) }
    expect(givenUpShifted(given, ON)).toMatchObject({
      sentAt: on(-240),
      takeover: { dueAt: NINE },
    })
    const denied = { takeover, sentAt: past(1), acceptedAt: past(2), trace: trace('t1') }
    expect(deniedShifted(denied, BACK)).toMatchObject({ sentAt: back(1), acceptedAt: back(2) })
  })
})

test('what callbacks said was said as long ago, and what they did not say is not said', () => {
  expect(hintsShifted({}, BACK)).toStrictEqual({})
  expect(hintsShifted({ speakingAt: past(1) }, BACK)).toStrictEqual({ speakingAt: back(1) })
  const failed = { at: past(3), says: 'no sound' }
  expect(hintsShifted({ finishedAt: past(2), failed }, ON)).toStrictEqual({
    finishedAt: on(2),
    failed: { ...failed, at: on(3) },
  })
})

/** Every number that can be one. */
function instantsIn(value: unknown): readonly number[] {
  if (typeof value === 'number') return value > minutes(1_000_000) ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(instantsIn) : []
}
