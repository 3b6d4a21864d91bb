/**
 * Which airings exist. A local rule and a zone become instants here and nowhere else, and each airing is fixed once:
 * one identity, one instant.
 *
 * An airing is known by the wall-clock time its rule names, wherever a clock change or an override puts it. Two rules
 * that land on one instant are one airing, and so are two that name one time: an overridden occurrence goes before
 * others, then the entry of the schedule that comes first.
 */
import type { Programme } from '../compile/programme.js'
import { OCCURRENCES_MAX } from '../limits.js'
import type { Late, Override, ShowId, Values } from '../rundown/rundown.js'
import { after, type Duration, days, earliest, type Instant, local, millis } from '../time.js'
import { movedTo, overridesOf, timesMet } from './overrides.js'
import { clockAround, type DatedSlot, type Pass, passes } from './passes.js'
import { type CronSlot, timesNamed } from './rule.js'
import {
  type Clock,
  clockBetween,
  dayOf,
  nextDay,
  shownAt,
  showWallClock,
  type WallClock,
  wallClock,
} from './wall-clock.js'

export type AiringId = string & { readonly id: 'airing' }

/** One dated occurrence of a show. */
export interface Occurrence {
  readonly airing: AiringId
  readonly startsAt: Instant
  /** undefined: a channel without an end. */
  readonly endsAt: Instant | undefined
  readonly late: Late
  /** Its own values of the show's variables: those of its entry, and those of its override before them. */
  readonly variables: Values
}

export type Scheduled = Pick<Programme, 'show' | 'timezone' | 'schedule'>

/** Longer is no plan; it bounds a rule that names nothing. */
const SPAN_MAX = days(366 * 30)

/**
 * The airings that start in [from, until), earliest first, at most OCCURRENCES_MAX. An `always` show has one, from
 * `from` on: its identity is the moment it was taken in.
 */
export function occurrences(
  programme: Scheduled,
  from: Instant,
  until: Instant,
): readonly Occurrence[] {
  const { show, timezone, schedule } = programme
  const always = schedule.find((slot) => slot.kind === 'always')
  if (always) return [channel(show, timezone, always.variables, from)]
  const span = { from, until: earliest(until, after(from, SPAN_MAX)) }
  if (span.from >= span.until) return []
  const clock = clockBetween(timezone, span.from, span.until)
  const moves = movesOf(programme)
  const all = schedule.flatMap((slot, index) => {
    if (slot.kind === 'always') return []
    const taken = (time: WallClock) => (moves.get(time)?.slot ?? index) !== index
    return plannedOf(programme, slot, span, clock).filter(({ time }) => !taken(time))
  })
  const moved = [...moves.values()].filter(({ occurrence }) => isIn(span, occurrence.startsAt))
  return distinct([...moved, ...all])
}

export const isAlways = (programme: Scheduled) =>
  programme.schedule.some((slot) => slot.kind === 'always')

/** `morning-market@2026-11-23T09:00`, in the show's own wall-clock time; `~2` marks the second of two passes. */
export const airingId = (show: ShowId, written: string, pass: 1 | 2 = 1) =>
  `${show}@${written.replace(/(T\d\d:\d\d):00$/, '$1')}${pass === 2 ? '~2' : ''}` as AiringId

/** No airing of the show lasts longer: nothing that began earlier than this can still be on. */
export const longestAiring = ({ schedule }: Pick<Programme, 'schedule'>): Duration =>
  millis(
    Math.max(
      0,
      ...schedule.flatMap((slot) => {
        if (slot.kind === 'always') return []
        const changed = slot.kind === 'cron' ? slot.overrides.map(durationOf) : []
        return [slot.duration, ...changed.map((duration) => duration ?? 0)]
      }),
    ),
  )

interface Span {
  readonly from: Instant
  readonly until: Instant
}

interface Candidate {
  /** As the rule names it. */
  readonly time: WallClock
  readonly isOverridden: boolean
  readonly occurrence: Occurrence
}

function channel(show: ShowId, timezone: string, variables: Values, from: Instant): Occurrence {
  const airing = airingId(show, local(from, timezone).slice(0, 19))
  return { airing, startsAt: from, endsAt: undefined, late: { rule: 'join' }, variables }
}

