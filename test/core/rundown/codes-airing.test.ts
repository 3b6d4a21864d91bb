import { expect, test } from 'vitest'
import { AIRING } from '../../../daemon/core/rundown/codes-airing.js'

test('every group of these codes has a name and something in it', () => {
  for (const [subject, codes] of Object.entries(AIRING)) {
    expect(subject).not.toBe('')
    expect(Object.keys(codes).length).toBeGreaterThan(0)
  }
})
