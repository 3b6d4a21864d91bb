/**
 * The process that draws what is live, apart from the daemon and behind it: it is told what is on stage, and writes
 * what can be watched. It ends with whoever started it.
 */
import { readdirSync } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { constants, setPriority } from 'node:os'
import { join } from 'node:path'
import { sayOf } from '../core/assert.js'
import { findTools, isFound, type Tools } from '../media/tools.js'
import { missingFonts } from './letters.js'
import { forgetHalf, openScreening, type Screening } from './live.js'
import { type OwnFiles, ownFiles } from './own-files.js'
import type { Span } from './span.js'

/** What it is told. */
export type Order =
  | { readonly do: 'show'; readonly session: string; readonly span: Span; readonly title: string }
  | { readonly do: 'end'; readonly session: string }
  /** It is not seen in this session, shown already or not. */
  | { readonly do: 'miss'; readonly session: string; readonly says: readonly string[] }

/** What it tells. */
export type Report =
  | { readonly is: 'ready' }
  | { readonly is: 'recorded'; readonly session: string }
  | { readonly is: 'trouble'; readonly says: string }

/** Drawn at once; one more is not shown: each takes a third of a core. */
const SCREENINGS_MAX = 3
/** Of sessions that were never shown, nor ended. */
const MISSING_MAX = 100
/** Whoever started it is gone: the recordings are finished within this, or left as they are. */
const LEAVE_MAX_MS = 120_000
/** Sessions whose recordings are kept. */
const KEPT_MAX = 20

async function project(folder: string, files: OwnFiles, ffmpeg?: string): Promise<void> {
  setPriority(constants.priority.PRIORITY_LOW)
  const tools = await findTools(ffmpeg)
  if (!isFound(tools)) {
    tell({ is: 'trouble', says: `${tools.says}: nothing is shown. ${tools.hint}` })
    return
  }
  await forgetOld(folder)
  const fonts = missingFonts()
  if (fonts !== undefined) tell({ is: 'trouble', says: fonts })
  const studio: Studio = { tools, folder, files, missing: new Map() }
  const screenings = new Map<string, Promise<Screening>>()
  const ending = new Set<Promise<Screening>>()
  // One after the other, as they came.
  let before = Promise.resolve()
  let leaving = false
  const leave = async () => {
    if (leaving) return
    leaving = true
    await before
    setTimeout(() => giveUp(folder), LEAVE_MAX_MS).unref()
    await Promise.all([...screenings.values(), ...ending].map(end))
    process.exit(0)
  }
  process.on('message', (order: Order) => {
    if (leaving) return
    before = before.then(() => follow(order, studio, screenings, ending))
  })
  process.on('disconnect', leave)
  // It has a group of its own, so this is meant for it alone; whoever says it again does not want to wait.
  for (const signal of ['SIGINT', 'SIGHUP'] as const)
    process.on(signal, () => (leaving ? giveUp(folder) : void leave()))
  tell({ is: 'ready' })
}

interface Studio {
  readonly tools: Tools
  readonly folder: string
  readonly files: OwnFiles
  /** By session: what is not seen in it. */
  readonly missing: Map<string, readonly string[]>
}

async function follow(
  order: Order,
  { tools, folder, files, missing }: Studio,
  screenings: Map<string, Promise<Screening>>,
  ending: Set<Promise<Screening>>,
): Promise<void> {
  const { session } = order
  const known = screenings.get(session)
  if (order.do === 'miss') {
    if (missing.size >= MISSING_MAX) missing.clear()
    missing.set(session, order.says)
    return
  }
  if (order.do === 'end') {
    screenings.delete(session)
    // Its recording takes a while; others go on meanwhile.
    if (!known) return
    ending.add(known)
    void end(known).then(() => {
      ending.delete(known)
      missing.delete(session)
      tell({ is: 'recorded', session })
    })
    return
  }
  if (!known && screenings.size >= SCREENINGS_MAX) {
    tell({ is: 'recorded', session })
    return
  }
  const screening =
    known ??
    openScreening(tools, {
      folder: join(folder, session),
      title: order.title,
      missing: () => missing.get(session) ?? [],
      now: Date.now,
      files,
      trouble: (says) => tell({ is: 'trouble', says: `a session: ${says}` }),
    })
  screenings.set(session, screening)
  try {
    ;(await screening).show(order.span)
  } catch (error) {
    // Nothing can be written there: tried again when it shows something else.
    screenings.delete(session)
    tell({ is: 'trouble', says: `a session could not be shown: ${sayOf(error)}` })
    tell({ is: 'recorded', session })
  }
}

async function end(screening: Promise<Screening>): Promise<void> {
  try {
    const says = await (await screening).end()
    if (says !== undefined) tell({ is: 'trouble', says: `a session was not recorded: ${says}` })
  } catch (error) {
    tell({ is: 'trouble', says: `a session was not recorded: ${sayOf(error)}` })
  }
}

/** The oldest recordings go first. */
async function forgetOld(folder: string): Promise<void> {
  const names = await readdir(folder)
  const dated = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })),
  )
  const old = dated.sort((one, other) => other.at - one.at).slice(KEPT_MAX)
  for (const { name } of old) await rm(join(folder, name), { recursive: true, force: true })
}

/** Whoever started it may be gone while the recordings are finished; to tell him something would end them half-way. */
const tell = (report: Report): void => {
  if (process.connected) process.send?.(report, () => {})
}

/** Nobody waits any longer. The segments stay; half a recording is of no use. */
function giveUp(folder: string): never {
  for (const session of readdirSync(folder)) forgetHalf(join(folder, session))
  process.exit(1)
}

/** What is empty was not named. */
const [FOLDER = '.', MEDIA, FFMPEG] = process.argv.slice(2).map((word) => word || undefined)
process.on('SIGTERM', () => giveUp(FOLDER))
try {
  await project(FOLDER, ownFiles(MEDIA), FFMPEG)
} catch (error) {
  tell({ is: 'trouble', says: `nothing is shown: ${sayOf(error)}` })
}
