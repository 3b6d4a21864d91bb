// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the rundown's own
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCompile } from '../../daemon/commands/compile.js'
import { instant } from '../../daemon/core/time.js'
import { aFolder } from '../help/folder.js'
import { heardOutput } from '../help/output.js'
import { withCues, written } from '../help/written-rundown.js'

const monday = instant(Date.UTC(2026, 10, 23))
const file = (text: string) => join(aFolder({ 'evening.yaml': text }), 'evening.yaml')
const compiled = (text: string, at?: string) => {
  const output = heardOutput()
  const flags = { timezone: 'UTC', ...(at === undefined ? {} : { at }) }
  const code = runCompile(file(text), flags, monday, output)
  return { code, ...output.heard }
}

test('the next airing is what the platform would be sent', () => {
  const text = withCues(
    'cue: a, at: +1m, say: Good evening everybody.',
    'cue: b, after: a, say: And good evening again.',
  )
  const { code, result, trouble } = compiled(text)
  expect([code, trouble]).toEqual([0, ''])
  expect(JSON.parse(result)).toMatchObject({
    show: 'evening',
    airing: 'evening@2026-11-23T20:00',
    liveScript: { version: '0.0.1', sceneList: [{ tts_config: { qid: 'nina-warm' } }] },
    takeovers: [
      { cue: 'disclosure', at: '2026-11-23T20:00:00+08:00' },
      {
        cue: 'a',
        at: '2026-11-23T20:01:00+08:00',
        takeover: { tts_query: { content: 'Good evening everybody.', ssml: false } },
      },
      { cue: 'b', at: 'after a' },
    ],
  })
})

test('another day can be asked for, in the time of the show', () => {
  expect(JSON.parse(compiled(written(), '2026-12-24T20:00').result).airing).toBe(
    'evening@2026-12-24T20:00',
  )
  expect(JSON.parse(compiled(written(), '2026-12-24T20:00:01').result).airing).toBe(
    'evening@2026-12-25T20:00',
  )
})

test('the airing may be years away', () => {
  const schedule = 'schedule: [{ cron: "0 20 29 2 *", duration: 1h }]'
  expect(JSON.parse(compiled(written({ schedule })).result).airing).toBe('evening@2028-02-29T20:00')
})

test('a show that is over has no airing', () => {
  const schedule = 'schedule: [{ at: 2026-01-01T20:00:00, duration: 1h }]'
  const { code, result, trouble } = compiled(written({ schedule }))
  expect([code, result]).toEqual([1, ''])
  expect(trouble).toContain('no airing at or after 2026-11-23T08:00:00+08:00')
})

test('a rundown with an error is not compiled', () => {
  const { code, result, trouble } = compiled(withCues('cue: a, at: noon, say: Good evening all.'))
  expect([code, result]).toEqual([1, ''])
  expect(trouble).toContain('wrong-form')
})

test('a time or zone that is none is a wrong use', () => {
  expect(compiled(written(), 'tomorrow').code).toBe(2)
  const output = heardOutput()
  expect(runCompile(file(written()), { timezone: 'Mars' }, monday, output)).toBe(2)
})

test('a cue that comes all the time does not fill the screen for ever', () => {
  const { result } = compiled(withCues('cue: a, every: 1s, say: Good evening everybody.'))
  expect(JSON.parse(result).takeovers).toHaveLength(100)
})

test('what the entry of the schedule says stands before the defaults', () => {
  const { result } = compiled(
    written({
      variables: 'variables: { host: Li }',
      schedule:
        'schedule: [{ cron: "0 20 * * *", duration: 2h, variables: { host: Wang }, overrides: [{ on: 2026-12-24, variables: { host: Mara } }] }]',
      script: 'script: { say: "I am ${host}, good evening." }',
    }),
  )
  expect(result).toContain('I am Wang, good evening.')
})

test('a cue with variants shows all of them', () => {
  const cue = 'cue: a, at: +1m, say: [Good evening everybody., And welcome everybody.]'
  const [, { takeover, variants }] = JSON.parse(compiled(withCues(cue)).result).takeovers
  expect(takeover).toEqual(variants[0])
  expect(variants.map((one: { tts_query: { content: string } }) => one.tts_query.content)).toEqual([
    'Good evening everybody.',
    'And welcome everybody.',
  ])
})

test('media on disk stands under its path: it gets its address when it is sent', () => {
  const folder = aFolder({ 'evening.yaml': withCues('cue: a, at: start, audio: a.mp3') })
  writeFileSync(join(folder, 'a.mp3'), 'ID3 and so on')
  const output = heardOutput()
  const path = join(folder, 'evening.yaml')
  expect(runCompile(path, { timezone: 'UTC' }, monday, output)).toBe(0)
  const { takeovers } = JSON.parse(output.heard.result)
  expect(takeovers.at(-1).takeover.audio).toBe(`https://published.invalid/${join(folder, 'a.mp3')}`)
})
