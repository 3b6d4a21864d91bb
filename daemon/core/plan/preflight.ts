/**
 * Looking ahead: when the media of an airing are looked at, what of it airs as it was written, and what airs in place
 * of the rest. The edge looks (run/preflight.ts) and reports facts; what follows from them is decided here. A sound
 * that is missing or damaged is the item itself: its alternative airs, or nothing. A picture gives way to its own, or
 * is left out. What could only not be reached from here is told of and airs: the platform may reach it.
 */
import { filledTakeover } from '../compile/fill.js'
import { heard, pictured } from '../compile/media-used.js'
import type { Programme, Reserve, TakeoverScript } from '../compile/programme.js'
import { PREFLIGHT_LEADS } from '../limits.js'
import type { DateRange, Values } from '../rundown/rundown.js'
import { before, type Instant, local, NEVER } from '../time.js'
import type { Action } from './actions.js'
import type { AiringFacts } from './airing.js'
import { tell } from './announce.js'
import type { Reason } from './as-run.js'
import { outcomeOf, takeoverAsHad } from './pictures-had.js'
import type { Verdict } from './verdicts.js'

/** What was found wrong with a file or an address; what is in order is not named. */
export interface Finding {
  readonly path: string
  readonly is: 'missing' | 'invalid' | 'unsure'
  readonly says: string
}

export interface Preflight {
  /** When its media are to be looked at. */
  readonly nextAt: Instant
  /** Of the last look. */
  readonly findings: readonly Finding[]
  /** Said already: nothing is told twice. */
  readonly told: readonly string[]
}

type Item = Reserve & { readonly name: string; readonly script: TakeoverScript }

/** Of an airing that is planned, or follows a new rundown; undefined: nothing to look at. */
export function preflightOf(programme: Programme, now: Instant): Preflight | undefined {
  const { liveScript, cues, adlibs } = programme
  const { audio, stage } = liveScript
  const some =
    audio.length + stage.backgrounds.length + stage.foregrounds.length > 0 ||
    cues.some(hasMore) ||
    adlibs.some(hasMore)
  return some ? { findings: [], told: [], nextAt: now } : undefined
}

const hasMore = ({ script, alternative, valid }: Reserve & { readonly script: TakeoverScript }) =>
  (alternative ?? valid) !== undefined || heard(script) !== undefined || pictured(script).length > 0

/** What is known stands until it is known anew. */
export const lookedAtAgain = (anew: Preflight, last: Preflight | undefined): Preflight => ({
  ...anew,
  ...last,
  nextAt: anew.nextAt,
})

/** Its media are looked at when its time has come; the next time is fixed by its start, whenever this was. */
export function lookAhead<A extends AiringFacts>(
  airing: A,
  now: Instant,
): { readonly airing: A; readonly actions: readonly Action[] } {
  const { preflight, startsAt, account, id, version } = airing
  if (preflight === undefined || now < preflight.nextAt) return { airing, actions: [] }
  const later = PREFLIGHT_LEADS.map((lead) => before(startsAt, lead)).filter((at) => at > now)
  const nextAt = later.reduce((one, other) => (other < one ? other : one), NEVER)
  return {
    airing: { ...airing, preflight: { ...preflight, nextAt } },
    actions: [{ type: 'check-media', account, airing: id, version }],
  }
}

/** The facts are in: what will not air as it was written is told, once. */
export function checked<A extends AiringFacts>(
  airing: A,
  programme: Programme,
  findings: readonly Finding[],
): { readonly airing: A; readonly actions: readonly Action[] } {
  const { preflight } = airing
  if (preflight === undefined) return { airing, actions: [] }
  const seen = { ...airing, preflight: { ...preflight, findings } }
  const wrong = [
    ...findings
      .filter(({ path }) => !isItem(programme, path))
      .map((one) => sayAll(one, outcomeOf(programme, one, findings))),
    ...findings.filter(({ path, is }) => isItem(programme, path) && is === 'unsure').map(sayFound),
  ]
  const levels = new Map([
    ...wrong.map((line) => [line, 'alert'] as const),
    ...itemsOf(programme).flatMap((item) => foretold(item, seen)),
  ])
  const fresh = [...levels].filter(([line]) => !preflight.told.includes(line))
  const told = [...preflight.told, ...fresh.map(([line]) => line)].slice(-TOLD_MAX)
  return {
    airing: { ...seen, preflight: { ...seen.preflight, told } },
    actions: fresh.map(([line, level]) => tell(airing.id, level, line)),
  }
}

