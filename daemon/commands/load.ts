/**
 * Reads rundowns from disk. What is read comes from the folder that was named and nowhere else:
 * links are refused, and so is whatever is no file, not UTF-8, or larger than any rundown.
 */
import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { RUNDOWN_BYTES_MAX } from '../core/limits.js'
import { ofFile, type Problem } from '../core/rundown/problem.js'
import { HEAD_BYTES, type Looked, type Shelf } from '../core/rundown/shelf.js'
import { inLines } from '../core/rundown/source.js'

export interface Loaded {
  readonly file: string
  readonly text: string
}

export interface Loading {
  readonly loaded: readonly Loaded[]
  readonly problems: readonly Problem[]
}

/**
 * The rundowns (`*.yaml`, `*.yml`) of folders, sorted, and single files, in the order they are
 * named.
 */
export function loadRundowns(paths: readonly string[]): Loading {
  const loaded: Loaded[] = []
  const problems: Problem[] = []
  for (const path of paths) {
    const isSearched = isFolder(path)
    const found = isSearched ? rundownsIn(path) : [path]
    if (typeof found === 'string') {
      problems.push(refused(path, found))
      continue
    }
    if (found.length === 0)
      problems.push(refused(path, 'there is no rundown (*.yaml) in this folder'))
    for (const file of found) {
      if (loaded.some((known) => known.file === file)) continue
      const read = loadFile(file)
      if (isSearched && 'text' in read && isConfig(read.text)) continue
      if ('text' in read) loaded.push(read)
      else problems.push(read)
    }
  }
  return { loaded, problems }
}

/** A station may keep its shows beside its config, which is no show. */
const isConfig = (text: string) => /^accounts:/m.test(text) && !/^(?:show|schedule):/m.test(text)

/** One file as it is, or why it is not read. */
export function loadFile(file: string): Loaded | Problem {
  try {
    const bytes = bytesOf(file, RUNDOWN_BYTES_MAX, constants.O_NOFOLLOW)
    if (typeof bytes === 'string') return refused(file, bytes)
    if (!isUtf8(bytes)) return otherEncoding(file, bytes)
    const text = new TextDecoder('utf-8', { ignoreBOM: false }).decode(bytes)
    return { file, text: inLines(text) }
  } catch (thrown) {
    return refused(file, because(thrown))
  }
}

/** What else it is, or the place to look at. */
function otherEncoding(file: string, bytes: Buffer): Problem {
  const [first, second] = bytes
  if (first !== undefined && second !== undefined && first + second === 0xff + 0xfe)
    return refused(file, 'the file is UTF-16, not UTF-8: save it as UTF-8')
  if (bytes.includes(0)) return refused(file, 'the file is not UTF-8 text: it is no text at all')
  let line = 1
  let column = 1
  for (let from = 0; from < bytes.length; line += 1) {
    const to = bytes.indexOf(LINE_FEED, from)
    const own = bytes.subarray(from, to < 0 ? bytes.length : to)
    column = new TextDecoder().decode(own).indexOf('\ufffd') + 1
    if (!isUtf8(own)) break
    from += own.length + 1
  }
  const says = 'the file is not UTF-8 text: a character of another encoding stands here'
  return ofFile(file, 'unreadable', says, 'save the file as UTF-8', line, column)
}

const LINE_FEED = 10

/** Changes when one of these texts changes; the as-run log names it. */
export const versionOf = (texts: readonly string[]): string =>
  createHash('sha256').update(texts.join('\0')).digest('hex').slice(0, 12)

/** What lies beside a rundown: nothing outside its folder, and nothing through links. */
export function shelfOf(file: string): Shelf {
  const folder = dirname(file)
  return {
    open: (path) => {
      if (!isWithin(folder, path)) return { says: OUTSIDE }
      const read = loadFile(path)
      return 'text' in read ? read : { says: read.says }
    },
    look: (path) => (isWithin(folder, path) ? looked(path) : { kind: 'outside' }),
    spelt: (path) => (isWithin(folder, path) ? speltIn(folder, path) : undefined),
  }
}

/** Step by step, for folders have capitals, too. */
function speltIn(folder: string, path: string): string | undefined {
  let at = folder
  try {
    for (const step of relative(folder, path).split(sep)) {
      const names = readdirSync(at)
      const lower = step.toLowerCase()
      const name = names.includes(step) ? step : names.find((one) => one.toLowerCase() === lower)
      if (name === undefined) return undefined
      at = join(at, name)
    }
  } catch {
    return undefined
  }
  return at === join(path) ? undefined : at
}

const OUTSIDE = 'this is not in the folder of the rundown'

/** A folder on the way may be a link, too. One that is missing is for whoever reads the file. */
function isWithin(folder: string, path: string): boolean {
  try {
    const real = realpathSync(folder)
    const way = realpathSync(dirname(path))
    return way === real || way.startsWith(real.endsWith(sep) ? real : real + sep)
  } catch {
    return true
  }
}

const WHY_NOT: Readonly<Record<string, Exclude<Looked['kind'], 'file'>>> = {
  ELOOP: 'link',
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  ENAMETOOLONG: 'missing',
}

function looked(path: string): Looked {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants
  try {
    const descriptor = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    try {
      if (!fstatSync(descriptor).isFile()) return { kind: 'folder' }
      const head = new Uint8Array(HEAD_BYTES)
      return { kind: 'file', head: head.subarray(0, readSync(descriptor, head)) }
    } finally {
      closeSync(descriptor)
    }
  } catch (thrown) {
    return { kind: WHY_NOT[codeOf(thrown)] ?? 'unreadable' }
  }
}

/**
 * The bytes of a file, or what is wrong. The descriptor is looked at, not the name: a name may change
 * its file. `how`: extra flags to open it with.
 */
export function bytesOf(file: string, most: number, how = 0): Buffer | string {
  const descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK | how)
  try {
    const state = fstatSync(descriptor)
    if (state.isDirectory()) return 'this is a folder, and a file is needed'
    if (!state.isFile()) return 'this is no file'
    if (state.size > most) return `the file is larger than ${most / 1_000_000} MB`
    return readFileSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function because(thrown: unknown): string {
  const code = codeOf(thrown)
  const known: Readonly<Record<string, string>> = {
    ELOOP: 'links are not followed: name the file itself',
    ENOENT: 'there is no such file or folder',
    EACCES: 'it may not be read by this user',
  }
  return known[code] ?? `the file cannot be read (${code})`
}

const codeOf = (thrown: unknown) =>
  thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown'

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

/** Or why it cannot be looked into. */
function rundownsIn(folder: string): readonly string[] | string {
  try {
    return readdirSync(folder)
      .filter((name) => /\.ya?ml$/i.test(name) && !name.startsWith('.'))
      .sort()
      .map((name) => join(folder, name))
  } catch (thrown) {
    return because(thrown)
  }
}

const refused = (file: string, says: string): Problem => ofFile(file, 'unreadable', says)
