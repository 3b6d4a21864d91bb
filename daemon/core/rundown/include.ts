/**
 * A rundown and the shared files it includes → one Source. What a file says itself wins over what it
 * includes, key by key; variables are merged by name; lists of segments and ad-libs are joined, those
 * of shared files first. Each place keeps its file.
 */
import { INCLUDE_DEPTH_MAX, INCLUDE_FILES_MAX } from '../limits.js'
import { keysOf } from './names.js'
import { notesOn } from './notes.js'
import { folderOf, pathWithin, shownIn } from './paths.js'
import { pointer, steps, valueAt } from './pointer.js'
import type { Problem } from './problem.js'
import type { Shelf } from './shelf.js'
import { readSource, type Source } from './source.js'

export interface Gathered {
  /** undefined: the rundown itself cannot be understood. */
  readonly source: Source | undefined
  readonly problems: readonly Problem[]
  /** A shared file is missing or spoilt: nobody knows what it would have held. */
  readonly isIncomplete: boolean
}

interface Gathering {
  readonly folder: string
  readonly shelf: Shelf
  readonly problems: Problem[]
  /** Files read or being read. */
  readonly seen: Set<string>
  /** What wins comes last. */
  readonly layers: Source[]
  isIncomplete: boolean
}

export function gather(text: string, file: string, shelf: Shelf): Gathered {
  const { source, problems } = readSource(text, file)
  if (source === undefined) return { source, problems, isIncomplete: true }
  if (!keysOf(source.value).includes('include')) return { source, problems, isIncomplete: false }
  const gathering: Gathering = {
    folder: folderOf(file),
    shelf,
    problems: [...problems],
    seen: new Set([file]),
    layers: [],
    isIncomplete: false,
  }
  gatherIncludes(source, [file], gathering)
  const merged = joined(source, gathering.layers)
  return { source: merged, problems: gathering.problems, isIncomplete: gathering.isIncomplete }
}

/** Adds the layers of the files a source includes, then the source itself. */
function gatherIncludes(source: Source, chain: readonly string[], gathering: Gathering): void {
  const written = valueAt(source.value, '/include')
  const list = Array.isArray(written) ? written : []
  for (const [index, path] of list.entries()) {
    // What is no path at all is told by the schema.
    if (typeof path === 'string' && IS_PATH.test(path)) {
      gatherFile(source, pointer('include', index), path, chain, gathering)
    } else {
      gathering.isIncomplete = true
    }
  }
  if (written !== undefined && !Array.isArray(written)) gathering.isIncomplete = true
  gathering.layers.push(source)
}

const IS_PATH = /^(?![A-Za-z][A-Za-z0-9+.-]*:)[^\s/\\][^\\]*$/

function gatherFile(
  naming: Source,
  place: string,
  written: string,
  chain: readonly string[],
  gathering: Gathering,
): void {
  const { folder, shelf, seen } = gathering
  const refuse = (code: string, says: string, hint?: string): void => {
    const notes = notesOn(naming)
    notes.error({ place, code, says, hint })
    gathering.problems.push(...notes.problems)
    gathering.isIncomplete = true
  }
  const path = pathWithin(folder, naming.file, written)
  if (path === undefined) {
    const hint = 'put a copy into the folder of the rundown'
    refuse('outside', `${written} is not in the folder of the rundown`, hint)
    return
  }
  if (chain.includes(path)) {
    const names = [...chain.slice(chain.indexOf(path)), path].map((one) => shownIn(folder, one))
    const says = `these files include each other: ${names.join(' includes ')}`
    refuse('include-circle', says, 'remove one of the includes')
    return
  }
  if (chain.length > INCLUDE_DEPTH_MAX) {
    refuse('include-limit', `files are included ${INCLUDE_DEPTH_MAX} deep at most`)
    return
  }
  const spelt = shelf.spelt(path)
  // Two files may need the same third one: it counts once.
  if (seen.has(spelt ?? path)) return
  if (seen.size > INCLUDE_FILES_MAX) {
    refuse('include-limit', `${INCLUDE_FILES_MAX} files are included at most`)
    return
  }
  seen.add(spelt ?? path)
  const opened = shelf.open(path)
  if (spelt !== undefined) tellCapitals(naming, place, written, spelt, 'says' in opened, gathering)
  if (spelt !== undefined && 'says' in opened) return
  if ('says' in opened) {
    const near = nearPaths(written).find((one) => {
      const other = pathWithin(folder, naming.file, one)
      return other !== undefined && shelf.look(other).kind === 'file'
    })
    const hint = near === undefined ? RELATIVE : `did you mean "${near}"?`
    refuse('unreadable', `${shownIn(folder, path)}: ${opened.says}`, hint)
    return
  }
  const { source, problems } = readSource(opened.text, path)
  gathering.problems.push(...problems)
  const part = source && sharedPart(source, gathering)
  if (part === undefined) gathering.isIncomplete = true
  else gatherIncludes(part, [...chain, path], gathering)
}

