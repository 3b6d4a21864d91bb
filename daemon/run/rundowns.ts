/**
 * The rundowns on disk while the station runs: whatever is saved is read in another thread, checked, and taken in if
 * nothing is wrong with it. A bad file changes nothing: the last good version stays in force, and that is said. A file
 * that is gone is a show withdrawn: what runs goes on, and no new airing is planned.
 */
import { dirname } from 'node:path'
import type { Programme } from '../core/compile/programme.js'
import { hasEnded, isManned } from '../core/plan/airing.js'
import type { AiringId } from '../core/plan/calendar.js'
import { diff, type Edit } from '../core/plan/edit.js'
import { versionKey } from '../core/plan/show.js'
import type { State } from '../core/plan/state.js'
import type { ShowId } from '../core/rundown/rundown.js'
import type { Log } from '../log.js'
import type { Clock } from './clock.js'
import type { Loop } from './loop.js'

/** What lies in the folder now. */
export interface Reading {
  readonly good: readonly { readonly file: string; readonly programme: Programme }[]
  /** What is wrong with the others, a line each, with its place. */
  readonly bad: readonly { readonly file: string; readonly says: readonly string[] }[]
}

export interface Shelf {
  /** Cues that say what those in force say are the very same objects. `leave`: nobody waits for it any more. */
  readonly read: (
    inForce: (file: string) => Programme | undefined,
    leave: AbortSignal,
  ) => Promise<Reading>
  /** Resolves when it sees; calls whenever something was saved and stands still. */
  readonly watch: (changed: () => void) => Promise<AsyncDisposable>
}

/** What is on disk against what is in force. */
export interface Pending {
  readonly shows: readonly (Change & {
    /** Of the airings that run: what changes on air, and when. */
    readonly edits: readonly { readonly airing: AiringId; readonly edit: Edit }[]
  })[]
  readonly bad: Reading['bad']
}

interface Change {
  readonly show: ShowId
  readonly file: string | undefined
  readonly what: 'new' | 'changed' | 'withdrawn'
}

export interface Rundowns extends AsyncDisposable {
  /** Reads, and hands over what would change; whoever is handed it may take it in, then and there. */
  readonly consider: <T>(what: (pending: Pending, takeIn: () => void) => T) => Promise<T>
  /** What taking them in now would change; changes nothing. */
  readonly preview: () => Promise<Pending>
  /** Takes in what was saved; answers what that changed. */
  readonly apply: () => Promise<Pending>
}

interface Options {
  readonly shelf: Shelf
  readonly loop: Loop
  readonly now: Clock['now']
  readonly log: Log
  /** What was read at the start. */
  readonly first: Reading
  /** Whether what is saved is taken in by itself. */
  readonly watches: boolean
  /** Writes down what would hold up the turn that takes it in. */
  readonly ahead?: (programme: Programme) => Promise<void>
  /** What is taken in later uses other files. */
  readonly takenIn?: (programme: Programme) => void
}

