import fc from 'fast-check'
import { XMLValidator } from 'fast-xml-parser'
import { expect, test } from 'vitest'
import { breaksIn, breaksLength, faultIn } from '../../../daemon/core/rundown/ssml.js'

test.each([
  'No marks at all, and 3 > 2.',
  'Tea &amp; cake, &#60; &#x3c; &quot;all&quot;',
  'Wait <break time="2s"/> and <break strength = \'weak\' />.',
  '<speak><p><s>One.</s>\n<s>Two.</s></p></speak>',
  '<mstts:express-as style="cheerful">Good evening</mstts:express-as>',
  'One <!-- not this < & --> two',
])('is well-formed: %s', (text) => {
  expect(faultIn(text)).toBeUndefined()
})

test.each([
  ['Tea & cake', 'a "&" stands alone', 'write "&amp;", or "and"'],
  ['Tea &nbsp; cake', 'a "&" stands alone', 'write "&amp;", or "and"'],
  ['<sub alias="Tea & cake">T</sub>', 'a "&" stands alone', 'write "&amp;", or "and"'],
  ['3 < 5', 'a "<" begins no mark', 'write "&lt;" for the sign'],
  ['<break time="2s" and', 'a mark is not closed', 'write ">" at its end, or "/>"'],
  ['<break time=2s/>', 'this is no mark', 'write time="2s"'],
  ['<break time/>', 'this is no mark', 'a mark is written <name key="value">'],
  ['<break time="1s" time="2s"/>', 'has "time" twice', 'keep one of them'],
  ['<break time="2s"> and', '"<break time="2s">" is not closed', 'write "<break time="2s"/>"'],
  ['<p>One', '"<p>" is not closed', 'write "</p>" where it ends'],
  ['<p><s>One</p>', '"</p>" comes before "<s>" is closed', 'write "</s>" where it ends'],
  ['One</p>', '"</p>" closes nothing', 'remove it'],
])('is not: %s', (text, says, hint) => {
  expect(faultIn(text)).toEqual({ says: expect.stringContaining(says), hint })
})

test('what is taken, another reader of XML takes, too', () => {
  const pieces = fc.constantFrom(
    '<b>',
    '</b>',
    '<b/>',
    '<b a="c"/>',
    '<',
    '>',
    ' a',
    '!--',
    '-->',
    '&amp;',
    '"',
  )
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
      const text = parts.join('')
      if (!faultIn(text)) expect(XMLValidator.validate(`<x>${text}</x>`), text).toBe(true)
    }),
  )
})

test('whatever is written, it is looked at quickly', () => {
  const before = performance.now()
  for (const part of ['<', '<a ', '<a b="', '<!-- ', '<a>', '&amp;']) faultIn(part.repeat(30_000))
  expect(performance.now() - before).toBeLessThan(2_000)
})

test('breaks last as long as they say, or as their strength', () => {
  const text = '<break time="2s"/> <break time="500ms"/> <break strength="none"/> <break/>'
  expect(breaksIn(text).map(({ length }) => length)).toEqual([2_000, 500, 0, 750])
  expect(breaksLength(text)).toBe(3_250)
})

test('nobody waits longer for a break than voices make of it', () => {
  expect(breaksLength('<break time="7200s"/>')).toBe(20_000)
})
