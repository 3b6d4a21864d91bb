/**
 * Over and under of each segment as it went, from the rows of the as-run log: when its last item was over against when
 * the next segment was to begin. Items that come again and again belong to no chapter.
 */
import type { PlannedCue } from '../compile/programme.js'
import type { CueId } from '../rundown/rundown.js'
import { between, type Duration, type Instant, instant } from '../time.js'
import type { AsRunRow } from './as-run.js'
import { anchoredCues } from './forecast-fit.js'
import type { SegmentFit } from './forecast-sheet.js'

export interface Chapter {
  readonly segment: string
  readonly plannedAt: Instant
  /** When the next one is planned, or the end; undefined: nothing comes after it. */
  readonly until: Instant | undefined
  /** undefined: nothing of it aired. */
  readonly startedAt: Instant | undefined
  readonly endedAt: Instant | undefined
  /** Over (too long) or under (too short, negative). */
  readonly over: Duration | undefined
  readonly aired: number
  /** Items of it that did not air. */
  readonly lost: number
}

type Row = Pick<AsRunRow, 'segment' | 'item' | 'plannedAt' | 'startedAt' | 'endedAt'>

/** `fits`: what the forecast says of the segments; its bounds are the plan. */
export function chaptersOf(
  cues: readonly PlannedCue[],
  rows: readonly Row[],
  fits: readonly Pick<SegmentFit, 'segment' | 'startsAt' | 'until'>[],
): readonly Chapter[] {
  const anchored = anchoredCues(cues)
  const kinds = new Map<string, PlannedCue['when']['kind']>(
    cues.map(({ cue, when }) => [cue, when.kind]),
  )
  return fits.map(({ segment, startsAt, until }) => {
    const own = rows.filter(
      ({ segment: of, item, plannedAt }) =>
        of === segment &&
        anchored.has(item as CueId) &&
        (kinds.get(item ?? '') !== 'at' || until === undefined || (plannedAt ?? until) < until),
    )
    const aired = own.filter(({ startedAt }) => startedAt !== undefined)
    const startedAt = edge(
      aired.map((row) => row.startedAt),
      Math.min,
    )
    const endedAt = edge(
      aired.map((row) => row.endedAt),
      Math.max,
    )
    return {
      segment,
      plannedAt: startsAt,
      until,
      startedAt,
      endedAt,
      over: until === undefined || endedAt === undefined ? undefined : between(until, endedAt),
      aired: aired.length,
      lost: own.length - aired.length,
    }
  })
}

function edge(
  times: readonly (Instant | undefined)[],
  pick: (...times: readonly number[]) => number,
): Instant | undefined {
  const known = times.filter((time) => time !== undefined)
  return known.length === 0 ? undefined : instant(pick(...known))
}
