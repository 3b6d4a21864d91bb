/** Over and under of every segment and before every hard point, and when each item has to begin at the latest. */
import type { PlannedCue } from '../compile/programme.js'
import type { CueId } from '../rundown/rundown.js'
import { before, type Instant, millis, NEVER } from '../time.js'
import { followersOf } from './cues.js'
import type { HardPoint, PaperItem, PaperRun } from './forecast-paper.js'
import type { ForecastItem, PointFit, SegmentFit, Span } from './forecast-sheet.js'
import type { TakeoverId } from './takeover.js'

/** The airing on paper: as long as expected, as short, and as long as it might be. */
export interface Runs {
  readonly expected: PaperRun
  readonly least: PaperRun
  readonly most: PaperRun
}

// ---- segments ----

/** Segments with a planned time, in the order of those times. */
export function fitOfSegments(
  cues: readonly PlannedCue[],
  runs: Runs,
  items: readonly ForecastItem[],
  endsAt: Instant | undefined,
): readonly SegmentFit[] {
  const anchored = anchoredCues(cues)
  const bounds = boundsOf(runs.expected, anchored, endsAt)
  const expected = chapters(runs.expected, anchored, bounds)
  const least = chapters(runs.least, anchored, bounds)
  const unsure = unsureOf(items)
  return [...bounds].map(([segment, { startsAt, until, next }]) => {
    const inside = expected.get(segment) ?? []
    const over = until && spanOf(overBy(inside, until), overBy(least.get(segment) ?? [], until))
    const isGuess = inside.some(({ takeover }) => unsure.has(takeover.id))
    return { segment, startsAt, until, next, over, last: lastOf(inside)?.cue.cue, isGuess }
  })
}

/** Cues with a time of their own, and those that follow them. */
export function anchoredCues(cues: readonly PlannedCue[]): ReadonlySet<CueId> {
  const followers = followersOf(cues)
  const anchored = new Set<CueId>()
  const next = cues.filter(({ when }) => when.kind === 'at')
  for (let cue = next.pop(); cue; cue = next.pop()) {
    if (anchored.has(cue.cue)) continue
    anchored.add(cue.cue)
    next.push(...(followers.get(cue.cue) ?? []))
  }
  return anchored
}

interface Bounds {
  readonly startsAt: Instant
  readonly until: Instant | undefined
  readonly next: string | undefined
}

/** Two segments that begin together both last until the next. */
function boundsOf(
  { items }: PaperRun,
  anchored: ReadonlySet<CueId>,
  endsAt: Instant | undefined,
): ReadonlyMap<string, Bounds> {
  const starts = new Map<string, Instant>()
  for (const { takeover, cue } of items) {
    const { plannedAt } = takeover
    if (plannedAt === undefined || !anchored.has(cue.cue)) continue
    const known = starts.get(cue.segment)
    if (known === undefined || plannedAt < known) starts.set(cue.segment, plannedAt)
  }
  const inTime = [...starts].sort(([, one], [, other]) => one - other)
  const bounds: [string, Bounds][] = []
  let later: { startsAt: Instant; segment: string } | undefined
  let together: typeof later
  for (const [segment, startsAt] of inTime.reverse()) {
    if (together && together.startsAt > startsAt) later = together
    bounds.push([segment, { startsAt, until: later?.startsAt ?? endsAt, next: later?.segment }])
    together = { startsAt, segment }
  }
  return new Map(bounds.reverse())
}

/** The items of each segment that are planned before the next begins, or follow one that is. */
function chapters(
  { items }: PaperRun,
  anchored: ReadonlySet<CueId>,
  bounds: ReadonlyMap<string, Bounds>,
): ReadonlyMap<string, readonly PaperItem[]> {
  const planned = new Map<TakeoverId, Instant>()
  const inside = new Map<string, PaperItem[]>()
  for (const item of items) {
    const { id, plannedAt, follows, dueAt } = item.takeover
    // Whom it follows stands before it.
    const at = plannedAt ?? (follows && planned.get(follows)) ?? dueAt
    planned.set(id, at)
    const { segment } = item.cue
    if (!anchored.has(item.cue.cue) || at >= (bounds.get(segment)?.until ?? NEVER)) continue
    const others = inside.get(segment)
    if (others) others.push(item)
    else inside.set(segment, [item])
  }
  return inside
}

