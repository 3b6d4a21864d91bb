/**
 * What the forecast keeps on paper of one airing: its items, its next turns, its hard points. The turns are those of
 * cues.ts. Bounded: an airing with more items than ITEMS_MAX is forecast as far as they reach.
 */
import type { PlannedCue } from '../compile/programme.js'
import type { CueId } from '../rundown/rundown.js'
import { after, before, type Duration, type Instant, millis } from '../time.js'
import type { AiringId } from './calendar.js'
import { firstTurnAfter, followersOf, type Window } from './cues.js'
import type { TraceId } from './events.js'
import { facts, type Takeover, type TakeoverId, takeoverId } from './takeover.js'

/** Two hours of an item every half second; more is no show, and nobody reads on. */
export const ITEMS_MAX = 20_000
const HARD_POINTS_MAX = 1_000

export interface PaperShow {
  readonly airing: AiringId
  readonly cues: readonly PlannedCue[]
  readonly window: Window
  /** Not forecast beyond. */
  readonly until: Instant
  /** Cues whose length is a guess: nothing is dropped for a guess. */
  readonly unknown: ReadonlySet<CueId>
  /** Items the platform holds: the one on air and those behind it. */
  readonly share: number
}

/** What becomes of an item. `open`: the forecast stops before that is known. */
export type Fate =
  | 'airs'
  | 'cut'
  | 'expires'
  | 'overtaken'
  | 'dropped'
  | 'left-over'
  | 'not-called'
  /** Its rights do not hold then, and it has no alternative. */
  | 'not-valid'
  | 'open'

export interface PaperItem {
  /** Waiting, then queued, then speaking; its fate says the rest. */
  takeover: Takeover
  readonly cue: PlannedCue
  readonly length: Duration
  /** Who was on air when it fell due; it waits for that one, and for whoever is more urgent. */
  readonly waitsFor: TakeoverId | undefined
  fate: Fate
  /** The hard start, or the end of the airing, for which it was cut, dropped or left over. */
  fateBy: TakeoverId | 'end' | undefined
  startsAt: Instant | undefined
  endsAt: Instant | undefined
}

/** Something that begins at its time, whatever else is on. */
export interface HardPoint {
  readonly at: Instant
  /** It may wait this long for the item on air. */
  readonly latestAt: Instant
  readonly by: TakeoverId | 'end'
  readonly cue: CueId | undefined
}

export interface PaperRun {
  readonly items: readonly PaperItem[]
  readonly points: readonly HardPoint[]
  /** Forecast up to here. */
  readonly until: Instant
}

export interface Turn {
  readonly cue: PlannedCue
  readonly index: number
  readonly turn: number
  readonly at: Instant
}

export interface Desk {
  readonly show: PaperShow
  readonly lengthOf: (cue: PlannedCue) => Duration
  readonly followers: ReadonlyMap<CueId, readonly PlannedCue[]>
  readonly points: readonly HardPoint[]
  readonly items: PaperItem[]
  now: Instant
  /** The next turn of every cue that has one, earliest first. */
  readonly turns: Turn[]
  onAir: PaperItem | undefined
  /** Behind it at the platform. */
  readonly queued: PaperItem[]
  /** In the production's order, as if nobody aged. */
  readonly waiting: PaperItem[]
  /** Of all that waits. */
  waitingMs: number
  /** The same without what is a guess. */
  waitingKnownMs: number
  /** Those of them that may give way to a hard point, in the same order. */
  readonly droppable: PaperItem[]
  /** Whoever expires first stands first; some of them wait no more. */
  readonly expiring: PaperItem[]
  /** Hard starts whose time has come, at the platform: ahead of what is queued. */
  readonly hard: PaperItem[]
  /** Hard starts behind so many others that the platform has no room for them yet. They expire, and never give way. */
  readonly hardWaiting: PaperItem[]
  /** Items that began or ended, whose followers have not been called. */
  readonly calling: PaperItem[]
  nextPoint: number
}

export function setUp(show: PaperShow, lengthOf: Desk['lengthOf']): Desk {
  const { cues, window } = show
  const begin = before(window.startsAt, millis(1))
  const turns = cues.flatMap((cue, index) => turnAfter(show, { cue, index, at: begin }))
  return {
    show,
    lengthOf,
    followers: followersOf(cues),
    points: hardPoints(show, turns),
    items: [],
    now: window.startsAt,
    turns: turns.sort(byTime),
    onAir: undefined,
    queued: [],
    waiting: [],
    waitingMs: 0,
    waitingKnownMs: 0,
    droppable: [],
    expiring: [],
    hard: [],
    hardWaiting: [],
    calling: [],
    nextPoint: 0,
  }
}

export const byTime = (one: Turn, other: Turn) => one.at - other.at || one.index - other.index

/** Numbered as on air: a takeover on paper has the id that the as-run log will show. */
export function turnAfter({ window, until }: PaperShow, last: Omit<Turn, 'turn'>): readonly Turn[] {
  const next = firstTurnAfter(last.cue, window, last.at)
  return next && next.at < until ? [{ ...next, index: last.index }] : []
}

function hardPoints(show: PaperShow, first: readonly Turn[]): readonly HardPoint[] {
  const points: HardPoint[] = []
  for (const turn of first) {
    const { cue } = turn
    if (cue.start.kind !== 'hard') continue
    for (let next: Turn | undefined = turn; next; [next] = turnAfter(show, next)) {
      if (points.length >= HARD_POINTS_MAX) break
      const by = takeoverId(show.airing, cue.cue, next.turn)
      points.push({ at: next.at, latestAt: after(next.at, cue.start.grace), by, cue: cue.cue })
    }
  }
  const { endsAt } = show.window
  if (endsAt !== undefined) points.push({ at: endsAt, latestAt: endsAt, by: 'end', cue: undefined })
  return points.sort((one, other) => one.at - other.at)
}

/** Behind its equals. */
export function insert<T>(sorted: T[], item: T, compare: (one: T, other: T) => number): void {
  let from = 0
  let to = sorted.length
  while (from < to) {
    const middle = (from + to) >>> 1
    const there = sorted[middle]
    if (there !== undefined && compare(there, item) <= 0) from = middle + 1
    else to = middle
  }
  sorted.splice(from, 0, item)
}

/** As the production sees it there. */
export function atPlatform(
  takeover: Takeover,
  situation: 'speaking' | 'queued',
  now: Instant,
): Takeover {
  // Made for every item twice: added to, because spreading what is this wide takes ten times as long.
  return Object.assign(facts(takeover), {
    sentAt: now,
    acceptedAt: now,
    trace: `${takeover.id}` as TraceId,
    hints: NO_HINTS,
    recall: undefined,
    situation,
    startedAt: now,
    place: 1,
    absentSince: undefined,
  })
}

const NO_HINTS = {}
