import { expect, test } from 'vitest'
import { seconds } from '../../../daemon/core/time.js'
import { lettersOf, speechLength } from '../../../daemon/stand-in/softsugar/speech.js'

test('Chinese is spoken at four and a half characters a second, the rest at fourteen letters', () => {
  expect(speechLength('黄'.repeat(45), 1)).toBe(seconds(10))
  expect(speechLength('a'.repeat(140), 1)).toBe(seconds(10))
})

test('a larger speed ratio is slower; nothing is shorter than two seconds', () => {
  expect(speechLength('a'.repeat(140), 2)).toBe(seconds(20))
  expect(speechLength('a'.repeat(140), 0.5)).toBe(seconds(5))
  expect(speechLength('hello', 1)).toBe(seconds(2))
})

test('tags and blanks are not letters', () => {
  expect(lettersOf('<speak>今天 的价格</speak>\n😀')).toBe(6)
})
