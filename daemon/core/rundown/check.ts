/**
 * What a schema cannot see: whether the rundown makes sense. Looks at one draft with the limits of
 * the platform that will speak it, with what lies beside it, and with a clock if there is one.
 */
import { CUES_MAX, type SpeechLimits } from '../limits.js'
import { checkAfter } from './check-after.js'
import { checkLanguage } from './check-language.js'
import { checkMedia, mediaOf } from './check-media.js'
import { checkPictures } from './check-pictures.js'
import { type Clock, checkSchedule } from './check-schedule.js'
import { checkSpeech } from './check-speech.js'
import { checkTimes } from './check-times.js'
import { checkVariables, isMisspelt } from './check-variables.js'
import { inOrder, type Notes, notesOn } from './notes.js'
import { folderOf, shownIn } from './paths.js'
import { picturesIn } from './pictured.js'
import { pointer, valueAt } from './pointer.js'
import type { Problem } from './problem.js'
import type { Draft } from './read.js'
import type { AccountId, Cue, CueId, Rundown, ShowId } from './rundown.js'
import { EMPTY_SHELF, type Shelf } from './shelf.js'
import type { Place } from './source.js'
import { speeches } from './spoken.js'

export interface PlacedCue {
  readonly cue: Cue
  readonly place: string
  /** As it stands in the file; what is spoilt in it has a stand-in in `cue`. */
  readonly written: unknown
}

/** What a rundown is held to beside the platform's limits; all of it may be left out. */
export interface Rules {
  readonly shelf?: Shelf
  /** Without a clock nobody asks whether a date is past. */
  readonly clock?: Clock | undefined
  /** The station insists that the audience is told who speaks. */
  readonly disclosure?: 'required' | undefined
}

export function checkRundown(
  { rundown, source }: Draft,
  speech: SpeechLimits,
  { shelf = EMPTY_SHELF, clock, disclosure }: Rules = {},
): readonly Problem[] {
  const notes = notesOn(source)
  const written = source.value
  const cues = placed(rundown, written)
  checkIds(rundown, cues, notes)
  checkTwice(rundown, written, notes)
  checkAfter(cues, rundown, notes)
  checkSchedule(rundown, written, clock, notes)
  checkTimes(rundown, cues, notes)
  checkLanguage(rundown.presenter.voice.language, notes)
  const spoken = speeches(rundown)
  const pictures = picturesIn(rundown)
  checkVariables(rundown, spoken, written, notes)
  checkSpeech(rundown, spoken, written, speech, notes)
  checkPictures(rundown, pictures, speech, notes)
  checkMedia(mediaOf(spoken, pictures, written), shelf, notes)
  checkDisclosure(written, disclosure, notes)
  return inOrder(notes.problems)
}

/** What a station asks of a rundown, whatever else is wrong with it; plain data. */
export interface Identity {
  /** undefined: spoilt. */
  readonly show: ShowId | undefined
  readonly showAt: Place
  readonly account: AccountId | undefined
  readonly accountAt: Place
  /** Of each entry of the schedule. */
  readonly scheduleAt: readonly Place[]
}

export const identityOf = ({ rundown, source }: Draft): Identity => ({
  // A stand-in for a spoilt id is like no other.
  show: valueAt(source.value, '/show') === rundown.show ? rundown.show : undefined,
  showAt: source.positionOf('/show'),
  account: rundown.account,
  accountAt: source.positionOf('/account'),
  scheduleAt: rundown.schedule.map((_, index) => source.positionOf(pointer('schedule', index))),
})

/** Show ids are unique in a folder: they name airings in the log. */
export function checkFolder(identities: readonly Identity[]): readonly Problem[] {
  const first = new Map<ShowId, string>()
  const problems: Problem[] = []
  for (const { show, showAt } of identities) {
    if (show === undefined) continue
    const file = first.get(show)
    first.set(show, file ?? showAt.file)
    if (file === undefined) continue
    problems.push({
      severity: 'error',
      code: 'duplicate-show',
      ...showAt,
      says: `the show "${show}" is already in ${file}`,
      hint: 'show ids are unique in a folder: rename one of them',
    })
  }
  return problems
}

