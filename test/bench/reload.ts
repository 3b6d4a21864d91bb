/**
 * How long the loop waits while a rundown of 5,000 cues is saved on air, or only read, again and again; beside what the machine
 * costs it by itself, and what taking in the same answer costs it without any thread.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { readInWorker } from '../../daemon/commands/read-in-worker.js'
import { readOne } from '../../daemon/commands/readings.js'
import { putTogether, sliced } from '../../daemon/commands/slices.js'
import { instant } from '../../daemon/core/time.js'
import { type Figure, percentile, type Wait, waits } from './measure.js'
import { reloadedOnAir } from './reload-on-air.js'
import { longRundown } from './rundown.js'

const RELOADS = 10
/** Long enough that one has no part in the next. */
const BETWEEN_MS = 500
/** As built: from TypeScript a thread takes longer to start. */
const entry = new URL('../../dist/commands/reading.js', import.meta.url)
const now = instant(Date.UTC(2026, 10, 23))

export async function reloadFigures(): Promise<readonly Figure[]> {
  // Once, and in one piece: text that was put together is copied when it is first handed on.
  const text = Buffer.from(longRundown(5_000)).toString()
  const loaded = [{ file: 'long.yaml', text }]
  const slices = sliced({ checked: readOne({ file: 'long.yaml', text }, { now }) })
  let refused = 0
  const reading = await waits(async () => {
    for (let reload = 0; reload < RELOADS; reload++) {
      const [long] = await readInWorker(loaded, { now }, { entry })
      if (!long?.programme) refused += 1
    }
  })
  const busy = await waits(besideBusyThread)
  const alone = await waits(() => takingIn(slices))
  const onAir = await reloadedOnAir(RELOADS, entry)
  return [
    {
      what: `the loop's longest wait while a rundown of 5,000 cues is saved on air, ${RELOADS} times, each time with a cue changed`,
      saw: shown(onAir),
      aim: '≤ 10 ms',
    },
    {
      what: `the loop's longest wait while a thread reads 5,000 cues, ${RELOADS} times`,
      saw: [
        `${shown(reading)}; ${refused} refused`,
        `beside a thread that only computes ${shown(busy)}`,
        `taking in the same ${slices.length} slices ${RELOADS} times without any thread ${shown(alone)}`,
      ].join('\n      '),
      aim: '≤ 10 ms, none refused',
    },
  ]
}

function shown(all: readonly Wait[]): string {
  const [longest] = all.toSorted((one, other) => other.late - one.late)
  if (longest === undefined) return 'nothing'
  const { late, computing, queueing } = longest
  const cause =
    computing === undefined || queueing === undefined
      ? ''
      : ` (${computing.toFixed(1)} computing, ${queueing.toFixed(1)} until a processor was free)`
  const waited = all.map((one) => one.late)
  const computed = all.flatMap((one) => one.computing ?? [])
  const most =
    computed.length === 0 ? '' : `; computing in one go at most ${Math.max(...computed).toFixed(1)}`
  return `${late.toFixed(1)} ms${cause}, p99.9 ${percentile(waited, 0.999).toFixed(1)} ms${most}`
}

/** What this machine costs the loop by itself. */
async function besideBusyThread(): Promise<void> {
  const code = 'let all = []; for (;;) { all.push({}); if (all.length > 1e6) all = [] }'
  const worker = new Worker(code, { eval: true, execArgv: [] })
  await pause(10_000)
  await worker.terminate()
}

async function takingIn(slices: readonly Uint8Array[]): Promise<void> {
  for (let reload = 0; reload < RELOADS; reload++) {
    await putTogether(slices)
    await pause(BETWEEN_MS)
  }
}
