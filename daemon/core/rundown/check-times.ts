/**
 * Times of cues: inside some airing, inside their window, none too often, and hard only where there
 * is a time to be hard about.
 */
import { type Duration, seconds, showDuration } from '../time.js'
import type { PlacedCue } from './check.js'
import { followersOf } from './check-after.js'
import type { Notes } from './notes.js'
import { type OnAir, onAirOf } from './on-air.js'
import { valueAt } from './pointer.js'
import type { CueId, CueTime, Rundown, When } from './rundown.js'
import { showCueTime, timeOfDay } from './when.js'

/** A cue more often than this is no cue but a fault. */
const EVERY_MIN = seconds(1)

export function checkTimes(rundown: Rundown, cues: readonly PlacedCue[], notes: Notes): void {
  const onAir = onAirOf(rundown.schedule)
  const followers = followersOf(cues)
  for (const placed of cues) {
    const { cue, place } = placed
    checkExpires(cue.expires, place, notes)
    checkStart(placed, onAir, notes)
    const check: Check = { onAir, notes, behind: followers.get(cue.cue) ?? [] }
    if (cue.when.kind === 'at') checkTime(cue.when.at, `${place}/at`, check)
    if (cue.when.kind === 'every') checkEvery(cue.when, place, check)
  }
  for (const [index, { expires }] of rundown.adlibs.entries()) {
    checkExpires(expires, `/adlibs/${index}`, notes)
  }
  const again = rundown.disclosure?.every
  if (again !== undefined) checkOften(again, '/disclosure/every', notes)
}

interface Check {
  readonly onAir: OnAir
  readonly notes: Notes
  /** What waits for this cue, and would wait in vain. */
  readonly behind: readonly CueId[]
}

function checkEvery(when: When & { kind: 'every' }, place: string, check: Check): void {
  const { every, from, between } = when
  if (!checkOften(every, `${place}/every`, check.notes)) return
  if (between !== undefined) {
    if (!checkTime(between.opens, `${place}/between/0`, check)) return
    if (!checkEnd(between.closes, `${place}/between/1`, check)) return
    if (!checkWindow(between, from, place, check)) return
    if (from !== undefined) checkTime(from, `${place}/from`, check)
  } else if (from === undefined) {
    checkTime({ from: 'start', plus: every }, `${place}/every`, check)
  } else {
    checkTime(from, `${place}/from`, check)
  }
}

function checkOften(every: Duration, place: string, notes: Notes): boolean {
  if (every >= EVERY_MIN) return true
  const [wanted, least] = [showDuration(every), showDuration(EVERY_MIN)]
  const says = `every ${wanted} is too often; ${least} is the least`
  notes.error({ place, code: 'too-often', says })
  return false
}

/** A window has to open before it closes; by the clock it may do so past midnight. */
function checkWindow(
  { opens, closes }: { readonly opens: CueTime; readonly closes: CueTime },
  from: CueTime | undefined,
  place: string,
  { onAir, notes, behind }: Check,
): boolean {
  const window = `${showCueTime(opens)} to ${showCueTime(closes)}`
  const [open, close] = [offsetOf(opens, onAir), offsetOf(closes, onAir)]
  if (showCueTime(opens) === showCueTime(closes) || isBefore(close, open)) {
    const isSwapped = opens.from === closes.from && showCueTime(opens) !== showCueTime(closes)
    notes.error({
      place: `${place}/between`,
      code: 'empty-window',
      says: `the window ${window} closes before it opens: nothing would air in it${inVain(behind)}`,
      hint: isSwapped ? `write [${showCueTime(closes)}, ${showCueTime(opens)}]` : undefined,
    })
    return false
  }
  const first = from && offsetOf(from, onAir)
  if (from === undefined || !isBefore(close, first)) return true
  notes.error({
    place: `${place}/from`,
    code: 'never-on-air',
    says: `from ${showCueTime(from)} on the window ${window} is closed${inVain(behind)}`,
    hint: 'remove "from": the first turn is at the opening of the window',
  })
  return false
}

/** After the start of the longest airing; undefined if the clock decides. */
function offsetOf(time: CueTime, { always, longest }: OnAir): number | undefined {
  if (time.from === 'start') return time.plus
  return time.from === 'end' && !always && longest > 0 ? longest - time.minus : undefined
}

const isBefore = (one: number | undefined, other: number | undefined) =>
  one !== undefined && other !== undefined && one <= other

