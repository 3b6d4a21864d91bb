import { expect, test } from 'vitest'
import { CODES } from '../../../daemon/core/rundown/codes.js'
import { AIRING } from '../../../daemon/core/rundown/codes-airing.js'
import { TIMING } from '../../../daemon/core/rundown/codes-timing.js'
import { WRITING } from '../../../daemon/core/rundown/codes-writing.js'

const entries = Object.values(CODES).flatMap((group) => Object.entries(group))

test('every code is written down once, in words: what, why, and what to do', () => {
  const codes = entries.map(([code]) => code)
  expect(new Set(codes).size).toBe(codes.length)
  for (const [code, { what, why, todo }] of entries) {
    expect(code).toMatch(/^[a-z]+(?:-[a-z]+)*$/)
    for (const words of [what, why, todo]) expect(words.length).toBeGreaterThan(5)
  }
})

test('no group is lost between the files', () => {
  const groups = [WRITING, TIMING, AIRING].flatMap((part) => Object.keys(part))
  expect(Object.keys(CODES).sort()).toEqual(groups.sort())
})