export async function keepUp(options: Options): Promise<Rundowns> {
  const { shelf, loop, now, log, first, watches, ahead, takenIn } = options
  const files = new Map<ShowId, string>()
  let said = new Map<string, string>()
  const note = ({ good, bad }: Reading) => {
    for (const { file, programme } of good) files.set(programme.show, file)
    const news = new Map(bad.map(({ file, says }) => [file, says.join('; ')]))
    for (const [file, says] of news)
      if (said.get(file) !== says)
        log.alert({}, `${file} is not taken in, its last good version stays in force: ${says}`)
    for (const file of said.keys()) if (!news.has(file)) log.info({}, `${file} is well again`)
    said = news
  }
  note(first)

  const inForce = (file: string): Programme | undefined => {
    const [show] = [...files].find(([, at]) => at === file) ?? []
    return show && loop.state.programmes[loop.state.shows[show]?.version ?? '']
  }
  const pendingIn = (reading: Reading) => pendingOf(loop.state, reading, files, now)
  const takeIn = (reading: Reading): void => {
    const changes = changesIn(loop.state, reading, files)
    const changed = new Set(changes.map(({ show }) => show))
    for (const { show, what } of changes)
      if (what === 'new')
        log.info(
          {},
          `the rundown of "${show}" ${loop.state.shows[show] ? 'is back' : 'is new'}: taken in`,
        )
    for (const { programme } of reading.good) {
      if (!changed.has(programme.show)) continue
      loop.post({ type: 'show-taken-in', programme })
      takenIn?.(programme)
    }
    for (const { show, what } of changes) {
      if (what !== 'withdrawn') continue
      files.delete(show)
      loop.post({ type: 'show-withdrawn', show })
      log.info({}, `the rundown of "${show}" is gone: what runs goes on, nothing new is planned`)
    }
    note(reading)
  }

  /** One reading at a time: what is saved meanwhile is read again. */
  let busy: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = busy.then(work)
    busy = done.catch(() => undefined)
    return done
  }
  const closing = new AbortController()
  /** What was cut short says nothing of what lies in the folder. */
  const read = async (): Promise<Reading> => {
    const reading = await shelf.read(inForce, closing.signal)
    closing.signal.throwIfAborted()
    return reading
  }
  const readToTakeIn = async (): Promise<Reading> => {
    const reading = await read()
    for (const { programme } of reading.good)
      if (changeOf(loop.state, programme)) await ahead?.(programme)
    return reading
  }
  const consider: Rundowns['consider'] = (what) =>
    inTurn(async () => {
      const reading = await readToTakeIn()
      const pending = pendingIn(reading)
      return what(pending, () => takeIn(reading))
    })
  const failed = (error: unknown) => {
    if (closing.signal.aborted) return
    const says = error instanceof Error ? error.message : error
    log.alert({}, `the rundowns could not be read: ${says}`)
  }
  let asked = false
  const look = () => {
    if (asked) return
    asked = true
    void inTurn(async () => {
      asked = false
      takeIn(await readToTakeIn())
    }).catch(failed)
  }
  const eye = watches ? await shelf.watch(look) : undefined
  // What was saved since the first reading nobody saw.
  if (eye) look()
  return {
    consider,
    preview: () => inTurn(async () => pendingIn(await read())),
    apply: () =>
      consider((pending, all) => {
        all()
        return pending
      }),
    // What is on air is beaten no more by now, and the next daemon waits for the lock.
    [Symbol.asyncDispose]: async () => {
      closing.abort(new Error('onair is leaving'))
      await eye?.[Symbol.asyncDispose]()
      await busy
    },
  }
}

/** What comes of every change is told to whoever asks; taking it in needs only what has changed. */
function pendingOf(
  state: State,
  reading: Reading,
  files: ReadonlyMap<ShowId, string>,
  now: Clock['now'],
): Pending {
  const programmes = new Map(reading.good.map(({ programme }) => [programme.show, programme]))
  const shows = changesIn(state, reading, files).map((change) => {
    const programme = programmes.get(change.show)
    return { ...change, edits: programme ? editsOf(state, programme, now) : [] }
  })
  return { shows, bad: reading.bad }
}

function changesIn(
  state: State,
  { good, bad }: Reading,
  files: ReadonlyMap<ShowId, string>,
): readonly Change[] {
  const changed = good.flatMap(({ file, programme }) => {
    const what = changeOf(state, programme)
    return what ? [{ show: programme.show, file, what }] : []
  })
  const there = new Set(good.map(({ programme }) => programme.show))
  // A folder that is away or empty (a mount that failed, a checkout under way) withdraws nothing: it is told as it is.
  const spoilt = new Set(bad.map(({ file }) => file))
  const isSpoilt = (file: string) => spoilt.has(file) || spoilt.has(dirname(file))
  const gone = [...files].flatMap(([show, file]) =>
    there.has(show) || isSpoilt(file) || state.shows[show]?.withdrawn !== false
      ? []
      : [{ show, file: undefined, what: 'withdrawn' as const }],
  )
  return [...changed, ...gone]
}

/** undefined: that version of it is in force. */
function changeOf(state: State, programme: Programme): 'new' | 'changed' | undefined {
  const show = state.shows[programme.show]
  if (!show || show.withdrawn) return 'new'
  return show.version === versionKey(programme) ? undefined : 'changed'
}

function editsOf(state: State, programme: Programme, now: Clock['now']) {
  return Object.values(state.airings).flatMap((airing) => {
    const was = state.programmes[airing.version]
    if (airing.show !== programme.show || !isManned(airing) || hasEnded(airing) || !was) return []
    return [{ airing: airing.id, edit: diff(airing, was, programme, now()) }]
  })
}
