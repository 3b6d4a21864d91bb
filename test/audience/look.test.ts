// biome-ignore-all lint/suspicious/noTemplateCurlyInString: a viewer writes what he likes
import { describe, expect, test } from 'vitest'
import { blocked, isBlockable, look } from '../../daemon/audience/look.js'
import { judge } from '../../daemon/core/ask/gates.js'
import type { Gate } from '../../daemon/core/ask/question.js'

const WORDS = ['refund fraud', 'scam', '退款', '法轮', 'Casino'].map(blocked)
const verdict = (text: string, gate: Gate = 'question') => judge(gate, look(text), WORDS)

/** What people do to a word so that a list does not know it. */
const ATTACKS: readonly (readonly [name: string, text: string])[] = [
  ['as it is', 'is this a refund fraud?'],
  ['capitals', 'REFUND FRAUD?'],
  ['full width', 'ｒｅｆｕｎｄ　ｆｒａｕｄ'],
  ['Cyrillic look-alikes', 'rеfund frаud'],
  ['Greek look-alikes', 'refυnd frαud'],
  ['Armenian look-alikes', 'refսnd frauԁ'],
  ['mathematical letters', '𝐫𝐞𝐟𝐮𝐧𝐝 𝖋𝖗𝖆𝖚𝖉'],
  ['circled letters', 'ⓡⓔⓕⓤⓝⓓ ⓕⓡⓐⓤⓓ'],
  ['digits for letters', 'r3fund fr4ud'],
  ['signs for letters', 'refund fr@ud'],
  ['zero width', 're\u200bfund fr\u200daud'],
  ['soft hyphen', 're\u00adfund fra\u00adud'],
  ['tags in the word', 're<b></b>fund fr<i/>aud'],
  ['single letters', 'r e f u n d  f r a u d'],
  ['points between', 'r.e.f.u.n.d f-r-a-u-d'],
  ['torn apart', 're fund fra ud'],
  ['letters repeated', 'refuuuund frauuuud'],
  ['accents', 'réfünd fráud'],
  ['stacked marks', 'r\u0301\u0302\u0303efund fraud'],
  ['line ends', 'refund\nfraud'],
  ['a short one', 'you sc4m us'],
  ['a short one, spaced', 's c a m'],
  ['a short one, longer', 'these scammers again'],
  ['capital i for small l', 'CaslNO'],
  ['Han', '我要退款'],
  ['Han, spaced', '我要 退 款'],
  ['Han, pointed', '我要退·款'],
  ['Han, invisible', '退\u200b款'],
  ['by sound', '我要腿宽'],
  ['pinyin', 'wo yao tuikuan'],
  ['pinyin, spaced', 'wo yao tui kuan'],
  ['pinyin, with tones', 'wǒ yào tuì kuǎn'],
  ['half and half', '我要tui款'],
  ['another tone', '发论大法'],
]

describe('a blocked word is found in every disguise', () => {
  test.each(ATTACKS)('%s', (_, text) => {
    expect(verdict(text).passed).toBe(false)
    expect(verdict(text).rule).toMatch(/^blocked /)
  })

  test('in the name as well', () => {
    expect(verdict('Refund Frаud', 'name').passed).toBe(false)
  })
})

const DECENT = [
  'When do you ship to Berlin?',
  'Is the blue one in stock in size 42?',
  'How much is it, 99.50 or 1000?',
  'What is the class of this material?',
  'Do you have a refund policy?',
  'Can you scan the label?',
  '什么时候发货？',
  '这个多少钱',
  '推荐一个宽松的尺码',
  '你好，主播今天好漂亮',
]

describe('who asks decently is heard', () => {
  test.each(DECENT)('%s', (text) => {
    expect(verdict(text)).toEqual({ gate: 'question', passed: true, rule: 'clean' })
  })
})

describe('what is no question for the air', () => {
  test.each([
    ['a link', 'look at https://evil.example/x'],
    ['a link without a scheme', 'look at evil.com now'],
    ['a link, spelt', 'evil dot com'],
    ['a link, in Chinese', 'evil点com'],
    ['a link in full width', 'ｅｖｉｌ．ｃｏｍ'],
    ['an address', 'write to a.b@evil.example'],
    ['a number', 'call +49 (30) 1234-5678'],
    ['a number in full width', '１３８ ００１３ ８０００'],
    ['a number in Chinese', '一三八零零一三八零零零'],
    ['too long', 'why '.repeat(80)],
    ['nothing but signs', '???!!'],
    ['nothing at all', ''],
    ['turned round', 'abc \u202edef'],
  ])('%s', (_, text) => {
    expect(verdict(text).passed).toBe(false)
  })
})

describe('what is spoken of it', () => {
  test.each([
    ['marks', '<speak>Hello <break time="60s"/>there</speak>', 'Hello there'],
    ['a broken mark', 'Hello <break time="60s" there', 'Hello break time="60s" there'],
    ['entities', 'Hello &lt;b&gt; there', 'Hello b there'],
    ['controls', 'Hello\u0000\u0007 there\u0085', 'Hello there'],
    ['a template', '${asker} $' + '{answer}', '${asker} $' + '{answer}'],
  ])('%s', (_, text, spoken) => {
    expect(look(text).text).toBe(spoken)
  })
})

test('a word of signs alone would be in every text', () => {
  expect(isBlockable('***')).toBe(false)
  expect(isBlockable('a*b')).toBe(true)
})
