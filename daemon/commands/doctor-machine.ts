/** What a doctor looks at on this machine: Node, the data folder and its disk, the port, the clock. */
import { execFile } from 'node:child_process'
import { closeSync, existsSync, fsyncSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { request } from 'undici'
import type { Config } from '../config.js'
import { CLOCK_OFF_MAX } from '../core/limits.js'
import { findDesk } from '../run/desk-file.js'

/** `far-end`: wrong, but not on this machine. */
export type State = 'ok' | 'warning' | 'error' | 'far-end'

export interface Finding {
  readonly about: string
  readonly state: State
  readonly says: string
  /** What to do; nothing where nothing is wrong. */
  readonly todo?: string
}

export const fine = (about: string, says: string): Finding => ({ about, state: 'ok', says })

const NODE_MIN = [20, 19] as const

export function aboutNode(version = process.versions.node): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const isOld = major < NODE_MIN[0] || (major === NODE_MIN[0] && minor < NODE_MIN[1])
  if (!isOld) return fine('node', version)
  const todo = `install Node.js ${NODE_MIN.join('.')} or newer`
  return { about: 'node', state: 'error', says: `${version} is too old`, todo }
}

const GB = 1e9
/** A day of a large station writes some hundred MB, and media comes on top. */
const FREE_WANTED = 2 * GB
const FREE_LEAST = 0.3 * GB
/** ms; more makes every guarded call late by it, twice. */
const FSYNC_SLOW = 30
/** statfs(2): what is gone when the power is, and what promises less than a disk. */
const FRAGILE: Readonly<Record<number, string>> = {
  16914836: 'tmpfs, which is gone when the power is',
  26985: 'NFS, where locks and fsync promise less than a local disk',
  4283649346: 'CIFS, where locks and fsync promise less than a local disk',
}

export function aboutDisk(folder: string): readonly Finding[] {
  const about = 'disk'
  try {
    const place = existing(folder)
    const { bavail, bsize, type } = statfsSync(place)
    const free = bavail * bsize
    const took = fsyncTime(place)
    const fragile = FRAGILE[type]
    return [
      free < FREE_WANTED
        ? {
            about,
            state: free < FREE_LEAST ? 'error' : 'warning',
            says: `${roomOf(free)} free for ${folder}`,
            todo: ROOM,
          }
        : fine(about, `${roomOf(free)} free for ${folder}`),
      took > FSYNC_SLOW
        ? {
            about,
            state: 'warning',
            says: `a write is safe after ${took.toFixed(0)} ms`,
            todo: 'move the data folder to a faster disk: each item waits for it',
          }
        : fine(about, `a write is safe after ${took.toFixed(1)} ms`),
      ...(fragile === undefined
        ? []
        : [
            {
              about,
              state: 'warning' as const,
              says: `${folder} is on ${fragile}`,
              todo: 'put the data folder on a local disk',
            },
          ]),
    ]
  } catch (thrown) {
    return [{ about, state: 'error', ...whyNotWritten(folder, codeOf(thrown)) }]
  }
}

export function whyNotWritten(folder: string, code: string): Pick<Finding, 'says' | 'todo'> {
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return { says: `no room is left for ${folder} (${code})`, todo: ROOM }
  const says = `${folder} cannot be written (${code})`
  return { says, todo: 'make it writable, or name another data folder' }
}

const ROOM = 'make room: a full disk stops new items'

/** What is short is told in the unit in which it can be seen. */
export const roomOf = (bytes: number): string => {
  if (bytes < GB) return `${Math.floor(bytes / (GB / 1_000))} MB`
  return `${(bytes / GB).toFixed(bytes < FREE_WANTED ? 1 : 0)} GB`
}

/** The folder, or the nearest one above it that is there: nothing is made by looking. */
const existing = (folder: string): string =>
  existsSync(folder) || folder === dirname(folder) ? folder : existing(dirname(folder))

const SYNCS = 5

/** Median of a few, in ms. */
function fsyncTime(folder: string): number {
  const file = join(folder, `.onair-doctor-${process.pid}`)
  const descriptor = openSync(file, 'w', 0o600)
  try {
    const times = Array.from({ length: SYNCS }, () => {
      writeSync(descriptor, Buffer.alloc(4_096))
      const from = performance.now()
      fsyncSync(descriptor)
      return performance.now() - from
    })
    return times.sort((one, other) => one - other)[Math.floor(SYNCS / 2)] ?? 0
  } finally {
    closeSync(descriptor)
    rmSync(file, { force: true })
  }
}

const codeOf = (thrown: unknown) =>
  thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown'

export async function aboutPort({ http, data }: Pick<Config, 'http' | 'data'>): Promise<Finding> {
  const about = 'port'
  const code = await listening(http.host, http.port)
  const named = `${http.host}:${http.port}`
  if (code === undefined) return fine(about, `${named} is free`)
  if (code === 'EADDRINUSE' && findDesk(data) !== undefined)
    return fine(about, `${named}: onair is running`)
  const todo =
    code === 'EADDRINUSE'
      ? 'another program listens there: stop it, or choose another http.port'
      : 'choose another http.host or http.port'
  return { about, state: 'error', says: `${named} cannot be listened on (${code})`, todo }
}

const listening = (host: string, port: number) =>
  new Promise<string | undefined>((resolve) => {
    const server = createServer()
    server.once('error', (error) => resolve(codeOf(error)))
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)))
  })

/** What systemd knows; nothing where there is none. */
export async function aboutTimeService(): Promise<readonly Finding[]> {
  const about = 'clock'
  const answer = await asked('timedatectl', ['show', '-p', 'NTPSynchronized', '--value'])
  if (answer === undefined) return []
  if (answer === 'yes') return [fine(about, 'kept by a time service')]
  const todo = 'switch a time service on (timedatectl set-ntp true): cues are aired by this clock'
  return [{ about, state: 'warning', says: 'no time service keeps it', todo }]
}

const asked = (command: string, args: readonly string[]) =>
  new Promise<string | undefined>((resolve) => {
    execFile(command, args, { timeout: 3_000 }, (error, stdout) =>
      resolve(error === null ? stdout.trim() : undefined),
    )
  })

/** A platform is asked for nothing but its date: a token more might end that of a daemon that is on air. */
const ANSWER_MAX = 5_000

export async function aboutPlatform(account: string, baseUrl: string): Promise<Finding> {
  const about = `account ${account}`
  try {
    const { headers, body } = await request(baseUrl, {
      method: 'HEAD',
      headersTimeout: ANSWER_MAX,
      bodyTimeout: ANSWER_MAX,
      signal: AbortSignal.timeout(ANSWER_MAX),
    })
    await body.dump()
    return clockAgainst(about, baseUrl, Date.parse(String(headers.date)), Date.now())
  } catch (thrown) {
    const says = `${baseUrl} cannot be reached (${codeOf(thrown)})`
    return { about, state: 'far-end', says, todo: 'look at the network, a proxy, and baseUrl' }
  }
}

export function clockAgainst(
  about: string,
  baseUrl: string,
  theirs: number,
  ours: number,
): Finding {
  if (!Number.isFinite(theirs)) return fine(about, `${baseUrl} answers`)
  const off = ours - theirs
  if (Math.abs(off) <= CLOCK_OFF_MAX + 1_000)
    return fine(about, `${baseUrl} answers, and its clock agrees`)
  const says = `its clock and ours are ${(Math.abs(off) / 1_000).toFixed(0)} s apart`
  return {
    about,
    state: 'error',
    says,
    todo: 'set this machine’s clock: no show is started until they agree',
  }
}
