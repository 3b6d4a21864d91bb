/**
 * Times of a cue: `start`, `+5m`, `end-2m`, `09:30`, `09:30:15`; and dates and clock times of a
 * schedule.
 */
import { Temporal } from 'temporal-polyfill'
import { type Duration, hours, millis, parseDuration, seconds, showDuration } from '../time.js'
import type { Notes } from './notes.js'
import type { CueTime } from './rundown.js'

/** undefined: it is none of them, or a clock time no clock shows. */
export function parseCueTime(written: string): CueTime | undefined {
  if (written === 'start') return { from: 'start', plus: millis(0) }
  if (written.startsWith('+')) {
    const plus = parseDuration(written.slice(1))
    return plus === undefined ? undefined : { from: 'start', plus }
  }
  if (written.startsWith('end-')) {
    const minus = parseDuration(written.slice(4))
    return minus === undefined ? undefined : { from: 'end', minus }
  }
  const [, hour, minute, second = '0'] = /^(\d\d):(\d\d)(?::(\d\d))?$/.exec(written) ?? []
  const clock = { hour: Number(hour), minute: Number(minute), second: Number(second) }
  const isShown = clock.hour <= 23 && clock.minute <= 59 && clock.second <= 59
  return isShown ? { from: 'clock', ...clock } : undefined
}

/** As a producer writes it. */
export function showCueTime(time: CueTime): string {
  switch (time.from) {
    case 'start':
      return time.plus === 0 ? 'start' : `+${showDuration(time.plus)}`
    case 'end':
      return `end-${showDuration(time.minus)}`
    case 'clock':
      return [time.hour, time.minute, ...(time.second === 0 ? [] : [time.second])]
        .map((part) => String(part).padStart(2, '0'))
        .join(':')
  }
}

/** Since midnight. */
export const timeOfDay = (time: { hour: number; minute: number; second: number }) =>
  seconds((time.hour * 60 + time.minute) * 60 + time.second)

/** `2026-11-11T20:00` → `2026-11-11T20:00:00`; undefined if no calendar or clock shows it. */
export function parseLocal(written: string): string | undefined {
  try {
    return Temporal.PlainDateTime.from(written, { overflow: 'reject' }).toString({
      smallestUnit: 'second',
    })
  } catch {
    return undefined
  }
}

/** `2026-10-01`; undefined if no calendar shows it. */
export function parseDate(written: string): string | undefined {
  try {
    return Temporal.PlainDate.from(written, { overflow: 'reject' }).toString()
  } catch {
    return undefined
  }
}

/** A duration the schema let through may still be larger than any number. */
export function duration(written: string, place: string, notes: Notes): Duration {
  const parsed = parseDuration(written)
  if (parsed !== undefined) return parsed
  notes.error({ place, code: 'out-of-range', says: `${written} is too long a time` })
  return hours(1)
}
