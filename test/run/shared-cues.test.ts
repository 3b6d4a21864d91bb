import { expect, test } from 'vitest'
import { sharing } from '../../daemon/run/shared-cues.js'
import { aCue, aProgramme, start } from '../builders.js'

const cues = (moved = -1) =>
  Array.from({ length: 600 }, (_, n) => aCue(`item-${n}`, start(n === moved ? 9_000 : n)))

test('what says the same becomes the same, what does not stays as it was read', async () => {
  const [was, read] = [aProgramme({ cues: cues() }), aProgramme({ version: 'v2', cues: cues(300) })]
  const shared = await sharing(read, was)
  expect(shared).toEqual(read)
  expect(shared.cues.filter((cue, n) => cue !== was.cues[n])).toEqual([read.cues[300]])
})

test('another order stays another order, and what is new is new', async () => {
  const was = aProgramme({ cues: cues() })
  const read = aProgramme({ cues: [aCue('new', start(5)), ...[...cues()].reverse()] })
  expect((await sharing(read, was)).cues.map(({ cue }) => cue)).toEqual(
    read.cues.map(({ cue }) => cue),
  )
})
