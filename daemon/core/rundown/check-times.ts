/**
 * Times: slots that last, cues that fall inside one of them, repetitions that are none too fast.
 */
import { type Duration, days, hours, minutes, seconds, showDuration } from '../time.js'
import type { PlacedCue } from './check.js'
import type { Notes } from './notes.js'
import { pointer } from './pointer.js'
import type { CueTime, Rundown, Slot } from './rundown.js'
import { showCueTime, timeOfDay } from './when.js'

/** A cue more often than this is no cue but a fault. */
const EVERY_MIN = seconds(1)

export function checkTimes(rundown: Rundown, cues: readonly PlacedCue[], notes: Notes): void {
  for (const [index, slot] of rundown.schedule.entries()) {
    checkSlot(slot, rundown.schedule, pointer('schedule', index), notes)
  }
  const onAir = onAirOf(rundown.schedule)
  for (const { cue, place } of cues) {
    checkExpires(cue.expires, place, notes)
    if (cue.when.kind === 'at') checkTime(cue.when.at, `${place}/at`, onAir, notes)
    if (cue.when.kind !== 'every') continue
    const { every, from } = cue.when
    if (every < EVERY_MIN) {
      const [wanted, least] = [showDuration(every), showDuration(EVERY_MIN)]
      const says = `every ${wanted} is too often; ${least} is the least`
      notes.error({ place: `${place}/every`, code: 'too-often', says })
    } else if (from === undefined) {
      checkTime({ from: 'start', plus: every }, `${place}/every`, onAir, notes)
    } else {
      checkTime(from, `${place}/from`, onAir, notes)
    }
  }
}

function checkSlot(slot: Slot, schedule: readonly Slot[], place: string, notes: Notes): void {
  if (slot.kind === 'always') {
    if (schedule.length === 1) return
    const says = 'a show that is always on has no other slots'
    notes.error({ place, code: 'always-and-more', says, hint: 'keep "always", or the others' })
    return
  }
  if (slot.duration === 0) {
    notes.error({
      place: `${place}/duration`,
      code: 'out-of-range',
      says: 'a show lasts longer than 0s',
    })
  }
  const gap = slot.kind === 'cron' ? shortestGap(slot) : undefined
  if (gap !== undefined && gap < slot.duration) {
    const [again, lasting] = [showDuration(gap), showDuration(slot.duration)]
    notes.warn({
      place: `${place}/cron`,
      code: 'overlaps-itself',
      says: `the show starts again after ${again}, but lasts ${lasting}`,
      hint: 'with six fields the first one is the seconds; a show without an end is "always: true"',
    })
  }
}

function checkExpires(expires: Duration | undefined, place: string, notes: Notes): void {
  if (expires !== 0) return
  const says = 'a cue that expires after 0s is never sent'
  notes.error({ place: `${place}/expires`, code: 'out-of-range', says, hint: 'for example 30s' })
}

/** When something of this show is on air, as far as it matters to cues. */
interface OnAir {
  readonly always: boolean
  /** Of the longest slot. */
  readonly longest: Duration
  /** Whether a clock time (ms since midnight) falls into some slot. */
  readonly covers: (time: Duration) => boolean
}

function onAirOf(schedule: readonly Slot[]): OnAir {
  const always = schedule.some(({ kind }) => kind === 'always')
  const lasting = schedule.map((slot) => (slot.kind === 'always' ? 0 : slot.duration))
  let covered: Uint8Array | undefined
  const covers = (time: Duration) => {
    covered ??= coverage(schedule)
    return always || covered[Math.floor(time / seconds(1))] === 1
  }
  return { always, longest: Math.max(0, ...lasting) as Duration, covers }
}

function checkTime(time: CueTime, place: string, onAir: OnAir, notes: Notes): void {
  if (time.from === 'end' && onAir.always) {
    const says = `"${showCueTime(time)}" has no meaning: a show that is always on has no end`
    notes.error({ place, code: 'no-end', says, hint: 'use start, +5m or a clock time' })
    return
  }
  if (time.from === 'clock') {
    if (onAir.covers(timeOfDay(time))) return
    const says = `the show is never on air at ${showCueTime(time)}`
    notes.error({
      place,
      code: 'never-on-air',
      says,
      hint: "clock times are those of the show's zone",
    })
    return
  }
  const offset = time.from === 'start' ? time.plus : time.minus
  if (onAir.always || offset < onAir.longest || onAir.longest === 0) return
  const span = showDuration(offset)
  const says =
    time.from === 'start'
      ? `${span} after the start the show is over: it lasts ${showDuration(onAir.longest)}`
      : `${span} before the end the show has not begun: it lasts ${showDuration(onAir.longest)}`
  if (offset === onAir.longest && time.from === 'end') return
  notes.error({ place, code: 'never-on-air', says })
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
  let on = 0
  return Uint8Array.from(change, (step) => {
    on += step
    return on > 0 ? 1 : 0
  })
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

/** Between two starts of a cron rule within a day; undefined if it starts once a day. */
function shortestGap({ cron }: Slot & { kind: 'cron' }): Duration | undefined {
  const gaps = [
    ...neighbours(cron.seconds).map((gap) => seconds(gap)),
    ...neighbours(cron.minutes).map((gap) => minutes(gap)),
    ...neighbours(cron.hours).map((gap) => hours(gap)),
  ]
  return gaps.length === 0 ? undefined : (Math.min(...gaps) as Duration)
}

const neighbours = (values: readonly number[]) =>
  values.slice(1).map((value, index) => value - (values[index] ?? value))
