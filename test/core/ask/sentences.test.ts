import { expect, test } from 'vitest'
import { cutToSentences, joined, sentences } from '../../../daemon/core/ask/sentences.js'

test('sentences end where they end', () => {
  expect(sentences('It is 9.50 today. Buy it! "Now?" Yes… really')).toEqual([
    'It is 9.50 today.',
    'Buy it!',
    '"Now?"',
    'Yes…',
    'really',
  ])
  expect(sentences('今天发货。三天送到！“真的？”是的')).toEqual([
    '今天发货。',
    '三天送到！',
    '“真的？”',
    '是的',
  ])
  expect(sentences('  ')).toEqual([])
})

test('an answer is cut between sentences', () => {
  expect(cutToSentences('One. Two. Three.', 2, 100)).toBe('One. Two.')
  expect(cutToSentences('One. Two. Three.', 9, 9)).toBe('One. Two.')
  expect(cutToSentences('Onlyone', 9, 4)).toBe('Only')
})

test('Han sentences are joined without a blank', () => {
  expect(joined(['今天。', '明天。', 'ok.', 'yes'])).toBe('今天。明天。ok. yes')
})
