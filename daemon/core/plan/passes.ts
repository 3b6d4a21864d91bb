/** When a wall-clock time is aired: what its entry of the schedule says about times that are skipped or come twice. */
import type { Slot } from '../rundown/rundown.js'
import { type Instant, instant } from '../time.js'
import { isEveryHour } from './rule.js'
import { type Clock, clockBetween, type WallClock, whenShown } from './wall-clock.js'

/** One airing of a time; the second pass is that of a time that comes twice. */
export interface Pass {
  readonly pass: 1 | 2
  readonly at: Instant
}

export type DatedSlot = Exclude<Slot, { kind: 'always' }>

/** Never, once or twice. A rule of every hour follows the clock, whatever its policy. */
export function passes(time: WallClock, clock: Clock, slot: DatedSlot): readonly Pass[] {
  const { gap, fold } = slot.clockChange
  const everyHour = slot.kind === 'cron' && isEveryHour(slot.cron)
  const shown = whenShown(time, clock)
  switch (shown.times) {
    case 'once':
      return [{ pass: 1, at: shown.at }]
    case 'never':
      return everyHour || gap === 'skip' ? [] : [{ pass: 1, at: shown.later }]
    case 'twice': {
      const first = { pass: 1, at: shown.first } as const
      const second = { pass: 2, at: shown.second } as const
      if (everyHour || fold === 'both') return [first, second]
      return [fold === 'first' ? first : second]
    }
  }
}

/** The clock of a zone around a time, anywhere in the calendar. */
export const clockAround = (time: WallClock, timezone: string): Clock =>
  clockBetween(timezone, instant(time), instant(time))
