import { describe, expect, test } from 'vitest'
import { sessionRow, showRow, takeoverRow, whyNotOpened } from '../../../daemon/core/plan/rows.js'
import type { Over } from '../../../daemon/core/plan/session.js'
import { type Ended, hasEnded, type TakeoverFacts } from '../../../daemon/core/plan/takeover.js'
import { hear } from '../../../daemon/core/plan/takeover-progress.js'
import { EXPIRED, SPOKEN } from '../../../daemon/core/plan/verdicts.js'
import { aProgramme, aTakeoverScript, at } from '../../builders.js'
import { aManned, aPlanned, aSession, aTakeover, NINE, past, S1 } from './builders.js'

const programme = aProgramme()

test('where the alternative of an item aired, its row says why', () => {
  const script = aTakeoverScript({ alternativeFor: 'RIGHTS' })
  const heard = (as: typeof SPOKEN) => {
    const takeover = hear(aTakeover('queued', { script }), { type: 'ended', as }, past(9))
    if (!hasEnded(takeover)) throw new Error('it is over')
    const { status, reason } = takeoverRow(aPlanned(), programme, takeover, S1)
    return `${status} ${reason}`
  }
  expect(heard(SPOKEN)).toBe('aired RIGHTS')
  expect(heard(EXPIRED)).toBe('skipped EXPIRED')
})

describe('the row of a show', () => {
  const row = (how: 'closed' | 'missed' | 'lost', more: Parameters<typeof aPlanned>[0]) => {
    const { status, reason } = showRow(aPlanned(more), programme, how, 'because', at('10:00'))
    return `${status} ${reason}`
  }

  test('says what the audience got', () => {
    expect(row('closed', { onAirAt: past(0.9), sessionsLive: 1 })).toBe('aired ON_TIME')
    expect(row('closed', { onAirAt: past(1.1), sessionsLive: 1 })).toBe('aired_late PROVIDER_ERROR')
    expect(row('closed', { onAirAt: NINE, sessionsLive: 2 })).toBe(
      'aired_partial PROVIDER_SESSION_LOST',
    )
    expect(row('lost', { onAirAt: NINE, sessionsLive: 1 })).toBe(
      'aired_partial PROVIDER_SESSION_LOST',
    )
    const stop = { at: past(60), hold: false }
    expect(row('closed', { onAirAt: NINE, sessionsLive: 1, stop })).toBe(
      'aired_partial CANCELLED_BY_OPERATOR',
    )
    expect(row('closed', { stop })).toBe('cancelled CANCELLED_BY_OPERATOR')
    expect(row('missed', {})).toBe('missed STALE_AT_STARTUP')
  })

  test('a channel without an end is never late', () => {
    expect(row('closed', { onAirAt: past(60), sessionsLive: 1, endsAt: undefined })).toBe(
      'aired ON_TIME',
    )
  })
})

describe('the row of a session', () => {
  const row = (session: Partial<Over>, stopped = false) => {
    const airing = aManned(
      aSession('over'),
      'opening',
      stopped ? { stop: { at: NINE, hold: false } } : {},
    )
    const { status, reason } = sessionRow(airing, programme, { ...aSession('over'), ...session })
    return `${status} ${reason}`
  }

  test('says aired only if it was live', () => {
    expect(row({ how: 'closed' })).toBe('aired ON_TIME')
    expect(row({ how: 'dropped' })).toBe('aired_partial PROVIDER_SESSION_LOST')
    expect(row({ how: 'init-failed', liveAt: undefined })).toBe('failed PROVIDER_ERROR')
    expect(row({ how: 'closed', liveAt: undefined })).toBe('failed PROVIDER_ERROR')
    expect(row({ how: 'closed', liveAt: undefined }, true)).toBe('cancelled CANCELLED_BY_OPERATOR')
  })
})

describe('the row of a takeover', () => {
  const over = (more: Parameters<typeof aTakeover>[1] = {}): TakeoverFacts & Ended => {
    const ended = hear(aTakeover('speaking', more), { type: 'ended', as: SPOKEN }, past(9))
    if (!hasEnded(ended)) throw new Error('not over')
    return ended
  }

  test('names the cue, the words, the voice, the version and every time', () => {
    expect(takeoverRow(aPlanned(), programme, over(), S1)).toMatchObject({
      type: 'takeover',
      item: 'pitch',
      segment: 'opening',
      version: 'v1',
      voice: 'nina',
      language: 'zh-CN',
      source: 'rundown',
      session: S1,
      trace: 't1',
      plannedAt: NINE,
      sentAt: NINE,
      acceptedAt: NINE,
      startedAt: NINE,
      endedAt: past(9),
      status: 'aired',
    })
  })

  test('an operator is named as the source, a sound file as the medium', () => {
    const script = aTakeoverScript({ say: undefined, audio: 'media/bell.mp3' })
    expect(
      takeoverRow(aPlanned(), programme, over({ cue: undefined, source: 'operator', script }), S1),
    ).toMatchObject({
      source: 'operator',
      text: undefined,
      media: 'media/bell.mp3',
      title: 'media/bell.mp3',
    })
  })
})

test('a show that was not opened: for want of a slot, or for another reason of the platform', () => {
  const refused = (why: 'account-full' | 'platform-full' | 'refused') => ({
    ...aSession('wanted'),
    refusals: { count: 1, last: { why, says: 'no' } },
  })
  expect(whyNotOpened(refused('account-full'))).toBe('QUOTA_EXCEEDED')
  expect(whyNotOpened(refused('platform-full'))).toBe('QUOTA_EXCEEDED')
  expect(whyNotOpened(refused('refused'))).toBe('PROVIDER_ERROR')
  expect(whyNotOpened(aSession('live'))).toBe('PROVIDER_ERROR')
})
