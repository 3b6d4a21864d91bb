import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type SpeechLength, speechLength } from '../../../daemon/core/compile/speech-length.js'
import { millis, seconds } from '../../../daemon/core/time.js'

const voice = (language = 'en-GB', speed = 1) => ({ language, speed })
const lengthOf = (text: string, language = 'en-GB', speed = 1): SpeechLength => {
  const length = speechLength(text, voice(language, speed))
  if (length === 'unknown') throw new Error(`no length of ${text}`)
  return length
}
const expected = (text: string, language = 'en-GB', speed = 1): number =>
  lengthOf(text, language, speed).expected
const spoken = (say: string) => ({ say, ssml: true, audio: undefined })
const ssmlMs = (say: string) => {
  const length = speechLength(spoken(say), voice())
  return length === 'unknown' ? length : length.expected
}

/** Within a fifth: what two newsreaders differ by. */
const near = (ms: number, wanted: number) => {
  expect(ms).toBeGreaterThan(wanted * 0.8)
  expect(ms).toBeLessThan(wanted * 1.2)
}

describe('a minute of news takes a minute', () => {
  // The paces are published ones, not timed by us: 183 English words a minute (Brysbaert 2019, reading aloud), 250 to
  // 270 Chinese characters (China National Radio), 300 to 350 Japanese (NHK, private stations): see speech-pace.ts.
  // The texts are ordinary ones of ours and the IPA's fable; the test is whether the counting survives real prose.
  test('English: the 113 words of the North Wind and the Sun take 37 s at 183 a minute', () => {
    const fable =
      'The North Wind and the Sun were disputing which was the stronger, when a traveler came along wrapped in a warm ' +
      'cloak. They agreed that the one who first succeeded in making the traveler take his cloak off should be ' +
      'considered stronger than the other. Then the North Wind blew as hard as he could, but the more he blew the more ' +
      'closely did the traveler fold his cloak around him; and at last the North Wind gave up the attempt. Then the Sun ' +
      'shined out warmly, and immediately the traveler took off his cloak. And so the North Wind was obliged to confess ' +
      'that the Sun was the stronger of the two.'
    expect(fable.split(' ')).toHaveLength(113)
    near(expected(fable), (113 / 183) * 60_000)
  })

  test('Chinese: 63 characters take 15 s at 260 a minute', () => {
    const news =
      '各位观众早上好,欢迎收看今天的早间市场。今天黄金价格比昨天上涨了百分之二,白银基本持平。专家提醒,投资有风险,请大家根据自己的情况谨慎选择。'
    const characters = news.match(/\p{sc=Han}/gu)?.length ?? 0
    expect(characters).toBe(63)
    near(expected(news, 'zh-CN'), (characters / 260) * 60_000)
  })

  test('Japanese: at 320 characters a minute', () => {
    const news =
      '今日の金の価格は、昨日に比べておよそ二パーセント上がりました。銀の価格はほとんど変わっていません。'
    const characters = news.match(/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}ー]/gu)?.length ?? 0
    near(expected(news, 'ja-JP'), (characters / 320) * 60_000)
  })

  test('German: the same fable in German takes about as long as in English', () => {
    const fable =
      'Einst stritten sich Nordwind und Sonne, wer von ihnen beiden wohl der Stärkere wäre, als ein Wanderer, der in ' +
      'einen warmen Mantel gehüllt war, des Weges daherkam. Sie wurden einig, dass derjenige für den Stärkeren gelten ' +
      'sollte, der den Wanderer zwingen würde, seinen Mantel abzunehmen.'
    near(expected(fable, 'de-DE'), 20_000)
  })
})

describe('what is counted', () => {
  test('digits are read out: a price takes longer than its signs', () => {
    expect(expected('1499', 'zh-CN')).toBeGreaterThan(expected('价格很好', 'zh-CN'))
    expect(expected('149')).toBeGreaterThan(expected('one hundred'))
    expect(expected('5%')).toBeGreaterThan(expected('5'))
  })

  test('a point inside a number is no pause', () => {
    expect(expected('3.5')).toBe(expected('35'))
    expect(expected('09:30')).toBe(expected('0930'))
  })

  test('a Latin word in a Chinese text takes the time of an English one', () => {
    expect(expected('Lumen One', 'zh-CN')).toBe(expected('Lumen One', 'en-US'))
    const mixed = expected('我们的新产品叫做Lumen One,现价149元。', 'zh-CN')
    const apart =
      expected('我们的新产品叫做,现价元。', 'zh-CN') +
      expected('Lumen One', 'en') +
      expected('149', 'zh-CN')
    expect(Math.abs(mixed - apart)).toBeLessThanOrEqual(2)
  })

  test('a full stop pauses longer than a comma, and three of them no longer than one', () => {
    const bare = expected('good evening')
    expect(expected('good, evening')).toBeGreaterThan(bare)
    expect(expected('good. evening')).toBeGreaterThan(expected('good, evening'))
    expect(expected('good... evening')).toBe(expected('good. evening'))
    expect(expected('早上好。', 'zh-CN')).toBe(expected('早上好.', 'zh-CN'))
  })

  test('a language nobody measured is read at the pace of the alphabets that were', () => {
    expect(expected('dobar dan svima', 'hr-HR')).toBe(expected('dobar dan svima', 'xx'))
    near(expected('a'.repeat(706), 'xx'), 60_000 * 0.88)
  })

  test('upper case and regions of a language tag change nothing', () => {
    expect(expected('早上好', 'ZH-tw')).toBe(expected('早上好', 'zh-CN'))
  })

  test('nothing to say takes no time', () => {
    expect(lengthOf('  \n ')).toEqual({ expected: 0, least: 0, most: 0 })
  })
})

