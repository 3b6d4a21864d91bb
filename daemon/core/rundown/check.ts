/**
 * What a schema cannot see: whether the rundown makes sense. Looks at one draft with the limits of
 * the platform that will speak it. There is no clock here: whether a date is past is not asked.
 */
import { CUES_MAX, type SpeechLimits } from '../limits.js'
import { checkPictures } from './check-pictures.js'
import { checkSpeech, checkVariables } from './check-speech.js'
import { checkTimes } from './check-times.js'
import { inOrder, type Notes, notesOn } from './notes.js'
import { pointer, valueAt } from './pointer.js'
import type { Problem } from './problem.js'
import type { Draft } from './read.js'
import type { Cue, CueId, Rundown } from './rundown.js'
import { didYouMean } from './suggest.js'

export interface PlacedCue {
  readonly cue: Cue
  readonly place: string
}

export function checkRundown({ rundown, source }: Draft, speech: SpeechLimits): readonly Problem[] {
  const notes = notesOn(source)
  const cues = placed(rundown)
  checkIds(cues, notes)
  checkAfter(cues, notes)
  checkTimes(rundown, cues, notes)
  checkVariables(source.value, notes)
  checkSpeech(rundown, cues, source.value, speech, notes)
  checkPictures(rundown, cues, speech, notes)
  return inOrder(notes.problems)
}

/** Show ids are unique in a folder: they name airings in the log. */
export function checkFolder(drafts: readonly Draft[]): readonly Problem[] {
  const first = new Map<string, string>()
  const problems: Problem[] = []
  for (const { rundown, source } of drafts) {
    // A stand-in for a spoilt id is like no other.
    if (valueAt(source.value, '/show') !== rundown.show) continue
    const file = first.get(rundown.show)
    first.set(rundown.show, file ?? source.file)
    if (file === undefined) continue
    const notes = notesOn(source)
    notes.error({
      place: '/show',
      code: 'duplicate-show',
      says: `the show "${rundown.show}" is already in ${file}`,
      hint: 'show ids are unique in a folder: rename one of them',
    })
    problems.push(...notes.problems)
  }
  return problems
}

const placed = (rundown: Rundown): readonly PlacedCue[] =>
  rundown.segments.flatMap(({ cues }, i) =>
    cues.map((cue, j) => ({ cue, place: pointer('segments', i, 'cues', j) })),
  )

function checkIds(cues: readonly PlacedCue[], notes: Notes): void {
  if (cues.length > CUES_MAX) {
    const says = `the rundown has ${cues.length} cues; ${CUES_MAX} is the most`
    notes.error({ place: '/segments', part: 'key', code: 'too-many-cues', says })
  }
  const first = new Map<CueId, string>()
  for (const { cue, place } of cues) {
    const earlier = first.get(cue.cue)
    if (earlier === undefined) {
      first.set(cue.cue, place)
      continue
    }
    const { line } = notes.positionOf(earlier)
    notes.error({
      place: `${place}/cue`,
      code: 'duplicate-cue',
      says: `the cue "${cue.cue}" is already on line ${line}`,
      hint: 'cue ids are unique in a show: rename one of them',
    })
  }
}

/** References resolve, and nobody waits in a circle. */
function checkAfter(cues: readonly PlacedCue[], notes: Notes): void {
  const leads = new Map<CueId, CueId | undefined>()
  for (const { cue } of cues) {
    leads.set(cue.cue, cue.when.kind === 'after' ? cue.when.after : undefined)
  }
  const waiting = cues.filter(({ cue }) => cue.when.kind === 'after')
  for (const { cue, place } of waiting) {
    const after = leads.get(cue.cue)
    if (after === undefined || leads.has(after)) continue
    notes.error({
      place: `${place}/after`,
      code: 'unknown-cue',
      says: `there is no cue "${after}"`,
      hint: didYouMean(after, leads.keys()),
    })
  }
  for (const circle of circlesIn(leads)) {
    const first = waiting.find(({ cue }) => circle.has(cue.cue))
    if (first) noteCircle(circle, first, leads, notes)
  }
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
