import { describe, expect, test } from 'vitest'
import type { Status } from '../../../daemon/core/plan/as-run.js'
import type { Takeover } from '../../../daemon/core/plan/takeover.js'
import { atTheEnd, whenSessionLost } from '../../../daemon/core/plan/verdicts.js'
import { seconds } from '../../../daemon/core/time.js'
import { aTakeover, past } from './builders.js'

type Live = Exclude<
  Takeover['situation'],
  'spoken' | 'cut' | 'cancelled' | 'expired' | 'failed' | 'unknown'
>

describe('at the end of an airing', () => {
  const TABLE: Record<Live, Status> = {
    waiting: 'dropped',
    sent: 'aired_unconfirmed',
    'in-doubt': 'aired_unconfirmed',
    preparing: 'aired_unconfirmed',
    queued: 'dropped',
    speaking: 'aired_partial',
  }
  for (const [situation, status] of Object.entries(TABLE)) {
    test(`what is ${situation} is ${status}, because the show had to be over`, () => {
      const verdict = atTheEnd(aTakeover(situation as Live), true, seconds(1))
      expect(verdict).toMatchObject({ status, reason: 'HARD_OUT' })
    })
  }

  test('what was still being prepared is dropped if its queue was read all the time', () => {
    const watch = { seenAt: past(9), whole: true }
    const preparing: Takeover = { ...aTakeover('preparing'), watch }
    expect(atTheEnd(preparing, true, seconds(1))).toMatchObject({ status: 'dropped' })
    expect(atTheEnd(preparing, false, seconds(1))).toMatchObject({ status: 'aired_unconfirmed' })
  })

  test('and may have aired if the session was closed so much later that it could be spoken', () => {
    const watch = { seenAt: past(9), whole: true }
    const preparing: Takeover = { ...aTakeover('preparing', { length: seconds(6) }), watch }
    expect(atTheEnd(preparing, true, seconds(3.9))).toMatchObject({ status: 'dropped' })
    expect(atTheEnd(preparing, true, seconds(4))).toMatchObject({ status: 'aired_unconfirmed' })
  })

  test('what stood behind another, and had the time to be spoken since, may have aired', () => {
    const short = aTakeover('queued', { length: seconds(6) })
    expect(atTheEnd(short, true, seconds(3.9))).toMatchObject({ status: 'dropped' })
    expect(atTheEnd(short, true, seconds(4))).toMatchObject({ status: 'aired_unconfirmed' })
  })

  test('what the platform reported as finished just before was aired to its end', () => {
    const finished = { ...aTakeover('speaking'), hints: { finishedAt: past(9) } }
    expect(atTheEnd(finished, true, seconds(1))).toMatchObject({
      situation: 'spoken',
      status: 'aired',
    })
  })

  test('what the queue held when it was last read, long before, may have aired', () => {
    for (const situation of ['queued', 'speaking'] as const) {
      expect(atTheEnd(aTakeover(situation), false, seconds(1))).toMatchObject({
        status: 'aired_unconfirmed',
      })
    }
    const begun = { ...aTakeover('queued'), hints: { speakingAt: past(9) } }
    expect(atTheEnd(begun, true, seconds(1))).toMatchObject({ status: 'aired_unconfirmed' })
    const missing = { ...aTakeover('queued'), absentSince: past(8) }
    expect(atTheEnd(missing, true, seconds(1))).toMatchObject({ status: 'aired_unconfirmed' })
  })
})

describe('when the session is lost', () => {
  const TABLE: Record<Live, Status | 'waits for the next session'> = {
    waiting: 'waits for the next session',
    sent: 'aired_unconfirmed',
    'in-doubt': 'aired_unconfirmed',
    preparing: 'aired_unconfirmed',
    queued: 'aired_unconfirmed',
    speaking: 'aired_partial',
  }
  for (const [situation, status] of Object.entries(TABLE)) {
    test(`what is ${situation}: ${status}`, () => {
      const verdict = whenSessionLost(aTakeover(situation as Live))
      if (status === 'waits for the next session') expect(verdict).toBeUndefined()
      else expect(verdict).toMatchObject({ status, reason: 'PROVIDER_SESSION_LOST' })
    })
  }
})
