/** When a show is on air at all, as far as it matters to the times of its cues. */
import { type Duration, days, seconds } from '../time.js'
import type { Slot } from './rundown.js'
import { timeOfDay } from './when.js'

/** When something of this show is on air, as far as it matters to cues. */
export interface OnAir {
  readonly always: boolean
  /** Of the longest slot. */
  readonly longest: Duration
  /** Whether a clock time (ms since midnight) falls into some slot. */
  readonly covers: (time: Duration) => boolean
}

export function onAirOf(schedule: readonly Slot[]): OnAir {
  const always = schedule.some(({ kind }) => kind === 'always')
  const lasting = schedule.map((slot) => (slot.kind === 'always' ? 0 : slot.duration))
  let covered: Uint8Array | undefined
  const covers = (time: Duration) => {
    covered ??= coverage(schedule)
    return always || covered[Math.floor(time / seconds(1))] === 1
  }
  return { always, longest: Math.max(0, ...lasting) as Duration, covers }
}

/**
 * Every second of a day: 1 if some slot is on air then. Days themselves and daylight saving are not
 * looked at.
 */
function coverage(schedule: readonly Slot[]): Uint8Array {
  const day = days(1) / seconds(1)
  const change = new Int32Array(day + 1)
  for (const slot of schedule) {
    if (slot.kind === 'always') continue
    const length = Math.min(day, Math.ceil(slot.duration / seconds(1)))
    for (const start of startsOf(slot)) {
      const end = start + length
      change[start] = (change[start] ?? 0) + 1
      change[Math.min(end, day)] = (change[Math.min(end, day)] ?? 0) - 1
      if (end > day) {
        change[0] = (change[0] ?? 0) + 1
        change[end - day] = (change[end - day] ?? 0) - 1
      }
    }
  }
  // A loop: turning one array into the other through its iterator takes ten times as long.
  const covered = new Uint8Array(day)
  let on = 0
  for (let second = 0; second < day; second++) {
    on += change[second] ?? 0
    covered[second] = on > 0 ? 1 : 0
  }
  return covered
}

/** Seconds since midnight at which a slot begins. */
function startsOf(slot: Exclude<Slot, { kind: 'always' }>): readonly number[] {
  if (slot.kind === 'at') {
    const [hour = 0, minute = 0, second = 0] = slot.local.slice(11).split(':').map(Number)
    return [timeOfDay({ hour, minute, second }) / seconds(1)]
  }
  const { hours, minutes, seconds: secs } = slot.cron
  return hours.flatMap((hour) =>
    minutes.flatMap((minute) => secs.map((second) => (hour * 60 + minute) * 60 + second)),
  )
}