const isIn = ({ from, until }: Span, at: Instant) => at >= from && at < until

/** What a slot airs in the span where its rule (or its single time) puts it; moved occurrences are elsewhere. */
function plannedOf(
  { show }: Scheduled,
  slot: DatedSlot,
  span: Span,
  clock: Clock,
): readonly Candidate[] {
  const overrideOf = slot.kind === 'cron' ? overridesOf(slot) : () => undefined
  const found: Candidate[] = []
  for (const time of timesNear(slot, span, clock)) {
    const override = overrideOf(time)
    if (override?.change.kind === 'cancel' || override?.change.kind === 'move') continue
    for (const { pass, at } of passes(time, clock, slot)) {
      if (!isIn(span, at)) continue
      const airing = airingId(show, showWallClock(time), pass)
      const occurrence = aired(airing, at, slot, override)
      found.push({ time, isOverridden: override !== undefined, occurrence })
    }
    if (found.length >= OCCURRENCES_MAX) break
  }
  return found
}

/** A gap airs a time later, on the next day even; a clock that goes back shows a day anew. */
const timesNear = (slot: DatedSlot, { from, until }: Span, clock: Clock): Iterable<WallClock> =>
  slot.kind === 'cron'
    ? timesNamed(
        slot,
        nextDay(dayOf(shownAt(from, clock)), -2),
        nextDay(dayOf(shownAt(until, clock))),
      )
    : [wallClock(slot.local)]

export interface Moved extends Candidate {
  readonly slot: number
}

/** All that is moved, from and to anywhere, by the time it is moved from: an identity must be known to be taken. */
export function movesOf({ show, timezone, schedule }: Scheduled): ReadonlyMap<WallClock, Moved> {
  const moves = new Map<WallClock, Moved>()
  for (const [index, slot] of schedule.entries()) {
    if (slot.kind !== 'cron') continue
    const overrideOf = overridesOf(slot)
    for (const override of slot.overrides) {
      if (override.change.kind !== 'move') continue
      for (const time of timesMet(slot, override, overrideOf).slice(0, OCCURRENCES_MAX)) {
        const occurrence = movedFrom(show, timezone, slot, time, override)
        if (occurrence && !moves.has(time))
          moves.set(time, { time, isOverridden: true, occurrence, slot: index })
      }
    }
  }
  return moves
}

/** Both passes of a doubled time would land on one instant: the first of them is moved. */
function movedFrom(
  show: ShowId,
  timezone: string,
  slot: CronSlot,
  time: WallClock,
  override: Override,
): Occurrence | undefined {
  const { change } = override
  const to = change.kind === 'move' ? movedTo(time, change.to) : time
  const [own] = passes(time, clockAround(time, timezone), slot)
  const [there] = passes(to, clockAround(to, timezone), slot)
  if (!own || !there) return undefined
  return aired(airingId(show, showWallClock(time), own.pass), there.at, slot, override)
}

function aired(
  airing: AiringId,
  startsAt: Pass['at'],
  slot: DatedSlot,
  override: Override | undefined,
): Occurrence {
  const change = override?.change.kind === 'cancel' ? undefined : override?.change
  return {
    airing,
    startsAt,
    endsAt: after(startsAt, change?.duration ?? slot.duration),
    late: slot.late,
    variables: change ? { ...slot.variables, ...change.variables } : slot.variables,
  }
}

const durationOf = ({ change }: Override) =>
  change.kind === 'cancel' ? undefined : change.duration

/** One airing an instant, one airing an identity; those overridden come first, and keep their place. */
function distinct(all: readonly Candidate[]): readonly Occurrence[] {
  const found = new Map<Instant, Occurrence>()
  const overridden = all.filter(({ isOverridden }) => isOverridden)
  const others = all.filter(({ isOverridden }) => !isOverridden)
  for (const { occurrence } of [...overridden, ...others]) {
    if (!found.has(occurrence.startsAt)) found.set(occurrence.startsAt, occurrence)
  }
  return [...found.values()]
    .sort((one, other) => one.startsAt - other.startsAt)
    .slice(0, OCCURRENCES_MAX)
}
