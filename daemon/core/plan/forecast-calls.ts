/**
 * Calling on paper: cues whose time has come, the followers of what began or ended, and what time takes away. As
 * cueing.ts does it, with every cue looked at only when it is its turn.
 */
import type { PlannedCue } from '../compile/programme.js'
import { EXPIRES_DEFAULT, TAKEOVERS_MAX } from '../limits.js'
import type { CueId } from '../rundown/rundown.js'
import { after, type Instant, instant, NEVER } from '../time.js'
import { fromCue } from './cueing.js'
import {
  byTime,
  type Desk,
  type Fate,
  ITEMS_MAX,
  insert,
  type PaperItem,
  turnAfter,
} from './forecast-paper.js'
import { inOrder } from './order.js'
import { mayAir } from './preflight.js'
import type { Takeover } from './takeover.js'

export function callCues(desk: Desk): void {
  for (let next = desk.turns[0]; next && next.at <= desk.now; next = desk.turns[0]) {
    desk.turns.shift()
    for (const turn of turnAfter(desk.show, next)) insert(desk.turns, turn, byTime)
    if (next.turn > 0) overtake(desk, next.cue.cue)
    const { cue, turn, at } = next
    call(desk, cue, turn, { dueAt: at, plannedAt: at, follows: undefined })
    if (desk.items.length >= ITEMS_MAX) return
  }
}

/** A turn that still waits gives way to the next of its cue. */
function overtake(desk: Desk, cue: CueId): void {
  const older = [...desk.hardWaiting, ...desk.waiting].find((item) => item.cue.cue === cue)
  if (older) giveUp(desk, older, 'overtaken', undefined)
}

export function callFollowers(desk: Desk): boolean {
  const calling = desk.calling.splice(0)
  let called = false
  for (const ahead of calling) {
    for (const cue of desk.followers.get(ahead.cue.cue) ?? []) {
      if (desk.items.length >= ITEMS_MAX) return called
      const follows = ahead.takeover.id
      call(desk, cue, ahead.takeover.turn, { dueAt: desk.now, plannedAt: undefined, follows })
      called = true
    }
  }
  return called
}

/** The airing is over: what still waits is left over, and so is what stands behind it and was never called. */
export function leaveOver(desk: Desk): void {
  const left = [...desk.queued, ...desk.waiting, ...desk.hard, ...desk.hardWaiting]
  // It grows while it is gone through: behind those stand others.
  for (const item of left) {
    item.fate = 'left-over'
    item.fateBy = 'end'
    const { id, turn, dueAt } = item.takeover
    for (const cue of desk.followers.get(item.cue.cue) ?? []) {
      if (desk.items.length >= ITEMS_MAX) break
      const behind = written(desk, cue, turn, { dueAt, plannedAt: undefined, follows: id })
      desk.items.push(behind)
      left.push(behind)
    }
  }
}

type Times = Pick<Takeover, 'dueAt' | 'plannedAt' | 'follows'>

function call(desk: Desk, cue: PlannedCue, turn: number, times: Times): void {
  const item = written(desk, cue, turn, times)
  desk.items.push(item)
  const { onAir, queued, hard, hardWaiting, waiting } = desk
  const sent = (onAir ? 1 : 0) + queued.length + hard.length
  const all = sent + hardWaiting.length + waiting.length
  if (times.follows === undefined && all >= TAKEOVERS_MAX) {
    item.fate = 'not-called'
  } else if (!mayAir(cue, times.dueAt, desk.show.window.timezone)) {
    giveUp(desk, item, 'not-valid', undefined)
  } else if (cue.start.kind === 'hard') {
    insert(hardWaiting, item, asInQueue)
    insert(desk.expiring, item, byExpiry)
  } else {
    wait(desk, item)
  }
}

function written(desk: Desk, cue: PlannedCue, turn: number, times: Times): PaperItem {
  const { airing, window } = desk.show
  const doubtful = cue.doubt === 'must' ? (window.endsAt ?? NEVER) : undefined
  const expiresAt =
    cue.expires === undefined
      ? (doubtful ?? after(times.dueAt, EXPIRES_DEFAULT))
      : after(times.dueAt, cue.expires)
  return {
    takeover: fromCue({ id: airing, renamed: {} }, cue, turn, { ...times, expiresAt }),
    cue,
    length: desk.lengthOf(cue),
    waitsFor: (desk.onAir ?? desk.queued[0])?.takeover.id,
    fate: 'open',
    fateBy: undefined,
    startsAt: undefined,
    endsAt: undefined,
  }
}

function wait(desk: Desk, item: PaperItem): void {
  insert(desk.waiting, item, asInQueue)
  insert(desk.expiring, item, byExpiry)
  if (mayGiveWay(desk, item)) insert(desk.droppable, item, asInQueue)
  desk.waitingMs += item.length
  desk.waitingKnownMs += knownMs(desk, item)
}

/** Sent or given up. Its place among those that expire is left to it: they are looked at in time anyway. */
export function waitNoMore(desk: Desk, item: PaperItem): void {
  const hardAt = desk.hardWaiting.indexOf(item)
  if (hardAt >= 0) desk.hardWaiting.splice(hardAt, 1)
  const at = desk.waiting.indexOf(item)
  if (at < 0) return
  desk.waiting.splice(at, 1)
  if (mayGiveWay(desk, item)) desk.droppable.splice(desk.droppable.indexOf(item), 1)
  desk.waitingMs -= item.length
  desk.waitingKnownMs -= knownMs(desk, item)
}

/** Nothing is dropped for a guess, nor is a guess. */
export const knownMs = ({ show }: Desk, { cue, length }: PaperItem): number =>
  show.unknown.has(cue.cue) ? 0 : length

const mayGiveWay = (desk: Desk, item: PaperItem) =>
  item.cue.drop !== undefined && item.cue.doubt !== 'must' && knownMs(desk, item) > 0

/** Kept as if nobody aged: a sorted list must not change its order while it waits. Whoever sends looks again. */
const byRank = inOrder(instant(0))
export const asInQueue = (one: PaperItem, other: PaperItem) => byRank(one.takeover, other.takeover)
const byExpiry = (one: PaperItem, other: PaperItem) =>
  one.takeover.expiresAt - other.takeover.expiresAt

/** What is sent expires no more. */
export function expire(desk: Desk): void {
  const gone: PaperItem[] = []
  while (nextExpiry(desk) <= desk.now) gone.push(...desk.expiring.splice(0, 1))
  for (const item of gone.sort(asInQueue)) giveUp(desk, item, 'expires', undefined)
}

/** When the first of those that still wait expires. */
export function nextExpiry({ expiring }: Desk): Instant {
  for (let first = expiring[0]; first; first = expiring[0]) {
    if (first.fate === 'open' && first.takeover.situation === 'waiting') {
      return first.takeover.expiresAt
    }
    expiring.shift()
  }
  return NEVER
}

export function giveUp(desk: Desk, item: PaperItem, fate: Fate, by: PaperItem['fateBy']): void {
  waitNoMore(desk, item)
  item.fate = fate
  item.fateBy = by
  desk.calling.push(item)
}
