import { expect, test } from 'vitest'
import { WRITING } from '../../../daemon/core/rundown/codes-writing.js'

test('every group of these codes has a name and something in it', () => {
  for (const [subject, codes] of Object.entries(WRITING)) {
    expect(subject).not.toBe('')
    expect(Object.keys(codes).length).toBeGreaterThan(0)
  }
})