const lastOf = (items: readonly PaperItem[]): PaperItem | undefined =>
  items.reduce<PaperItem | undefined>(
    (last, item) => ((item.endsAt ?? 0) > (last?.endsAt ?? 0) ? item : last),
    undefined,
  )

/** Beyond what it inherits: a segment that begins late is not to blame for the delay. */
function overBy(items: readonly PaperItem[], until: Instant): number {
  const last = lastOf(items)?.endsAt
  if (last === undefined) return 0
  const [first] = items
  const late = first?.startsAt === undefined ? 0 : first.startsAt - first.takeover.dueAt
  return last > until ? Math.max(0, last - until - late) : last - until
}

const spanOf = (expected: number, least: number): Span => ({
  expected: millis(expected),
  least: millis(least),
})

// ---- hard points ----

export function fitOfPoints(
  runs: Runs,
  items: readonly ForecastItem[],
  startsAt: Instant,
): readonly PointFit[] {
  const lost = lossesOf(runs.expected)
  const leastLost = lossesOf(runs.least)
  const unsure = unsureOf(items)
  const busy = busyBetween(runs.expected, startsAt)
  return runs.expected.points.map((point, index) => {
    const loses = lost.get(point.by) ?? []
    const over = spanOf(sum(loses), sum(leastLost.get(point.by) ?? []))
    const free = millis(
      Math.max(
        0,
        point.at - (runs.expected.points[index - 1]?.at ?? startsAt) - (busy[index] ?? 0),
      ),
    )
    const isGuess = loses.some(({ item }) => unsure.has(item.takeover.id))
    return { ...point, over, free, loses: loses.map(({ item }) => item.takeover.id), isGuess }
  })
}

const unsureOf = (items: readonly ForecastItem[]): ReadonlySet<TakeoverId> =>
  new Set(items.filter(({ isGuess }) => isGuess).map(({ takeover }) => takeover))

interface Loss {
  readonly item: PaperItem
  readonly ms: number
}

const sum = (losses: readonly Loss[]) => losses.reduce((total, { ms }) => total + ms, 0)

/** What each hard point costs, by what it is. */
function lossesOf({ items }: PaperRun): ReadonlyMap<HardPoint['by'], readonly Loss[]> {
  const losses = new Map<HardPoint['by'], Loss[]>()
  for (const item of items) {
    const { fateBy, startsAt, endsAt, length } = item
    if (fateBy === undefined) continue
    const aired = startsAt === undefined || endsAt === undefined ? 0 : endsAt - startsAt
    const loss = { item, ms: length - aired }
    const others = losses.get(fateBy)
    if (others) others.push(loss)
    else losses.set(fateBy, [loss])
  }
  return losses
}

/** Time with an item on air between each point and the one before it. */
function busyBetween({ items, points }: PaperRun, startsAt: Instant): readonly number[] {
  const busy = points.map(() => 0)
  let index = 0
  for (const { startsAt: from, endsAt: to } of onAirInOrder(items)) {
    while (index < points.length && (points[index]?.at ?? 0) <= from) index += 1
    let at = index
    let since: number = from
    while (at < points.length && since < to) {
      const end = Math.min(to, points[at]?.at ?? to)
      busy[at] = (busy[at] ?? 0) + Math.max(0, end - Math.max(since, startsAt))
      since = end
      at += 1
    }
  }
  return busy
}

interface OnAir {
  readonly id: TakeoverId
  readonly startsAt: Instant
  readonly endsAt: Instant
}

const onAirInOrder = (items: readonly PaperItem[]): readonly OnAir[] =>
  items
    .flatMap(({ takeover, startsAt, endsAt }) =>
      startsAt === undefined || endsAt === undefined ? [] : [{ id: takeover.id, startsAt, endsAt }],
    )
    .sort((one, other) => one.startsAt - other.startsAt)

/** Back from every hard point: each item has to begin early enough for itself and all behind it. */
export function latestStarts({ items, points }: PaperRun): ReadonlyMap<TakeoverId, Instant> {
  const latest = new Map<TakeoverId, Instant>()
  let next = points.length - 1
  let by: Instant | undefined
  for (const { id, startsAt, endsAt } of onAirInOrder(items).toReversed()) {
    while (next >= 0 && (points[next]?.at ?? 0) > startsAt) {
      by = points[next]?.at
      next -= 1
    }
    if (by === undefined) continue
    by = before(by, millis(endsAt - startsAt))
    latest.set(id, by)
  }
  return latest
}
