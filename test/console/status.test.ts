import { expect, test } from 'vitest'
import { airingStatus } from '../../daemon/console/status.js'
import { askedFor, over } from '../../daemon/core/plan/microphone.js'
import type { CueId } from '../../daemon/core/rundown/rundown.js'
import { minutes, seconds } from '../../daemon/core/time.js'
import { aCue, aProgramme, every, start } from '../builders.js'
import {
  aManned,
  anAccount,
  aSession,
  aTakeover,
  DEMO,
  NINE,
  onAir,
  past,
} from '../core/plan/builders.js'

test('since when a platform is silent is the core’s word', () => {
  const { state } = onAir()
  const heartbeat = { nextAt: past(99), askedAt: undefined, heardAt: past(9) }
  const silentSince = (more: { readonly silent?: true }) => {
    const session = aSession('live', NINE, { heartbeat: { ...heartbeat, ...more } })
    return airingStatus(aManned(session, 'on-air'), state, NINE).silentSince
  }
  expect(silentSince({})).toBeUndefined()
  expect(silentSince({ silent: true })).toBe('2026-11-23T09:00:09+00:00')
})

test('who waits because the clocks disagree is said to, until an operator lets it start', () => {
  const waits = (clockOff: number | undefined, more: Parameters<typeof aManned>[2] = {}) => {
    const { state } = onAir()
    const desk = anAccount(clockOff === undefined ? {} : { clockOff: seconds(clockOff) })
    const ready = aManned(aSession('ready'), 'ready', more)
    return airingStatus(ready, { ...state, accounts: { [DEMO]: desk } }, NINE).waitsUntil
  }
  expect(waits(600)).toBe(
    'the clocks of this machine and of the platform agree, or until: onair start market',
  )
  expect(waits(undefined)).toBeUndefined()
  expect(waits(600, { clockTrusted: true })).toBeUndefined()
  expect(waits(600, { endsAt: undefined })).toBeUndefined()
})

test('what comes next, since when something speaks, and who has the microphone', () => {
  const programme = aProgramme({ cues: [aCue('welcome', start(0)), aCue('prices', every(300))] })
  const station = onAir([programme])
  const stands = () => airingStatus(station.airing(), station.state, station.now())
  station.due(past(10))
  expect(stands().nextCue).toEqual({
    cue: 'prices',
    at: '2026-11-23T09:05:00+00:00',
    title: 'This is prices. These are the prices of the day, read for yo',
  })
  const speaking = [aTakeover('speaking')]
  const manned = aManned(aSession('live'), 'on-air', { takeovers: speaking })
  expect(airingStatus(manned, station.state, past(10)).speakingSince).toBe(
    '2026-11-23T09:00:00+00:00',
  )
  const asked = { request: 'r1', by: 'anna', how: 'cut', longest: minutes(5) } as const
  const microphone = askedFor(asked, past(7))
  const voice = airingStatus({ ...manned, microphone }, station.state, past(10)).voice
  expect(voice).toEqual({ by: 'anna', situation: 'clearing', since: '2026-11-23T09:00:07+00:00' })
  const gone = over(microphone, 'ended', 'it ended', past(9))
  expect(
    airingStatus({ ...manned, microphone: gone }, station.state, past(10)).voice,
  ).toBeUndefined()
})

test('of what waits the first in the order of the queue is named', () => {
  const { state } = onAir()
  const cue = (name: string) => name as CueId
  const takeovers = [
    aTakeover('waiting', { cue: cue('later'), dueAt: past(2) }),
    aTakeover('waiting', { cue: cue('first'), dueAt: past(3), urgency: 'priority' }),
  ]
  const { waiting, firstWaiting } = airingStatus(
    aManned(aSession('live'), 'on-air', { takeovers }),
    state,
    past(5),
  )
  expect([waiting, firstWaiting?.split(':')[0]]).toEqual([2, 'first'])
})
