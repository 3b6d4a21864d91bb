/**
 * What is not on air although a rule names it, and why: for whoever looks for it in a plan, and for calendars that
 * were given it before and keep it until they are told otherwise.
 */
import type { ExceptedDates } from '../rundown/rundown.js'
import type { Instant } from '../time.js'
import { type AiringId, movesOf, type Occurrence, occurrences, type Scheduled } from './calendar.js'
import { type OverrideOf, overridesOf } from './overrides.js'
import { type CronSlot, exceptionOf, isNamed } from './rule.js'
import { dayOf, type WallClock, wallClock } from './wall-clock.js'

export interface TakenOff {
  /** Moved from the span to somewhere else, as they are aired there. */
  readonly movedAway: readonly Occurrence[]
  /** With the instants they would have had. */
  readonly cancelled: readonly Cancelled[]
}

export interface Cancelled {
  readonly occurrence: Occurrence
  readonly because: Reason
}

export type Reason =
  | { readonly kind: 'except'; readonly dates: ExceptedDates }
  /** `2026-12-24` or `2026-12-24T09:00:00`, as the override names it. */
  | { readonly kind: 'override'; readonly on: string }
  /** Another airing was moved there. */
  | { readonly kind: 'replaced'; readonly by: AiringId }
  /** It was moved to where another was moved before it. */
  | { readonly kind: 'crowded-out'; readonly by: AiringId }

/** Of what would start in [from, until). What one entry leaves out and another airs is on air. */
export function takenOff(programme: Scheduled, from: Instant, until: Instant): TakenOff {
  if (!programme.schedule.some(leavesOut)) return { movedAway: [], cancelled: [] }
  const aired = occurrences(programme, from, until)
  const names = new Set(aired.map(({ airing }) => airing))
  const missing = occurrences(unabridged(programme), from, until).filter(
    ({ airing }) => !names.has(airing),
  )
  const { moved, crowdedOut } = movedIn(programme)
  const places = new Map(aired.map(({ airing, startsAt }) => [startsAt, airing]))
  const rules = rulesOf(programme)
  return {
    movedAway: missing.flatMap(({ airing }) => moved.get(airing) ?? []),
    cancelled: missing
      .filter(({ airing }) => !moved.has(airing))
      .flatMap((occurrence) => {
        const by = crowdedOut.get(occurrence.airing)
        const because: Reason | undefined = by
          ? { kind: 'crowded-out', by }
          : reasonFor(occurrence, rules, places)
        return because ? [{ occurrence, because }] : []
      }),
  }
}

const leavesOut = (slot: Scheduled['schedule'][number]) =>
  slot.kind === 'cron' && slot.overrides.length + slot.except.length > 0

const unabridged = (programme: Scheduled): Scheduled => ({
  ...programme,
  schedule: programme.schedule.map((slot) =>
    slot.kind === 'cron' ? { ...slot, overrides: [], except: [] } : slot,
  ),
})

/** One instant, one airing: of those that are moved to one, the first is aired. */
function movedIn(programme: Scheduled) {
  const moved = new Map<AiringId, Occurrence>()
  const crowdedOut = new Map<AiringId, AiringId>()
  const places = new Map<Instant, AiringId>()
  for (const { occurrence } of movesOf(programme).values()) {
    const by = places.get(occurrence.startsAt)
    if (by === undefined) {
      places.set(occurrence.startsAt, occurrence.airing)
      moved.set(occurrence.airing, occurrence)
    } else crowdedOut.set(occurrence.airing, by)
  }
  return { moved, crowdedOut }
}

interface Rule {
  readonly slot: CronSlot
  readonly overrideOf: OverrideOf
}

const rulesOf = ({ schedule }: Scheduled): readonly Rule[] =>
  schedule.flatMap((slot) =>
    slot.kind === 'cron' ? [{ slot, overrideOf: overridesOf(slot) }] : [],
  )

function reasonFor(
  { airing, startsAt }: Occurrence,
  rules: readonly Rule[],
  places: ReadonlyMap<Instant, AiringId>,
): Reason | undefined {
  const time = timeOf(airing)
  const naming = rules.filter(({ slot }) => isNamed(slot, time))
  for (const { slot, overrideOf } of naming) {
    const dates = exceptionOf(slot, dayOf(time))
    if (dates) return { kind: 'except', dates }
    const override = overrideOf(time)
    if (override && override.change.kind !== 'replace') return { kind: 'override', on: override.on }
  }
  const by = places.get(startsAt)
  return by === undefined ? undefined : { kind: 'replaced', by }
}

/** What its rule names: `morning-market@2026-11-23T09:00~2` is of 09:00, in whichever session. */
const timeOf = (airing: AiringId): WallClock =>
  wallClock(airing.slice(airing.indexOf('@') + 1).replace(/(~2)?(~~\d+)?$/, ''))
