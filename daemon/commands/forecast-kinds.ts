/**
 * Which airings of a rundown are forecast: one of each entry of the schedule, and of the coming occurrences that an
 * override makes longer, shorter or different in their words, one of each shape.
 */
import type { Programme } from '../core/compile/programme.js'
import { type Occurrence, occurrences } from '../core/plan/calendar.js'
import { firstTimeMet, movedTo, type OverrideOf, overridesOf } from '../core/plan/overrides.js'
import type { CronSlot } from '../core/plan/rule.js'
import { showWallClock, type WallClock } from '../core/plan/wall-clock.js'
import type { Override, Slot } from '../core/rundown/rundown.js'
import {
  after,
  before,
  days,
  type Instant,
  instant,
  local,
  NEVER,
  parseInstant,
} from '../core/time.js'

export interface Kind {
  readonly occurrence: Occurrence
  /** `2026-12-24`: an override makes this occurrence other than those of its entry. */
  readonly on: string | undefined
}

/** Weekly rules show themselves in a week, all others but leap days in a year. */
const SPANS = [days(8), days(366)]
/** More kinds of airings tell nothing new. */
const ORDINARY_MAX = 6
const OVERRIDDEN_MAX = 24
/** No zone is farther from UTC, and no gap longer. */
const AROUND = days(2)

/** Entries of the same length, time of day and values are alike, and so are occurrences. */
export function kindsOf(programme: Programme, from: Instant): readonly Kind[] {
  const kinds = new Map<string, Kind>()
  const take = (occurrence: Occurrence, on: string | undefined) => {
    const shape = shapeOf(occurrence, programme.timezone)
    if (!kinds.has(shape)) kinds.set(shape, { occurrence, on })
  }
  for (const slot of programme.schedule) {
    if (kinds.size >= ORDINARY_MAX) break
    const first = firstOf(programme, slot, from)
    if (first) take(first, undefined)
  }
  const most = kinds.size + OVERRIDDEN_MAX
  for (const { slot, override, overrideOf } of overridesIn(programme)) {
    if (kinds.size >= most) break
    const time = firstTimeMet(slot, override, overrideOf)
    const other = overridden(programme, slot, time, override, from)
    if (other) take(other, local(other.startsAt, programme.timezone).slice(0, 10))
  }
  return [...kinds.values()]
}

function shapeOf({ startsAt, endsAt, variables }: Occurrence, timezone: string): string {
  const length = endsAt === undefined ? 'always' : endsAt - startsAt
  const time = local(startsAt, timezone).slice(11, 19)
  return JSON.stringify([length, time, Object.entries(variables).sort()])
}

function firstOf(programme: Programme, slot: Slot, from: Instant): Occurrence | undefined {
  const usual = slot.kind === 'cron' ? { ...slot, overrides: [] } : slot
  const alone = { ...programme, schedule: [usual] }
  const named = slot.kind === 'at' ? parseInstant(slot.local, programme.timezone) : from
  if (named === undefined) return undefined
  const begin = slot.kind === 'at' ? before(named, AROUND) : named
  for (const span of SPANS) {
    const [first] = occurrences(alone, begin, after(begin, span))
    if (first) return first
  }
  return undefined
}

interface Overriding {
  readonly slot: CronSlot
  readonly override: Override
  readonly overrideOf: OverrideOf
}

/** The next ones first. */
const overridesIn = ({ schedule }: Programme): readonly Overriding[] =>
  schedule
    .flatMap((slot) => {
      if (slot.kind !== 'cron') return []
      const overrideOf = overridesOf(slot)
      return slot.overrides.map((override) => ({ slot, override, overrideOf }))
    })
    .sort(({ override: one }, { override: other }) => (one.on < other.on ? -1 : 1))

/** The first occurrence that an override applies to, as if it were written by itself; if it is still to come. */
function overridden(
  programme: Programme,
  slot: CronSlot,
  time: WallClock | undefined,
  { change }: Override,
  from: Instant,
): Occurrence | undefined {
  if (change.kind === 'cancel' || time === undefined) return undefined
  const aired = change.kind === 'move' ? movedTo(time, change.to) : time
  const alone: Slot = {
    kind: 'at',
    local: showWallClock(aired),
    duration: change.duration ?? slot.duration,
    clockChange: slot.clockChange,
    late: slot.late,
    variables: { ...slot.variables, ...change.variables },
  }
  const near = instant(aired)
  return occurrences(
    { ...programme, schedule: [alone] },
    before(near, AROUND),
    after(near, AROUND),
  ).find(({ endsAt }) => (endsAt ?? NEVER) > from)
}
