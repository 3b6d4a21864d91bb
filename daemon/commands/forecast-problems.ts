/**
 * What the forecast finds, with the line of the cue: speech that does not fit, cues that never air. Warnings, because
 * a forecast is no measurement. One airing of each entry of the schedule is forecast.
 */
import type { Programme } from '../core/compile/programme.js'
import { type Occurrence, occurrences } from '../core/plan/calendar.js'
import { forecast } from '../core/plan/forecast.js'
import type { Fate } from '../core/plan/forecast-paper.js'
import type { Finding, Forecast } from '../core/plan/forecast-sheet.js'
import { inOrder, type Note, notesOn } from '../core/rundown/notes.js'
import { pointer } from '../core/rundown/pointer.js'
import type { Problem } from '../core/rundown/problem.js'
import type { Draft } from '../core/rundown/read.js'
import type { CueId, Rundown, Slot } from '../core/rundown/rundown.js'
import {
  after,
  type Duration,
  days,
  type Instant,
  local,
  millis,
  parseInstant,
  showDuration,
} from '../core/time.js'

/** Any Monday will do: what a file is told must not change from one day to the next. */
const MONDAY = new Date('2026-01-05T00:00:00Z').getTime() as Instant
/** Weekly rules show themselves in a week, all others but leap days in a year. */
const SPANS = [days(8), days(366)]
/** More kinds of airings tell nothing new. */
const KINDS_MAX = 6

/** Of a rundown without errors, and the programme it became. */
export function forecastProblems(
  { rundown, source }: Draft,
  programme: Programme,
  from: Instant = MONDAY,
): readonly Problem[] {
  if (programme.cues.length === 0) return []
  const forecasts = kindsOf(programme, from).map((occurrence) => forecast(programme, occurrence))
  const notes = notesOn(source)
  const places = placesOf(rundown)
  for (const { finding, others } of summed(merged(forecasts))) {
    const { place, key } = places.get(finding.cue) ?? ELSEWHERE
    notes.warn({ place: `${place}/${key}`, code: finding.code, ...told(finding, others) })
  }
  return inOrder(notes.problems)
}

// ---- which airings ----

/** The first airing of each entry; entries of the same length and time of day are alike. */
function kindsOf(programme: Programme, from: Instant): readonly Occurrence[] {
  const kinds = new Map<string, Occurrence>()
  for (const slot of programme.schedule) {
    const first = firstOf(programme, slot, from)
    if (!first) continue
    const { startsAt, endsAt, variables } = first
    const length = endsAt === undefined ? 'always' : endsAt - startsAt
    const time = local(startsAt, programme.timezone).slice(11, 19)
    const kind = JSON.stringify([length, time, variables])
    if (!kinds.has(kind)) kinds.set(kind, first)
    if (kinds.size >= KINDS_MAX) break
  }
  return [...kinds.values()]
}

function firstOf(programme: Programme, slot: Slot, from: Instant): Occurrence | undefined {
  const alone = { ...programme, schedule: [slot] }
  const named = slot.kind === 'at' ? parseInstant(slot.local, programme.timezone) : from
  if (named === undefined) return undefined
  const begin = slot.kind === 'at' ? after(named, days(-2)) : named
  for (const span of SPANS) {
    const [first] = occurrences(alone, begin, after(begin, span))
    if (first) return first
  }
  return undefined
}

/** Each finding once, the worst of it; a cue that airs in one of the airings does air. */
function merged(forecasts: readonly Forecast[]): readonly Finding[] {
  const airing = new Set<CueId>()
  for (const { items } of forecasts) {
    for (const { cue, fate } of items) if (AIRS.has(fate)) airing.add(cue)
  }
  const found = new Map<string, Finding>()
  for (const finding of forecasts.flatMap(({ findings }) => findings)) {
    if (finding.code === 'never-airs' && airing.has(finding.cue)) continue
    const key = keyOf(finding)
    const other = found.get(key)
    if (!other || overOf(finding) > overOf(other)) found.set(key, finding)
  }
  return [...found.values()]
}

/** A crowded hour keeps hundreds of cues from the air: the first of each kind speaks for the others. */
function summed(findings: readonly Finding[]): readonly Counted[] {
  const kinds = new Map<string, { readonly first: Finding; others: number }>()
  for (const finding of findings) {
    const kind = finding.code === 'never-airs' ? finding.fate : keyOf(finding)
    const known = kinds.get(kind)
    if (known) known.others += 1
    else kinds.set(kind, { first: finding, others: 0 })
  }
  return [...kinds.values()].flatMap(({ first, others }) =>
    others < TOGETHER_MIN && first.code === 'never-airs'
      ? findings
          .filter((one) => one.code === 'never-airs' && one.fate === first.fate)
          .map((one) => ({ finding: one, others: 0 }))
      : [{ finding: first, others }],
  )
}

