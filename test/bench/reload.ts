/** How long the loop waits while another thread reads a rundown of 5,000 cues, again and again. */
import { Worker } from 'node:worker_threads'
import { readInWorker } from '../../daemon/commands/read-in-worker.js'
import { instant } from '../../daemon/core/time.js'
import { type Figure, percentile } from './measure.js'
import { longRundown } from './rundown.js'

const RELOADS = 10
/** As built: a thread cannot be started from TypeScript. */
const entry = new URL('../../dist/commands/reading.js', import.meta.url)
const now = instant(Date.UTC(2026, 10, 23))

export async function reloadFigures(): Promise<readonly Figure[]> {
  const loaded = [{ file: 'long.yaml', text: longRundown(5_000) }]
  let refused = 0
  const reading = await waits(async () => {
    for (let reload = 0; reload < RELOADS; reload++) {
      const [long] = await readInWorker(loaded, { now }, { entry })
      if (!long?.rundown) refused += 1
    }
  })
  const busy = await waits(besideBusyThread)
  return [
    {
      what: `the loop's longest wait while a thread reads 5,000 cues, ${RELOADS} times`,
      saw: `${shown(reading)}, ${refused} refused; beside a thread that only computes ${shown(busy)}`,
      aim: '≤ 10 ms, none refused',
    },
  ]
}

const shown = (waited: readonly number[]) =>
  `${Math.max(...waited).toFixed(1)} ms, p99.9 ${percentile(waited, 0.999).toFixed(1)} ms`

/** By how much a timer of 1 ms was late. */
async function waits(work: () => Promise<void>): Promise<readonly number[]> {
  const late: number[] = []
  let last = performance.now()
  const ticker = setInterval(() => {
    late.push(performance.now() - last - 1)
    last = performance.now()
  }, 1)
  await work()
  clearInterval(ticker)
  return late
}

/** What this machine costs the loop by itself. */
async function besideBusyThread(): Promise<void> {
  const code = 'let all = []; for (;;) { all.push({}); if (all.length > 1e6) all = [] }'
  const worker = new Worker(code, { eval: true, execArgv: [] })
  await new Promise((resolve) => setTimeout(resolve, 10_000))
  await worker.terminate()
}
