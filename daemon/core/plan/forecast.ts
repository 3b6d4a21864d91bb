/**
 * What an airing would be like, before it costs a minute of air: when each item would begin and end, what waits for
 * whom, what would be cut, dropped or never come, and by how much a segment is over or under. Aired on paper three
 * times (forecast-desk.ts): as long as the words are expected to take, as short, and as long as they might.
 *
 * It assumes a session that is live at the start and requests that take no time. Ad-libs, questions and what an
 * operator says are not in it. A long text is one item here: what stands behind it is called when it begins, not with
 * its last piece, and what is cut is not taken up again.
 */
import { takeoversOf, valuesOf } from '../compile/fill.js'
import type { Programme } from '../compile/programme.js'
import {
  type SoundLengths,
  type SpeechLength,
  soundsOf,
  speechLength,
} from '../compile/speech-length.js'
import type { CueId, Values } from '../rundown/rundown.js'
import {
  after,
  type Duration,
  hours,
  type Instant,
  instant,
  millis,
  minutes,
  NEVER,
  seconds,
} from '../time.js'
import type { Occurrence } from './calendar.js'
import { airOnPaper } from './forecast-desk.js'
import { findings } from './forecast-findings.js'
import { fitOfPoints, fitOfSegments, latestStarts, type Runs } from './forecast-fit.js'
import type { PaperItem, PaperRun } from './forecast-paper.js'
import type { Estimate, Forecast, ForecastItem, Sure } from './forecast-sheet.js'
import { fit } from './preflight.js'
import type { TakeoverId } from './takeover.js'

export interface ForecastOptions {
  /** Measured lengths of sounds, by address. */
  readonly sounds?: SoundLengths
  /** Items the platform holds (its dialect's `queueShare`). */
  readonly share?: number
  /** Of a channel without an end; a day if not given. */
  readonly span?: Duration
}

/** One on air and the next behind it. */
const SHARE_USUAL = 2
const SPAN_USUAL = hours(24)
/** A jingle, as far as anybody can guess. */
const UNKNOWN: SpeechLength = { expected: seconds(15), least: millis(0), most: minutes(1) }

/** `values`: of variables, before those of the occurrence and the show's defaults. */
export function forecast(
  programme: Programme,
  occurrence: Occurrence,
  values: Values = {},
  options: ForecastOptions = {},
): Forecast {
  const { airing, startsAt, endsAt } = occurrence
  const texts = valuesOf(programme, { ...occurrence.variables, ...values })
  const lengths = lengthsOf(programme, texts, startsAt, options.sounds ?? soundsOf(programme))
  const until = endsAt ?? after(startsAt, options.span ?? SPAN_USUAL)
  const show = {
    airing,
    cues: programme.cues,
    window: { startsAt, endsAt, timezone: programme.timezone },
    until,
    unknown: new Set([...lengths].flatMap(([cue, length]) => (length === 'unknown' ? [cue] : []))),
    share: options.share ?? SHARE_USUAL,
  }
  const run = (which: keyof SpeechLength) =>
    airOnPaper(show, ({ cue }) => known(lengths.get(cue))[which])
  const runs = { expected: run('expected'), least: run('least'), most: run('most') }
  const reached = instant(Math.min(runs.expected.until, runs.least.until, runs.most.until))
  const items = itemsOf(runs, lengths)
  const segments = fitOfSegments(programme.cues, runs, items, endsAt)
  const points = fitOfPoints(runs, items, startsAt)
  const whole = reached === until
  const found = findings(programme.cues, items, segments, points, whole)
  return {
    airing,
    startsAt,
    endsAt,
    until: reached,
    whole,
    items,
    segments,
    points,
    findings: found,
  }
}

type Lengths = ReadonlyMap<CueId, SpeechLength | 'unknown'>

const known = (length: SpeechLength | 'unknown' | undefined): SpeechLength =>
  length === undefined || length === 'unknown' ? UNKNOWN : length

