import { readFileSync } from 'node:fs'

/** Figures as they were seen in this run, on this machine; where it matters beside the bare alternative. */
export interface Figure {
  readonly what: string
  readonly saw: string
  readonly aim: string
}

export const cpuSeconds = (work: () => void): number => {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

export const wallMs = (work: () => void): number => {
  const from = performance.now()
  work()
  return performance.now() - from
}

/** The middle of several runs: one run is an anecdote. */
export const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN

export const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((one, other) => one - other)[
    Math.min(values.length - 1, Math.floor(values.length * share))
  ] ?? Number.NaN

/** A and B in turn, so that a machine that slows down slows both. */
export function ratio(a: () => number, b: () => number, rounds = 7): number {
  a()
  b()
  return median(Array.from({ length: rounds }, () => a() / b()))
}

/** By how many milliseconds a timer of 1 ms was late, and what its thread did meanwhile, where the system tells. */
export interface Wait {
  readonly late: number
  readonly computing: number | undefined
  /** Ready to go on, and no processor was free. */
  readonly queueing: number | undefined
}

/** How long the loop of this thread waits while it does something. */
export async function waits(work: () => Promise<void>): Promise<readonly Wait[]> {
  const seen: Wait[] = []
  let last = performance.now()
  let spent = ownTime()
  const ticker = setInterval(() => {
    const late = performance.now() - last - 1
    const now = ownTime()
    const computing = spent && now && now.computing - spent.computing
    seen.push({ late, computing, queueing: spent && now && now.queueing - spent.queueing })
    last = performance.now()
    spent = now
  }, 1)
  await work()
  clearInterval(ticker)
  return seen
}

/** Milliseconds of this thread since it began. Only Linux tells, to a few milliseconds. */
function ownTime() {
  try {
    const [computing = Number.NaN, queueing = Number.NaN] = readFileSync(SCHEDULED, 'utf8')
      .split(' ')
      .map((nanoseconds) => Number(nanoseconds) / 1e6)
    return { computing, queueing }
  } catch {
    return undefined
  }
}

const SCHEDULED = '/proc/thread-self/schedstat'
