import { expect, test } from 'vitest'
import { openFaq } from '../../daemon/audience/faq.js'

const faq = openFaq([
  {
    q: ['When do you ship?', 'How long does shipping take?', '什么时候发货', '几天能到'],
    a: 'Tomorrow.',
  },
  { q: ['How much is it?', 'What is the price?', '这个多少钱'], a: 'Ninety-nine.' },
  { q: ['Can I send it back?', '可以退货吗'], a: 'Within a week.' },
])
const signal = new AbortController().signal
const answer = async (question: string) => {
  const found = await faq.ask({ question, conversation: 'c', signal })
  return found.is === 'answer' ? found.text : found.is
}

test.each([
  ['word for word', 'When do you ship?', 'Tomorrow.'],
  ['in other words', 'hi, how long does the shipping to Berlin take?', 'Tomorrow.'],
  ['misspelt', 'how long does shiping take', 'Tomorrow.'],
  ['in capitals', 'WHAT IS THE PRICE', 'Ninety-nine.'],
  ['in Chinese', '请问什么时候发货呀', 'Tomorrow.'],
  ['in Chinese, another', '这个多少钱啊', 'Ninety-nine.'],
])('a prepared question is found %s', async (_, question, expected) => {
  expect(await answer(question)).toBe(expected)
})

test.each([
  'Who are you?',
  'what is your favourite colour',
  '主播今天好漂亮',
  'do you have a dog and does it take long walks when you are away on the sea',
])('what nobody prepared is not answered: %s', async (question) => {
  expect(await answer(question)).toBe('none')
})

test('with nothing prepared nothing is found', async () => {
  expect(await openFaq([]).ask({ question: 'When?', conversation: 'c', signal })).toEqual({
    is: 'none',
  })
})
