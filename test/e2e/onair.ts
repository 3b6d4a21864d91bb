/** The real command line as its own process. What is waited for is a condition, never a time. */
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

export const ROOT = join(import.meta.dirname, '../..')
const MAIN = join(ROOT, 'dist/main.js')

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Running extends AsyncDisposable {
  readonly stdout: () => string
  readonly stderr: () => string
  readonly ended: Promise<Ended>
  readonly kill: (signal: 'SIGTERM' | 'SIGINT' | 'SIGHUP' | 'SIGKILL') => void
  /** Resolves as soon as this is in what it wrote. */
  readonly said: (what: RegExp, most?: number) => Promise<void>
}

export interface Place {
  /** Its working folder; the repository unless said otherwise. */
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** A file its stdout goes to instead. */
  readonly log?: string
  /** With a group of its own, all of which a signal goes to: as Ctrl-C in a terminal does. */
  readonly group?: boolean
}

export function start(
  words: readonly string[],
  { cwd = ROOT, env = {}, log, group = false }: Place = {},
): Running {
  const file = log === undefined ? undefined : openSync(log, 'w')
  const child = spawn(process.execPath, [MAIN, ...words], {
    cwd,
    env: { PATH: process.env.PATH ?? '', NO_COLOR: '1', ...env },
    stdio: ['ignore', file ?? 'pipe', 'pipe'],
    detached: group,
  })
  if (file !== undefined) closeSync(file)
  const out = gathered(child.stdout)
  const err = gathered(child.stderr)
  const ended = endOf(child).then((code) => ({ code, stdout: out(), stderr: err() }))
  return {
    stdout: out,
    stderr: err,
    ended,
    kill: (signal) => {
      const isRunning = child.exitCode === null && child.signalCode === null
      if (group && child.pid !== undefined && isRunning) process.kill(-child.pid, signal)
      else child.kill(signal)
    },
    said: (what, most) =>
      until(
        `${words.join(' ')} says ${what}`,
        () => what.test(out() + err()),
        most,
        () => out() + err(),
      ),
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
      await ended
    },
  }
}

/** Runs it to its end. */
export async function onair(words: readonly string[], place?: Place): Promise<Ended> {
  await using running = start(words, place)
  return await running.ended
}

const LOOK_MS = 20

/** Looks again until it is so; a wait that is too long says what it waited for and what it saw. */
export async function until(
  what: string,
  isSo: () => boolean,
  most = 60_000,
  seen: () => string = () => '',
): Promise<void> {
  const deadline = performance.now() + most
  while (!isSo()) {
    if (performance.now() > deadline) {
      throw new Error(`not within ${most} ms: ${what}\n${seen().slice(-4_000)}`)
    }
    await pause(LOOK_MS)
  }
}

function gathered(stream: NodeJS.ReadableStream | null): () => string {
  let text = ''
  stream?.setEncoding('utf8')
  stream?.on('data', (part) => {
    text += String(part)
  })
  return () => text
}

const endOf = (child: ChildProcess) =>
  new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve(code))
  })
