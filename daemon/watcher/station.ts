/** What is known of one station: what it promised last, and when it was heard. Plain data. */
import {
  after,
  between,
  type Duration,
  type Instant,
  instant,
  millis,
  seconds,
} from '../core/time.js'
import { type Alive, CLOCKS_APART, SILENT_AFTER } from './contract.js'

export interface Station {
  /** By our own clock, as all times here but those of starts. */
  readonly heardAt: Instant
  /** How far its clock is ahead of ours. */
  readonly ahead: Duration
  readonly starts: readonly Promised[]
  readonly onAir: readonly string[]
  readonly offAir: readonly OffAir[]
  /** The daemons that spoke in its name of late, in the order in which each was first heard. */
  readonly runs: readonly Run[]
  readonly sessions: number
}

interface Promised {
  readonly airing: string
  readonly at: Instant
  readonly until: Instant
}

interface OffAir {
  readonly airing: string
  /** When it was first said. */
  readonly since: Instant
}

interface Run {
  readonly run: string
  readonly since: Instant
  readonly heardAt: Instant
}

export const UNHEARD: Station = {
  heardAt: instant(0),
  ahead: millis(0),
  starts: [],
  onAir: [],
  offAir: [],
  runs: [],
  sessions: 0,
}

/** A word of a daemon that was replaced may be that long on its way. */
const STRAGGLES = seconds(10)

/** What it promises takes the place of all that was promised before. */
export function told(was: Station, alive: Alive, now: Instant): Station {
  const { onAir, sessions, run } = alive
  const sinceOf = (airing: string) => was.offAir.find((one) => one.airing === airing)?.since ?? now
  const known = was.runs.find((one) => one.run === run)
  const speaks = { run, since: known?.since ?? now, heardAt: now }
  const runs = known ? was.runs.map((one) => (one === known ? speaks : one)) : [...was.runs, speaks]
  return {
    ...{ heardAt: now, onAir, sessions },
    ahead: between(now, instant(Date.parse(alive.at))),
    starts: alive.starts.map(({ airing, at, until }) => ({
      airing,
      at: instant(Date.parse(at)),
      until: instant(Date.parse(until)),
    })),
    offAir: alive.offAir.map((airing) => ({ airing, since: sinceOf(airing) })),
    runs: lately(runs, now).slice(-RUNS_MAX),
  }
}

/** One of the daemons that spoke in its name was stopped on purpose; undefined: it was the last. */
export function ended(was: Station, run: string, now: Instant): Station | undefined {
  const runs = lately(was.runs, now).filter((one) => one.run !== run)
  return runs.length === 0 ? undefined : { ...was, runs }
}

const RUNS_MAX = 10

const lately = (runs: Station['runs'], now: Instant) =>
  runs.filter(({ heardAt }) => Math.abs(between(heardAt, now)) < SILENT_AFTER)

/** A daemon is heard although a later one was: it was not replaced. */
export const isDoubled = ({ runs }: Station): boolean =>
  runs.some(({ heardAt }, index) =>
    runs.slice(index + 1).some(({ since }) => heardAt > after(since, STRAGGLES)),
  )

export const isApart = ({ ahead }: Station): boolean => Math.abs(ahead) > CLOCKS_APART
