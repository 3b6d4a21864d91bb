import { describe, expect, test } from 'vitest'
import { type Blocked, judge, type Looked, notLooked } from '../../../daemon/core/ask/gates.js'

const looked = (text: string, more: Partial<Looked> = {}): Looked => ({
  text,
  words: text.split(' ').filter(Boolean),
  squeezed: text.replaceAll(' ', ''),
  sound: '',
  link: false,
  digits: 0,
  turned: false,
  ...more,
})
const word = (written: string, more: Partial<Blocked> = {}): Blocked => ({
  written,
  words: written.split(' '),
  squeezed: written.replaceAll(' ', ''),
  sound: '',
  isHan: false,
  ...more,
})
const rule = (text: string, more: Partial<Looked> = {}, ...blocked: readonly Blocked[]) =>
  judge('question', looked(text, more), blocked).rule

test('what is clean passes', () => {
  expect(judge('question', looked('is it red'), [word('blue')])).toEqual({
    gate: 'question',
    passed: true,
    rule: 'clean',
  })
})

describe('what does not pass', () => {
  test('says why', () => {
    expect(rule('')).toBe('no words')
    expect(judge('name', looked(''), []).rule).toBe('no name')
    expect(rule('a'.repeat(201))).toBe('201 characters, 200 at most')
    expect(judge('name', looked('a'.repeat(41)), []).rule).toBe('41 characters, 40 at most')
    expect(rule('a', { turned: true })).toBe('signs that turn the direction of writing')
    expect(rule('a', { link: true })).toBe('a link or an address')
    expect(rule('a', { digits: 7 })).toBe('a row of digits like a number to call')
    expect(rule('a blue one', {}, word('blue'))).toBe('blocked "blue"')
    expect(rule('a', { sound: 'tuikuan' }, word('退款', { sound: 'tuikuan', isHan: true }))).toBe(
      'blocked "退款" (by sound)',
    )
  })
})

describe('a blocked word', () => {
  test('counts as a word, and at the beginning of longer ones', () => {
    expect(rule('the classic', {}, word('ass'))).toBe('clean')
    expect(rule('such frauds', {}, word('fraud'))).toBe('blocked "fraud"')
  })

  test('of several words counts in their order, and in one piece', () => {
    expect(rule('fraud or refund', {}, word('refund fraud'))).toBe('clean')
    expect(rule('re fundfr aud', {}, word('refund fraud'))).toBe('blocked "refund fraud"')
  })
})

test('an answer may have a price in it', () => {
  expect(judge('answer', looked('a', { digits: 9 }), []).passed).toBe(true)
})

test('what could not be looked at does not pass', () => {
  expect(notLooked('name')).toMatchObject({ gate: 'name', passed: false })
})
