/**
 * `onair check --watch`: checks again whenever something beside the rundowns changes, or the
 * station's config, until Ctrl-C. Nothing on the screen is cleared, so that what was wrong before can still be read.
 */
import { existsSync, statSync } from 'node:fs'
import { dirname, relative, resolve, sep } from 'node:path'
import { type FSWatcher, watch } from 'chokidar'

export interface Watching {
  /** Rundowns, or folders of them; the config may name others when it has changed. */
  readonly paths: () => readonly string[]
  /** Of the station, there or not. */
  readonly config?: string
  /** Checks and prints; answers the exit code; undefined: it was left before it was done. */
  readonly check: () => Promise<0 | 1 | undefined>
  /** Where the lines between two checks go. */
  readonly tell: (line: string) => void
  readonly leave: AbortSignal
  /** A clock on the wall, `14:03:22`. */
  readonly time?: () => string
}

/** Editors write in several steps: a file counts when its size stayed the same for this long. */
const QUIET_MS = 150
const POLL_MS = 50
/** Shared parts and media lie in folders below; a whole disk does not. */
const DEPTH_MAX = 5

/** Answers the exit code of the last check. */
export async function watchCheck(watching: Watching): Promise<0 | 1> {
  const { paths, config, check, tell, leave, time = onTheWall } = watching
  const changed = new Set<string>()
  let wake: () => void = () => undefined
  const change = (path: string) => {
    changed.add(path)
    wake()
  }
  leave.addEventListener('abort', () => wake())
  const look = (folders: readonly string[]) => openEye(folders, config, change, tell, leave)
  let folders = foldersOf(paths())
  let eye = await look(folders)
  try {
    let code = (await check()) ?? 1
    const all = config === undefined ? folders : [...folders, config]
    tell(`${time()} watching ${all.join(', ')}; Ctrl-C ends\n`)
    while (!leave.aborted) {
      if (changed.size === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
        continue
      }
      tell(`\n${time()} ${named([...changed])} changed\n`)
      changed.clear()
      const next = foldersOf(paths())
      if (next.join() !== folders.join()) {
        await eye.close()
        folders = next
        eye = await look(folders)
      }
      code = (await check()) ?? code
    }
    return code
  } finally {
    await eye.close()
  }
}

/** Resolves when it sees, so that nothing that is saved from then on is missed. */
export async function openEye(
  folders: readonly string[],
  config: string | undefined,
  change: (path: string) => void,
  tell: Watching['tell'],
  leave: AbortSignal,
): Promise<FSWatcher> {
  // Of the config its folder: editors put a new file in the place of the old one.
  const station = config === undefined ? [] : [dirname(config), config].map((one) => resolve(one))
  const eye = watch([...folders, ...(config === undefined ? [] : [dirname(config)])], {
    ignored: (path) =>
      !station.includes(resolve(path)) &&
      folders.every((folder) => isElsewhere(relative(folder, path))),
    ignoreInitial: true,
    followSymlinks: false,
    depth: DEPTH_MAX,
    awaitWriteFinish: { stabilityThreshold: QUIET_MS, pollInterval: POLL_MS },
  })
  eye.on('all', (_, path) => change(path))
  eye.on('error', (error) => tell(`warning: ${saysOf(error)}\n`))
  await new Promise<void>((sees) => {
    eye.once('ready', () => sees())
    leave.addEventListener('abort', () => sees())
    if (leave.aborted) sees()
  })
  return eye
}

/** The first Ctrl-C ends in order; a second one ends at once. */
export function interrupted(): AbortSignal {
  const leaving = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (leaving.signal.aborted) process.exit(1)
      leaving.abort()
    })
  }
  return leaving.signal
}

const foldersOf = (paths: readonly string[]) => [...new Set(paths.map(folderOf))]

/** Of a rundown its folder: what it includes lies there. */
const folderOf = (path: string): string =>
  existsSync(path) && statSync(path).isDirectory() ? path : dirname(path)

/** Hidden files, drafts of editors, packages, the journal: none of them is part of a rundown. */
const isElsewhere = (way: string): boolean =>
  way.startsWith('..') || way.split(sep).some((name) => /^\.|~$|^(?:node_modules|data)$/.test(name))

const NAMED_MAX = 3

const named = (paths: readonly string[]) =>
  paths.length > NAMED_MAX
    ? `${paths.slice(0, NAMED_MAX).join(', ')} and ${paths.length - NAMED_MAX} more`
    : paths.join(', ')

const onTheWall = () => new Date().toTimeString().slice(0, 8)

const saysOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
