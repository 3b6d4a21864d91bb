import { expect, test } from 'vitest'
import { marksOf, withKnown, withoutKnown } from '../../daemon/commands/known-cues.js'
import type { CheckedRundown } from '../../daemon/commands/readings.js'
import { putTogether, sliced } from '../../daemon/commands/slices.js'
import type { PlannedCue } from '../../daemon/core/compile/programme.js'
import { aCue, aProgramme, start } from '../builders.js'

const cues = (moved = -1) =>
  Array.from({ length: 600 }, (_, n) => aCue(`item-${n}`, start(n === moved ? 9_000 : n)))

const checked = (of: readonly PlannedCue[]): CheckedRundown => ({
  file: 'long.yaml',
  programme: aProgramme({ cues: of }),
  identity: undefined,
  problems: [],
  version: 'v2',
  texts: new Map(),
})

/** As another thread sends it to who has these cues. */
async function sent(read: CheckedRundown, inHand: readonly PlannedCue[]) {
  const sending = withoutKnown(read, await marksOf(inHand))
  const back = withKnown(await putTogether(sliced(sending)), inHand)
  return { fresh: sending.checked.programme?.cues ?? [], back, cues: back.programme?.cues ?? [] }
}

test('of what is in hand nothing is sent, and it comes back as the very same', async () => {
  const inHand = cues()
  const read = checked(cues(300))
  const { fresh, back, cues: whole } = await sent(read, inHand)
  expect(fresh.map(({ cue }) => cue)).toEqual(['item-300'])
  expect(back).toEqual(read)
  expect(whole.filter((cue, n) => cue !== inHand[n])).toEqual(fresh)
})

test('another order stays another order, what is new is new, what is gone is gone', async () => {
  const inHand = cues()
  const read = checked([aCue('new', start(5)), ...inHand.slice(10).reverse()])
  const { back, cues: whole } = await sent(read, inHand)
  expect(back).toEqual(read)
  expect(whole.at(-1)).toBe(inHand[10])
})

test('with nothing in hand all of it is sent; what is no rundown comes as it is', async () => {
  const read = checked(cues())
  expect((await sent(read, [])).back).toEqual(read)
  const none = { ...read, programme: undefined }
  expect((await sent(none, cues())).back).toEqual(none)
})

test('from one reading to the next the same objects go on', async () => {
  const first = (await sent(checked(cues()), [])).cues
  const second = (await sent(checked(cues(1)), first)).cues
  const third = (await sent(checked(cues(2)), second)).cues
  expect(third.map((cue, n) => cue === first[n])).toEqual(cues().map((_, n) => n !== 1 && n !== 2))
})
