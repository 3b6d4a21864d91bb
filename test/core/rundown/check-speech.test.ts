// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the rundown's own
import { expect, test } from 'vitest'
import { spokenLength } from '../../../daemon/core/rundown/check-speech.js'
import { told, withCues, written } from '../../help/written-rundown.js'

test('blanks and marks do not count as spoken', () => {
  expect(spokenLength('a b\u3000c\n<break time="1s"/>d')).toBe(4)
  expect(spokenLength('👩‍🎤你好')).toBe(5)
})

test('a text is measured with its variables put in', () => {
  const say = (variables: string) =>
    told(
      written({
        variables,
        segments: 'segments: [{ segment: a, cues: [{ cue: b, at: start, say: "Hi ${x}" }] }]',
      }),
    )
  expect(say('variables: { x: everybody out there }')).toEqual([])
  expect(say('variables: { x: you }')).toEqual([
    'too-short: the text has 5 characters to speak; the platform takes at least 10',
  ])
  expect(say(`variables: { x: ${'long '.repeat(30)} }`)[0]).toContain('too-long: the text has 152')
})

test('a text with an unknown variable is not measured as well', () => {
  expect(told(withCues('cue: a, at: start, say: "${x}"'))).toEqual([
    'unknown-variable: there is no variable "x"',
  ])
})

test('a variable whose own text is spoilt is known all the same', () => {
  const segments =
    'segments: [{ segment: a, cues: [{ cue: b, at: start, say: "It costs ${price} only." }] }]'
  expect(told(written({ variables: 'variables: { price: 9.90 }', segments }))).toEqual([
    'wrong-type: "price" must be a text, not the number 9.9',
  ])
})

test('words and sound together are legal, and a warning says which is heard', () => {
  const cue = 'cue: a, at: start, say: Good evening everybody., audio: https://cdn.example/a.mp3'
  expect(told(withCues(cue))).toEqual([
    'audio-unheard: with "say" beside it the sound is never heard: the platform speaks the words',
  ])
})

test('sounds of a list are looked at one by one', () => {
  const script = 'script: { audio: [https://cdn.example/a.mp3, https://cdn.example/b.ogg?x=.mp3] }'
  expect(told(written({ script }))).toEqual([
    'file-type: a sound cannot be .ogg; the platform takes .mp3',
  ])
})

test('SSML marks without "ssml: true" would be read out; a smaller-than sign would not', () => {
  const said = (text: string) => told(withCues(`cue: a, at: start, say: "${text}"`))
  expect(said('Good <break/> evening everybody.')[0]).toContain('marks-without-ssml')
  expect(said('Three < four and five > two, as you know.')).toEqual([])
})
