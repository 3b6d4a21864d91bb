import { expect, test } from 'vitest'
import { TIMING } from '../../../daemon/core/rundown/codes-timing.js'

test('every group of these codes has a name and something in it', () => {
  for (const [subject, codes] of Object.entries(TIMING)) {
    expect(subject).not.toBe('')
    expect(Object.keys(codes).length).toBeGreaterThan(0)
  }
})
