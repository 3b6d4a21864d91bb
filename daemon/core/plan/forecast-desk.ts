/**
 * One airing on paper: the queue of air.ts without a platform, every item as long as it is said to be. What is sent and
 * in which order is the production's own (queue.ts), and so is who gives way (dropping.ts).
 */
import type { PlannedCue } from '../compile/programme.js'
import {
  after,
  before,
  type Duration,
  earliest,
  type Instant,
  instant,
  millis,
  NEVER,
} from '../time.js'
import { type Droppable, dropForTime } from './dropping.js'
import {
  callCues,
  callFollowers,
  expire,
  giveUp,
  knownMs,
  leaveOver,
  nextExpiry,
  waitNoMore,
} from './forecast-calls.js'
import {
  atPlatform,
  type Desk,
  ITEMS_MAX,
  insert,
  type PaperItem,
  type PaperRun,
  type PaperShow,
  setUp,
} from './forecast-paper.js'
import { yieldsTo } from './hard-start.js'
import { inOrder } from './order.js'
import { preemption } from './preemption.js'
import { nextUp } from './queue.js'

export function airOnPaper(show: PaperShow, lengthOf: (cue: PlannedCue) => Duration): PaperRun {
  const desk = setUp(show, lengthOf)
  for (;;) {
    const at = nextAt(desk)
    if (at >= show.until) break
    if (desk.items.length >= ITEMS_MAX) return stop(desk, at)
    desk.now = at
    const wasIdle = !desk.onAir
    finish(desk)
    callCues(desk)
    expire(desk)
    sendHardStarts(desk)
    takeHardStarts(desk)
    goOn(desk, wasIdle)
  }
  return stop(desk, show.until)
}

function nextAt(desk: Desk): Instant {
  const patience = desk.hard.map(deadline).find((end) => end > desk.now)
  const at = earliest(desk.turns[0]?.at, desk.onAir?.endsAt, patience, nextExpiry(desk))
  return instant(Math.max(at, desk.now))
}

const deadline = ({ takeover, cue }: PaperItem) =>
  cue.start.kind === 'hard' ? after(takeover.dueAt, cue.start.grace) : NEVER

function finish(desk: Desk): void {
  const { onAir, now } = desk
  if (onAir?.endsAt === undefined || onAir.endsAt > now) return
  onAir.fate = 'airs'
  desk.onAir = undefined
}

/**
 * The moment they fall due, as far as the platform has room for them: they cut nothing before they are there. Whoever
 * has waited for room is sent when there is some (goOn): what the platform holds has begun by then.
 */
function sendHardStarts(desk: Desk): void {
  const isNew = () => desk.hardWaiting[0]?.takeover.dueAt === desk.now
  while (isNew() && send(desk));
}

/** A hard start whose patience is over takes the air; another that fell due with it is not cut. */
function takeHardStarts(desk: Desk): void {
  const [hard] = desk.hard
  const { onAir, now } = desk
  if (!hard || !onAir || now < deadline(hard)) return
  const { start, dueAt } = onAir.takeover
  const startedAt = onAir.startsAt ?? now
  if (yieldsTo({ start, dueAt, startedAt }, hard.takeover, deadline(hard))) cut(desk, onAir, hard)
}

/** Breaking news next in line cuts what speaks; a hard start ahead of it would be the one to get the air. */
function takeBreaking(desk: Desk): void {
  const { onAir } = desk
  const [next] = desk.queued
  if (!onAir || !next || desk.hard.length > 0) return
  if (preemption(next.takeover, onAir.takeover) === 'cuts') cut(desk, onAir, next)
}

/** On paper nothing is taken up again: how much of it was heard by then is not known to the sentence. */
function cut(desk: Desk, onAir: PaperItem, by: PaperItem): void {
  onAir.fate = 'cut'
  onAir.fateBy = by.takeover.id
  onAir.endsAt = desk.now
  desk.onAir = undefined
}

/**
 * Until nothing moves at this instant. That the next of the queue speaks is learned together with its place having come
 * free, so its followers are called before the place is filled; what is sent to an idle platform is heard of later, and
 * so is a hard start.
 */
function goOn(desk: Desk, wasIdle: boolean): void {
  let isHeardOf = !wasIdle
  do {
    speak(desk)
    if (isHeardOf) callFollowers(desk)
    isHeardOf = true
    giveWay(desk)
    while (send(desk)) {
      takeBreaking(desk)
      speak(desk)
    }
  } while (callFollowers(desk))
}

