/** A sweep in words: how much of which sort, what was reached, what is not held yet. */
import { addReached, type Reached } from './coverage.js'
import { MUST_REACH } from './must-reach.js'
import type { Tally } from './part.js'
import { PENDING, PROMISES, type PromiseId } from './promises.js'

export function report(tallies: readonly Tally[]): string {
  const sum = (of: (tally: Tally) => number) => tallies.reduce((all, tally) => all + of(tally), 0)
  const hours = sum(({ hours: one }) => one)
  const cpu = sum(({ cpu: one }) => one)
  const share = (of: (tally: Tally) => number) =>
    `${Math.round((100 * sum(of)) / Math.max(hours, 1))} %`
  const reached = reachedBy(tallies)
  const onList = (times: number) => MUST_REACH.length - missing(tallies, times).length
  return [
    `${sum(({ runs }) => runs)} nights, ${Math.round(hours)} channel-hours: ` +
      `${share(({ hoursOf }) => hoursOf.hostile)} in hostile nights of 4 to 20 minutes a show, ` +
      `${share(({ hoursOf }) => hoursOf.typical)} in typical shows of 1 to 3 hours, ` +
      `${share(({ hoursOf }) => hoursOf.quiet)} in quiet ones of 4 to 9 hours`,
    `${(hours / Math.max(cpu, 0.1)).toFixed(1)} channel-hours per CPU-second, invariants checked; ${sum(({ turns }) => turns)} turns`,
    `${reached.size} different things reached, ${onList(1)} of ${MUST_REACH.length} on the list, ${onList(100)} of them 100 times or more`,
    ...(Object.keys(PENDING) as PromiseId[]).map((promise) => {
      const found = tallies.flatMap(({ pending }) => pending[promise] ?? [])
      const count = found.reduce((all, one) => all + one.count, 0)
      const seed = count > 0 ? `, first with seed ${Math.min(...found.map((one) => one.seed))}` : ''
      return `not held yet, ${promise} (${PROMISES[promise]}): ${count} nights${seed}; ${PENDING[promise]}`
    }),
  ].join('\n')
}

/** One line: how much is done, and when the rest will be. */
export function soFar(
  tallies: readonly Tally[],
  asked: { readonly hours: number | undefined; readonly runs: number | undefined },
  tookMs: number,
): string {
  const sum = (of: (tally: Tally) => number) => tallies.reduce((all, tally) => all + of(tally), 0)
  const [runs, hours, cpu] = [sum((t) => t.runs), sum((t) => t.hours), sum((t) => t.cpu)]
  const share = Math.max(runs / (asked.runs ?? Infinity), hours / (asked.hours ?? Infinity))
  const left = share > 0 && share < 1 ? `, ${timeIn((tookMs * (1 - share)) / share)} left` : ''
  return (
    `${Math.min(100, Math.floor(100 * share))} %${left}: ${runs} nights, ${Math.round(hours)} channel-hours, ` +
    `${sum(({ broken }) => broken.length)} broken, ${(hours / Math.max(cpu, 0.1)).toFixed(1)} channel-hours per CPU-second`
  )
}

function timeIn(ms: number): string {
  const minutes = Math.ceil(ms / 60_000)
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`
}

export function reachedBy(tallies: readonly Tally[]): Reached {
  const all: Reached = new Map()
  for (const { reached } of tallies) addReached(all, reached)
  return all
}

/** What of the list was reached fewer times than that, and how often. */
export function missing(
  tallies: readonly Tally[],
  times: number,
): readonly (readonly [what: string, times: number])[] {
  const reached = reachedBy(tallies)
  const all = MUST_REACH.map((what) => [what, reached.get(what) ?? 0] as const)
  return all.filter(([, often]) => often < times)
}
