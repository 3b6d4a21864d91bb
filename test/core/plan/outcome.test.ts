import { expect, test } from 'vitest'
import { isOver, type SessionState } from '../../../daemon/core/plan/outcome.js'

test('a session is over when the platform says so, not when it does not know it', () => {
  const TABLE: Record<SessionState, boolean> = {
    initialising: false,
    ready: false,
    live: false,
    closed: true,
    dropped: true,
    faulty: true,
    'init-failed': true,
    unknown: false,
  }
  for (const [state, over] of Object.entries(TABLE))
    expect(isOver(state as SessionState)).toBe(over)
})
