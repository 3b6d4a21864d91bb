/**
 * Reads rundowns in another thread, so that no file, however written, holds up the daemon's loop: each has its
 * time, and all of them their memory. What comes back is plain data, in slices.
 */
import { Worker } from 'node:worker_threads'
import type { PlannedCue } from '../core/compile/programme.js'
import { READING_MAX, READING_MEGABYTES } from '../core/limits.js'
import { ofFile } from '../core/rundown/problem.js'
import { type Duration, minutes, seconds } from '../core/time.js'
import { type Marks, marksOf, withKnown } from './known-cues.js'
import { type Loaded, versionOf } from './load.js'
import { type Asked, type CheckedRundown, rundownsAmong } from './readings.js'
import { putTogether } from './slices.js'
import { timeOf, wholeProcess } from './thread-time.js'

export interface Patience {
  /** Of computing, for one rundown, shared files and all. */
  readonly deadline: Duration
  readonly megabytes: number
  /** What the thread runs. */
  readonly entry: URL
  /** Of a file, cues of which the very same objects are wanted back; undefined: nobody compares them. */
  readonly inHand?: (file: string) => readonly PlannedCue[]
  /** Nobody waits any more. */
  readonly leave: AbortSignal
}

/** Built, the thread is JavaScript; from source it has to read TypeScript first. */
const READING = import.meta.url.endsWith('.ts') ? './reading-from-source.mjs' : './reading.js'

const USUAL: Patience = {
  deadline: READING_MAX,
  megabytes: READING_MEGABYTES,
  entry: new URL(READING, import.meta.url),
  leave: new AbortController().signal,
}

/** Of the thread itself, which has schemas to compile, on a machine with much else to do. */
const START_MAX = seconds(20)

/** What the thread is told: one rundown at a time. */
export interface Order {
  readonly loaded: Loaded
  readonly asked: Asked
  readonly known: Marks | undefined
}

/** The thread's first word. */
export interface Ready {
  /** What the system calls the thread; nothing where it cannot be asked. */
  readonly task: string
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
  const stop = () => void thread?.stop()
  patience.leave.addEventListener('abort', stop)
  try {
    for (const one of loaded) {
      if (patience.leave.aborted) break
      thread ??= await startThread(patience)
      if (patience.leave.aborted) break
      const inHand = patience.inHand?.(one.file)
      const known = inHand && (await marksOf(inHand))
      const answer = await thread.read({ loaded: one, asked, known }, patience.deadline)
      if (typeof answer === 'string') {
        await thread.stop()
        thread = undefined
        checked.push(tooHeavy(one, answer))
      } else {
        checked.push(withKnown(await putTogether(answer), inHand ?? []))
      }
    }
  } finally {
    patience.leave.removeEventListener('abort', stop)
    await thread?.stop()
  }
  return rundownsAmong(checked)
}

/** A reading in slices, or why there is none. */
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
  const ready = await once<Ready>(worker, START_MAX, wholeProcess)
  return {
    read: (order, deadline) => {
      if (typeof ready === 'string') {
        return Promise.resolve('the thread that would read it cannot be started')
      }
      worker.postMessage(order)
      return once(worker, deadline, timeOf(ready.task))
    },
    stop: () => worker.terminate(),
  }
}

/**
 * A thread that neither answers nor computes waits for something that never comes, or for its turn on a machine that
 * has none to give: then a rundown is refused for the machine's sake.
 */
const WAITING_MAX = minutes(1)
/** How soon the time used is looked at again, when the thread had hardly any. */
const LOOK_AGAIN_MIN = seconds(0.01)

/**
 * The next message of the thread, or why there is none. On a machine with much else to do a thread waits for its
 * turn: what counts is the time it has computed.
 */
function once<Message>(
  worker: Worker,
  deadline: Duration,
  computed: () => Duration,
): Promise<Message | string> {
  return new Promise((resolve) => {
    const before = computed()
    const from = performance.now()
    const answer = (what: Message | string) => {
      clearTimeout(timer)
      worker.off('message', answer).off('error', failed).off('exit', ended)
      resolve(what)
    }
    const failed = (thrown: unknown) => answer(because(thrown))
    const ended = () => answer('reading it ended before its time')
    const look = () => {
      const rest = deadline - (computed() - before)
      if (rest <= 0) answer(`reading it takes longer than ${deadline / 1_000} s`)
      else if (performance.now() - from > deadline + WAITING_MAX)
        answer('this machine has too much else to do: it was not read in time')
      else timer = setTimeout(look, Math.max(rest, LOOK_AGAIN_MIN))
    }
    let timer = setTimeout(look, deadline)
    worker.on('message', answer).on('error', failed).on('exit', ended)
  })
}

const because = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? 'reading it takes more memory than any rundown needs'
    : `reading it failed: ${thrown instanceof Error ? thrown.message : 'unknown'}`

function tooHeavy({ file, text }: Loaded, says: string): CheckedRundown {
  const problem = ofFile(file, 'too-heavy', says, 'one file holds one show: split it')
  return {
    file,
    programme: undefined,
    identity: undefined,
    problems: [problem],
    version: versionOf([text]),
    texts: new Map([[file, text]]),
  }
}
