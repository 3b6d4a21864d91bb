import { describe, expect, test } from 'vitest'
import { judge } from '../../../daemon/core/plan/judge.js'
import { isHeld, type Takeover, UNLISTED } from '../../../daemon/core/plan/takeover.js'
import type { Listing } from '../../../daemon/core/plan/takeover-listed.js'
import { hear } from '../../../daemon/core/plan/takeover-progress.js'
import { type Instant, seconds } from '../../../daemon/core/time.js'
import { aTakeover, past } from './builders.js'

const WHY = { reason: 'PREEMPTED', because: 'cut for the news' } as const
/** Asked back at five. */
const recalled = (takeover: Takeover) => hear(takeover, { type: 'recalled', ...WHY }, past(5))
/** And the platform answers that it took it away. */
const taken = (takeover: Takeover) => hear(recalled(takeover), { type: 'taken-away' }, past(5.1))
const absent = (takeover: Takeover, askedAt: Instant, more: Partial<Listing> = {}) =>
  hear(takeover, { type: 'listed', place: undefined, askedAt, ...more }, askedAt)

const CUT = { situation: 'cut', status: 'aired_partial', says: WHY.because }
const PERHAPS_OVER = {
  situation: 'cut',
  status: 'aired_unconfirmed',
  reason: 'PREEMPTED',
  says: 'cut for the news; nobody saw whether it was over by then',
}
const PERHAPS_BEGUN = {
  situation: 'unknown',
  status: 'aired_unconfirmed',
  reason: 'PREEMPTED',
  says: 'cut for the news; nobody saw whether it had begun',
}

describe('what spoke and was asked back was cut', () => {
  test('if a list had it shortly before, and the platform says that it took it away', () => {
    expect(absent(taken(aTakeover('speaking')), past(7), { lastAskedAt: past(4) })).toMatchObject({
      ...CUT,
      endedAt: past(7),
    })
  })

  test('if it had not the time to be over, however fast the voice', () => {
    const speaking = aTakeover('speaking', { length: seconds(30) })
    expect(absent(recalled(speaking), past(19))).toMatchObject(CUT)
    expect(absent(recalled(speaking), past(20))).toMatchObject(PERHAPS_OVER)
  })

  test('counted from the last list that had it behind another, or from its sending', () => {
    const queued = aTakeover('queued', { length: seconds(30) })
    const begun = { type: 'listed', place: 0, askedAt: past(60) } as const
    const waited = hear(queued, { ...begun, lastAskedAt: past(58) }, past(60))
    const since = (takeover: Takeover) =>
      hear(takeover, { type: 'recalled', ...WHY }, past(70)) as Takeover
    expect(absent(since(waited), past(75))).toMatchObject(CUT)
    expect(absent(since(waited), past(76))).toMatchObject(PERHAPS_OVER)
    expect(absent(since(hear(queued, begun, past(60))), past(75))).toMatchObject(PERHAPS_OVER)
  })
})

describe('it was perhaps over', () => {
  test.each([
    ['nobody answered, and its length is not known', recalled, past(4)],
    ['the platform says it took it away, and no list had it shortly before', taken, past(0)],
    ['no list was ever read', taken, undefined],
  ] as const)('%s', (_, how, lastAskedAt) => {
    expect(absent(how(aTakeover('speaking')), past(7), { lastAskedAt })).toMatchObject(PERHAPS_OVER)
  })

  test('where only a callback said that it began, as where a list did', () => {
    const hints = { speakingAt: past(4) }
    const spoke = hear(aTakeover('queued'), { type: 'hinted', hints }, past(4))
    const begun = { startedAt: past(4), evidence: 'callback' }
    expect(absent(recalled(spoke), past(6))).toMatchObject({ ...PERHAPS_OVER, ...begun })
    expect(absent(taken(spoke), past(6), { lastAskedAt: past(4) })).toMatchObject({
      ...CUT,
      ...begun,
    })
  })
})

describe('what waited and was asked back', () => {
  test('never began if another one spoke all the while', () => {
    const gone = absent(recalled(aTakeover('queued')), past(6), { onAirSince: past(0) })
    expect(gone).toMatchObject({ situation: 'cancelled', status: 'dropped' })
  })

  test.each([
    ['nothing speaks in the list that no longer has it', undefined, 1],
    ['it was in no list, and what speaks began after it was sent', past(4), UNLISTED],
  ] as const)('%s: nobody knows whether it had begun', (_, onAirSince, place) => {
    expect(absent(recalled(aTakeover('queued', { place })), past(6), { onAirSince })).toMatchObject(
      PERHAPS_BEGUN,
    )
  })

  test('missing from a list before it was recalled, it may have been heard whole', () => {
    const missing = absent(aTakeover('queued'), past(4))
    expect(absent(recalled(missing), past(6), { onAirSince: past(0) }).situation).toBe('unknown')
  })

  test('counts as gone only when a list could have shown it, or the platform says so', () => {
    const fresh = { ...aTakeover('queued', { place: UNLISTED }), acceptedAt: past(4.5) } as const
    const seen = { onAirSince: past(0) }
    expect(isHeld(absent(recalled(fresh), past(6.4), seen))).toBe(true)
    expect(absent(recalled(fresh), past(6.5), seen).situation).toBe('cancelled')
    expect(isHeld(absent(taken(fresh), past(5.2), seen))).toBe(false)
  })
})

describe('what was being prepared and was asked back', () => {
  const preparing = { ...aTakeover('preparing'), watch: { seenAt: past(4), whole: true } } as const
  const seen = { onAirSince: past(0) }

  test('is gone when the platform says so: no list shows what is being prepared', () => {
    const asked = absent(recalled(preparing), past(6), seen)
    expect(asked).toMatchObject({ situation: 'preparing', recall: WHY })
    const came = hear(asked, { type: 'listed', place: 1, askedAt: past(8) }, past(8))
    expect(came).toMatchObject({ situation: 'queued', recall: WHY })
    expect(absent(taken(preparing), past(6), seen)).toMatchObject({
      situation: 'cancelled',
      status: 'dropped',
    })
  })

  test('had perhaps begun if nothing else spoke, or the queue was not read all the time', () => {
    expect(absent(taken(preparing), past(6))).toMatchObject(PERHAPS_BEGUN)
    expect(absent(taken(preparing), past(9), seen)).toMatchObject(PERHAPS_BEGUN)
  })

  test('a callback says that it is over, and not whether it was heard', () => {
    const hinted = hear(
      recalled(preparing),
      { type: 'hinted', hints: { finishedAt: past(6) } },
      past(6),
    )
    expect(absent(hinted, past(7))).toMatchObject(PERHAPS_BEGUN)
  })

  test('never came in the time that any preparation takes: it is taken back', () => {
    const watched = { ...recalled(preparing), watch: { seenAt: past(59), whole: true } } as Takeover
    expect(judge(watched, past(60))).toMatchObject({ situation: 'cancelled', status: 'dropped' })
    expect(judge(recalled(preparing), past(60))).toMatchObject(PERHAPS_BEGUN)
  })
})
