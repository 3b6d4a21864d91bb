/** The schedule: slots that last, start when they can, and are not written twice. */
import {
  type Duration,
  hours,
  type Instant,
  local,
  minutes,
  parseInstant,
  seconds,
  showDuration,
} from '../time.js'
import { STAND_IN_DATE } from './mend.js'
import type { Notes } from './notes.js'
import { pointer, valueAt } from './pointer.js'
import type { Rundown, Slot } from './rundown.js'
import { isStandIn } from './slot.js'

/** What the time is, and where, if anybody knows. */
export interface Clock {
  readonly now: Instant
  /** Of a rundown that names none. */
  readonly zone: string
}

export function checkSchedule(
  { schedule, timezone }: Rundown,
  written: unknown,
  clock: Clock | undefined,
  notes: Notes,
): void {
  const first = new Map<string, number>()
  for (const [index, slot] of schedule.entries()) {
    const place = pointer('schedule', index)
    checkSlot(slot, schedule, place, notes)
    if (isStandIn(slot)) continue
    const same = JSON.stringify(valueAt(written, place))
    const earlier = first.get(same)
    first.set(same, earlier ?? index)
    if (earlier !== undefined) {
      const says = `this entry says the same as entry ${earlier + 1}`
      notes.warn({ place, code: 'duplicate-slot', says, hint: 'remove one of them' })
    }
    if (slot.kind === 'cron') checkOverrides(slot, place, notes)
    if (slot.kind === 'cron') checkExcept(valueAt(written, `${place}/except`), place, notes)
    if (clock) checkExpired(slot, timezone ?? clock.zone, clock.now, place, notes)
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

function checkOverrides(slot: Slot & { kind: 'cron' }, place: string, notes: Notes): void {
  const first = new Map<string, number>()
  for (const [index, { on, change }] of slot.overrides.entries()) {
    const at = `${place}/overrides/${index}`
    if (on === STAND_IN_DATE) continue
    const earlier = first.get(on)
    first.set(on, earlier ?? index)
    if (earlier !== undefined) {
      const says = `${on} has an override already, the ${ordinal(earlier + 1)} in this list`
      const hint = 'put what is different into one of them'
      notes.error({ place: `${at}/on`, code: 'duplicate-override', says, hint })
    }
    if (change.kind !== 'cancel' && change.duration === 0) {
      const says = 'a show lasts longer than 0s'
      const hint = 'to leave it out, write "cancel: true"'
      notes.error({ place: `${at}/duration`, code: 'out-of-range', says, hint })
    }
  }
}

const ordinal = (n: number) =>
  `${n}${['th', 'st', 'nd', 'rd'][n % 100 > 10 && n % 100 < 14 ? 0 : n % 10] ?? 'th'}`

function checkExcept(written: unknown, place: string, notes: Notes): void {
  if (!Array.isArray(written)) return
  const told = written.map((one) => JSON.stringify(one))
  for (const [index, one] of told.entries()) {
    if (told.indexOf(one) === index) continue
    const says = `entry ${index + 1} of "except" is there already`
    const at = `${place}/except/${index}`
    notes.warn({ place: at, code: 'duplicate-except', says, hint: 'remove it' })
  }
}

/** A single date that is over. */
function checkExpired(slot: Slot, zone: string, now: Instant, place: string, notes: Notes): void {
  if (slot.kind !== 'at') return
  const startsAt = parseInstant(slot.local, zone)
  if (startsAt === undefined || startsAt + slot.duration > now) return
  notes.warn({
    place: `${place}/at`,
    code: 'expired',
    says: `this was over before now, ${local(now, zone).slice(0, 16).replace('T', ' ')}`,
    hint: 'remove it, or give it a new date',
  })
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
