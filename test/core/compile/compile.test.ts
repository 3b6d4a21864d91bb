// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the rundown's own
import { expect, test } from 'vitest'
import { compile } from '../../../daemon/core/compile/compile.js'
import type { AccountId } from '../../../daemon/core/rundown/rundown.js'
import { minutes } from '../../../daemon/core/time.js'
import { readText, withCues, written } from '../../help/written-rundown.js'

const settled = { version: 'v1', account: 'main' as AccountId, timezone: 'UTC' }
const compiled = (text: string) => {
  const { rundown, problems } = readText(text)
  if (rundown === undefined) throw new Error(JSON.stringify(problems))
  return compile(rundown, settled)
}

test('the station settles what the rundown leaves open', () => {
  expect(compiled(written({ timezone: '' }))).toMatchObject({
    show: 'evening',
    version: 'v1',
    account: 'main',
    timezone: 'UTC',
  })
  expect(compiled(`${written()}account: demo\n`)).toMatchObject({
    account: 'demo',
    timezone: 'Asia/Shanghai',
  })
})

test('variables stay in the texts: each airing has its own values', () => {
  const programme = compiled(
    written({
      variables: 'variables: { host: Li, guest: { required: true } }',
      schedule:
        'schedule: [{ cron: "0 20 * * *", duration: 2h, variables: { guest: Mara Winter } }]',
      script: 'script: { say: "I am ${host}, good evening.", repeat: 3, cut-in: at-once }',
      segments:
        'segments: [{ segment: a, cues: [{ cue: b, at: start, say: "${host} and ${guest}." }] }]',
    }),
  )
  expect(programme.liveScript).toMatchObject({
    say: 'I am ${host}, good evening.',
    repeat: 3,
    cutIn: 'at-once',
  })
  expect(programme.variables).toEqual({ host: 'Li' })
  expect(programme.cues[1]).toMatchObject({
    cue: 'b',
    segment: 'a',
    script: { say: '${host} and ${guest}.' },
  })
})

test('a disclosure is a cue of its own, and its picture stands on the stage', () => {
  const picture = '{ image: https://cdn.example/synthetic.png, box: [0, 1800, 1080, 120] }'
  const { cues, liveScript } = compiled(
    written({
      stage: 'stage: { foregrounds: [{ image: https://cdn.example/logo.png }] }',
      disclosure: `disclosure: { say: Nobody here is real, every: 15m, picture: ${picture} }`,
    }),
  )
  expect(cues).toMatchObject([
    {
      cue: 'disclosure',
      segment: 'disclosure',
      when: { kind: 'every', every: minutes(15), from: { from: 'start', plus: 0 } },
      script: { foregrounds: [{ url: 'https://cdn.example/synthetic.png', for: undefined }] },
      urgency: 'priority',
      doubt: 'must',
      drop: undefined,
    },
  ])
  expect(liveScript.stage.foregrounds.map(({ url }) => url)).toEqual([
    'https://cdn.example/logo.png',
    'https://cdn.example/synthetic.png',
  ])
})

test('without a disclosure nothing is aired that the producer did not write', () => {
  expect(compiled(written({ disclosure: '' })).cues).toEqual([])
})

test('an ad-lib is prepared, and never planned', () => {
  const adlibs = 'adlibs: [{ adlib: sold-out, say: This one is gone., urgency: breaking }]'
  const { adlibs: prepared, cues } = compiled(`${written({ disclosure: '' })}${adlibs}\n`)
  expect(prepared).toMatchObject([
    { adlib: 'sold-out', script: { say: 'This one is gone.' }, urgency: 'breaking' },
  ])
  expect(cues).toEqual([])
})

test('a cue has one sound at most', () => {
  const programme = compiled(
    withCues(
      'cue: a, at: start, audio: https://cdn.example/a.mp3',
      'cue: b, after: a, say: Next one.',
    ),
  )
  expect(programme.cues.slice(1).map(({ script }) => script.audio)).toEqual([
    'https://cdn.example/a.mp3',
    undefined,
  ])
})

test('a programme survives a round trip through JSON', () => {
  const programme = compiled(
    withCues('cue: a, every: 5m, from: end-1h, say: Good evening everybody., expires: 1m'),
  )
  const again: unknown = JSON.parse(JSON.stringify(programme))
  expect(again).toEqual(programme)
})
