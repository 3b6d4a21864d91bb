import { expect, test } from 'vitest'
import { commentsIn, inColumns } from '../../../daemon/core/rundown/format-comments.js'

test('comments at the end of a line begin in column 35', () => {
  expect(inColumns('a: b # c\n').indexOf('#')).toBe(34)
})

test('a # inside a text is no comment', () => {
  const text = 'a: "b # c"\nd: |\n  e # f\ng: h#i\n'
  expect(inColumns(text)).toBe(text)
  expect(commentsIn(text)).toEqual([])
})

test('blank lines inside a text stay, between values one is left', () => {
  expect(inColumns('a: |\n  b\n\n\n  c\n\n\n\nd: e\n')).toBe('a: |\n  b\n\n\n  c\n\nd: e\n')
})

test('comments are listed whatever their place', () => {
  expect(commentsIn('# b\r\nx: y   # a\n')).toEqual(['# a', '# b'])
})
