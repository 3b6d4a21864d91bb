import { describe, expect, test } from 'vitest'
import { changed } from '../../../daemon/core/plan/changed.js'
import { aManned, aSession, past } from './builders.js'

describe('an airing with some of its fields changed', () => {
  const airing = aManned(aSession('live'), 'on-air', { calls: 7, lastSegment: 'opening' as never })

  test('keeps all the others', () => {
    expect(changed(airing, { calls: 8 })).toEqual({ ...airing, calls: 8 })
  })

  test('can lose what it had, and is not the one it was made of', () => {
    const now = changed(airing, { lastSegment: undefined, sendFrom: past(3) })
    expect(now.lastSegment).toBeUndefined()
    expect(now.sendFrom).toBe(past(3))
    expect(airing.lastSegment).toBe('opening')
  })

  test('has its fields in one order, whichever changed first', () => {
    const one = changed(changed(airing, { calls: 8 }), { openings: 2 })
    const other = changed(changed(airing, { openings: 2 }), { calls: 8 })
    expect(JSON.stringify(one)).toBe(JSON.stringify(other))
  })
})