/** More than a show has files that can fail at once without the show failing. */
const TOLD_MAX = 200

const itemsOf = ({ cues, adlibs }: Programme): readonly Item[] => [
  ...cues.map((cue) => ({ ...cue, name: cue.cue })),
  ...adlibs.map((adlib) => ({ ...adlib, name: adlib.adlib })),
]

/** Its failing is told with the item it is. */
const isItem = (programme: Programme, path: string) =>
  itemsOf(programme).some(({ script }) => heard(script) === path)

const sayAll = (found: Finding, outcome: string | undefined) =>
  outcome === undefined ? sayFound(found) : `${sayFound(found)}; ${outcome}`

const sayFound = ({ path, says }: Finding) => `${path}: ${says}`

/** What its dates keep off air was meant so, and nobody has to act on it. */
function foretold(
  item: Item,
  airing: AiringFacts,
): readonly (readonly [line: string, level: 'info' | 'alert'])[] {
  const fitting = fit(item, item.script, {}, airing, airing.startsAt)
  const levelOf = (reason: Reason | undefined) => (reason === 'RIGHTS' ? 'info' : 'alert')
  if (!fitting.ok) {
    const { says, reason } = fitting.verdict
    return [[`${item.name} will be left out: ${says}`, levelOf(reason)]]
  }
  const { instead, script } = fitting
  return instead === undefined
    ? []
    : [[`of ${item.name} ${instead}`, levelOf(script.alternativeFor)]]
}

export type Fitting =
  /** `instead`: its alternative, and why; that of a picture is in the script alone. */
  | { readonly ok: true; readonly script: TakeoverScript; readonly instead?: string }
  | { readonly ok: false; readonly verdict: Verdict }

/** What airs at `at` of an item whose turn would be `script`. */
export function fit(
  { alternative, valid }: Reserve,
  script: TakeoverScript,
  values: Values,
  { preflight, timezone }: Pick<AiringFacts, 'preflight' | 'timezone'>,
  at: Instant,
): Fitting {
  const findings = preflight?.findings ?? NO_FINDINGS
  const wrong = outside(valid, at, timezone) ?? unplayable(script, findings)
  if (wrong === undefined) return { ok: true, script: takeoverAsHad(script, findings) }
  if (alternative === undefined || unplayable(alternative, findings)) {
    const { reason, says } = wrong
    return { ok: false, verdict: { situation: 'cancelled', status: 'dropped', reason, says } }
  }
  const instead = `the alternative airs: ${wrong.says}`
  const aired = { ...filledTakeover(alternative, values), instead, alternativeFor: wrong.reason }
  return { ok: true, script: aired, instead }
}

/** As far as its rights are concerned: it, or its alternative. */
export const mayAir = ({ alternative, valid }: Reserve, at: Instant, zone: string): boolean =>
  alternative !== undefined || outside(valid, at, zone) === undefined

const NO_FINDINGS: readonly Finding[] = []

interface Wrong {
  readonly reason: NonNullable<TakeoverScript['alternativeFor']>
  readonly says: string
}

function outside(valid: DateRange | undefined, at: Instant, zone: string): Wrong | undefined {
  if (valid === undefined) return undefined
  const day = local(at, zone).slice(0, 10)
  if (valid.from <= day && day <= valid.to) return undefined
  const { from, to } = valid
  const days = from === to ? `only on ${from}` : `from ${from} to ${to}`
  return { reason: 'RIGHTS', says: `it may air ${days}, not on ${day}` }
}

function unplayable(script: TakeoverScript, findings: readonly Finding[]): Wrong | undefined {
  if (findings.length === 0) return undefined
  const sound = heard(script)
  const found = findings.find(({ path, is }) => path === sound && is !== 'unsure')
  if (found === undefined) return undefined
  const reason = found.is === 'missing' ? 'MEDIA_MISSING' : 'MEDIA_INVALID'
  return { reason, says: sayFound(found) }
}
