import { expect, test } from 'vitest'
import { paceOf, paceOfScript } from '../../../daemon/core/compile/speech-pace.js'

test('a language is known by the first part of its tag', () => {
  expect(paceOf('zh-Hant-TW')).toBe(paceOf('zh'))
  expect(paceOf('EN_us')).toBe(paceOf('en'))
})

test('a language without a measurement is read at the mean of those that have one', () => {
  expect(paceOf('hi-IN')).toBe(paceOf('tlh'))
  expect(paceOf('')).toBe(paceOf('es'))
})

test('no language is read impossibly fast or slow: 2 to 8 syllables a second, a syllable being a third of a letter', () => {
  for (const tag of ['ar', 'de', 'en', 'es', 'fi', 'fr', 'he', 'it', 'nl', 'pl']) {
    const syllables = 1_000 / (paceOf(tag).perSign * 2.7)
    expect(syllables).toBeGreaterThan(2)
    expect(syllables).toBeLessThan(8)
  }
  for (const tag of ['zh', 'ja', 'ko']) {
    expect(1_000 / paceOf(tag).perSign).toBeGreaterThan(3)
    expect(1_000 / paceOf(tag).perSign).toBeLessThan(8)
  }
})

test('a word in another script takes the time of the language that is written so', () => {
  expect(paceOfScript('letters', paceOf('zh')).language).toBe('en')
  expect(paceOfScript('letters', paceOf('de')).language).toBe('de')
  expect(paceOfScript('han', paceOf('en')).language).toBe('zh')
  expect(paceOfScript('han', paceOf('ja')).language).toBe('ja')
  expect(paceOfScript('kana', paceOf('en')).language).toBe('ja')
  expect(paceOfScript('hangul', paceOf('zh')).language).toBe('ko')
})
