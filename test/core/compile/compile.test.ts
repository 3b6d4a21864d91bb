// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the rundown's own
import { expect, test } from 'vitest'
import { compile } from '../../../daemon/core/compile/compile.js'
import type { AccountId } from '../../../daemon/core/rundown/rundown.js'
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

test('variables are put into script and cues', () => {
  const programme = compiled(
    written({
      variables: 'variables: { host: Li }',
      script: 'script: { say: "I am ${host}, good evening.", repeat: 3, cut-in: at-once }',
      segments:
        'segments: [{ segment: a, cues: [{ cue: b, at: start, say: "${host}, ${host} and ${guest}." }] }]',
    }),
  )
  expect(programme.liveScript).toMatchObject({
    say: 'I am Li, good evening.',
    repeat: 3,
    cutIn: 'at-once',
  })
  expect(programme.cues).toMatchObject([
    { cue: 'b', segment: 'a', script: { say: 'Li, Li and ${guest}.' } },
  ])
})

test('a cue has one sound at most', () => {
  const programme = compiled(
    withCues(
      'cue: a, at: start, audio: https://cdn.example/a.mp3',
      'cue: b, after: a, say: Next one.',
    ),
  )
  expect(programme.cues.map(({ script }) => script.audio)).toEqual([
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
