/**
 * `onair check --watch`: checks again whenever something beside the rundowns changes, or the
 * station's config, until Ctrl-C. Nothing on the screen is cleared, so that what was wrong before can still be read.
 */
import { existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { standingEye } from './standing-eye.js'

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
  /** Whether another folder is in the place of one that is watched. */
  readonly lookEveryMs?: number
}

/** Answers the exit code of the last check. */
export async function watchCheck(watching: Watching): Promise<0 | 1> {
  const { paths, config, check, tell, leave, lookEveryMs, time = onTheWall } = watching
  const changed = new Set<string>()
  let wake: () => void = () => undefined
  const change = (path: string) => {
    changed.add(path)
    wake()
  }
  leave.addEventListener('abort', () => wake())
  const folders = foldersOf(paths())
  await using eye = await standingEye({
    ...{ folders, config, changed: change, tell, leave },
    ...(lookEveryMs !== undefined && { lookEveryMs }),
  })
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
    await eye.turnTo(foldersOf(paths()))
    tell(`\n${time()} ${named([...changed])} changed\n`)
    changed.clear()
    code = (await check()) ?? code
  }
  return code
}

const foldersOf = (paths: readonly string[]) => [...new Set(paths.map(folderOf))]

/** Of a rundown its folder: what it includes lies there. */
const folderOf = (path: string): string =>
  existsSync(path) && statSync(path).isDirectory() ? path : dirname(path)

const NAMED_MAX = 3

const named = (paths: readonly string[]) =>
  paths.length > NAMED_MAX
    ? `${paths.slice(0, NAMED_MAX).join(', ')} and ${paths.length - NAMED_MAX} more`
    : paths.join(', ')

const onTheWall = () => new Date().toTimeString().slice(0, 8)
