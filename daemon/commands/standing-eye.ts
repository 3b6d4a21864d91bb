/**
 * An eye on folders for as long as somebody watches them. Whoever watches a folder watches that very one: of another
 * that is put in its place (a checkout, a deployment, a mount) no change is ever told. So it is looked whether they are
 * still the same.
 */
import { once } from 'node:events'
import { realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { type FSWatcher, watch } from 'chokidar'
import { sayOf } from '../core/assert.js'

export interface Sight {
  readonly folders: readonly string[]
  /** Of a station, there or not: nothing that lies beside it. */
  readonly config?: string | undefined
}

export interface StandingEye extends AsyncDisposable {
  /** Looks at once, from now on at these. Whoever asks is not told that they are others. */
  readonly turnTo: (folders: readonly string[]) => Promise<void>
}

export interface EyeWish extends Sight {
  /** What, under the name by which it is watched. */
  readonly changed: (path: string) => void
  readonly tell: (line: string) => void
  readonly lookEveryMs?: number
  /** Somebody leaves before it sees. */
  readonly leave?: AbortSignal
}

const LOOK_EVERY_MS = 2_000
/** Editors write in several steps: a file counts when its size stayed the same for this long. */
const QUIET_MS = 150
const POLL_MS = 50
/** Shared parts and media lie in folders below; a whole disk does not. */
const DEPTH_MAX = 5

/** Resolves when it sees, so that nothing that is saved from then on is missed. */
export async function standingEye(wish: EyeWish): Promise<StandingEye> {
  const { config, changed, tell, lookEveryMs = LOOK_EVERY_MS } = wish
  const closing = new AbortController()
  const leave = AbortSignal.any([closing.signal, ...(wish.leave ? [wish.leave] : [])])
  let sight: Sight = wish
  let seen = identitiesOf(sight)
  let eye = await openEye(sight, wish, leave)
  let busy = Promise.resolve()
  const again = async (now: ReadonlyMap<string, string>) => {
    const others = [...now].filter(([path, identity]) => seen.get(path) !== identity)
    // Of one that was not watched before nobody knows a change.
    const told = others.map(([path]) => path).filter((path) => seen.has(path))
    if (others.length === 0 && now.size === seen.size) return
    seen = now
    await eye.close()
    eye = await openEye(sight, wish, leave)
    told.forEach(changed)
  }
  const look = () => {
    busy = busy
      .then(() => (leave.aborted ? undefined : again(identitiesOf(sight))))
      .catch((error) => {
        // Looked at anew the next time.
        seen = new Map([...seen.keys()].map((path) => [path, 'not watched']))
        tell(`warning: ${sight.folders.join(', ')}: not watched: ${sayOf(error)}\n`)
      })
    return busy
  }
  let isLooking = false
  const timer = setInterval(() => {
    if (isLooking) return
    isLooking = true
    void look().finally(() => {
      isLooking = false
    })
  }, lookEveryMs)
  return {
    turnTo(folders) {
      sight = { folders, config }
      return look()
    },
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer)
      closing.abort()
      await busy
      await eye.close()
    },
  }
}

/** What they are now, also where a link leads elsewhere than before. */
function identitiesOf({ folders, config }: Sight): ReadonlyMap<string, string> {
  const known = new Map(folders.map((folder) => [folder, identityOf(folder)]))
  // Editors put a new file in the place of the old one: of the config its folder counts, and where it really lies.
  if (config !== undefined)
    known.set(config, `${realOf(config)} ${identityOf(dirname(realOf(config)))}`)
  return known
}

/** Empty: there is none, or none that may be seen. */
function identityOf(folder: string): string {
  try {
    const { dev, ino, birthtimeMs } = statSync(folder)
    return `${dev}:${ino}:${birthtimeMs}`
  } catch {
    return ''
  }
}

async function openEye(
  { folders, config }: Sight,
  { changed, tell }: EyeWish,
  leave: AbortSignal,
): Promise<FSWatcher> {
  const roots = folders.map((named) => ({ named, real: realOf(named) }))
  const station = config === undefined ? undefined : resolve(realOf(config))
  const stationFolder = station === undefined ? [] : [dirname(station)]
  const nameOf = (path: string) => {
    if (config !== undefined && resolve(path) === station) return config
    const root = roots.find(({ real }) => !isElsewhere(relative(real, path)))
    return root ? join(root.named, relative(root.real, path)) : path
  }
  const eye = watch([...roots.map(({ real }) => real), ...stationFolder], {
    ignored: (path) =>
      ![station, ...stationFolder].includes(resolve(path)) &&
      roots.every(({ real }) => isElsewhere(relative(real, path))),
    ignoreInitial: true,
    followSymlinks: false,
    depth: DEPTH_MAX,
    awaitWriteFinish: { stabilityThreshold: QUIET_MS, pollInterval: POLL_MS },
  })
  eye.on('all', (_, path) => changed(nameOf(path)))
  eye.on('error', (error) => tell(`warning: ${sayOf(error)}\n`))
  // Not waited for by whoever leaves.
  await once(eye, 'ready', { signal: leave }).catch(() => {})
  return eye
}

/** Links are not followed by whoever watches: what is in a folder is in the one it leads to. */
function realOf(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    const above = dirname(path)
    return above === path ? path : join(realOf(above), basename(path))
  }
}

/** Hidden files, drafts of editors, packages, the journal: none of them is part of a rundown. */
const isElsewhere = (way: string): boolean =>
  way.startsWith('..') || way.split(sep).some((name) => /^\.|~$|^(?:node_modules|data)$/.test(name))
