/**
 * The processes a rig starts, each in a group of its own, so that a tracer and what it traces die together. Whatever
 * happens to the rig, nothing it started or mounted outlives it.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

export const ROOT = join(import.meta.dirname, '../..')
const MAIN = join(ROOT, 'dist/main.js')

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

export interface Child {
  readonly startedAt: number
  /** Everything it wrote, to either stream; the latest part of it if it was much. */
  readonly said: () => string
  readonly hasEnded: () => boolean
  readonly ended: Promise<Ended>
  /** The whole group. */
  readonly kill: (signal: NodeJS.Signals) => void
}

export interface How {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** A program that runs it: `strace …`. */
  readonly through?: readonly string[]
}

const SAID_MAX = 400_000
const cleanups = new Set<() => void>()
let watching = false

/** Done when the rig is over, however it ends; answers what takes it off the list again. */
export function atTheEnd(cleanup: () => void): () => void {
  if (!watching) process.once('exit', cleanUp)
  watching = true
  cleanups.add(cleanup)
  return () => cleanups.delete(cleanup)
}

export function cleanUp(): void {
  for (const cleanup of [...cleanups].reverse()) cleanup()
  cleanups.clear()
}

/** `onair …`, the built one. */
export const onair = (words: readonly string[], how: How = {}): Child => {
  const [program = process.execPath, ...rest] = [
    ...(how.through ?? []),
    process.execPath,
    MAIN,
    ...words,
  ]
  return launch(program, rest, how)
}

export function launch(program: string, words: readonly string[], how: How = {}): Child {
  const child = spawn(program, words, {
    cwd: how.cwd ?? ROOT,
    env: { PATH: process.env.PATH ?? '', NO_COLOR: '1', ...how.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (part) => {
      said = (said + String(part)).slice(-SAID_MAX)
    })
  }
  const kill = (signal: NodeJS.Signals) => signalGroup(child, signal)
  const forget = atTheEnd(() => kill('SIGKILL'))
  let over = false
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      over = true
      forget()
      resolve({ code, signal })
    })
  })
  return { startedAt: Date.now(), said: () => said, hasEnded: () => over, ended, kill }
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, signal)
  } catch {
    // It is gone already.
  }
}

/** Runs it to its end; answers what it wrote. */
export async function output(child: Child): Promise<Ended & { readonly said: string }> {
  const ended = await child.ended
  return { ...ended, said: child.said() }
}

const LOOK_MS = 50

/** Looks again until it is so; false after `most`. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  most: number,
): Promise<boolean> {
  const deadline = performance.now() + most
  while (!(await isSo())) {
    if (performance.now() > deadline) return false
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
  return true
}

export async function mustBe(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  most = 20_000,
  seen: () => string = () => '',
): Promise<void> {
  if (!(await until(isSo, most))) {
    throw new Error(`not within ${most} ms: ${what}\n${seen().slice(-3_000)}`)
  }
}
