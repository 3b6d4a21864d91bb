import { expect, test } from 'vitest'
import { airingStatus } from '../../daemon/console/status.js'
import { aManned, aSession, NINE, onAir, past } from '../core/plan/builders.js'

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
