/**
 * Starts of a schedule that another start takes the place of, so that they are not aired as they are written: two
 * entries that name one time, and airings that are moved onto one another. For the producer to know.
 */
import type { Instant } from '../time.js'
import {
  type AiringId,
  type Moved,
  movesOf,
  type Occurrence,
  occurrences,
  type Scheduled,
} from './calendar.js'
import { overridesOf } from './overrides.js'
import { takenOff } from './taken-off.js'

export interface SameStart {
  /** The entry that loses, or that moves; its place in the schedule, from 0. */
  readonly slot: number
  /** The first of them. */
  readonly at: Instant
  readonly times: number
  readonly because: Because
}

type Because =
  /** An earlier entry, `slot`, starts then and has it. `isAll`: nothing of this one is aired as it says. */
  | { readonly kind: 'entry'; readonly slot: number; readonly isAll: boolean }
  /** What this override, counted from 0, moves there is aired instead of what starts then. */
  | { readonly kind: 'moved-onto'; readonly override: number; readonly airing: AiringId }
  /** More than one is moved there; what this override moves is left out. */
  | { readonly kind: 'moved-together'; readonly override: number; readonly airing: AiringId }

/** Of starts in [from, until), in the order of the schedule. */
export function sameStarts(
  programme: Scheduled,
  from: Instant,
  until: Instant,
): readonly SameStart[] {
  const moves = [...movesOf(programme).values()]
  const found = [...entriesLost(programme, moves, from, until)]
  for (const { occurrence, because } of takenOff(programme, from, until).cancelled) {
    if (because.kind !== 'replaced' && because.kind !== 'crowded-out') continue
    const { airing } = occurrence
    const mover = because.kind === 'replaced' ? because.by : airing
    const move = moves.find((one) => one.occurrence.airing === mover)
    if (!move) continue
    const kind = because.kind === 'replaced' ? 'moved-onto' : 'moved-together'
    const at = move.occurrence.startsAt
    const override = overrideOf(programme, move)
    found.push({ slot: move.slot, at, times: 1, because: { kind, override, airing } })
  }
  return found.sort((one, other) => one.slot - other.slot)
}

/** Entries that start when an earlier one does, once each. An override that goes before is meant. */
function* entriesLost(
  programme: Scheduled,
  moves: readonly Moved[],
  from: Instant,
  until: Instant,
): Generator<SameStart> {
  const { schedule } = programme
  if (schedule.length < 2) return
  const alone = schedule.map((slot) => occurrences({ ...programme, schedule: [slot] }, from, until))
  const aired = new Map(occurrences(programme, from, until).map((one) => [one.startsAt, one]))
  const moved = new Set(moves.map(({ occurrence }) => occurrence.airing))
  for (const [slot, own] of alone.entries()) {
    const lost = own.filter((one) => {
      const other = aired.get(one.startsAt)
      return other && !moved.has(one.airing) && !moved.has(other.airing) && !isSame(one, other)
    })
    const [first] = lost
    const other = first && aired.get(first.startsAt)
    if (!other) continue
    const winner = alone.findIndex((all) => all.some((one) => isSame(one, other)))
    if (winner < 0 || winner >= slot) continue
    const isAll = lost.length === own.length
    const because = { kind: 'entry', slot: winner, isAll } as const
    yield { slot, at: first.startsAt, times: lost.length, because }
  }
}

/** As it is heard: which of two entries it is of makes no difference then. */
const isSame = (one: Occurrence, other: Occurrence) =>
  one.startsAt === other.startsAt &&
  one.endsAt === other.endsAt &&
  ((one.late === other.late && one.variables === other.variables) ||
    JSON.stringify(rest(one)) === JSON.stringify(rest(other)))

const rest = ({ late, variables }: Occurrence) => [
  late,
  Object.entries(variables).sort(([one], [other]) => (one < other ? -1 : 1)),
]

function overrideOf({ schedule }: Scheduled, { slot, time }: Moved): number {
  const entry = schedule[slot]
  if (entry?.kind !== 'cron') return 0
  const override = overridesOf(entry)(time)
  return override === undefined ? 0 : entry.overrides.indexOf(override)
}
