// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the rundown's own
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { minutes, seconds } from '../../../daemon/core/time.js'
import { problemsIn, readText, withCues, written } from '../../help/written-rundown.js'

test('defaults are filled in', () => {
  const { rundown } = readText(`show: a\n${written().split('\n').slice(2).join('\n')}`)
  expect(rundown).toMatchObject({
    show: 'a',
    title: 'a',
    account: undefined,
    timezone: undefined,
    schedule: [{ kind: 'cron', written: '0 20 * * *', late: { rule: 'join' }, except: [] }],
    presenter: {
      role: { position: { x: 0, y: 0 }, scale: 1 },
      voice: { qid: 'nina-warm', id: undefined, pitch: 0, speed: 1, volume: 100 },
    },
    stage: { resolution: undefined, backgrounds: [], beautify: undefined },
    script: { ssml: false, audio: [], repeat: 'forever', cutIn: undefined },
    variables: {},
    segments: [],
  })
})

test('what is written becomes what is meant', () => {
  const cues = withCues(
    'cue: a, at: +5m, say: Good evening everybody., expires: 2m, urgency: breaking, doubt: must',
    'cue: b, every: 90s, from: start, audio: https://cdn.example/b.mp3',
    'cue: c, after: a, say: Good evening again., background: { image: https://cdn.example/b.png, for: 5s }',
  )
  expect(readText(cues).rundown?.segments).toMatchObject([
    {
      segment: 'opening',
      cues: [
        {
          when: { kind: 'at', at: { from: 'start', plus: minutes(5) } },
          expires: minutes(2),
          urgency: 'breaking',
          doubt: 'must',
          audio: [],
        },
        {
          when: { kind: 'every', every: seconds(90), from: { from: 'start', plus: 0 } },
          say: undefined,
          audio: ['https://cdn.example/b.mp3'],
          urgency: 'routine',
          doubt: 'once',
        },
        {
          when: { kind: 'after', after: 'a' },
          background: { kind: 'image', box: undefined, from: undefined, for: seconds(5) },
        },
      ],
    },
  ])
})

test('a rundown with an error is no rundown, but its draft can be checked', () => {
  const { rundown, draft, problems } = readText(written({ timezone: 'timezone: Mars' }))
  expect(rundown).toBeUndefined()
  expect(problems).toMatchObject([{ code: 'unknown-zone', severity: 'error' }])
  expect(draft?.rundown.show).toBe('evening')
})

test('problems come from top to bottom', () => {
  const lines = problemsIn(
    `${withCues('cue: A, at: start, say: Hello.')}nonsense: 1\ntitel: Evening\n`,
  ).map(({ line }) => line)
  expect(lines).toEqual([...lines].sort((a, b) => a - b))
})

test('a text keeps its lines but not the line break at its end', () => {
  const script = 'script:\n  say: |\n    First line of it.\n    Second line of it.\n'
  expect(readText(written({ script })).rundown?.script.say).toBe(
    'First line of it.\nSecond line of it.',
  )
})

test('however a rundown is mangled, reading and checking it never throws', () => {
  const base = withCues(
    'cue: a, at: +5m, say: "Good evening ${host}, and welcome.", expires: 2m',
    'cue: b, every: 90s, from: start, audio: https://cdn.example/b.mp3',
  )
  const bits = fc.constantFrom(
    ...['null', '[]', '{}', ': ', '- ', '"', '0', '-1', '.nan', '99999999999999999999h', '*a'],
    ...['&a', '!x', '\n', '  ', '25:00', 'after: b', '${', 'end-9h', '\u0000', 'true', '，'],
  )
  const edit = fc.tuple(fc.nat(base.length), fc.nat(12), bits)
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
      let text = base
      for (const [at, length, bit] of edits)
        text = text.slice(0, at) + bit + text.slice(at + length)
      for (const { line, column } of problemsIn(text)) expect(line * column).toBeGreaterThan(0)
    }),
    { numRuns: 300 },
  )
})
