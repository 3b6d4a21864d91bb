/**
 * Cues that an override loses: they come in the occurrence as its entry has it, and not in the one that is moved or
 * shortened. A time of the clock does not move along, and what is planned behind the new end is never called.
 */
import type { PlannedCue, Programme } from '../compile/programme.js'
import type { Override } from '../rundown/rundown.js'
import { after, before, type Duration, type Instant, millis } from '../time.js'
import { firstTurnAfter, followersOf, type Window } from './cues.js'
import { movedTo, overridesOf, timesMet } from './overrides.js'
import { clockAround, passes } from './passes.js'
import type { CronSlot } from './rule.js'
import { DAY_MS, type WallClock } from './wall-clock.js'

export interface LostCues {
  /** Places in the schedule and among the entry's overrides, from 0. */
  readonly slot: number
  readonly override: number
  readonly change: Exclude<Override['change'], { kind: 'cancel' }>
  /** When the first airing is on that loses some. */
  readonly aired: Lasting
  /** At least one, in the order of the rundown, each with its time after the usual start. */
  readonly cues: readonly LostCue[]
}

export interface LostCue {
  readonly cue: PlannedCue
  /** undefined: it follows another that is lost. */
  readonly offset: Duration | undefined
}

interface Lasting extends Window {
  readonly endsAt: Instant
}

/** Airings of one time of day and length, usual and overridden, lose the same; of so many kinds cues are compared. */
const SHAPES_MAX = 24
/** Of one override: a show an hour, and as many more. */
const TIMES_MAX = 48

/** Of each override once, and only of airings that are not over before `from`. */
export function lostCues(programme: Programme, from: Instant): readonly LostCues[] {
  const lost = new Map<string, readonly LostCue[]>()
  return programme.schedule.flatMap((slot, index) => {
    if (slot.kind !== 'cron') return []
    const overrideOf = overridesOf(slot)
    return slot.overrides.flatMap((override, place) => {
      const { change } = override
      if (change.kind === 'cancel') return []
      for (const time of timesMet(slot, override, overrideOf).slice(0, TIMES_MAX)) {
        const to = change.kind === 'move' ? movedTo(time, change.to) : time
        const usual = lasting(programme, slot, time, slot.duration)
        const aired = lasting(programme, slot, to, change.duration ?? slot.duration)
        if (!usual || !aired || aired.endsAt <= from) continue
        const shape = [time % DAY_MS, to % DAY_MS, slot.duration, aired.endsAt - aired.startsAt]
        const key = shape.join(' ')
        const cues =
          lost.get(key) ?? (lost.size < SHAPES_MAX ? between(usual, aired, programme) : [])
        lost.set(key, cues)
        if (cues.length > 0) return [{ slot: index, override: place, change, aired, cues }]
      }
      return []
    })
  })
}

function lasting(
  { timezone }: Programme,
  slot: CronSlot,
  time: WallClock,
  duration: Duration,
): Lasting | undefined {
  const [first] = passes(time, clockAround(time, timezone), slot)
  return first && { startsAt: first.at, endsAt: after(first.at, duration), timezone }
}

function between(usual: Lasting, aired: Lasting, { cues }: Programme): readonly LostCue[] {
  const lost = new Map<PlannedCue, Duration | undefined>()
  for (const cue of cues) {
    const at = firstIn(cue, usual)
    if (at === undefined || firstIn(cue, aired) !== undefined) continue
    lost.set(cue, millis(at - usual.startsAt))
  }
  const followers = followersOf(lost.size > 0 ? cues : [])
  // What is put in is looked at in its turn.
  for (const { cue } of lost.keys()) {
    for (const behind of followers.get(cue) ?? []) lost.set(behind, undefined)
  }
  return cues.flatMap((cue) => (lost.has(cue) ? [{ cue, offset: lost.get(cue) }] : []))
}

const firstIn = (cue: PlannedCue, window: Lasting): Instant | undefined =>
  firstTurnAfter(cue, window, before(window.startsAt, millis(1)))?.at
