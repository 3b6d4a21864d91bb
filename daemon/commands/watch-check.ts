/**
 * `onair check --watch`: checks again whenever something beside the rundowns changes, until Ctrl-C.
 * Nothing on the screen is cleared, so that what was wrong before can still be read.
 */
import { existsSync, statSync } from 'node:fs'
import { dirname, relative, sep } from 'node:path'
import { watch } from 'chokidar'

export interface Watching {
  /** Rundowns, or folders of them. */
  readonly paths: readonly string[]
  /** Checks and prints; answers the exit code. */
  readonly check: () => Promise<0 | 1>
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
  const { paths, check, tell, leave, time = onTheWall } = watching
  const folders = [...new Set(paths.map(folderOf))]
  const watcher = watch(folders, {
    ignored: (path) => folders.every((folder) => isElsewhere(relative(folder, path))),
    ignoreInitial: true,
    followSymlinks: false,
    depth: DEPTH_MAX,
    awaitWriteFinish: { stabilityThreshold: QUIET_MS, pollInterval: POLL_MS },
  })
  const changed = new Set<string>()
  let wake: () => void = () => undefined
  watcher.on('all', (_, path) => {
    changed.add(path)
    wake()
  })
  watcher.on('error', (error) => tell(`warning: ${saysOf(error)}\n`))
  leave.addEventListener('abort', () => wake())
  try {
    await new Promise<void>((resolve) => {
      watcher.once('ready', () => resolve())
      leave.addEventListener('abort', () => resolve())
    })
    let code = await check()
    tell(`${time()} watching ${folders.join(', ')}; Ctrl-C ends\n`)
    while (!leave.aborted) {
      if (changed.size === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
        continue
      }
      tell(`\n${time()} ${named([...changed])} changed\n`)
      changed.clear()
      code = await check()
    }
    return code
  } finally {
    await watcher.close()
  }
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