const placed = (rundown: Rundown, written: unknown): readonly PlacedCue[] =>
  rundown.segments.flatMap(({ cues }, i) => {
    const list = pointer('segments', i, 'cues')
    const writtenCues = valueAt(written, list)
    return cues.map((cue, j) => ({
      cue,
      place: list + pointer(j),
      written: Array.isArray(writtenCues) ? writtenCues[j] : undefined,
    }))
  })

const DISCLOSURE = '/disclosure'

/** Of cues, ad-libs and the disclosure: all of them are named in the log. */
function checkIds(rundown: Rundown, cues: readonly PlacedCue[], notes: Notes): void {
  if (cues.length > CUES_MAX) {
    const says = `the rundown has ${cues.length} cues; ${CUES_MAX} is the most`
    notes.error({ place: '/segments', part: 'key', code: 'too-many-cues', says })
  }
  /** Id → where it stands first. */
  const first = new Map<CueId, string>()
  if (rundown.disclosure) first.set('disclosure' as CueId, DISCLOSURE)
  const claim = (id: CueId, place: string) => {
    const earlier = first.get(id)
    if (earlier === undefined) first.set(id, place)
    else noteDuplicate(id, earlier, place, notes)
  }
  for (const { cue, place } of cues) claim(cue.cue, `${place}/cue`)
  for (const [i, { adlib }] of rundown.adlibs.entries()) {
    claim(adlib, pointer('adlibs', i, 'adlib'))
  }
}

function noteDuplicate(id: CueId, earlier: string, place: string, notes: Notes): void {
  const where = lineOf(earlier, place, notes)
  const what = earlier.startsWith('/adlibs/') ? 'ad-lib' : 'cue'
  const isReserved = earlier === DISCLOSURE
  notes.error({
    place,
    code: 'duplicate-cue',
    says: isReserved
      ? `"${id}" is the name of the disclosure ${where}`
      : `the ${what} "${id}" is already ${where}`,
    hint: isReserved
      ? 'plan and log call it so: rename this one'
      : 'ids of cues and ad-libs are unique in a show: rename one of them',
  })
}

/** `on line 9`, with the file if it is another one. */
function lineOf(place: string, from: string, { file: own, positionOf }: Notes): string {
  const { file, line } = positionOf(place, 'key')
  const isNear = file === positionOf(from).file
  return `on line ${line}${isNear ? '' : ` of ${shownIn(folderOf(own), file)}`}`
}

/** What is no error when it is there twice, and yet a slip. */
function checkTwice({ segments, questions }: Rundown, written: unknown, notes: Notes): void {
  twice(segments.map(({ segment }) => segment)).forEach((index) => {
    const { segment } = segments[index] ?? {}
    notes.warn({
      place: pointer('segments', index, 'segment'),
      code: 'duplicate-segment',
      says: `there is a segment "${segment}" already`,
      hint: 'the as-run log could not tell them apart: rename one, or put their cues together',
    })
  })
  twice(questions?.blocked ?? []).forEach((index) => {
    const place = `/questions/blocked/${index}`
    const says = `"${questions?.blocked[index]}" is blocked already`
    notes.warn({ place, code: 'duplicate-word', says, hint: 'remove it' })
  })
  const include = valueAt(written, '/include')
  twice(Array.isArray(include) ? include : []).forEach((index) => {
    const says = 'this file is included already'
    notes.warn({ place: pointer('include', index), code: 'include-twice', says, hint: 'remove it' })
  })
}

/** The places of what stood there before. */
const twice = (list: readonly unknown[]) =>
  [...list.keys()].filter((index) => list.indexOf(list[index]) !== index)

/** Nothing is aired that the producer did not write: it is only missed. */
function checkDisclosure(written: unknown, disclosure: Rules['disclosure'], notes: Notes): void {
  if (valueAt(written, '/disclosure') !== undefined || isMisspelt('disclosure', written)) return
  const note = {
    place: '/show',
    part: 'key',
    code: 'no-disclosure',
    hint: 'add "disclosure: { say: …, every: 15m }"',
  } as const
  if (disclosure === 'required') {
    const says = 'this station requires that the audience is told that the presenter is synthetic'
    notes.error({ ...note, says })
  } else {
    const says = 'the audience is not told that the presenter is synthetic; many places require it'
    notes.warn({ ...note, says })
  }
}
