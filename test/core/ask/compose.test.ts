// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the rundown's own
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compose, lengthOf, padded } from '../../../daemon/core/ask/compose.js'
import { spokenLength } from '../../../daemon/core/rundown/check-speech.js'

const VOICE = { language: 'en-US', speed: 1 }
const TAKEN = { textMin: 10, textMax: 500 }
const TEMPLATE = '${asker} asks: ${question} ${answer}'
const composed = (answer: string, question = 'when do you ship?', template = TEMPLATE) =>
  compose(template, { asker: 'Ann', question, answer }, VOICE, TAKEN)

test('the template is filled in', () => {
  expect(composed('Tomorrow.')).toEqual({
    parts: [{ text: 'Ann asks: when do you ship? Tomorrow.', length: expect.any(Number) }],
    needed: 1,
  })
})

test('viewer text is put in once and as it is', () => {
  const { parts } = composed('Yes.', 'is ${answer} or $& or ${asker} right?')
  expect(parts[0]?.text).toBe('Ann asks: is ${answer} or $& or ${asker} right? Yes.')
})

test('a long answer is cut into parts at the ends of sentences', () => {
  const { parts, needed } = composed(
    'We ship on every working day of the week from our own store in the harbour. ' +
      'What you order before noon leaves on the same day, what comes later leaves on the next. ' +
      'You get a message with a number by which you can follow it all the way to your door.',
  )
  expect(parts.map(({ text }) => text)).toEqual([
    'Ann asks: when do you ship? We ship on every working day of the week from our own store in the harbour.',
    'What you order before noon leaves on the same day, what comes later leaves on the next.',
    'You get a message with a number by which you can follow it all the way to your door.',
  ])
  expect(needed).toBe(1)
})

test('what is too short for the platform is padded', () => {
  expect(composed('有货。', '', '${answer}').parts[0]?.text).toBe('有货。.......')
  expect(padded('long enough for it', 10)).toBe('long enough for it')
})

test('whatever is said, every part is one the platform takes, and nothing is lost', () => {
  const words = fc.string({ unit: 'grapheme', maxLength: 60 })
  const limits = fc.record({ textMin: fc.constant(10), textMax: fc.integer({ min: 40, max: 300 }) })
  const answers = fc.array(words, { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(answers, words, limits, (answer, question, taken) => {
      const spoken = { asker: 'Ann', question, answer: answer.join('. ') }
      const { parts, needed } = compose(TEMPLATE, spoken, VOICE, taken)
      expect(parts.length).toBeGreaterThan(0)
      expect(needed).toBeGreaterThan(0)
      expect(needed).toBeLessThanOrEqual(parts.length)
      for (const { text } of parts) {
        expect(spokenLength(text)).toBeGreaterThanOrEqual(taken.textMin)
        expect([...text].length).toBeLessThanOrEqual(taken.textMax + taken.textMin)
      }
      const bare = (text: string) => text.replaceAll(/[\s.]/gu, '')
      expect(bare(parts.map(({ text }) => text).join(''))).toBe(
        bare(`Ann asks: ${question} ${answer.join('. ')}`),
      )
    }),
  )
})

test('a length is a forecast of speech', () => {
  expect(lengthOf('A sentence of some words.', VOICE)).toBeGreaterThan(500)
})
