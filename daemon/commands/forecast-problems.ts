/**
 * What the forecast finds, with the line of the cue: speech that does not fit, cues that never air. Warnings, because
 * a forecast is no measurement. One airing of each kind is forecast (forecast-kinds.ts).
 */
import type { Programme } from '../core/compile/programme.js'
import { forecast } from '../core/plan/forecast.js'
import type { Fate } from '../core/plan/forecast-paper.js'
import type { Finding, Forecast } from '../core/plan/forecast-sheet.js'
import { inOrder, type Note, notesOn } from '../core/rundown/notes.js'
import { pointer } from '../core/rundown/pointer.js'
import type { Problem } from '../core/rundown/problem.js'
import type { Draft } from '../core/rundown/read.js'
import type { CueId, Rundown } from '../core/rundown/rundown.js'
import { type Duration, type Instant, millis, showDuration } from '../core/time.js'
import { type Kind, kindsOf } from './forecast-kinds.js'

/** Any Monday will do: what a file is told must not change from one day to the next. */
const MONDAY = new Date('2026-01-05T00:00:00Z').getTime() as Instant
/** Items on paper, of all airings together: it bounds the time. The first airing is forecast whatever its size. */
const ITEMS_MAX = 10_000

/** Of a rundown without errors, and the programme it became. */
export function forecastProblems(
  { rundown, source }: Draft,
  programme: Programme,
  from: Instant = MONDAY,
): readonly Problem[] {
  if (programme.cues.length === 0) return []
  const notes = notesOn(source)
  const places = placesOf(rundown)
  for (const { finding, on, others } of summed(merged(forecastsOf(programme, from)))) {
    const { place, key } = places.get(finding.cue) ?? ELSEWHERE
    const { says, hint } = told(finding, others)
    const dated = on === undefined ? says : `on ${on}, ${says}`
    notes.warn({ place: `${place}/${key}`, code: finding.code, says: dated, hint })
  }
  return inOrder(notes.problems)
}

interface Foretold {
  readonly sheet: Forecast
  readonly on: Kind['on']
}

function forecastsOf(programme: Programme, from: Instant): readonly Foretold[] {
  const all: Foretold[] = []
  let items = 0
  for (const { occurrence, on } of kindsOf(programme, from)) {
    const sheet = forecast(programme, occurrence)
    all.push({ sheet, on })
    items += sheet.items.length
    if (items >= ITEMS_MAX) break
  }
  return all
}

// ---- of several airings ----

/** A finding, and the date of the airing if an override makes it. */
interface Found {
  readonly finding: Finding
  readonly on: Kind['on']
}

/** Each finding once, the worst of it; a cue that airs in one of the airings does air. */
function merged(forecasts: readonly Foretold[]): readonly Found[] {
  const airing = new Set<CueId>()
  for (const { cue, fate } of forecasts.flatMap(({ sheet }) => sheet.items)) {
    if (AIRS.has(fate)) airing.add(cue)
  }
  const found = new Map<string, Found>()
  for (const { sheet, on } of forecasts) {
    for (const finding of sheet.findings) {
      if (finding.code === 'never-airs' && airing.has(finding.cue)) continue
      const key = keyOf(finding)
      const other = found.get(key)
      if (!other || overOf(finding) > overOf(other.finding)) found.set(key, { finding, on })
    }
  }
  return [...found.values()]
}

/** A crowded hour keeps hundreds of cues from the air: the first of each kind speaks for the others. */
function summed(all: readonly Found[]): readonly Counted[] {
  const kinds = new Map<string, { readonly first: Found; others: number }>()
  for (const found of all) {
    const { finding } = found
    const kind = finding.code === 'never-airs' ? finding.fate : keyOf(finding)
    const known = kinds.get(kind)
    if (known) known.others += 1
    else kinds.set(kind, { first: found, others: 0 })
  }
  return [...kinds.values()].flatMap(({ first, others }) =>
    others < TOGETHER_MIN && first.finding.code === 'never-airs'
      ? all
          .filter(({ finding }) => isAlike(finding, first.finding))
          .map((one) => ({ ...one, others: 0 }))
      : [{ ...first, others }],
  )
}

const isAlike = (one: Finding, other: Finding) =>
  one.code === 'never-airs' && other.code === 'never-airs' && one.fate === other.fate

interface Counted extends Found {
  /** Cues of which the same is to be said. */
  readonly others: number
}

/** Up to as many a producer reads one by one. */
const TOGETHER_MIN = 3

const AIRS: ReadonlySet<Fate> = new Set(['airs', 'cut', 'open'])

function keyOf(finding: Finding): string {
  if (finding.code === 'never-airs') return `${finding.code} ${finding.cue}`
  if (finding.what === 'segment') return `segment ${finding.segment}`
  if (finding.what === 'period' || finding.what === 'late') return `${finding.what} ${finding.cue}`
  return `${finding.what} ${finding.point ?? ''}`
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
  if (finding.what === 'period') return tooOften(finding)
  if (finding.what === 'late') return tooLate(finding)
  return finding.what === 'segment' ? segmentTooLong(finding) : lost(finding)
}

function tooOften({
  cue,
  length,
  every,
  isCertain,
}: Extract<Finding, { what: 'period' }>): Pick<Note, 'says' | 'hint'> {
  const is = isCertain ? 'is' : 'is probably'
  return {
    says:
      `"${cue}" speaks about ${roughly(length)} and is due every ${showDuration(every)}: ` +
      `it ${is} due again before it is over, and others wait for it all the time`,
    hint: 'let it come less often, or shorten it',
  }
}

function tooLate({
  cue,
  behind,
  over,
  isCertain,
}: Extract<Finding, { what: 'late' }>): Pick<Note, 'says' | 'hint'> {
  const is = isCertain ? 'is' : 'is probably'
  return {
    says:
      `the hard start of "${cue}" ${is} about ${roughly(over)} late: ` +
      `"${behind}" starts hard, too, and is not cut for it`,
    hint: `give it another time, that much "grace", or "after: ${behind}" in place of its hard start`,
  }
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
