/** Cues that follow others: whom they wait for is there, and nobody waits in a circle. */
import type { PlacedCue } from './check.js'
import type { Notes } from './notes.js'
import type { CueId, Rundown } from './rundown.js'
import { didYouMean } from './suggest.js'

export function checkAfter(cues: readonly PlacedCue[], rundown: Rundown, notes: Notes): void {
  const waiting = cues.filter(({ cue }) => cue.when.kind === 'after')
  if (waiting.length === 0) return
  const leads = new Map<CueId, CueId | undefined>()
  for (const { cue } of cues) {
    // Of two that have one id, which has been told, the first is waited for.
    if (leads.has(cue.cue)) continue
    leads.set(cue.cue, cue.when.kind === 'after' ? cue.when.after : undefined)
  }
  for (const { cue, place } of waiting) {
    const after = leads.get(cue.cue)
    if (after === undefined || leads.has(after)) continue
    const isDisclosure = rundown.disclosure !== undefined && after === 'disclosure'
    notes.error({
      place: `${place}/after`,
      code: 'unknown-cue',
      says: isDisclosure
        ? 'nothing can stand behind the disclosure: it comes by itself'
        : `there is no cue "${after}"`,
      hint: isDisclosure
        ? 'give it a time of its own, or put it behind a cue'
        : (noCue(after, rundown) ?? delayed(after, leads) ?? didYouMean(after, leads.keys())),
    })
  }
  for (const circle of circlesIn(leads)) {
    const first = waiting.find(({ cue }) => circle.has(cue.cue))
    if (first) noteCircle(circle, first, leads, notes)
  }
}

/** Segments are for people: it is their last cue that is waited for. Nobody knows when an ad-lib is over. */
function noCue(after: string, { segments, adlibs }: Rundown): string | undefined {
  const last = segments.find(({ segment }) => segment === after)?.cues.at(-1)
  if (last) return `"${after}" is a segment; its last cue is "${last.cue}"`
  const isAdlib = adlibs.some(({ adlib }) => adlib === after)
  return isAdlib ? 'that is an ad-lib, which has no time: only cues are waited for' : undefined
}

/** `welcome +30s` */
function delayed(after: string, leads: ReadonlyMap<CueId, unknown>): string | undefined {
  const [id = ''] = after.split(/[\s+]/)
  const isCue = id !== after && leads.has(id as CueId)
  return isCue
    ? `"after" has no delay, it is "${id}" alone; for a pause give this one a time: "at"`
    : undefined
}

/**
 * Each circle once. Every cue waits for one other at most, so walking on finds them all in one
 * pass.
 */
function circlesIn(leads: ReadonlyMap<CueId, CueId | undefined>): readonly ReadonlySet<CueId>[] {
  const circles: ReadonlySet<CueId>[] = []
  const seen = new Set<CueId>()
  for (const start of leads.keys()) {
    const path: CueId[] = []
    let next: CueId | undefined = start
    while (next !== undefined && !seen.has(next)) {
      seen.add(next)
      path.push(next)
      next = leads.get(next)
    }
    const entry = next === undefined ? -1 : path.indexOf(next)
    if (entry >= 0) circles.push(new Set(path.slice(entry)))
  }
  return circles
}

function noteCircle(
  circle: ReadonlySet<CueId>,
  { cue: { cue }, place }: PlacedCue,
  leads: ReadonlyMap<CueId, CueId | undefined>,
  notes: Notes,
): void {
  const names = [`"${cue}"`]
  for (let next = leads.get(cue); next !== cue && next; next = leads.get(next)) {
    if (names.length < NAMED_MAX) names.push(`"${next}"`)
  }
  if (circle.size > names.length) names.push('…')
  const round = `${names.join(' after ')} after "${cue}"`
  notes.error({
    place: `${place}/after`,
    code: 'after-circle',
    says:
      circle.size === 1
        ? `"${cue}" waits for itself and would never air`
        : `these cues wait for each other and would never air: ${round}`,
    hint: 'give one of them a time with at or every',
  })
}

/** Of a larger circle nobody reads more. */
const NAMED_MAX = 8

/** Cue → all that wait for it, directly and indirectly, nearest first. */
export function followersOf(cues: readonly PlacedCue[]): ReadonlyMap<CueId, readonly CueId[]> {
  const behind = new Map<CueId, CueId[]>()
  for (const { cue } of cues) {
    if (cue.when.kind !== 'after') continue
    const known = behind.get(cue.when.after) ?? []
    behind.set(cue.when.after, [...known, cue.cue])
  }
  if (behind.size === 0) return new Map()
  return new Map(
    cues
      .filter(({ cue }) => cue.when.kind !== 'after' && behind.has(cue.cue))
      .map(({ cue }) => [cue.cue, allBehind(cue.cue, behind)]),
  )
}

function allBehind(first: CueId, behind: ReadonlyMap<CueId, readonly CueId[]>): readonly CueId[] {
  const found = new Set<CueId>(behind.get(first))
  for (const cue of found) for (const next of behind.get(cue) ?? []) found.add(next)
  found.delete(first)
  return [...found]
}
