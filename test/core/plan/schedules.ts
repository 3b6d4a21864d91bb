/** Schedules and their airings, as short as a test can say them. */
import { occurrences } from '../../../daemon/core/plan/calendar.js'
import type { CronSlot } from '../../../daemon/core/plan/rule.js'
import { readCron } from '../../../daemon/core/rundown/cron.js'
import type { Override, ShowId, Slot } from '../../../daemon/core/rundown/rundown.js'
import {
  after,
  days,
  hours,
  type Instant,
  instant,
  local,
  parseInstant,
  utc,
} from '../../../daemon/core/time.js'

export const SHIFT_FIRST = { gap: 'shift', fold: 'first' } as const

/** A cron entry as in a rundown. */
export function cron(written: string, more: Partial<CronSlot> = {}): CronSlot {
  const { fields, says } = readCron(written)
  if (!fields) throw new Error(says)
  return {
    kind: 'cron',
    cron: fields,
    written,
    duration: hours(1),
    except: [],
    overrides: [],
    clockChange: SHIFT_FIRST,
    late: { rule: 'join' },
    variables: {},
    ...more,
  }
}

export type AtSlot = Extract<Slot, { kind: 'at' }>

export const onceAt = (time: string, more: Partial<AtSlot> = {}): AtSlot => ({
  kind: 'at',
  local: time,
  duration: hours(1),
  clockChange: SHIFT_FIRST,
  late: { rule: 'join' },
  variables: {},
  ...more,
})

export const always: Slot = { kind: 'always', variables: {} }

export const cancel = (on: string): Override => ({ on, change: { kind: 'cancel' } })
export const move = (on: string, to: string, more: object = {}): Override => ({
  on,
  change: { kind: 'move', to, duration: undefined, variables: {}, ...more },
})
export const replace = (on: string, more: object = {}): Override => ({
  on,
  change: { kind: 'replace', duration: undefined, variables: {}, ...more },
})

export const scheduled = (timezone: string, ...schedule: readonly Slot[]) => ({
  show: 'market' as ShowId,
  timezone,
  schedule,
})

export const inZone = (written: string, timezone: string): Instant =>
  parseInstant(written, timezone) ?? instant(Number.NaN)

/** The airings from the first date to the last, both included. */
export function airingsOn(
  timezone: string,
  schedule: readonly Slot[],
  first: string,
  last: string = first,
) {
  const from = inZone(`${first}T00:00:00`, timezone)
  const dayAfter = utc(after(inZone(last, 'UTC'), days(1))).slice(0, 10)
  const until = inZone(`${dayAfter}T00:00:00`, timezone)
  return occurrences(scheduled(timezone, ...schedule), from, until)
}

/** `2026-03-08T02:30 at 2026-03-08T03:30:00-04:00`: its name and when it is aired. */
export const told = (...options: Parameters<typeof airingsOn>) =>
  airingsOn(...options).map(
    ({ airing, startsAt }) => `${airing.slice('market@'.length)} at ${local(startsAt, options[0])}`,
  )
