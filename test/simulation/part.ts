/** One process's share of a sweep: its seeds one after the other, and what came of them. */
import { setImmediate } from 'node:timers/promises'
import { addReached, type Reached } from './coverage.js'
import { draw } from './draw.js'
import { PENDING, type PromiseId } from './promises.js'
import { type Result, run } from './run.js'
import type { Kind, Scenario } from './scenario.js'
import { type Cut, cutDown, describe, shrink } from './shrink.js'

export interface Share {
  readonly first: number
  readonly step: number
  /** Stops at whichever comes first. */
  readonly hours: number | undefined
  readonly runs: number | undefined
  readonly kind: Kind | undefined
}

export interface Tally {
  runs: number
  hours: number
  turns: number
  /** Seconds. */
  cpu: number
  readonly hoursOf: Record<Kind, number>
  reached: (readonly [string, number])[]
  /** How often a promise that is not held yet was broken, and the first seed. */
  readonly pending: Partial<Record<PromiseId, { count: number; readonly seed: number }>>
  readonly broken: Broken[]
}

export interface Broken {
  readonly seed: number
  readonly promise: PromiseId
  readonly says: string
  readonly cuts: readonly Cut[]
  /** What is left when those are cut; empty until the sweep is over and it was cut down. */
  readonly left: string
}

export const emptyTally = (): Tally => ({
  runs: 0,
  hours: 0,
  turns: 0,
  cpu: 0,
  hoursOf: { hostile: 0, typical: 0, quiet: 0 },
  reached: [],
  pending: {},
  broken: [],
})

/** After so many nights that broke a promise there is enough to mend. */
const BROKEN_MAX = 5
const TELL_EVERY_MS = 2_000

export async function takeShare(
  share: Share,
  tell: (tally: Tally) => void,
  stop: AbortSignal,
): Promise<void> {
  const tally = emptyTally()
  const reached: Reached = new Map()
  const since = process.cpuUsage()
  let told = performance.now()
  let broken = 0
  const tellNow = () => {
    const { user, system } = process.cpuUsage(since)
    tally.cpu = (user + system) / 1e6
    tally.reached = [...reached]
    tell({ ...tally, broken: [...tally.broken] })
  }
  for (let seed = share.first; goesOn(tally, share); seed += share.step) {
    // A night never waits for what is outside: whoever wants it stopped is heard here.
    await setImmediate()
    if (stop.aborted) break
    const scenario = draw(seed, share.kind)
    add(tally, reached, await run(scenario), scenario)
    const isNews = tally.broken.length > broken
    broken = tally.broken.length
    if (!isNews && performance.now() - told < TELL_EVERY_MS) continue
    told = performance.now()
    tellNow()
  }
  for (const [index, broken] of tally.broken.entries()) {
    if (stop.aborted) break
    const cuts = await shrunk(draw(broken.seed, share.kind), broken.promise)
    const left = describe(cutDown(draw(broken.seed, share.kind), new Set(cuts)))
    tally.broken[index] = { ...broken, cuts, left }
    tellNow()
  }
  tellNow()
}

const goesOn = (tally: Tally, { runs = Infinity, hours = Infinity }: Share) =>
  tally.runs < runs && tally.hours < hours && tally.broken.length < BROKEN_MAX

function add(tally: Tally, reached: Reached, result: Result, { seed, kind }: Scenario): void {
  tally.runs += 1
  tally.hours += result.channelHours
  tally.hoursOf[kind] += result.channelHours
  tally.turns += result.turns
  addReached(reached, result.reached)
  for (const promise of new Set(result.violations.map((one) => one.promise))) {
    const known = tally.pending[promise]
    if (PENDING[promise] === undefined) continue
    if (known) known.count += 1
    else tally.pending[promise] = { count: 1, seed }
  }
  const worst = result.violations.find(({ promise }) => PENDING[promise] === undefined)
  if (worst) tally.broken.push({ seed, ...worst, cuts: [], left: '' })
}

/** Every seed below it was run. */
export const goOnFrom = (shares: readonly Share[], tallies: readonly Tally[]): number =>
  Math.min(...shares.map(({ first, step }, at) => first + step * (tallies[at]?.runs ?? 0)))

const shrunk = (scenario: Scenario, promise: PromiseId): Promise<readonly Cut[]> =>
  shrink(scenario, promise, async (smaller) =>
    (await run(smaller)).violations.map((violation) => violation.promise),
  )