function speak(desk: Desk): void {
  if (desk.onAir) return
  // Whoever aged there is moved ahead: the production's order is that of now.
  const byNow = inOrder(desk.now)
  desk.queued.sort((one, other) => byNow(one.takeover, other.takeover))
  const next = desk.hard.shift() ?? desk.queued.shift()
  if (!next) return
  next.takeover = atPlatform(next.takeover, 'speaking', desk.now)
  next.startsAt = desk.now
  next.endsAt = after(desk.now, next.length)
  desk.onAir = next
  desk.calling.push(next)
}

/** The production says whether there is room; what it then asks for, and moves, is its order. */
function send(desk: Desk): boolean {
  const { queued, hard, onAir, show, now } = desk
  const byNow = inOrder(now)
  const inQueue = (one: PaperItem, other: PaperItem) => byNow(one.takeover, other.takeover)
  const first = desk.hardWaiting[0] ?? firstOf(desk.waiting, inQueue)
  if (!first) return false
  const held = [...(onAir ? [onAir] : []), ...queued, ...hard]
  const all = [...held, first].map(({ takeover }) => takeover)
  if (!nextUp(all, show.share, now)) return false
  waitNoMore(desk, first)
  first.takeover = atPlatform(first.takeover, 'queued', now)
  insert(first.cue.start.kind === 'hard' ? hard : queued, first, inQueue)
  return true
}

/** Only routine ages, and whoever waits longest ages first: it is the head of the line, or the first of routine. */
function firstOf(
  waiting: readonly PaperItem[],
  inQueue: (one: PaperItem, other: PaperItem) => number,
): PaperItem | undefined {
  const [head] = waiting
  let from = 0
  let to = waiting.length
  while (from < to) {
    const middle = (from + to) >>> 1
    if (waiting[middle]?.cue.urgency === 'routine') to = middle
    else from = middle + 1
  }
  const routine = waiting[from]
  return head && routine && inQueue(routine, head) < 0 ? routine : head
}

/** What cannot be over by the next hard point is dropped by its rank. */
function giveWay(desk: Desk): void {
  const { droppable, queued, onAir, now } = desk
  let point = desk.points[desk.nextPoint]
  while (point && point.at <= now) point = desk.points[++desk.nextPoint]
  if (!point) return
  let busy = onAir?.endsAt ? onAir.endsAt - now : 0
  for (const { length } of queued) busy += length
  if (now + busy + desk.waitingMs <= point.latestAt) return
  if (droppable.length === 0) return
  const lengths = new Map(droppable.map(({ takeover, length }) => [takeover.id, length]))
  const by = before(point.latestAt, millis(staying(desk)))
  const gone = new Set(dropForTime(droppable.map(asDroppable), now, by, lengths))
  for (const item of droppable.filter(({ takeover }) => gone.has(takeover.id))) {
    giveUp(desk, item, 'dropped', point.by)
  }
}

/** What is ahead of the hard point whoever gives way, as far as its length is known. */
function staying(desk: Desk): number {
  const { onAir, queued, droppable, waitingKnownMs, now } = desk
  let ms = waitingKnownMs
  for (const item of droppable) ms -= item.length
  for (const item of queued) ms += knownMs(desk, item)
  if (onAir?.endsAt && knownMs(desk, onAir) > 0) ms += Math.max(0, onAir.endsAt - now)
  return ms
}

const asDroppable = ({ takeover, cue, startsAt }: PaperItem): Droppable => ({
  id: takeover.id,
  dueAt: takeover.dueAt,
  drop: cue.drop,
  doubt: cue.doubt,
  situation: takeover.situation,
  startedAt: startsAt,
})

/** The airing is over, or the forecast of it. */
function stop(desk: Desk, until: Instant): PaperRun {
  const { onAir } = desk
  const over = until === desk.show.window.endsAt
  if (onAir?.endsAt !== undefined && onAir.endsAt <= until) onAir.fate = 'airs'
  else if (onAir && over) {
    onAir.fate = 'cut'
    onAir.fateBy = 'end'
    onAir.endsAt = until
  }
  if (over) leaveOver(desk)
  return { items: desk.items, points: desk.points.filter(({ at }) => at <= until), until }
}
