import { expect, test } from 'vitest'
import { after, millis, seconds } from '../../../daemon/core/time.js'
import type { Span } from '../../../daemon/render/span.js'
import type { Model } from '../../../daemon/stand-in/softsugar/model.js'
import { stageOf } from '../../../daemon/stand-in/softsugar/stage.js'
import { aLiveScript, aTakeover, aVendor, dataText, NINE, PATHS, TEN_SECONDS } from './a-vendor.js'

const PICTURE = { url: 'https://cdn.example/tea.png', rect: [690, 300, 350, 350] }

/** A live session, and the spans of what is on its stage. */
function onAir() {
  const spans: Span[] = []
  let model: Model | undefined
  const stage = stageOf((session) => model?.onStage(session))
  const vendor = aVendor(
    { init: millis(0) },
    {
      witness: (entry) => {
        const begun = stage.follow(entry)
        if (begun) spans.push(begun.span)
      },
    },
  )
  model = vendor.model
  const script = JSON.parse(aLiveScript())
  Object.assign(script.sceneList[0], {
    tts_query: { content: '欢迎来到直播间，欢迎大家。', ssml: false },
    foregrounds: [
      {
        type: 0,
        url: 'https://cdn.example/sign.png',
        rect: [40, 40, 310, 88],
        start: 2_000,
        duration: 3_000,
      },
    ],
  })
  const param = JSON.stringify(script)
  const session = dataText(vendor.post(PATHS.create, { param }), 'sessionId')
  vendor.post(PATHS.start, { sessionId: session })
  const enqueue = (takeover: string) =>
    vendor.post(PATHS.queue, { sessionId: session, param: takeover })
  return { ...vendor, spans, session, enqueue }
}

test('live, the script is on stage with its pictures at their times', () => {
  const [span] = onAir().spans
  expect(span).toMatchObject({
    at: NINE,
    presenter: { name: 'anchor', x: 0, y: 0, scale: 1 },
    speech: { text: '欢迎来到直播间，欢迎大家。', language: 'zh-CN', into: 0, loops: true },
    foregrounds: [{ box: [40, 40, 310, 88], from: NINE + 2_000, until: NINE + 5_000 }],
  })
})

test('a takeover brings its own pictures, and the script goes on where it was interrupted', () => {
  const { spans, enqueue, pass } = onAir()
  pass(seconds(1))
  const shown = {
    ...JSON.parse(aTakeover(TEN_SECONDS)),
    foregrounds: [{ ...PICTURE, start: 500, duration: -1 }],
  }
  enqueue(JSON.stringify(shown))
  pass(seconds(30))
  const [, takeover, script] = spans
  const began = after(NINE, seconds(1))
  expect(takeover).toMatchObject({
    at: began,
    speech: { text: TEN_SECONDS, length: 10_000, into: 0, loops: false },
    foregrounds: [{ url: PICTURE.url, box: PICTURE.rect, from: began + 500, until: undefined }],
  })
  expect(script).toMatchObject({ at: began + 10_000, speech: { into: 1_000, loops: true } })
  expect(spans).toHaveLength(3)
})

test('a takeover without pictures leaves those of the script; a cancelled one gives way at once', () => {
  const { spans, enqueue, pass, post, session } = onAir()
  const trace = dataText(enqueue(aTakeover(TEN_SECONDS)), 'commandTraceId')
  pass(seconds(4))
  post(PATHS.cancel, { sessionId: session, commandTraceId: trace })
  expect(spans.map(({ at, speech }) => [at - NINE, speech?.loops])).toEqual([
    [0, true],
    [0, false],
    [4_000, true],
  ])
  expect(spans[1]?.foregrounds).toEqual(spans[0]?.foregrounds)
})

test('what ends goes off air', () => {
  const { spans, post, session, pass } = onAir()
  pass(seconds(5))
  post(PATHS.close, { sessionId: session })
  expect(spans.at(-1)).toMatchObject({ at: NINE + 5_000, slate: 'off air', presenter: undefined })
})
