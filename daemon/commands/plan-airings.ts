/** The airings of a plan and their cues, and when each cue is expected to be over. */
import type { Programme } from '../core/compile/programme.js'
import { OCCURRENCES_MAX } from '../core/limits.js'
import { isAlways, longestAiring, type Occurrence, occurrences } from '../core/plan/calendar.js'
import { type CueLine, cueLines } from '../core/plan/cues.js'
import { forecast } from '../core/plan/forecast.js'
import type { ForecastItem } from '../core/plan/forecast-sheet.js'
import { type Reason, takenOff } from '../core/plan/taken-off.js'
import { type Clock, clockBetween, showLocal } from '../core/plan/wall-clock.js'
import type { Crowd, DayLoad } from '../core/plan/workload.js'
import type { CueId, ShowId } from '../core/rundown/rundown.js'
import { before, type Instant, instant, NEVER } from '../core/time.js'

export interface Plan {
  readonly station: string
  /** The station's. */
  readonly timezone: string
  readonly from: Instant
  readonly until: Instant
  readonly now: Instant
  /** Earliest first. */
  readonly airings: readonly PlannedAiring[]
  /** Not among them: what was moved out of the time of the plan, as it is aired there. */
  readonly movedAway: readonly PlannedAiring[]
  /** Nor these: what exceptions and overrides took off. */
  readonly cancelled: readonly CancelledAiring[]
  /** Shows with more airings than a single expansion yields. */
  readonly shortened: readonly ShowId[]
  readonly days: readonly DayLoad[]
  readonly overlaps: readonly Crowd[]
  readonly lateOpenings: readonly Crowd[]
}

export interface PlannedAiring {
  readonly programme: Programme
  readonly occurrence: Occurrence
}

export interface CancelledAiring extends PlannedAiring {
  readonly because: Reason
}

/** `running`: began before, and still on; they need slots and minutes too. */
export function airingsOf(
  programmes: readonly Programme[],
  from: Instant,
  until: Instant,
): Pick<Plan, 'airings' | 'shortened'> & { readonly running: readonly PlannedAiring[] } {
  const each = programmes.map((programme) => ({
    programme,
    found: occurrences(programme, from, until),
    earlier: isAlways(programme)
      ? []
      : occurrences(programme, before(from, longestAiring(programme)), from),
  }))
  const airings = each
    .flatMap(({ programme, found }) => found.map((occurrence) => ({ programme, occurrence })))
    .sort((one, other) => one.occurrence.startsAt - other.occurrence.startsAt)
  const running = each
    .flatMap(({ programme, earlier }) => earlier.map((occurrence) => ({ programme, occurrence })))
    .filter(({ occurrence: { endsAt } }) => (endsAt ?? NEVER) > from)
  const shortened = each
    .filter(({ found }) => found.length >= OCCURRENCES_MAX)
    .map(({ programme }) => programme.show)
  return { airings, running, shortened }
}

/** What is left out of the span, of all programmes. */
export function takenOffOf(
  programmes: readonly Programme[],
  from: Instant,
  until: Instant,
): Pick<Plan, 'movedAway' | 'cancelled'> {
  const each = programmes.map((programme) => ({ programme, ...takenOff(programme, from, until) }))
  return {
    movedAway: each.flatMap(({ programme, movedAway }) =>
      movedAway.map((occurrence) => ({ programme, occurrence })),
    ),
    cancelled: each.flatMap(({ programme, cancelled }) =>
      cancelled.map((one) => ({ programme, ...one })),
    ),
  }
}

/** `holiday Christmas Day`, after “cancelled: ”. */
export function showReason(because: Reason): string {
  switch (because.kind) {
    case 'except': {
      const { from, to, holiday } = because.dates
      if (holiday !== undefined) return `holiday ${holiday}`
      return `except ${from === to ? from : `${from}..${to}`}`
    }
    case 'override':
      return `override of ${because.on.replace(/(T\d\d:\d\d):00$/, '$1')}`
    case 'replaced':
      return `${because.by} was moved there`
    case 'crowded-out':
      return `moved to where ${because.by} is`
  }
}

export const isEndless = ({ programme }: PlannedAiring) => isAlways(programme)

export type Clocks = (at: Instant, timezone: string) => string

/**
 * Writes instants of a plan in any zone. A plan has a hundred thousand of them: each zone is asked for its clock
 * changes once, and the rest is arithmetic.
 */
export function clocksOf({ from, until, airings, movedAway, cancelled }: Plan): Clocks {
  const all = [...airings, ...movedAway, ...cancelled]
  const [first, last] = all.reduce(
    ([earliest, latest], { occurrence: { startsAt, endsAt = until } }) => [
      instant(Math.min(earliest, startsAt)),
      instant(Math.max(latest, endsAt)),
    ],
    [from, until],
  )
  const known = new Map<string, Clock>()
  return (at, timezone) => {
    const clock = known.get(timezone) ?? clockBetween(timezone, first, last)
    known.set(timezone, clock)
    return showLocal(at, clock)
  }
}

/** A cue turn, and what is expected to become of it. */
export interface PlannedTurn extends CueLine {
  /** undefined: nothing is forecast so far ahead. */
  readonly item: ForecastItem | undefined
}

const CUES_SHOWN_MAX = 500

export function turnsOf({ programme, occurrence }: PlannedAiring): readonly PlannedTurn[] {
  const { startsAt, endsAt } = occurrence
  const window = { startsAt, endsAt, timezone: programme.timezone }
  const timed = new Map<string, ForecastItem>()
  const following = new Map<string, ForecastItem>()
  for (const item of forecast(programme, occurrence).items) {
    if (item.plannedAt !== undefined) timed.set(key(item.cue, item.plannedAt), item)
    else following.set(key(item.cue, item.turn), item)
  }
  return cueLines(programme, window, CUES_SHOWN_MAX)
    .slice(0, CUES_SHOWN_MAX)
    .map((line) => ({
      ...line,
      item:
        line.at === undefined
          ? following.get(key(line.cue.cue, line.turn))
          : timed.get(key(line.cue.cue, line.at)),
    }))
}

const key = (cue: CueId, at: Instant | number) => `${cue} ${at}`
