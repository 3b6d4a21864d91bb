/**
 * Reads rundowns in another thread, so that no file, however written, holds up the daemon's loop: each has 2 s, and
 * all of them 256 MB. What comes back is plain data.
 */
import { Worker } from 'node:worker_threads'
import type { Problem } from '../core/rundown/problem.js'
import { type Duration, seconds } from '../core/time.js'
import { type Loaded, versionOf } from './load.js'
import { type Asked, type CheckedRundown, rundownsAmong } from './readings.js'

export interface Patience {
  /** For one rundown, shared files and all. */
  readonly deadline: Duration
  readonly megabytes: number
  /** What the thread runs. */
  readonly entry: URL
}

/** A rundown of 5,000 cues takes half a second and 90 MB. */
const USUAL: Patience = {
  deadline: seconds(2),
  megabytes: 256,
  entry: new URL('./reading.js', import.meta.url),
}

/** Of the thread itself, which has schemas to compile, on a machine with much else to do. */
const START_MAX = seconds(20)

/** What the thread is told: one rundown at a time. */
export interface Order {
  readonly loaded: Loaded
  readonly asked: Asked
}

/** In the order they were given, without files that are only there to be included. */
export async function readInWorker(
  loaded: readonly Loaded[],
  asked: Asked = {},
  more: Partial<Patience> = {},
): Promise<readonly CheckedRundown[]> {
  const patience = { ...USUAL, ...more }
  const checked: CheckedRundown[] = []
  let thread: Thread | undefined
  try {
    for (const one of loaded) {
      thread ??= await startThread(patience)
      const answer = await thread.read({ loaded: one, asked }, patience.deadline)
      if (typeof answer === 'string') {
        await thread.stop()
        thread = undefined
        checked.push(tooHeavy(one, answer))
      } else {
        checked.push(answer)
      }
    }
  } finally {
    await thread?.stop()
  }
  return rundownsAmong(checked)
}

interface Thread {
  /** What was read, or why it was not. */
  readonly read: (order: Order, deadline: Duration) => Promise<CheckedRundown | string>
  readonly stop: () => Promise<unknown>
}

async function startThread({ megabytes, entry }: Patience): Promise<Thread> {
  const worker = new Worker(entry, {
    resourceLimits: { maxOldGenerationSizeMb: megabytes },
    execArgv: [],
  })
  // What it says when nobody listens any more must not end the process.
  worker.on('error', () => undefined)
  const isReady = (await once(worker, START_MAX)) === 'ready'
  return {
    read: (order, deadline) => {
      if (!isReady) return Promise.resolve('the thread that would read it cannot be started')
      worker.postMessage(order)
      return once(worker, deadline)
    },
    stop: () => worker.terminate(),
  }
}

/** The next message of the thread, or why there is none. */
function once(worker: Worker, deadline: Duration): Promise<CheckedRundown | string> {
  return new Promise((resolve) => {
    const answer = (what: CheckedRundown | string) => {
      clearTimeout(timer)
      worker.off('message', answer).off('error', failed).off('exit', ended)
      resolve(what)
    }
    const failed = (thrown: unknown) => answer(because(thrown))
    const ended = () => answer('reading it ended before its time')
    const late = () => answer(`reading it takes longer than ${deadline / 1_000} s`)
    const timer = setTimeout(late, deadline)
    worker.on('message', answer).on('error', failed).on('exit', ended)
  })
}

const because = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? 'reading it takes more memory than any rundown needs'
    : `reading it failed: ${thrown instanceof Error ? thrown.message : 'unknown'}`

function tooHeavy({ file, text }: Loaded, says: string): CheckedRundown {
  const problem: Problem = {
    severity: 'error',
    code: 'too-heavy',
    file,
    line: 1,
    column: 1,
    path: '',
    says,
    hint: 'one file holds one show: split it',
  }
  return {
    file,
    rundown: undefined,
    identity: undefined,
    problems: [problem],
    version: versionOf([text]),
    texts: new Map([[file, text]]),
  }
}
