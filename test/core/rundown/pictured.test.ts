import { expect, test } from 'vitest'
import { picturesIn } from '../../../daemon/core/rundown/pictured.js'
import { readText, written } from '../../help/written-rundown.js'

const picture = 'image: https://cdn.example/a.png'

test('every picture has its place, and what shows none has none', () => {
  const { rundown } = readText(
    written({
      stage: `stage: { backgrounds: [{ ${picture} }], foregrounds: [{ ${picture} }] }`,
      segments: `segments:
  - segment: one
    cues:
      - { cue: a, at: start, say: Good evening everybody. }
      - { cue: b, at: +1m, say: Here it is at last., foregrounds: [{ ${picture} }, { ${picture} }] }
      - { cue: c, at: +2m, say: Now look behind me., background: { ${picture} } }`,
      disclosure: `disclosure: { say: You hear and see a synthetic presenter., picture: { ${picture} } }`,
    }),
  )
  if (rundown === undefined) throw new Error('unreadable')
  expect(picturesIn(rundown).map(({ place }) => place)).toEqual([
    '/stage/backgrounds/0',
    '/stage/foregrounds/0',
    '/segments/0/cues/1/foregrounds/0',
    '/segments/0/cues/1/foregrounds/1',
    '/segments/0/cues/2/background',
    '/disclosure/picture',
  ])
})
