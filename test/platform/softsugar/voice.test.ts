import { expect, test } from 'vitest'
import { readDown } from '../../../daemon/platform/softsugar/voice.js'

const down = (code: unknown, message?: string) => readDown(JSON.stringify({ code, message }))

test.each<[unknown, object]>([
  [1, { is: 'refused', outcome: { why: 'unauthorised' } }],
  [2, { is: 'ready' }],
  [4, { is: 'stopped' }],
  [5, { is: 'stopped' }],
  [6, { is: 'refused', outcome: { why: 'refused' } }],
  [7, { is: 'refused', outcome: { why: 'busy' } }],
  [18, { is: 'other' }],
  [19, { is: 'other' }],
  [20, { is: 'other' }],
  [3, { is: 'other' }],
  [99, { is: 'other' }],
])('%j, as a number and as text', (code, means) => {
  expect(down(code)).toMatchObject(means)
  expect(down(String(code))).toMatchObject(means)
})

test('what is no message of theirs says nothing', () => {
  for (const frame of ['', 'ready', 'null', '[]', '"2"', '{"code":null}', '{"code":""}'])
    expect(readDown(frame)).toEqual({ is: 'other' })
})

test('their words are foreign words: one line, and no key of anybody', () => {
  const key = 'a'.repeat(40)
  expect(down(4, `link\nbroke ${key}`)).toEqual({ is: 'stopped', says: 'code 4: link broke [cut]' })
})
