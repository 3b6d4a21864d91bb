/**
 * Rundowns from disk → their programmes and what is wrong with them, as plain data that may come from
 * another thread. Reads shared files, calendars and the first bytes of media beside them.
 */
import { dirname } from 'node:path'
import { compile } from '../core/compile/compile.js'
import type { Programme } from '../core/compile/programme.js'
import { checkFolder, checkRundown, type Identity, identityOf } from '../core/rundown/check.js'
import { inOrder } from '../core/rundown/notes.js'
import { isError, type Problem } from '../core/rundown/problem.js'
import { type Draft, readRundown } from '../core/rundown/read.js'
import type { AccountId } from '../core/rundown/rundown.js'
import type { Instant } from '../core/time.js'
import { breaches } from '../schemas/breaches.js'
import {
  calendarProblems,
  leftOutProblems,
  lostCueProblems,
  overrideProblems,
  sameStartProblems,
} from './calendar-problems.js'
import { dialectUsed } from './dialect.js'
import { forecastProblems } from './forecast-problems.js'
import { type Keeping, withKnownSounds } from './known-sounds.js'
import { type Loaded, shelfOf, versionOf } from './load.js'
import { rightsProblems } from './rights-problems.js'

/** What a station holds its rundowns to; plain data. */
export interface Asked {
  /** Of a rundown that names none. */
  readonly zone?: string
  /** The same. */
  readonly account?: AccountId | undefined
  /** Without it nobody asks whether a date is past. */
  readonly now?: Instant
  /** Every rundown has to say that its presenter is synthetic. */
  readonly disclosure?: 'required' | undefined
  readonly keeping?: Keeping | undefined
}

export interface CheckedRundown {
  readonly file: string
  /** Only if nothing is wrong with it. */
  readonly programme: Programme | undefined
  /** undefined: too little was understood. */
  readonly identity: Identity | undefined
  /** In its own file and in those it includes. */
  readonly problems: readonly Problem[]
  /** Changes when one of the files changes. */
  readonly version: string
  /** Its own text and those of the files it was read with. */
  readonly texts: ReadonlyMap<string, string>
}

/** Where no config says which accounts there are. */
const UNNAMED = 'unnamed' as AccountId

export function readOne({ file, text }: Loaded, asked: Asked = {}): CheckedRundown {
  const { zone = 'UTC', account = UNNAMED, now, disclosure, keeping } = asked
  const shelf = shelfOf(file)
  const validate = (value: unknown) => breaches('rundown', value)
  const { draft, beside, ...reading } = readRundown(text, file, validate, { shelf, zone })
  const clock = now === undefined ? undefined : { now, zone }
  const { speech } = dialectUsed()
  const more = draft
    ? [
        ...checkRundown(draft, speech, { shelf, clock, disclosure }),
        ...overrideProblems(draft, zone),
      ]
    : []
  const found = toldOnce([...reading.problems, ...more])
  const others = [...beside].sort(([one], [other]) => (one < other ? -1 : 1))
  const version = versionOf([text, ...others.map(([, content]) => content)])
  const programme =
    draft && !found.some(isError)
      ? compile(draft.rundown, { version, account, timezone: zone })
      : undefined
  const later =
    draft && programme && now !== undefined ? foreseen(draft, programme, now, keeping) : []
  const problems = inOrder([...found, ...later])
  return {
    file,
    programme: problems.some(isError) ? undefined : programme,
    identity: draft && identityOf(draft),
    problems,
    version,
    texts: new Map([[file, text], ...others]),
  }
}

/** One mistake, one problem, though it is found twice. */
const toldOnce = (found: readonly Problem[]) => cutOnce(shortByComment(withoutUnseen(found)))

/** A text with a sign in it that nobody sees has not its form because of that sign. */
function withoutUnseen(found: readonly Problem[]): readonly Problem[] {
  const place = ({ file, path }: Problem) => `${file} ${path}`
  const signs = found.filter(({ code }) => code === 'control-character')
  const spoilt = new Set(signs.map(place))
  if (spoilt.size === 0) return found
  return found.filter((problem) => problem.code !== 'wrong-form' || !spoilt.has(place(problem)))
}

