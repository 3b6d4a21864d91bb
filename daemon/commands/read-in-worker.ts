/**
 * Reads rundowns in another thread, so that no file, however written, holds up the daemon's loop: each has its
 * time, and all of them their memory. What comes back is plain data, in slices.
 */
import { Worker } from 'node:worker_threads'
import { READING_MAX, READING_MEGABYTES } from '../core/limits.js'
import type { Problem } from '../core/rundown/problem.js'
import { type Duration, seconds } from '../core/time.js'
import { type Loaded, versionOf } from './load.js'
import { type Asked, type CheckedRundown, rundownsAmong } from './readings.js'
import { putTogether } from './slices.js'

export interface Patience {
  /** Of computing, for one rundown, shared files and all. */
  readonly deadline: Duration
  readonly megabytes: number
  /** What the thread runs. */
  readonly entry: URL
}

const USUAL: Patience = {
  deadline: READING_MAX,
  megabytes: READING_MEGABYTES,
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
        checked.push(await putTogether(answer))
      }
    }
  } finally {
    await thread?.stop()
  }
  return rundownsAmong(checked)
}

/** A reading in slices, or a word. */
type Answer = readonly Uint8Array[] | string

interface Thread {
  /** What was read, or why it was not. */
  readonly read: (order: Order, deadline: Duration) => Promise<Answer>
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

/** How often the time used is looked at before the thread is late, come what may. */
const LOOKS_MAX = 3

/**
 * The next message of the thread, or why there is none. On a machine with much else to do a thread waits for its
 * turn: what counts is the time this process has computed since, which is no less than what the thread has.
 */
function once(worker: Worker, deadline: Duration): Promise<Answer> {
  return new Promise((resolve) => {
    const before = process.cpuUsage()
    const answer = (what: Answer) => {
      clearTimeout(timer)
      worker.off('message', answer).off('error', failed).off('exit', ended)
      resolve(what)
    }
    const failed = (thrown: unknown) => answer(because(thrown))
    const ended = () => answer('reading it ended before its time')
    const look = (looks: number) => {
      const { user, system } = process.cpuUsage(before)
      const rest = deadline - (user + system) / 1_000
      if (rest > 0 && looks < LOOKS_MAX) timer = setTimeout(look, rest, looks + 1)
      else answer(`reading it takes longer than ${deadline / 1_000} s`)
    }
    let timer = setTimeout(look, deadline, 1)
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
