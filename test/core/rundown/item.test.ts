import { expect, test } from 'vitest'
import { minutes, seconds } from '../../../daemon/core/time.js'
import { readText, withCues, written } from '../../help/written-rundown.js'

const cueOf = (cue: string) => readText(withCues(`cue: a, ${cue}`)).rundown?.segments[0]?.cues[0]

test('a cue may have variants, and says the first of them', () => {
  expect(cueOf('at: start, say: [Good evening everybody., And welcome.]')).toMatchObject({
    say: 'Good evening everybody.',
    variants: ['Good evening everybody.', 'And welcome.'],
  })
  expect(cueOf('at: start, say: Good evening everybody.')?.variants).toEqual([])
})

test('rank, start and grace have their defaults', () => {
  const usual = cueOf('at: start, say: Good evening everybody.')
  expect(usual).toMatchObject({ drop: 5, start: { kind: 'soft' } })
  expect(
    cueOf('at: start, say: Good evening everybody., drop: never, start: hard, grace: 30s'),
  ).toMatchObject({ drop: undefined, start: { kind: 'hard', grace: seconds(30) } })
})

test('every may have a window', () => {
  expect(cueOf('every: 5m, between: [+10m, "21:00"], say: Good evening all.')?.when).toEqual({
    kind: 'every',
    every: minutes(5),
    from: undefined,
    between: {
      opens: { from: 'start', plus: minutes(10) },
      closes: { from: 'clock', hour: 21, minute: 0, second: 0 },
    },
  })
})

test('ad-libs and the disclosure are read', () => {
  const adlibs =
    'adlibs: [{ adlib: gone, audio: https://cdn.example/a.mp3, expires: 30s, urgency: priority }]'
  expect(readText(`${written()}${adlibs}\n`).rundown).toMatchObject({
    adlibs: [
      {
        adlib: 'gone',
        say: undefined,
        audio: ['https://cdn.example/a.mp3'],
        expires: seconds(30),
        urgency: 'priority',
      },
    ],
    disclosure: { ssml: false, picture: undefined, every: undefined },
  })
})
