/**
 * Many seeds on all processors. It says how far it is, tells of what is broken when it is found, and can be stopped:
 * a sweep may take hours.
 */
import { CACHE, compile, ROOT } from './compile.js'
import { MUST_REACH } from './must-reach.js'
import { type Broken, emptyTally, goOnFrom, type Share, type Tally } from './part.js'
import { inProcess } from './process.js'
import { PROMISES } from './promises.js'
import { missing, reachedBy, report, soFar } from './report.js'
import type { Kind } from './scenario.js'

export interface Sweep {
  readonly from: number
  readonly processes: number
  /** Stops at whichever comes first; without either: {@link RUNS}. */
  readonly hours: number | undefined
  readonly runs: number | undefined
  readonly kind: Kind | undefined
  readonly reached: boolean
  readonly all: boolean
  readonly reach: number
  readonly times: number
}

const RUNS = 200
/** What a shell says of what was interrupted. */
const INTERRUPTED = 130

/** The exit code: 0 if every promise was held, and all that was to be reached was. */
export async function sweep(asked: Sweep): Promise<number> {
  const { processes, from: first, hours, kind } = asked
  const runs = asked.runs ?? (hours === undefined ? RUNS : undefined)
  const shares = Array.from({ length: processes }, (_, index): Share => {
    const share = { first: first + index, step: processes, kind }
    return {
      ...share,
      hours: hours && hours / processes,
      runs: runs && Math.ceil(runs / processes),
    }
  })
  print(`seeds from ${first}${kind ? `, ${kind} nights only` : ''}, ${processes} processes\n`)
  compile(ROOT, CACHE)
  const tallies = shares.map(emptyTally)
  const since = performance.now()
  const progress = () => print(`\r${soFar(tallies, { hours, runs }, performance.now() - since)}  `)
  const shown = setInterval(progress, 2_000)
  const stop = whenInterrupted()
  await Promise.all(
    shares.map((share, index) =>
      inProcess<Tally>(
        'part-process.js',
        share,
        (tally) => update(tallies, index, tally, kind),
        stop,
      ),
    ),
  )
  clearInterval(shown)
  progress()
  print(`\n${report(tallies)}\n`)
  if (asked.reached)
    for (const [what, count] of [...reachedBy(tallies)].sort())
      print(`${String(count).padStart(9)} ${what}\n`)
  const isBroken = tallies.some(({ broken }) => broken.length > 0)
  if (stop.aborted) {
    print(`stopped; goes on with --from ${goOnFrom(shares, tallies)}\n`)
    return isBroken ? 1 : INTERRUPTED
  }
  return isBroken || !reachesEnough(tallies, asked) ? 1 : 0
}

function reachesEnough(tallies: readonly Tally[], { all, reach, times }: Sweep): boolean {
  const never = missing(tallies, times)
  const gaps = all || MUST_REACH.length - never.length < reach ? never : []
  for (const [what, often] of gaps)
    print(`${often === 0 ? 'NEVER REACHED' : `REACHED ${often} TIMES`} ${what}\n`)
  return gaps.length === 0
}

/** The second Ctrl-C is not waited for. */
function whenInterrupted(): AbortSignal {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      if (!stop.signal.aborted) print('\nends with the nights under way\n')
      stop.abort()
    })
  return stop.signal
}

/** Told when it is found, and once more when it was cut down. */
function update(tallies: Tally[], index: number, tally: Tally, kind: Kind | undefined): void {
  const known = tallies[index]?.broken ?? []
  tallies[index] = tally
  tally.broken.forEach((broken, at) => {
    if (!known[at]) tellOf(broken, kind)
    else if (known[at].left === '' && broken.left !== '') tellLeft(broken, kind)
  })
}

function tellOf({ seed, promise, says }: Broken, kind: Kind | undefined): void {
  print(`\nBROKEN ${promise}: ${PROMISES[promise]}\n  seed ${seed}: ${says}\n${again(seed, kind)}`)
}

function tellLeft({ seed, cuts, left }: Broken, kind: Kind | undefined): void {
  const cut = cuts.length === 0 ? '' : ` --cut ${cuts.join(',')}`
  print(`\nseed ${seed}, cut down: ${left}\n${again(seed, kind, cut)}`)
}

const again = (seed: number, kind: Kind | undefined, cut = '') =>
  `  again: npm run simulate -- --seed ${seed}${kind ? ` --kind ${kind}` : ''}${cut}\n`

const print = (text: string) => process.stdout.write(text)
