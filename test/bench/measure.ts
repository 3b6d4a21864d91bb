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
