/** Which wall-clock times a cron rule names. Days are counted and compared as numbers: no zone, no instant is made. */
import { matchesDay } from '../rundown/cron.js'
import type { CronFields, DateRange, ExceptedDates, Slot } from '../rundown/rundown.js'
import { type Day, dayOf, nextDay, onDay, type WallClock, wallClock } from './wall-clock.js'

export type CronSlot = Extract<Slot, { kind: 'cron' }>

/** The times on the days from `first` to `last`, both included, ascending, without excepted dates. */
export function* timesNamed(
  { cron, except }: Pick<CronSlot, 'cron' | 'except'>,
  first: Day,
  last: Day,
): Generator<WallClock> {
  const isExcepted = exceptions(except)
  for (let day = first; day <= last; day = nextDay(day)) {
    if (!matchesDay(cron, day) || isExcepted(day)) continue
    for (const hour of cron.hours) {
      for (const minute of cron.minutes) {
        for (const second of cron.seconds) yield onDay(day, (hour * 60 + minute) * 60 + second)
      }
    }
  }
}

/** The hour field is `*`: such a rule follows the clock through both passes of a doubled hour. */
export const isEveryHour = ({ hours }: CronFields) => hours.length === 24

/** undefined: the day is not excepted. */
export const exceptionOf = (
  { except }: Pick<CronSlot, 'except'>,
  day: Day,
): ExceptedDates | undefined =>
  except.find(({ from, to }) => dayOf(wallClock(from)) <= day && day <= dayOf(wallClock(to)))

/** A rule that excepts nothing. */
export const isNamed = ({ cron }: Pick<CronSlot, 'cron'>, time: WallClock): boolean => {
  const at = new Date(time)
  return (
    matchesDay(cron, dayOf(time)) &&
    cron.hours.includes(at.getUTCHours()) &&
    cron.minutes.includes(at.getUTCMinutes()) &&
    cron.seconds.includes(at.getUTCSeconds())
  )
}

function exceptions(except: readonly DateRange[]): (day: Day) => boolean {
  const ranges = except.map(({ from, to }) => [dayOf(wallClock(from)), dayOf(wallClock(to))])
  return (day) => ranges.some(([from = 0, to = 0]) => from <= day && day <= to)
}
