import { expect, test } from 'vitest'
import { aVendor, field, PATHS } from './a-vendor.js'

const QUESTION = {
  appId: 'qa-7f3a',
  device: 'android',
  language: 'zh',
  query: '什么时候发货？',
  session: 's-1',
  trace: 't-1',
}

test('a known question has an answer, flat and without an envelope', () => {
  const answer = aVendor().post(PATHS.ask, QUESTION)
  expect(answer.body).toEqual({
    answer: '今天下单，四十八小时之内发货，一般三天送到。',
    device_id: '',
    language: 'zh',
    query: QUESTION.query,
    session: 's-1',
    trace: 't-1',
    error_message: '',
  })
})

test('an unknown question has an empty answer, or an error, as switched', () => {
  const ask = (noHit: 'empty' | 'error') => {
    const { body } = aVendor({ noHit }).post(PATHS.ask, { ...QUESTION, query: '天气怎么样' })
    return [field(body, 'answer'), field(body, 'error_message')]
  }
  expect([ask('empty'), ask('error')]).toEqual([
    ['', ''],
    ['', 'no answer found'],
  ])
})

test('a test may bring its own library', () => {
  const questions = [{ library: 'qa-1', asks: ['open'], answer: 'From nine to five, every day.' }]
  const vendor = aVendor({}, { questions })
  const ask = (appId: string) =>
    field(vendor.post(PATHS.ask, { ...QUESTION, appId, query: 'When open?' }).body, 'answer')
  expect([ask('qa-1'), ask('qa-2')]).toEqual(['From nine to five, every day.', ''])
})

test('a question asked wrongly is told so in error_message', () => {
  const vendor = aVendor()
  const wrong = [
    { appId: '' },
    { device: 'linux' },
    { language: 'en' },
    { query: '' },
    { session: 'a b' },
    { trace: 'ä' },
  ]
  for (const part of wrong) {
    const { body } = vendor.post(PATHS.ask, { ...QUESTION, ...part })
    expect(field(body, 'error_message'), JSON.stringify(part)).not.toBe('')
    expect(field(body, 'answer')).toBe('')
  }
})
