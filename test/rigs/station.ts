/**
 * A station in a folder of its own, and the vendor at its other end: the stand-in as a process of its own, which
 * outlives every daemon and keeps the record of what really happened.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RecordEntry } from '../../daemon/stand-in/softsugar/record.js'
import type { Summary } from '../../daemon/stand-in/softsugar/summary.js'
import { rowsIn } from '../journal/a-journal.js'
import { atTheEnd, type Child, type How, mustBe, onair, output, until } from './children.js'
import type { AsRunLine, Evidence, Intent } from './judge.js'
import { pauseUntil } from './rig.js'
import { type PlannedShow, rundownOf } from './show.js'

export interface StationWish {
  readonly shows: readonly PlannedShow[]
  /** As for `onair stand-in --faults`, on top of a stream that is there in a second and speech of 0.7 of its length. */
  readonly faults?: string
  readonly lead?: string
  readonly sessions?: number
  /** Something between the daemon and the vendor; answers the address to use instead. */
  readonly between?: (vendor: string) => Promise<string>
}

export interface Station extends AsyncDisposable {
  readonly folder: string
  readonly data: string
  readonly vendor: string
  readonly shows: readonly PlannedShow[]
  /** The daemon, just started. */
  readonly start: (how?: Omit<How, 'cwd'>) => Child
  /** The daemon, up and running. */
  readonly up: (how?: Omit<How, 'cwd'>) => Promise<Child>
  /** Another command against it. */
  readonly onair: (...words: readonly string[]) => Child
  readonly record: () => Promise<{
    readonly summary: Summary
    readonly record: readonly RecordEntry[]
  }>
  readonly evidence: () => Promise<Evidence>
}

export const APP_KEY = 'rigs-app-key'
export const KNOCK = 'rigs-callback-secret-77aa'

export async function openStation(wish: StationWish): Promise<Station> {
  const folder = mkdtempSync(join(tmpdir(), 'onair-rig-'))
  const forget = atTheEnd(() => rmSync(folder, { recursive: true, force: true }))
  const port = await freePort()
  const vendor = await openVendor(port, wish.faults)
  const baseUrl = (await wish.between?.(vendor.url)) ?? vendor.url
  furnish(folder, wish, port, baseUrl)
  const data = join(folder, 'data')
  const daemons: Child[] = []
  const place = { cwd: folder, env: { APP_KEY, KNOCK } }
  const start: Station['start'] = (how = {}) => {
    const daemon = onair(['run'], { ...how, cwd: folder, env: { ...place.env, ...how.env } })
    daemons.push(daemon)
    return daemon
  }
  const record: Station['record'] = async () =>
    JSON.parse(await (await fetch(`${vendor.url}/stand-in/record`)).text())
  const command = (...words: readonly string[]) => onair(words, place)
  return {
    folder,
    data,
    vendor: vendor.url,
    shows: wish.shows,
    start,
    up: async (how) => {
      const daemon = start(how)
      await mustBe('the daemon runs', () => isRunning(daemon), 30_000, daemon.said)
      return daemon
    },
    onair: command,
    record,
    evidence: async () => {
      const log = (await output(command('log', '--format', 'jsonl'))).said
      const asRun = log.split('\n').filter(Boolean)
      return {
        shows: wish.shows,
        ...(await record()),
        intents: readIntents(data),
        asRun: asRun.map((line): AsRunLine => JSON.parse(line)),
      }
    },
    [Symbol.asyncDispose]: async () => {
      for (const one of [...daemons, vendor.process]) one.kill('SIGKILL')
      await Promise.all([...daemons, vendor.process].map(({ ended }) => ended))
      forget()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export const isRunning = (daemon: Child) => {
  if (daemon.hasEnded()) throw new Error(`the daemon ended: ${daemon.said().slice(-1_000)}`)
  return daemon.said().includes('onair is running')
}

const CLOSED_WITHIN_MS = 75_000

/** Waits for the end of the last show, and then until nothing is open at the vendor, or for a reasonable while. */
export async function over(station: Station): Promise<void> {
  await pauseUntil(Math.max(...station.shows.map(({ endsAt }) => endsAt)) + 1_000)
  await until(async () => (await station.record()).summary.stillOpen.length === 0, CLOSED_WITHIN_MS)
  // The as-run rows of the end are written after the platform confirmed it.
  await pauseUntil(Date.now() + 3_000)
}

export function readIntents(data: string): readonly Intent[] {
  const sql =
    'select key, class, type, takeover, gen, state, resolved, says from intent order by at'
  return rowsIn(join(data, 'journal.db'), sql).map((row) => ({
    key: String(row.key),
    class: String(row.class),
    type: String(row.type),
    takeover: row.takeover === null ? undefined : String(row.takeover),
    // What became of a doubt in the end stands beside it.
    state: String(row.resolved ?? row.state),
    says: row.says === null ? '' : String(row.says),
  }))
}

async function openVendor(port: number, faults = '') {
  const usual = faults.includes('init=') ? '' : 'init=1s,'
  const words = [
    ...['stand-in', 'softsugar', '--port', '0', '--app-id', 'rigs'],
    ...['--callback-url', `http://127.0.0.1:${port}/callbacks/main/${KNOCK}`],
    ...['--faults', `${usual}speech-factor=0.7,heartbeat-limit=60s,slots=20,${faults}`],
  ]
  const child = onair(words, { env: { ONAIR_STAND_IN_APP_KEY: APP_KEY } })
  const url = () => /softsugar: (http:\S+),/.exec(child.said())?.[1]
  await mustBe('the stand-in listens', () => url() !== undefined, 30_000, child.said)
  return { process: child, url: url() ?? '' }
}

function furnish(folder: string, wish: StationWish, port: number, baseUrl: string): void {
  mkdirSync(join(folder, 'playlists'))
  for (const show of wish.shows) {
    writeFileSync(join(folder, 'playlists', `${show.id}.yaml`), rundownOf(show))
  }
  const config = `station: rigs
http: { port: ${port} }
accounts:
  main:
    platform: softsugar
    baseUrl: ${baseUrl}
    credentials: { appId: rigs, appKey: { env: APP_KEY } }
    callbackSecret: { env: KNOCK }
    exclusive: true
    sessions: ${wish.sessions ?? 3}
    lead: ${wish.lead ?? '6s'}
`
  writeFileSync(join(folder, 'config.yaml'), config)
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}
