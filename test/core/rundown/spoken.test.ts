import { expect, test } from 'vitest'
import { speeches, textsIn } from '../../../daemon/core/rundown/spoken.js'
import { readText, withCues } from '../../help/written-rundown.js'

test('every text has its place, variants one by one', () => {
  const { rundown } = readText(
    withCues(
      'cue: a, at: start, say: [Good evening everybody., And welcome.]',
      'cue: b, at: start, audio: https://cdn.example/a.mp3',
    ),
  )
  if (rundown === undefined) throw new Error('unreadable')
  expect(
    speeches(rundown)
      .flatMap(textsIn)
      .map(({ place }) => place),
  ).toEqual([
    '/script/say',
    '/segments/0/cues/0/say/0',
    '/segments/0/cues/0/say/1',
    '/disclosure/say',
  ])
})
