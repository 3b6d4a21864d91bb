/** What a producer should hear of a forecast: what does not fit, and what never airs. As values; check says where. */
import type { PlannedCue } from '../compile/programme.js'
import type { CueId } from '../rundown/rundown.js'
import { type Duration, millis, seconds } from '../time.js'
import type { Fate } from './forecast-paper.js'
import type { Finding, ForecastItem, PointFit, SegmentFit, Span } from './forecast-sheet.js'

/** A soft start a few seconds late is a soft start. */
const LATE_TOLERATED = seconds(5)
/** Cut in its last breath, nobody hears it. */
const LOSS_TOLERATED = millis(500)

export function findings(
  cues: readonly PlannedCue[],
  items: readonly ForecastItem[],
  segments: readonly SegmentFit[],
  points: readonly PointFit[],
  whole: boolean,
): readonly Finding[] {
  const lengths = new Map(items.map(({ cue, length }) => [cue, length]))
  const repeated = new Set(cues.flatMap(({ cue, when }) => (when.kind === 'every' ? [cue] : [])))
  const tight = pointFindings(points, items, repeated)
  const named = new Set(tight.flatMap((finding) => ('loses' in finding ? finding.loses : [])))
  const periods = cues
    .flatMap((cue) => periodFinding(cue, lengths.get(cue.cue)))
    .filter(({ cue }) => !named.has(cue))
  return [
    ...tight,
    ...lateFindings(cues, items),
    ...segments.flatMap(segmentFinding),
    ...periods,
    ...neverAiring(items, named, whole),
  ]
}

const exceeds = (
  over: Readonly<Record<keyof Span, number>>,
  isGuess: boolean,
  tolerated: Duration,
) => over.least > tolerated || (!isGuess && over.expected > tolerated)

/** Of a hard start that comes again and again, the first. */
function pointFindings(
  points: readonly PointFit[],
  items: readonly ForecastItem[],
  repeated: ReadonlySet<CueId>,
): readonly Finding[] {
  const byTakeover = new Map(items.map((item) => [item.takeover, item]))
  const found = new Map<CueId | undefined, Finding>()
  for (const { by, cue: point, over, isGuess, loses } of points) {
    if (found.has(point) || !exceeds(over, isGuess, LOSS_TOLERATED)) continue
    const lost = loses.flatMap((id) => byTakeover.get(id) ?? [])
    // The last turn of a repeated cue may be lost: the next airing brings another.
    const kept = lost.filter(({ cue, drop }) => drop === undefined || !repeated.has(cue))
    const ms = kept.reduce((total, item) => total + lossOf(item), 0)
    const [first] = kept
    if (!first || (ms <= LOSS_TOLERATED && !isGuess)) continue
    found.set(point, {
      code: 'does-not-fit',
      what: by === 'end' ? 'end' : 'hard-start',
      cue: first.cue,
      loses: [...new Set(kept.map(({ cue }) => cue))],
      point,
      over: isGuess ? over.least : millis(ms),
      isCertain: over.least > LOSS_TOLERATED,
    })
  }
  return [...found.values()]
}

function lossOf({ length, startsAt, endsAt }: ForecastItem): number {
  const aired = startsAt && endsAt ? endsAt.expected - startsAt.expected : 0
  return length === 'unknown' ? 0 : length.expected - aired
}

/** Of a hard start that comes again and again, the first that is late. */
function lateFindings(
  cues: readonly PlannedCue[],
  items: readonly ForecastItem[],
): readonly Finding[] {
  const graces = new Map(
    cues.flatMap(({ cue, start }) => (start.kind === 'hard' ? [[cue, start.grace]] : [])),
  )
  const found = new Map<CueId, Finding>()
  let onAir: CueId | undefined
  for (const { cue, plannedAt, startsAt, isGuess } of items) {
    if (!startsAt) continue
    const behind = onAir
    onAir = cue
    const grace = graces.get(cue)
    if (grace === undefined || plannedAt === undefined || !behind || found.has(cue)) continue
    const over = { expected: startsAt.expected - plannedAt, least: startsAt.earliest - plannedAt }
    const tolerated = millis(grace + LOSS_TOLERATED)
    if (!exceeds(over, isGuess, tolerated)) continue
    const isCertain = over.least > tolerated
    found.set(cue, {
      code: 'does-not-fit',
      what: 'late',
      cue,
      behind,
      over: millis(over.expected),
      isCertain,
    })
  }
  return [...found.values()]
}

/** What runs over the end is found there. */
function segmentFinding({ segment, over, next, last, isGuess }: SegmentFit): readonly Finding[] {
  if (!over || !last || next === undefined || !exceeds(over, isGuess, LATE_TOLERATED)) return []
  const isCertain = over.least > LATE_TOLERATED
  const base = { code: 'does-not-fit', what: 'segment', segment, cue: last, next } as const
  return [{ ...base, over: isCertain && isGuess ? over.least : over.expected, isCertain }]
}

/** A cue that is due again while it still speaks leaves no room for anything, and most of its turns out. */
function periodFinding(
  { cue, when }: PlannedCue,
  length: ForecastItem['length'] | undefined,
): readonly (Finding & { readonly what: 'period' })[] {
  if (when.kind !== 'every') return []
  const { every } = when
  if (length === undefined || length === 'unknown' || length.expected <= every) return []
  const [over, isCertain] = [millis(length.expected - every), length.least > every]
  const base = { code: 'does-not-fit', what: 'period', cue, every } as const
  return [{ ...base, length: length.expected, over, isCertain }]
}

function neverAiring(
  items: readonly ForecastItem[],
  named: ReadonlySet<CueId>,
  whole: boolean,
): readonly Finding[] {
  const fates = new Map<CueId, Fate[]>()
  const guesses = new Set(items.flatMap(({ cue, isGuess }) => (isGuess ? [cue] : [])))
  for (const { cue, fate } of items) {
    const others = fates.get(cue)
    if (others) others.push(fate)
    else fates.set(cue, [fate])
  }
  return [...fates].flatMap(([cue, all]) => {
    const [fate] = all
    const airs = all.some((one) => one === 'airs' || one === 'cut' || one === 'open')
    // That its rights do not hold on a day is meant.
    const isMeant = fate === 'not-valid'
    if (fate === undefined || airs || isMeant || named.has(cue) || guesses.has(cue) || !whole)
      return []
    return [{ code: 'never-airs', cue, fate, turns: all.length }]
  })
}
