import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lengthOfAll, piecesOf } from '../../../daemon/core/compile/pieces.js'
import { PIECE_WHOLE } from '../../../daemon/core/limits.js'
import { spokenLength } from '../../../daemon/core/rundown/check-speech.js'
import { seconds } from '../../../daemon/core/time.js'
import { aTakeoverScript } from '../../builders.js'

const english = { voice: { language: 'en-US', speed: 1 }, textMin: 10 }
const chinese = { voice: { language: 'zh-CN', speed: 1 }, textMin: 10 }
const texts = (say: string, speaking = english) =>
  piecesOf(aTakeoverScript({ say }), speaking).map((piece) => piece.say ?? '')

const SENTENCE = 'The lamp follows the sun all day, and sleeps at night. '

describe('a long text', () => {
  test('is split at the ends of sentences, and put together again it is the same', () => {
    const pieces = texts(SENTENCE.repeat(12))
    expect(pieces.length).toBeGreaterThan(3)
    expect(pieces.join('')).toBe(SENTENCE.repeat(12))
    for (const piece of pieces) expect(piece.trim()).toMatch(/^The lamp.*night\.$/)
  })

  test('in Chinese as well', () => {
    const say =
      '今天的茶叶只剩最后二十份，谢谢大家的支持。新鲜的绿茶刚刚到货，欢迎大家来看看！'.repeat(6)
    const pieces = texts(say, chinese)
    expect(pieces.length).toBeGreaterThan(3)
    expect(pieces.join('')).toBe(say)
    for (const piece of pieces) expect(piece).toMatch(/[。！]$/)
  })

  test('a short one stays whole, and so does what carries marks or is a sound', () => {
    expect(texts(SENTENCE)).toEqual([SENTENCE])
    const marked = aTakeoverScript({ say: SENTENCE.repeat(12), ssml: true })
    expect(piecesOf(marked, english)).toEqual([marked])
    const sound = aTakeoverScript({ say: undefined, audio: 'https://cdn.example/a.mp3' })
    expect(piecesOf(sound, english)).toEqual([sound])
  })

  test('whatever is written: no sign is lost, and no piece is too short to be sent', () => {
    const words = fc.array(
      fc.constantFrom('A lamp', ' no', '. ', '! ', '灯', '。', ' so it is', '\n'),
      {
        minLength: 1,
        maxLength: 400,
      },
    )
    fc.assert(
      fc.property(words, (parts) => {
        const say = parts.join('')
        const pieces = texts(say)
        expect(pieces.join('')).toBe(say)
        if (pieces.length > 1)
          for (const piece of pieces) expect(spokenLength(piece)).toBeGreaterThanOrEqual(10)
      }),
    )
  })

  test('its pieces speak as long as it does', () => {
    const whole = aTakeoverScript({ say: SENTENCE.repeat(12) })
    const all = lengthOfAll(piecesOf(whole, english), english.voice)
    expect(all).toBeGreaterThan(PIECE_WHOLE)
    expect(Math.abs((all ?? 0) - (lengthOfAll([whole], english.voice) ?? 0))).toBeLessThan(100)
    const sound = aTakeoverScript({ say: undefined, audio: 'https://cdn.example/a.mp3' })
    expect(lengthOfAll([whole, sound], english.voice)).toBeUndefined()
  })
})

const LOGO = {
  kind: 'image',
  name: undefined,
  url: 'https://cdn.example/logo.png',
  box: undefined,
  loop: undefined,
} as const

describe('pictures', () => {
  const say = SENTENCE.repeat(12)
  const shown = (from: number | undefined, lasts: number | undefined) => {
    const picture = {
      ...LOGO,
      from: from === undefined ? undefined : seconds(from),
      for: lasts === undefined ? undefined : seconds(lasts),
    }
    return piecesOf(aTakeoverScript({ say, foregrounds: [picture] }), english).map(
      ({ foregrounds }) => foregrounds[0],
    )
  }

  test('that stay to the end are on every piece', () => {
    expect(shown(undefined, undefined).every((picture) => picture !== undefined)).toBe(true)
  })

  test('count their times from the beginning of the whole', () => {
    const [first, second, ...rest] = shown(2, 4)
    expect(first).toMatchObject({ from: 2_000, for: 4_000 })
    expect([second, ...rest].every((picture) => picture === undefined)).toBe(true)
  })

  test('go over from piece to piece', () => {
    const pieces = shown(5, 12)
    expect(pieces[0]).toMatchObject({ from: 5_000, for: undefined })
    expect(pieces[1]?.from).toBeUndefined()
    expect(pieces[1]?.for).toBeGreaterThan(0)
    expect(pieces.at(-1)).toBeUndefined()
  })
})
