import { expect, test } from 'vitest'
import { airingStatus } from '../../daemon/console/status.js'
import { seconds } from '../../daemon/core/time.js'
import { aManned, anAccount, aSession, DEMO, NINE, onAir, past } from '../core/plan/builders.js'

test('since when a platform is silent is the core’s word', () => {
  const { state } = onAir()
  const heartbeat = { nextAt: past(99), askedAt: undefined, heardAt: past(9) }
  const silentSince = (more: { readonly silent?: true }) => {
    const session = aSession('live', NINE, { heartbeat: { ...heartbeat, ...more } })
    return airingStatus(aManned(session, 'on-air'), state).silentSince
  }
  expect(silentSince({})).toBeUndefined()
  expect(silentSince({ silent: true })).toBe('2026-11-23T09:00:09+00:00')
})

test('who waits because the clocks disagree is said to, until an operator lets it start', () => {
  const waits = (clockOff: number | undefined, more: Parameters<typeof aManned>[2] = {}) => {
    const { state } = onAir()
    const desk = anAccount(clockOff === undefined ? {} : { clockOff: seconds(clockOff) })
    const ready = aManned(aSession('ready'), 'ready', more)
    return airingStatus(ready, { ...state, accounts: { [DEMO]: desk } }).waitsUntil
  }
  expect(waits(600)).toBe(
    'the clocks of this machine and of the platform agree, or until: onair start market',
  )
  expect(waits(undefined)).toBeUndefined()
  expect(waits(600, { clockTrusted: true })).toBeUndefined()
  expect(waits(600, { endsAt: undefined })).toBeUndefined()
})