interface Counted {
  readonly finding: Finding
  /** Cues of which the same is to be said. */
  readonly others: number
}

/** Up to as many a producer reads one by one. */
const TOGETHER_MIN = 3

const AIRS: ReadonlySet<Fate> = new Set(['airs', 'cut', 'open'])

function keyOf(finding: Finding): string {
  if (finding.code === 'never-airs') return `${finding.code} ${finding.cue}`
  return finding.what === 'segment'
    ? `segment ${finding.segment}`
    : `${finding.what} ${finding.point ?? ''}`
}

const overOf = (finding: Finding) => (finding.code === 'never-airs' ? 0 : finding.over)

// ---- where ----

interface PlacedAt {
  readonly place: string
  readonly key: 'at' | 'every' | 'after'
}

/** The disclosure is a cue that stands outside the segments. */
const ELSEWHERE: PlacedAt = { place: '/disclosure', key: 'every' }

const placesOf = ({ segments }: Rundown): ReadonlyMap<CueId, PlacedAt> =>
  new Map(
    segments.flatMap(({ cues }, i) =>
      cues.map(
        ({ cue, when }, j) =>
          [cue, { place: pointer('segments', i, 'cues', j), key: when.kind }] as const,
      ),
    ),
  )

// ---- what, and what to do ----

function told(finding: Finding, others: number): Pick<Note, 'says' | 'hint'> {
  if (finding.code === 'never-airs') return neverAirs(finding, others)
  return finding.what === 'segment' ? segmentTooLong(finding) : lost(finding)
}

function segmentTooLong(
  finding: Extract<Finding, { what: 'segment' }>,
): Pick<Note, 'says' | 'hint'> {
  const { segment, cue, next, over, isCertain } = finding
  const by = roughly(over)
  const is = isCertain ? 'is' : 'is probably'
  return {
    says: `the segment "${segment}" ${is} about ${by} too long: "${cue}" still speaks when "${next}" is to begin`,
    hint: `shorten a text, or let "${next}" begin ${by} later`,
  }
}

function lost(
  finding: Extract<Finding, { what: 'hard-start' | 'end' }>,
): Pick<Note, 'says' | 'hint'> {
  const { cue, loses, point, over, isCertain } = finding
  const others = loses.length - 1
  const who = others === 0 ? `"${cue}" does` : `"${cue}" and ${many(others)} do`
  const what = point === undefined ? 'the end of the show' : `the hard start of "${point}"`
  const would = isCertain ? 'is' : 'is probably'
  return {
    says: `${who} not fit before ${what}: about ${roughly(over)} of speech ${would} lost`,
    hint:
      point === undefined
        ? 'plan it earlier, shorten a text, or let the show last longer'
        : 'plan it earlier, shorten a text, or give the hard start a "grace"',
  }
}

function neverAirs(
  { cue, fate, turns }: Extract<Finding, { code: 'never-airs' }>,
  others: number,
): Pick<Note, 'says' | 'hint'> {
  const who = others === 0 ? `"${cue}"` : `"${cue}" and ${many(others)}`
  const each = turns === 1 || others > 0 ? '' : ' at each of its turns'
  const [because, hint] = BECAUSE[fate] ?? BECAUSE.expires ?? []
  return { says: `${who} would never air: ${because}${each}`, hint }
}

const BECAUSE: Readonly<Partial<Record<Fate, readonly [string, string]>>> = {
  expires: [
    'others speak until it has expired',
    'plan it at another time, raise its urgency, or let it expire later',
  ],
  overtaken: [
    'its next turn comes before it can begin',
    'let it come less often, or raise its urgency',
  ],
  dropped: [
    'there is no time for it before a hard start or the end',
    'plan it earlier, shorten it, or raise its "drop" rank',
  ],
  'left-over': ['the show is over before its turn comes', 'plan it earlier, or raise its urgency'],
  'not-called': ['too many others wait when its time comes', 'plan fewer cues for this time'],
}

const many = (count: number) => (count === 1 ? 'another' : `${count} others`)

/** No forecast knows the half second. */
const roughly = (over: Duration) =>
  showDuration(millis(Math.max(1, Math.round(over / 1_000)) * 1_000))