function lengthsOf(
  { liveScript, cues, timezone }: Programme,
  texts: Values,
  at: Instant,
  sounds?: SoundLengths,
): Lengths {
  const { voice } = liveScript.presenter
  return new Map(
    cues.map((cue) => {
      const each = takeoversOf(cue, texts).map((script) => {
        const fitting = fit(cue, script, texts, { preflight: undefined, timezone }, at)
        return speechLength(fitting.ok ? fitting.script : script, voice, sounds)
      })
      return [cue.cue, oneOf(each)]
    }),
  )
}

/** Any of the variants may be chosen. */
function oneOf(each: readonly (SpeechLength | 'unknown')[]): SpeechLength | 'unknown' {
  const lengths = each.filter((length) => length !== 'unknown')
  if (lengths.length < each.length) return 'unknown'
  const total = lengths.reduce<number>((sum, { expected }) => sum + expected, 0)
  return {
    expected: millis(Math.round(total / lengths.length)),
    least: millis(Math.min(...lengths.map(({ least }) => least))),
    most: millis(Math.max(...lengths.map(({ most }) => most))),
  }
}

function itemsOf(runs: Runs, lengths: Lengths): readonly ForecastItem[] {
  const short = byTakeover(runs.least)
  const long = byTakeover(runs.most)
  const guesses = guessed(runs.expected, lengths)
  const latest = latestStarts(runs.expected)
  return runs.expected.items.toSorted(byAir).map((item) => {
    const { takeover, cue, fate, fateBy, waitsFor } = item
    const others = [short.get(takeover.id), long.get(takeover.id)]
    const startsAt = estimate('startsAt', item, others)
    return {
      takeover: takeover.id,
      cue: cue.cue,
      segment: cue.segment,
      turn: takeover.turn,
      urgency: cue.urgency,
      drop: cue.drop,
      isHardStart: cue.start.kind === 'hard',
      plannedAt: takeover.plannedAt,
      follows: takeover.follows,
      waitsFor,
      length: lengths.get(cue.cue) ?? 'unknown',
      fate,
      fateBy,
      startsAt,
      endsAt: estimate('endsAt', item, others),
      latestStart: latest.get(takeover.id),
      isGuess: guesses.has(takeover.id),
      sure: guesses.has(takeover.id) ? 'open' : sureOf(item, others, startsAt),
    }
  })
}

const byAir = (one: PaperItem, other: PaperItem) =>
  (one.startsAt ?? one.takeover.dueAt) - (other.startsAt ?? other.takeover.dueAt) ||
  (one.endsAt ?? 0) - (other.endsAt ?? 0)

const byTakeover = ({ items }: PaperRun): ReadonlyMap<TakeoverId, PaperItem> =>
  new Map(items.map((item) => [item.takeover.id, item]))

function estimate(
  which: 'startsAt' | 'endsAt',
  item: PaperItem,
  others: readonly (PaperItem | undefined)[],
): Estimate | undefined {
  const expected = item[which]
  if (expected === undefined) return undefined
  let from = expected
  let to = expected
  for (const other of others) {
    const at = other?.[which]
    if (at === undefined) continue
    if (at < from) from = at
    if (at > to) to = at
  }
  return { expected, earliest: from, latest: to }
}

function sureOf(
  item: PaperItem,
  others: readonly (PaperItem | undefined)[],
  startsAt: Estimate | undefined,
): Sure {
  if (others.some((other) => other?.fate !== item.fate)) return 'open'
  return startsAt?.earliest === startsAt?.latest ? 'certain' : 'likely'
}

/** Sounds of unknown length, and what comes behind them without a pause, on air or not. */
function guessed({ items }: PaperRun, lengths: Lengths): ReadonlySet<TakeoverId> {
  const found = new Set<TakeoverId>()
  let busyUntil = -NEVER
  let guessing = false
  for (const { takeover, cue, startsAt, endsAt, waitsFor } of items.toSorted(byAir)) {
    const isUnknown = lengths.get(cue.cue) === 'unknown'
    if (startsAt === undefined || endsAt === undefined) {
      if (isUnknown || (waitsFor && found.has(waitsFor))) found.add(takeover.id)
      continue
    }
    if (startsAt > busyUntil || startsAt === takeover.plannedAt) guessing = false
    guessing ||= isUnknown
    if (guessing) found.add(takeover.id)
    busyUntil = endsAt
  }
  return found
}
