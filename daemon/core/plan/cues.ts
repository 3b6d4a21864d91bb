/**
 * When the cues of an airing come due. Everything is counted from the airing's fixed instants, never from the last
 * time something fired, so nothing drifts and a restart changes nothing.
 */
import { Temporal } from 'temporal-polyfill'
import type { PlannedCue, Programme } from '../compile/programme.js'
import type { CueId, CueTime } from '../rundown/rundown.js'
import { after, before, type Instant, instant, NEVER } from '../time.js'

/** What cue times are counted from. */
export interface Window {
  readonly startsAt: Instant
  readonly endsAt: Instant | undefined
  readonly timezone: string
}

/** The `turn`-th time (from 0) a cue falls due in this airing. */
export interface CueTurn {
  readonly cue: PlannedCue
  readonly turn: number
  readonly at: Instant
}

/** The turns with `since` < at ≤ `until`, in the order they come due; of many missed ones the first and the last. */
export function turnsDue(
  cues: readonly PlannedCue[],
  window: Window,
  since: Instant,
  until: Instant,
): readonly CueTurn[] {
  const due: CueTurn[] = []
  for (const cue of cues) {
    const next = firstTurnAfter(cue, window, since)
    if (!next || next.at > until) continue
    due.push(next)
    const last = lastTurnUpTo(cue, window, until)
    if (last && last.turn > next.turn) due.push(last)
  }
  return due.sort((one, other) => one.at - other.at)
}

/** When the next turn after `since` falls due; NEVER if none does. */
export function nextTurnAt(cues: readonly PlannedCue[], window: Window, since: Instant): Instant {
  let next = NEVER
  for (const cue of cues) {
    const turn = firstTurnAfter(cue, window, since)
    if (turn && turn.at < next) next = turn.at
  }
  return next
}

/** The whole plan of an airing for reading: every turn with its time, cues that follow others without one. */
export interface CueLine {
  readonly cue: PlannedCue
  readonly turn: number
  readonly at: Instant | undefined
  readonly after: CueId | undefined
}

/** At most `limit` lines, in order of time; a cue that follows another stands behind the other's first turn. */
export function cueLines(programme: Programme, window: Window, limit: number): readonly CueLine[] {
  const timed: CueLine[] = []
  for (const cue of programme.cues) {
    for (let turn = 0; turn < limit; turn++) {
      const at = turnAt(cue, window, turn)
      if (at === undefined) break
      timed.push({ cue, turn, at, after: undefined })
    }
  }
  timed.sort((one, other) => (one.at ?? 0) - (other.at ?? 0))
  const lines: CueLine[] = []
  const placed = new Set<CueId>()
  const place = (line: CueLine) => {
    lines.push(line)
    if (placed.has(line.cue.cue)) return
    placed.add(line.cue.cue)
    for (const cue of programme.cues) {
      if (cue.when.kind === 'after' && cue.when.after === line.cue.cue) {
        place({ cue, turn: 0, at: undefined, after: cue.when.after })
      }
    }
  }
  timed.slice(0, limit).forEach(place)
  return lines
}

/** When the `turn`-th turn (from 0) of a cue falls due; undefined if there is none inside the airing. */
export function turnAt(cue: PlannedCue, window: Window, turn: number): Instant | undefined {
  const { when } = cue
  const at =
    when.kind === 'at'
      ? timeOf(when.at, window, turn)
      : when.kind === 'every'
        ? plus(firstOf(when, window), turn * when.every)
        : undefined
  return at !== undefined && at >= window.startsAt && at < (window.endsAt ?? NEVER) ? at : undefined
}

function firstTurnAfter(cue: PlannedCue, window: Window, since: Instant): CueTurn | undefined {
  const turn = Math.max(0, turnGuess(cue, window, since))
  return turnNear(cue, window, turn, (at) => at > since)
}

function lastTurnUpTo(cue: PlannedCue, window: Window, until: Instant): CueTurn | undefined {
  for (let turn = Math.max(0, turnGuess(cue, window, until) + 1); turn >= 0; turn--) {
    const at = turnAt(cue, window, turn)
    if (at !== undefined && at <= until) return { cue, turn, at }
  }
  return undefined
}

function turnNear(
  cue: PlannedCue,
  window: Window,
  guess: number,
  wanted: (at: Instant) => boolean,
): CueTurn | undefined {
  for (let turn = guess; turn <= guess + 3; turn++) {
    const at = turnAt(cue, window, turn)
    if (at === undefined) return undefined
    if (wanted(at)) return { cue, turn, at }
  }
  return undefined
}

/** The turn at or just before `at`, or one of the two before it. */
function turnGuess(cue: PlannedCue, window: Window, at: Instant): number {
  const { when } = cue
  if (when.kind === 'every') return Math.floor((at - (firstOf(when, window) ?? at)) / when.every)
  if (when.kind === 'at' && when.at.from === 'clock') {
    return dayOf(at, window) - 1
  }
  return 0
}

function firstOf(
  when: Extract<PlannedCue['when'], { kind: 'every' }>,
  window: Window,
): Instant | undefined {
  return when.from ? timeOf(when.from, window, 0) : after(window.startsAt, when.every)
}

const plus = (at: Instant | undefined, ms: number) =>
  at === undefined ? undefined : instant(at + ms)

function timeOf(time: CueTime, window: Window, turn: number): Instant | undefined {
  switch (time.from) {
    case 'start':
      return turn === 0 ? after(window.startsAt, time.plus) : undefined
    case 'end':
      return turn === 0 && window.endsAt !== undefined
        ? before(window.endsAt, time.minus)
        : undefined
    case 'clock':
      return clockTime(time, window, turn)
  }
}

/** The time of day on the `turn`-th day on which it comes after the start. */
function clockTime(
  time: Extract<CueTime, { from: 'clock' }>,
  window: Window,
  turn: number,
): Instant {
  const first = dateOf(window.startsAt, window)
  const on = (dayNumber: number) =>
    instant(
      first.add({ days: dayNumber }).toPlainDateTime(time).toZonedDateTime(window.timezone)
        .epochMilliseconds,
    )
  return on(0) >= window.startsAt ? on(turn) : on(turn + 1)
}

/** How many dates after that of the start: a day is not always 24 hours long. */
const dayOf = (at: Instant, window: Window): number =>
  dateOf(window.startsAt, window).until(dateOf(at, window), { largestUnit: 'day' }).days

const dateOf = (at: Instant, { timezone }: Window): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDate()
