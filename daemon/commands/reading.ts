/** The thread of read-in-worker.ts: rundowns in, one by one, and what they mean out. */
import { parentPort } from 'node:worker_threads'
import { withoutKnown } from './known-cues.js'
import type { Order, Ready } from './read-in-worker.js'
import { readOne } from './readings.js'
import { sliced } from './slices.js'
import { ownTask } from './thread-time.js'

parentPort?.on('message', ({ loaded, asked, known }: Order) => {
  const checked = readOne(loaded, asked)
  const slices = sliced(known ? withoutKnown(checked, known) : { checked })
  parentPort?.postMessage(
    slices,
    slices.map(({ buffer }) => buffer),
  )
})
// Schemas are compiled on first use: that is no rundown's fault.
readOne({ file: '', text: '' })
const ready: Ready = { task: ownTask() }
parentPort?.postMessage(ready)