/** A Mac finds it all the same; most servers do not. */
function tellCapitals(
  naming: Source,
  place: string,
  written: string,
  spelt: string,
  isMissing: boolean,
  gathering: Gathering,
): void {
  const notes = notesOn(naming)
  const end = spelt.slice(-written.length)
  const isNear = end.toLowerCase() === written.toLowerCase()
  const own = isNear ? end : shownIn(gathering.folder, spelt)
  const note = { place, code: 'other-capitals', hint: `write "${own}"` }
  if (isMissing)
    notes.error({ ...note, says: `there is no file ${written}, but one called ${own}` })
  else
    notes.warn({
      ...note,
      says: `the file is called ${own}: where capital letters count, as on Linux, it is not found`,
    })
  gathering.problems.push(...notes.problems)
  gathering.isIncomplete ||= isMissing
}

const RELATIVE = 'a path is relative to the file it stands in'

/** The ending is forgotten, or the folder that `onair init` speaks of. */
const nearPaths = (written: string): readonly string[] => {
  const bare = written.replace(/\.ya?ml$/, '')
  const named = [`${bare}.yaml`, `${bare}.yml`]
  return [...named, ...named.map((one) => `shared/${one}`)].filter((one) => one !== written)
}

const SHARED = ['presenter', 'stage', 'script', 'variables', 'disclosure', 'questions'] as const
const JOINED = ['segments', 'adlibs'] as const
/** What makes a file a rundown of its own. */
const ITS_OWN = ['show', 'title', 'account', 'timezone', 'schedule']

/** A source without what cannot be shared. */
function sharedPart(source: Source, gathering: Gathering): Source | undefined {
  const { value } = source
  const notes = notesOn(source)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const names = [...SHARED, ...JOINED].join(', ')
    const says = value === null ? 'the file is empty' : 'a shared file is a block of keys'
    notes.error({ place: '', code: 'wrong-type', says, hint: `it may hold ${names}, include` })
    gathering.problems.push(...notes.problems)
    return undefined
  }
  const include = valueAt(value, '/include')
  if (include !== undefined && !isListOfTexts(include)) {
    const says = '"include" must be a list of files'
    notes.error({ place: '/include', code: 'wrong-type', says, hint: 'such as [shared/li.yaml]' })
  }
  const own = ITS_OWN.filter((key) => Object.hasOwn(value, key))
  const [first] = own
  if (first !== undefined) {
    const says =
      first === 'show'
        ? 'this is a rundown of its own; it cannot be included'
        : `"${first}" cannot be shared; it belongs in the rundown itself`
    const hint = first === 'show' ? 'move what is shared into a file without "show"' : undefined
    notes.error({ place: pointer(first), part: 'key', code: 'not-shared', says, hint })
  }
  gathering.problems.push(...notes.problems)
  // Its cues are its own: that they are here twice is the same mistake.
  if (first === 'show') return undefined
  const rest = Object.entries(value).filter(([key]) => !own.includes(key))
  return { ...source, value: withoutPrototype(rest) }
}

const isListOfTexts = (value: unknown) =>
  Array.isArray(value) && value.every((one) => typeof one === 'string')

const withoutPrototype = (entries: Iterable<readonly [string, unknown]>): object =>
  Object.assign(Object.create(null), Object.fromEntries(entries))

/** Where a merged value comes from. */
interface Origin {
  readonly source: Source
  readonly pointer: string
}

function joined(root: Source, layers: readonly Source[]): Source {
  const values = new Map<string, unknown>()
  const origins = new Map<string, Origin>()
  const take = (source: Source, from: string, key: string, at = pointer(key)) => {
    origins.set(at, { source, pointer: from })
    return valueAt(source.value, from)
  }
  for (const source of layers) {
    for (const key of keysOf(source.value)) {
      if (key === 'include' && source.file !== root.file) continue
      const known = values.get(key)
      const here = valueAt(source.value, pointer(key))
      if (isJoined(key) && Array.isArray(known) && Array.isArray(here)) {
        const all = here.map((_, i) =>
          take(source, pointer(key, i), key, pointer(key, known.length + i)),
        )
        values.set(key, [...known, ...all])
      } else if (key === 'variables' && isBlock(known) && isBlock(here)) {
        const all = keysOf(here).map((name) => {
          const place = pointer(key, name)
          return [name, take(source, place, key, place)] as const
        })
        values.set(key, withoutPrototype([...Object.entries(known), ...all]))
      } else if (!isSpoilt(key, known)) {
        values.set(key, take(source, pointer(key), key))
      }
    }
  }
  const positionOf: Source['positionOf'] = (path, part) => {
    const { source, pointer: from } = originOf(path, origins, root)
    return source.positionOf(from, part)
  }
  return { file: root.file, value: withoutPrototype(values), positionOf }
}

const isJoined = (key: string) => JOINED.some((name) => name === key)
const isBlock = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What cannot be joined stays as the first one has it, so that it is told. */
const isSpoilt = (key: string, known: unknown) =>
  known !== undefined &&
  ((isJoined(key) && !Array.isArray(known)) || (key === 'variables' && !isBlock(known)))

function originOf(path: string, origins: ReadonlyMap<string, Origin>, root: Source): Origin {
  const way = steps(path)
  for (const count of [2, 1]) {
    const head = pointer(...way.slice(0, count))
    const origin = way.length >= count ? origins.get(head) : undefined
    if (origin) return { ...origin, pointer: `${origin.pointer}${path.slice(head.length)}` }
  }
  return { source: root, pointer: path }
}
