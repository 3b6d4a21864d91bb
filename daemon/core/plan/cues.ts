/**
 * When the cues of an airing come due. Everything is counted from the airing's fixed instants, never from the last
 * time something fired, so nothing drifts and a restart changes nothing.
 */
import type { PlannedCue, Programme } from '../compile/programme.js'
import type { CueId } from '../rundown/rundown.js'
import { after, before, type Instant, instant, millis, NEVER } from '../time.js'
import { dayOf, timeOf, type Window } from './cue-times.js'
import { RANK } from './order.js'
import { firstTurnInWindows, isWindowed, lastTurnInWindows, type WindowTurn } from './windows.js'

export type { Window } from './cue-times.js'

/** The `turn`-th time (from 0) a cue falls due in this airing. */
export interface CueTurn {
  readonly cue: PlannedCue
  readonly turn: number
  readonly at: Instant
}

/** The turns with `since` < at ≤ `until` in the order they come due; of each cue the first `limit` and the last. */
export function turnsDue(
  cues: readonly PlannedCue[],
  window: Window,
  since: Instant,
  until: Instant,
  limit: number,
): readonly CueTurn[] {
  const due: CueTurn[] = []
  for (const cue of cues) {
    const next = firstTurnAfter(cue, window, since)
    if (!next || next.at > until) continue
    const last = lastTurnUpTo(cue, window, until) ?? next
    let turn: CueTurn | undefined = next
    for (let count = 0; turn && turn.at < last.at && count < limit; count++) {
      due.push(turn)
      turn = firstTurnAfter(cue, window, turn.at)
    }
    due.push(last)
  }
  return due.sort((one, other) => one.at - other.at)
}

/** When the next turn after `since` falls due; NEVER if none does. */
export const nextTurnAt = (cues: readonly PlannedCue[], window: Window, since: Instant): Instant =>
  nextTurn(cues, window, since)?.at ?? NEVER

/** The turn that falls due next after `since`; the first of the rundown where several do. */
export function nextTurn(
  cues: readonly PlannedCue[],
  window: Window,
  since: Instant,
): CueTurn | undefined {
  let next: CueTurn | undefined
  for (const cue of cues) {
    const turn = firstTurnAfter(cue, window, since)
    if (turn && (!next || turn.at < next.at)) next = turn
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

/** At most `limit` lines, in the order they would air in; what follows another stands behind each of its turns. */
export function cueLines(programme: Programme, window: Window, limit: number): readonly CueLine[] {
  const timed: CueLine[] = []
  for (const cue of programme.cues) {
    let turn = firstTurnAfter(cue, window, before(window.startsAt, millis(1)))
    for (let count = 0; turn && count < limit; count++) {
      timed.push({ ...turn, after: undefined })
      turn = firstTurnAfter(cue, window, turn.at)
    }
  }
  timed.sort((one, other) => (one.at ?? 0) - (other.at ?? 0) || rankOf(other) - rankOf(one))
  const followers = followersOf(programme.cues)
  const lines: CueLine[] = []
  const place = (line: CueLine) => {
    if (lines.length >= limit) return
    lines.push(line)
    for (const cue of followers.get(line.cue.cue) ?? [])
      place({ cue, turn: line.turn, at: undefined, after: line.cue.cue })
  }
  timed.slice(0, limit).forEach(place)
  return lines
}

/** Of those that fall due at one time. */
const rankOf = ({ cue }: CueLine) => (cue.start.kind === 'hard' ? RANK.hard : RANK[cue.urgency])

/** Of each cue, those that come after it. */
export function followersOf(
  cues: readonly PlannedCue[],
): ReadonlyMap<CueId, readonly PlannedCue[]> {
  const followers = new Map<CueId, PlannedCue[]>()
  for (const cue of cues) {
    if (cue.when.kind !== 'after') continue
    const others = followers.get(cue.when.after)
    if (others) others.push(cue)
    else followers.set(cue.when.after, [cue])
  }
  return followers
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

export function firstTurnAfter(
  cue: PlannedCue,
  window: Window,
  since: Instant,
): CueTurn | undefined {
  if (isWindowed(cue.when)) return withCue(cue, firstTurnInWindows(cue.when, window, since))
  const turn = Math.max(0, turnGuess(cue, window, since))
  return turnNear(cue, window, turn, (at) => at > since)
}

export function lastTurnUpTo(cue: PlannedCue, window: Window, until: Instant): CueTurn | undefined {
  if (isWindowed(cue.when)) return withCue(cue, lastTurnInWindows(cue.when, window, until))
  for (let turn = Math.max(0, turnGuess(cue, window, until) + 1); turn >= 0; turn--) {
    const at = turnAt(cue, window, turn)
    if (at !== undefined && at <= until) return { cue, turn, at }
  }
  return undefined
}

const withCue = (cue: PlannedCue, turn: WindowTurn | undefined): CueTurn | undefined =>
  turn && { cue, ...turn }

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
