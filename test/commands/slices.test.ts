import { expect, test } from 'vitest'
import type { Sent } from '../../daemon/commands/known-cues.js'
import { readOne } from '../../daemon/commands/readings.js'
import { putTogether, sliced } from '../../daemon/commands/slices.js'
import { withCues } from '../help/written-rundown.js'

const reading = (cues: number, more = ''): Sent => {
  const all = Array.from(
    { length: cues },
    (_, i) => `cue: c${i}, at: start, say: Good evening everybody.${more}`,
  )
  return { checked: readOne({ file: 'a.yaml', text: withCues(...all) }) }
}

test('a small reading is one slice', async () => {
  const small = reading(2)
  const slices = sliced(small)
  expect(slices).toHaveLength(1)
  expect(await putTogether(slices)).toEqual(small)
})

test('a large one comes out as it went in, cues and problems in their order', async () => {
  for (const large of [reading(3_000), reading(3_000, ', sey: x')]) {
    const slices = sliced(large)
    const lengths = slices.map(({ length }) => length)
    const whole = lengths.reduce((sum, length) => sum + length, 0)
    // The text of the file is one value, however long it is, and costs no more than its bytes.
    const text = large.checked.texts.get('a.yaml')?.length ?? 0
    expect(Math.max(...lengths) - text).toBeLessThan((whole - text) / 4)
    expect(await putTogether(slices)).toStrictEqual(large)
  }
})

test('the loop turns between slices', async () => {
  const slices = sliced(reading(3_000))
  let turns = 0
  const turning = setImmediate(function turn() {
    turns += 1
    setImmediate(turn).unref()
  })
  await putTogether(slices)
  clearImmediate(turning)
  expect(turns).toBeGreaterThanOrEqual(slices.length - 2)
})

test('a key called __proto__ is a key like any other', async () => {
  const names = Array.from({ length: 3_000 }, (_, i) => [`v${i}`, 'x'])
  const { programme, ...rest } = reading(1).checked
  if (!programme) throw new Error('it is not read')
  const variables = Object.fromEntries([['__proto__', 'y'], ...names])
  const back = await putTogether(
    sliced({ checked: { ...rest, programme: { ...programme, variables } } }),
  )
  expect(Object.keys(back.checked.programme?.variables ?? {})).toEqual(Object.keys(variables))
})
