/**
 * A whole station in a folder of its own: config, rundowns, and a vendor at the other end that is the stand-in on a
 * real socket, outliving every daemon that is killed.
 */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Instant, instant } from '../../daemon/core/time.js'
import { parseFaults } from '../../daemon/stand-in/softsugar/faults.js'
import type { RecordEntry } from '../../daemon/stand-in/softsugar/record.js'
import { openStandIn, type StandIn } from '../../daemon/stand-in/softsugar/server.js'
import type { Summary } from '../../daemon/stand-in/softsugar/summary.js'
import { type Ended, onair, type Running, start, until } from './onair.js'

export const APP_KEY = 'canary-app-key-5b7e1c'
export const KNOCK = 'canary-callback-secret-9d2f'

export interface StationOptions {
  /** By file name. */
  readonly rundowns: Readonly<Record<string, string>>
  /** As for `onair stand-in --faults`. Default: the stream is there at once. Speech is always short. */
  readonly faults?: string
  readonly lead?: string
  /** More of config.yaml, and what it refers to. */
  readonly config?: string
  readonly env?: Readonly<Record<string, string>>
  /** Something between the daemon and the vendor; answers the address to use instead. */
  readonly between?: (vendor: string) => Promise<string>
}

export interface Station extends AsyncDisposable {
  readonly folder: string
  readonly data: string
  readonly config: () => string
  readonly vendor: StandIn
  readonly port: number
  /** The daemon, up and running. */
  readonly run: (...flags: readonly string[]) => Promise<Running>
  /** Another command against it. */
  readonly onair: (...words: readonly string[]) => Promise<Ended>
  /** The daemon with its log going to this file. */
  readonly into: (file: string) => Running
  readonly now: () => Instant
  /** Of the files in the data folder. */
  readonly modes: () => readonly string[]
  readonly record: () => readonly RecordEntry[]
  readonly summary: () => Summary
  /** The as-run log, as `onair log --format jsonl` prints it. */
  readonly log: () => Promise<readonly AsRun[]>
  readonly until: (what: string, isSo: () => boolean, most?: number) => Promise<void>
}

/** Several start at once on a machine that does other things besides. */
const START_MAX_MS = 60_000

const now = () => instant(Date.now())

export type AsRun = Readonly<Record<string, string | number | null>>

export async function aStation(options: StationOptions): Promise<Station> {
  const folder = mkdtempSync(join(tmpdir(), 'onair-e2e-'))
  const port = await freePort()
  const faults = parseFaults(`speech-factor=0.2,${options.faults ?? 'init=0s'}`)
  if (!faults.ok) throw new Error(faults.problems.join('; '))
  const callbackUrl = `http://127.0.0.1:${port}/callbacks/main/${KNOCK}`
  const vendor = await openStandIn({ appKey: APP_KEY, callbackUrl, profile: faults.profile })
  const baseUrl = (await options.between?.(vendor.url)) ?? vendor.url
  furnish(folder, { ...options, port, baseUrl, appId: vendor.appId })
  const place = { cwd: folder, env: { APP_KEY, KNOCK, ...options.env } }
  const daemons: Running[] = []
  const record = () => vendor.model.record()
  return {
    folder,
    data: join(folder, 'data'),
    config: () => readFileSync(join(folder, 'config.yaml'), 'utf8'),
    vendor,
    port,
    run: async (...flags) => {
      const daemon = start(['run', ...flags], place)
      daemons.push(daemon)
      await daemon.said(/onair is running/, START_MAX_MS)
      return daemon
    },
    into: (file) => {
      const daemon = start(['run'], { ...place, log: file })
      daemons.push(daemon)
      return daemon
    },
    onair: (...words) => onair(words, place),
    now,
    modes: () =>
      readdirSync(join(folder, 'data'))
        .map((name) => statSync(join(folder, 'data', name)))
        .filter((found) => found.isFile())
        .map(({ mode }) => (mode & 0o777).toString(8)),
    record,
    summary: () => vendor.model.summary(now()),
    log: async () => {
      const { stdout } = await onair(['log', '--format', 'jsonl'], place)
      return stdout
        .split('\n')
        .filter(Boolean)
        .map((line): AsRun => JSON.parse(line))
    },
    until: (what, isSo, most) =>
      until(what, isSo, most, () =>
        daemons.map((daemon) => daemon.stdout() + daemon.stderr()).join('---\n'),
      ),
    [Symbol.asyncDispose]: async () => {
      for (const daemon of daemons) await daemon[Symbol.asyncDispose]()
      await vendor[Symbol.asyncDispose]()
      // A projector may still be finishing its recording there.
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

interface Furniture extends StationOptions {
  readonly port: number
  readonly baseUrl: string
  readonly appId: string
}

function furnish(
  folder: string,
  { rundowns, port, baseUrl, appId, lead = '5s', config: more = '' }: Furniture,
): void {
  mkdirSync(join(folder, 'playlists'))
  for (const [name, text] of Object.entries(rundowns)) {
    writeFileSync(join(folder, 'playlists', name), text)
  }
  const config = `station: e2e
http: { port: ${port} }
accounts:
  main:
    platform: softsugar
    baseUrl: ${baseUrl}
    credentials: { appId: ${appId}, appKey: { env: APP_KEY } }
    callbackSecret: { env: KNOCK }
    exclusive: true
    sessions: 2
    lead: ${lead}
${more}`
  writeFileSync(join(folder, 'config.yaml'), config)
}

/** A rundown of one show; cues in flow style, one each. */
export const aRundown = (show: string, schedule: string, ...cues: readonly string[]): string =>
  `show: ${show}
title: The ${show} show
timezone: UTC
schedule: [{ ${schedule} }]
presenter:
  role: { id: 1, face_feature_id: nina, name: Li, url: https://cdn.example/nina.zip }
  voice: { qid: nina-warm, language: en-US }
script: { say: Welcome to this channel. It goes on all day long. }
${cues.length === 0 ? '' : 'segments:\n  - segment: all\n    cues:\n'}${cues.map((cue) => `      - { ${cue} }\n`).join('')}`

/** The next full second at least this far ahead: its instant, and how a rundown writes it. */
export function ahead(seconds: number): { readonly at: number; readonly written: string } {
  const at = Math.ceil(Date.now() / 1_000 + seconds) * 1_000
  return { at, written: new Date(at).toISOString().slice(0, 19) }
}

/**
 * Below those that systems hand out by themselves: one of them, free a moment ago, may be the end of somebody's call
 * when the daemon comes to listen on it.
 */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 12_000 + Math.floor(Math.random() * 20_000)
    if (await isFree(port)) return port
  }
}

function isFree(port: number): Promise<boolean> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}

export const requests = (record: readonly RecordEntry[]) =>
  record.filter((entry) => entry.type === 'request')
