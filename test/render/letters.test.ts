import { expect, test } from 'vitest'
import { linesOf } from '../../daemon/render/letters.js'

/** Every sign as wide as one, Chinese twice. */
const ctx = {
  measureText: (text: string) => ({
    width: [...text].reduce((sum, c) => sum + (c > '⺀' ? 2 : 1), 0),
  }),
}
const lines = (text: string, width: number, most = 9) => linesOf(ctx, text, width, most)

test('Latin breaks at blanks, Chinese anywhere but before a mark', () => {
  expect(lines('Good evening from Berlin!', 12)).toEqual(['Good evening', 'from Berlin!'])
  expect(lines('一层茶一层花，慢慢窨出来的香。', 12)).toEqual([
    '一层茶一层',
    '花，慢慢窨出',
    '来的香。',
  ])
  expect(lines('今天 Lumen One 只要五十九元', 12).join('|')).toBe('今天 Lumen|One 只要五十|九元')
})

test('a word longer than the line is broken, and lines too many end in an ellipsis', () => {
  expect(lines('x'.repeat(70), 30).join('')).toBe('x'.repeat(70))
  expect(lines('one two three four five six', 5, 2)).toEqual(['one', 'tw…'])
})