describe('SSML', () => {
  test('a break lasts as long as it says, whatever the speed; other marks last no time', () => {
    const plain = expected('good evening')
    expect(ssmlMs('good <break time="800ms"/> evening')).toBe(plain + 800)
    expect(ssmlMs("good <break time='1.5s' /> evening")).toBe(plain + 1_500)
    expect(ssmlMs('<speak><p>good evening</p></speak>')).toBe(plain)
    const fast = speechLength(spoken('good <break time="10s"/> evening'), voice('en', 2))
    expect(fast).toMatchObject({ expected: Math.round(plain / 2 + 10_000) })
  })

  test('a break without a time pauses by its strength, and none is longer than a voice makes it', () => {
    const plain = expected('good evening')
    expect(ssmlMs('good <break/> evening')).toBe(plain + 750)
    expect(ssmlMs('good <break strength="none"/> evening')).toBe(plain)
    expect(ssmlMs('good <break strength="x-strong"/> evening')).toBe(plain + 1_250)
    expect(ssmlMs('good <break time="1000s"/> evening')).toBe(plain + 20_000)
  })

  test('an entity is the character it stands for', () => {
    expect(ssmlMs('salt &amp; pepper')).toBe(expected('salt & pepper'))
  })

  test('a sound inside the marks has no length anybody knows', () => {
    expect(ssmlMs('good <audio src="https://cdn.example/a.mp3"/> evening')).toBe('unknown')
  })
})

describe('sounds', () => {
  const sound = 'https://cdn.example/jingle.mp3'
  const jingle = { say: undefined, ssml: false, audio: sound }

  test('a sound by its address is unknown, unless somebody measured it', () => {
    expect(speechLength(jingle, voice())).toBe('unknown')
    expect(speechLength(jingle, voice(), new Map([[sound, seconds(7)]]))).toEqual({
      expected: 7_000,
      least: 7_000,
      most: 7_000,
    })
  })

  test('several sounds follow each other; one unknown makes the whole unknown', () => {
    const two = { ...jingle, audio: [sound, 'b.mp3'] }
    expect(speechLength(two, voice(), new Map([[sound, seconds(7)]]))).toBe('unknown')
    const both = new Map([
      [sound, seconds(7)],
      ['b.mp3', millis(500)],
    ])
    expect(speechLength(two, voice(), both)).toMatchObject({ expected: 7_500 })
  })

  test('with words beside it the platform speaks the words', () => {
    expect(speechLength({ ...jingle, say: 'good evening' }, voice())).toEqual(
      lengthOf('good evening'),
    )
  })

  test('without words or sounds there is nothing to measure', () => {
    expect(speechLength({ ...jingle, audio: undefined }, voice())).toBe('unknown')
    expect(speechLength({ ...jingle, audio: [] }, voice())).toBe('unknown')
  })
})

describe('whatever the text', () => {
  const word = fc.constantFrom(
    ...'good evening market 早上好 黄金价格 おはよう 안녕하세요 привет مرحبا 149 3.5 Lumen 5% –'.split(
      ' ',
    ),
  )
  const sentence = fc
    .array(word, { minLength: 1, maxLength: 20 })
    .map((words) => `${words.join(' ')}.`)
  const anything = fc
    .array(fc.integer({ min: 0, max: 0x10_ff_ff }), { maxLength: 40 })
    .map((points) => String.fromCodePoint(...points))
  const language = fc.constantFrom('zh-CN', 'en-US', 'ja', 'ko', 'de', 'fr', 'es', 'ru', 'ar', 'hi')

  test('two sentences together take as long as both', () => {
    fc.assert(
      fc.property(sentence, sentence, language, (one, other, tag) => {
        const both = expected(`${one} ${other}`, tag)
        expect(Math.abs(both - expected(one, tag) - expected(other, tag))).toBeLessThanOrEqual(2)
      }),
    )
  })

  test('more text never takes less time', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), language, (one, more, tag) => {
        expect(expected(`${one} ${more}`, tag)).toBeGreaterThanOrEqual(expected(one, tag))
      }),
    )
  })

  test('twice the speed takes half the time', () => {
    fc.assert(
      fc.property(
        sentence,
        language,
        fc.double({ min: 0.5, max: 1, noNaN: true }),
        (one, tag, speed) => {
          const slow = expected(one, tag, speed)
          expect(Math.abs(slow - 2 * expected(one, tag, speed * 2))).toBeLessThanOrEqual(2)
        },
      ),
    )
  })

  test('least, expected and most are in this order, and finite', () => {
    fc.assert(
      fc.property(anything, fc.boolean(), (say, ssml) => {
        const length = speechLength({ say, ssml, audio: undefined }, voice('zh-CN', 1.3))
        if (length === 'unknown') return
        expect(length.least).toBeLessThanOrEqual(length.expected)
        expect(length.expected).toBeLessThanOrEqual(length.most)
        expect(Number.isSafeInteger(length.most)).toBe(true)
      }),
    )
  })
})