/** An end of a window may lie behind the end of an airing, but it must mean something. */
function checkEnd(time: CueTime, place: string, check: Check): boolean {
  return time.from !== 'end' || !check.onAir.always || checkTime(time, place, check)
}

function checkStart({ cue, place, written }: PlacedCue, onAir: OnAir, notes: Notes): void {
  const { start, when } = cue
  if (start.kind === 'hard' && when.kind === 'after') {
    notes.error({
      place: `${place}/start`,
      code: 'hard-without-time',
      says: 'a hard start needs a time, and this cue begins when another one is over',
      hint: 'give it "at" or "every", or remove "start"',
    })
  } else if (start.kind === 'soft' && hasGraceForNothing(written)) {
    notes.error({
      place: `${place}/grace`,
      part: 'key',
      code: 'grace-without-hard',
      says: '"grace" has a meaning only beside "start: hard"',
      hint: 'add "start: hard", or remove it',
    })
  } else if (start.kind === 'hard') checkGrace(start.grace, `${place}/grace`, onAir, notes)
}

/** What speaks at a hard start is cut when its grace is over, and by then nothing speaks any more. */
function checkGrace(
  grace: Duration,
  place: string,
  { always, longest }: OnAir,
  notes: Notes,
): void {
  if (always || longest === 0 || grace < longest) return
  const [wanted, lasting] = [showDuration(grace), showDuration(longest)]
  notes.warn({
    place,
    code: 'grace-too-long',
    says: `a grace of ${wanted} is never over: the show lasts ${lasting}`,
    hint: 'for example 10s; without "start: hard" it waits as long as it takes',
  })
}

/** As written: a stand-in has no start at all. */
const hasGraceForNothing = (written: unknown) =>
  valueAt(written, '/grace') !== undefined &&
  [undefined, 'soft'].some((start) => start === valueAt(written, '/start'))

/** It is called a little after its time, and sent when what is before it lets it: both take longer than that. */
const EXPIRES_MIN = seconds(1)

function checkExpires(expires: Duration | undefined, place: string, notes: Notes): void {
  if (expires === undefined || expires >= EXPIRES_MIN) return
  const note = { place: `${place}/expires`, hint: 'for example 30s' }
  if (expires === 0) {
    const says = 'a cue that expires after 0s is never sent'
    notes.error({ ...note, code: 'out-of-range', says })
    return
  }
  const says = `${showDuration(expires)} after its time it is not sent any more: it hardly ever airs`
  notes.warn({ ...note, code: 'expires-at-once', says })
}

/** Answers whether it comes. */
function checkTime(time: CueTime, place: string, { onAir, notes, behind }: Check): boolean {
  if (time.from === 'end' && onAir.always) {
    const says = `"${showCueTime(time)}" has no meaning: a show that is always on has no end`
    notes.error({ place, code: 'no-end', says, hint: 'use start, +5m or a clock time' })
    return false
  }
  if (time.from === 'clock') {
    if (onAir.covers(timeOfDay(time))) return true
    const says = `the show is never on air at ${showCueTime(time)}${inVain(behind)}`
    notes.error({
      place,
      code: 'never-on-air',
      says,
      hint: "clock times are those of the show's zone",
    })
    return false
  }
  if (time.from === 'end' && time.minus === 0) {
    const says = `at its end the show is over: this is never heard${inVain(behind)}`
    notes.warn({ place, code: 'never-on-air', says, hint: 'leave it the time it takes: end-30s' })
    return true
  }
  const offset = time.from === 'start' ? time.plus : time.minus
  if (onAir.always || offset < onAir.longest || onAir.longest === 0) return true
  const span = showDuration(offset)
  const says =
    time.from === 'start'
      ? `${span} after the start the show is over: it lasts ${showDuration(onAir.longest)}`
      : `${span} before the end the show has not begun: it lasts ${showDuration(onAir.longest)}`
  if (offset === onAir.longest && time.from === 'end') return true
  notes.error({ place, code: 'never-on-air', says: says + inVain(behind) })
  return false
}

/** Who waits for a cue that never comes. */
function inVain(behind: readonly CueId[]): string {
  const [first, ...more] = behind
  if (first === undefined) return ''
  const others = more.length === 0 ? '' : ` and ${more.length} more`
  return `; "${first}"${others} would wait for it in vain`
}
