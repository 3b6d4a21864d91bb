// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the rundown's own
import { expect, test } from 'vitest'
import {
  filledQuestions,
  filledScript,
  takeoversOf,
  valuesOf,
} from '../../../daemon/core/compile/fill.js'
import { aCue, aLiveScript, aProgramme, aTakeoverScript, start } from '../../builders.js'
import { QUESTIONS } from '../../run/an-audience.js'

const programme = aProgramme({ variables: { host: 'Li', price: '59' } })

test("an airing's own values stand before the defaults", () => {
  expect(valuesOf(programme, {})).toEqual({ host: 'Li', price: '59' })
  expect(valuesOf(programme, { host: 'Wang' })).toEqual({ host: 'Wang', price: '59' })
})

test('script and takeover are filled in when they are spoken', () => {
  const values = valuesOf(programme, { host: 'Wang' })
  expect(filledScript(aLiveScript({ say: 'I am ${host}.' }), values).say).toBe('I am Wang.')
  const cue = aCue('a', start(), { script: aTakeoverScript({ say: '${host}: ${price}' }) })
  expect(takeoversOf(cue, values).map(({ say }) => say)).toEqual(['Wang: 59'])
})

test('a cue with variants has a takeover for each of them', () => {
  const cue = aCue('a', start(), { variants: ['Only ${price} today.', 'Today only ${price}.'] })
  expect(takeoversOf(cue, valuesOf(programme, {})).map(({ say }) => say)).toEqual([
    'Only 59 today.',
    'Today only 59.',
  ])
})

test('a cue of sound has nothing to fill in', () => {
  const script = aTakeoverScript({ say: undefined, audio: 'https://cdn.example/a.mp3' })
  expect(takeoversOf(aCue('a', start(), { script }), {})).toEqual([script])
})

test('prepared questions and answers are filled in, and the template of answers is left to its own names', () => {
  const written = {
    ...QUESTIONS,
    faq: [{ q: ['Who is ${host}?'], a: 'I am ${host}.' }],
    otherwise: 'Ask ${host}.',
  }
  const { faq, otherwise, answer } = filledQuestions(written, { host: 'Li', answer: 'no' })
  expect(faq).toEqual([{ q: ['Who is Li?'], a: 'I am Li.' }])
  expect([otherwise, answer]).toEqual(['Ask Li.', QUESTIONS.answer])
})
