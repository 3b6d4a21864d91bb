// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the rundown's own
import { expect, test } from 'vitest'
import { minutes, seconds } from '../../../daemon/core/time.js'
import { readText, told, written } from '../../help/written-rundown.js'

const asked = (more: string) =>
  `${written()}questions: { answer: "\${asker}: \${answer}"${more} }\n`

test('defaults are filled in', () => {
  expect(readText(asked('')).rundown?.questions).toEqual({
    library: undefined,
    faq: [],
    sources: [],
    otherwise: undefined,
    answer: '${asker}: ${answer}',
    cooldown: seconds(20),
    perAsker: undefined,
    backlog: seconds(90),
    expires: minutes(5),
    blocked: [],
    approve: 'auto',
    approveWithin: minutes(2),
    unapproved: 'decline',
  })
})

test('a rate is so many in a time', () => {
  expect(readText(asked(', perAsker: 2 per 5m')).rundown?.questions?.perAsker).toEqual({
    count: 2,
    per: minutes(5),
  })
  expect(told(asked(', library: qa, perAsker: 1 per 0s'))).toEqual([
    'out-of-range: "1 per 0s" is no rate anybody can ask at',
  ])
})

test('who is asked is who is there, unless it is said', () => {
  const sources = (more: string) => readText(asked(more)).rundown?.questions?.sources
  expect(sources(', library: qa')).toEqual(['library'])
  expect(sources(', library: qa, faq: [{ q: When?, a: Now. }]')).toEqual(['faq', 'library'])
  expect(sources(', library: qa, sources: [model, library]')).toEqual(['model', 'library'])
})

test('who is to be asked must be there', () => {
  expect(told(asked(', sources: [faq]'))).toEqual([
    'no-source: "faq" is to be asked, and there is no "faq" here',
  ])
})

test('a prepared answer belongs to one question or to several', () => {
  const { rundown } = readText(
    asked(', faq: [{ q: When?, a: Now. }, { q: [Who?, Whom?], a: Li. }]'),
  )
  expect(rundown?.questions?.faq).toEqual([
    { q: ['When?'], a: 'Now.' },
    { q: ['Who?', 'Whom?'], a: 'Li.' },
  ])
})

test('a question that is asked twice is a warning, however it is written', () => {
  const faq = '[{ q: Is tea good?, a: It is. }, { q: [Is it?, "is tea GOOD"], a: It is not. }]'
  expect(told(asked(`, faq: ${faq}`))).toEqual([
    'duplicate-question: this is asked in entry 1 of "faq" already, and answered as that says',
  ])
})