/** What a comment cuts short is told as too short, and what to do about it. */
function shortByComment(found: readonly Problem[]): readonly Problem[] {
  const place = ({ file, path }: Problem) => `${file} ${path}`
  const cuts = new Map(
    found.flatMap((one) => (one.code === 'cut-by-comment' ? [[place(one), one.hint]] : [])),
  )
  if (cuts.size === 0) return found
  const shorts = found.filter((one) => one.code === 'too-short' && cuts.has(place(one)))
  const told = new Set(shorts.map(place))
  return found.flatMap((one) => {
    if (!told.has(place(one))) return [one]
    if (one.code === 'cut-by-comment') return []
    return [one.code === 'too-short' ? { ...one, hint: cuts.get(place(one)) } : one]
  })
}

/** What a comma cuts off is too short because it is cut off, however many pieces there are. */
function cutOnce(found: readonly Problem[]): readonly Problem[] {
  const shorts = found.filter(({ code }) => code === 'too-short')
  const cuts = found.filter(({ code }) => code === 'cut-by-comma')
  const list = ({ file, path }: Problem) => `${file} ${path.slice(0, path.lastIndexOf('/'))}`
  const spoilt = cuts.filter((cut) => shorts.some((short) => list(short) === list(cut)))
  if (spoilt.length === 0) return found
  const lists = new Map(spoilt.map((cut) => [list(cut), cut]))
  const told = new Set<string>()
  return found.flatMap((problem) => {
    const cut = lists.get(list(problem))
    if (problem === cut) return []
    if (!cut || problem.code !== 'too-short') return [problem]
    if (told.has(list(problem))) return []
    told.add(list(problem))
    return [{ ...problem, hint: cut.hint }]
  })
}

/** What only shows when the rundown is laid over the calendar and spoken on paper. */
function foreseen(
  draft: Draft,
  compiled: Programme,
  now: Instant,
  keeping: Keeping | undefined,
): readonly Problem[] {
  const programme = withKnownSounds(compiled, keeping)
  return [
    ...calendarProblems(draft, programme, now),
    ...sameStartProblems(draft, programme, now),
    ...leftOutProblems(draft, programme, now),
    ...lostCueProblems(draft, programme, now),
    ...rightsProblems(draft, programme, now),
    ...forecastProblems(draft, programme, now),
  ]
}

export const readAll = (loaded: readonly Loaded[], asked: Asked = {}): readonly CheckedRundown[] =>
  rundownsAmong(loaded.map((file) => readOne(file, asked)))

/** Without the files that have no show and are only there to be included. */
export function rundownsAmong(checked: readonly CheckedRundown[]): readonly CheckedRundown[] {
  const included = new Set(
    checked.flatMap(({ file, texts }) => [...texts.keys()].filter((other) => other !== file)),
  )
  return checked.filter(
    ({ file, texts }) => !included.has(file) || /^show:/m.test(texts.get(file) ?? ''),
  )
}

/** All problems of rundowns that will share a daemon, file by file, from top to bottom. */
export function problemsAmong(checked: readonly CheckedRundown[]): readonly Problem[] {
  const folders = new Map<string, Identity[]>()
  for (const { file, identity } of checked) {
    if (identity) folders.set(dirname(file), [...(folders.get(dirname(file)) ?? []), identity])
  }
  const twice = [...folders.values()].flatMap(checkFolder)
  const told = new Map<string, Problem>()
  for (const { file, problems } of checked) {
    const all = inOrder([...problems, ...twice.filter((problem) => problem.file === file)])
    // A shared file is read by several rundowns; its problems are told once.
    for (const problem of all) told.set(JSON.stringify(problem), problem)
  }
  return [...told.values()]
}

/** Of all of them, by file: what problems are shown with. */
export const textsOf = (checked: readonly CheckedRundown[]): ReadonlyMap<string, string> =>
  new Map(checked.flatMap(({ texts }) => [...texts]))
