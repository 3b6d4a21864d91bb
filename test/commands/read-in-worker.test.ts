import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadRundowns } from '../../daemon/commands/load.js'
import { readInWorker } from '../../daemon/commands/read-in-worker.js'
import { readAll } from '../../daemon/commands/readings.js'
import { instant, seconds } from '../../daemon/core/time.js'
import { aFolder } from '../help/folder.js'
import { withCues, written } from '../help/written-rundown.js'

const now = instant(Date.UTC(2026, 10, 23))
const GOOD = written()
const BAD = withCues('cue: a, at: start, sey: Good evening everybody.')
/** More than any thread reads in a millisecond. */
const LONG = withCues(
  ...Array.from({ length: 2_000 }, (_, i) => `cue: c${i}, at: start, say: Good evening everybody.`),
)

test('another thread reads what this one would, from source as well as built', async () => {
  const files = { 'a.yaml': GOOD, 'b.yaml': BAD, 'shared/li.yaml': 'variables: { host: Li }\n' }
  const { loaded } = loadRundowns([aFolder(files)])
  expect(await readInWorker(loaded, { now })).toEqual(readAll(loaded, { now }))
})

test('a file that takes too long is told, and the others are read', async () => {
  const { loaded } = loadRundowns([aFolder({ 'a.yaml': LONG, 'b.yaml': BAD })])
  const [a, b] = await readInWorker(
    loaded.map((one) => (one.text === LONG ? one : { ...one, text: '' })),
    {},
    { deadline: seconds(0.001) },
  )
  expect(a?.problems).toMatchObject([{ code: 'too-heavy', line: 1 }])
  expect(b).toBeDefined()
})

test('a file that takes too much memory is told', async () => {
  const { loaded } = loadRundowns([aFolder({ 'a.yaml': '[\n'.repeat(900_000) })])
  const [a] = await readInWorker(loaded, {}, { deadline: seconds(30), megabytes: 64 })
  expect(a?.problems).toMatchObject([{ code: 'too-heavy' }])
})

test('no file, no thread', async () => {
  expect(await readInWorker([])).toEqual([])
})

test('a thousand cues are read within the usual memory', async () => {
  const folder = aFolder({ 'long.yaml': LONG })
  const { loaded } = loadRundowns([join(folder, 'long.yaml')])
  const [long] = await readInWorker(loaded, {}, { deadline: seconds(30) })
  expect(long?.problems).toEqual([])
  expect(long?.programme?.cues.length).toBeGreaterThan(2_000)
})

test('who leaves waits for nothing more, and no thread is left behind', async () => {
  const { loaded } = loadRundowns([aFolder({ 'a.yaml': LONG, 'b.yaml': LONG })])
  const leaving = new AbortController()
  leaving.abort()
  expect(await readInWorker(loaded, {}, { leave: leaving.signal })).toEqual([])
  const later = new AbortController()
  const reading = readInWorker(loaded, { now }, { leave: later.signal })
  setImmediate(() => later.abort())
  const read = await reading
  expect(read.filter(({ programme }) => programme !== undefined).length).toBeLessThan(2)
})
