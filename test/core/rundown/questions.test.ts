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

test('a prepared answer that the show itself blocks is told: as words, in Chinese anywhere in them', () => {
  const codes = (blocked: string, a: string) =>
    told(asked(`, faq: [{ q: Is it good?, a: "${a}" }], blocked: [${blocked}]`))
  expect(codes('Refund, free money', 'A refund is yours.')).toEqual([
    'blocked-answer: this would never be heard: "Refund" is blocked',
  ])
  expect(codes('free money', 'There is no FREE money here.')).toHaveLength(1)
  expect(codes('free money', 'It is free, and no money back.')).toEqual([])
  expect(codes('fund', 'A refund is yours.')).toEqual([])
  expect(codes('退款', '我们可以退款给您')).toHaveLength(1)
  expect(codes('refund', 'Ask us about ${refund} please.')).not.toContainEqual(
    expect.stringContaining('blocked-answer'),
  )
})

test('so is what is said in place of an answer', () => {
  const otherwise =
    ', otherwise: Ask for a refund at the desk., library: products, blocked: [refund]'
  expect(told(asked(otherwise))).toEqual([
    'blocked-answer: this would never be heard: "refund" is blocked',
  ])
})
