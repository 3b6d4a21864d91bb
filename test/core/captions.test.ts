import { expect, test } from 'vitest'
import { captionsOf, piecesOf, webVtt, widthOf } from '../../daemon/core/captions.js'

test('a text is cut into its sentences', () => {
  expect(
    piecesOf('Good evening, I am Li. And this is the very first show! Is it? Yes, it really is.'),
  ).toEqual([
    'Good evening, I am Li.',
    'And this is the very first show! Is it?',
    'Yes, it really is.',
  ])
  expect(piecesOf('大家好，欢迎来到不打烊小店。今天为大家准备了三件好物！马上开始。')).toEqual([
    '大家好，欢迎来到不打烊小店。',
    '今天为大家准备了三件好物！马上开始。',
  ])
})

test('marks and line breaks are not read, numbers keep their points', () => {
  expect(
    piecesOf('Forty seconds. <break time="800ms"/>\n Dim the lights\nat 9.30 tonight, please.'),
  ).toEqual(['Forty seconds.', 'Dim the lights at 9.30 tonight, please.'])
  expect(piecesOf('Three < five, and five > three, as ever.')).toEqual([
    'Three < five, and five > three, as ever.',
  ])
})

test('a sentence longer than the screen is divided, and no sign is lost', () => {
  const long =
    '三档色温，无频闪，充一次电可以用两个晚上，孩子写作业、睡前看书都合适，今天一百二十八元，还送一条充电线'
  const pieces = piecesOf(long)
  expect(pieces.length).toBeGreaterThan(1)
  expect(pieces.join('')).toBe(long)
  expect(pieces.every((piece) => widthOf(piece) <= 76)).toBe(true)
  const unbroken = '好'.repeat(200)
  expect(piecesOf(unbroken).join('')).toBe(unbroken)
  expect(piecesOf('x'.repeat(500)).join('')).toBe('x'.repeat(500))
})

test('the pieces share the time that was confirmed, by what they take to be said, without a gap', () => {
  const captions = captionsOf({
    text: 'A short one to begin with. And then a sentence that takes about three times as long to say as that.',
    language: 'en-GB',
    from: 1_000,
    until: 9_000,
  })
  expect(captions).toHaveLength(3 - 1)
  expect(captions[0]?.from).toBe(1_000)
  expect(captions[0]?.until).toBe(captions[1]?.from)
  expect(captions[1]?.until).toBe(9_000)
  const [one, other] = captions.map(({ from, until }) => until - from)
  expect(other ?? 0).toBeGreaterThan(2 * (one ?? 0))
})

test('WebVTT: nothing in a text opens a mark or a time', () => {
  const text = 'Ham & eggs <b>now</b> --> never'
  expect(webVtt([{ from: 3_599_500, until: 360_000_250, text }], ['of --> tonight'])).toBe(
    'WEBVTT\n\nNOTE of --&gt; tonight\n\n1\n00:59:59.500 --> 100:00:00.250\n' +
      'Ham &amp; eggs &lt;b&gt;now&lt;/b&gt; --&gt; never\n',
  )
})
