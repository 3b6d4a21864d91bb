/**
 * config.yaml and the secrets it refers to → one checked, frozen Config. Reads the environment and
 * files once, here; everything wrong is told in one go, and no secret is ever repeated in what is
 * told.
 */
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { readAccounts } from './config-accounts.js'
import { address, isLoopback } from './config-address.js'
import type { WrittenConfig } from './config-written.js'
import { type Breach, problemsOf } from './core/rundown/breach.js'
import { inOrder, type Notes, notesOn } from './core/rundown/notes.js'
import { isError, type Problem } from './core/rundown/problem.js'
import type { AccountId } from './core/rundown/rundown.js'
import { readSource } from './core/rundown/source.js'
import { suggest } from './core/rundown/suggest.js'
import { type Duration, isZone } from './core/time.js'
import { breaches } from './schemas.js'
import type { Secret } from './secret.js'

export interface Config {
  readonly station: string
  readonly timezone: string
  /** Absolute, as all paths here. */
  readonly playlists: string
  readonly data: string
  readonly http: Http
  readonly log: Log
  readonly accounts: readonly Account[]
}

export interface Http {
  readonly host: string
  readonly port: number
  /** Without a slash at its end. */
  readonly publicUrl: string | undefined
}

export interface Log {
  readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent'
  readonly format: 'auto' | 'json' | 'pretty'
}

export interface Account {
  readonly id: AccountId
  readonly platform: string
  readonly farEnd: FarEnd
  readonly callbackSecret: Secret | undefined
  readonly exclusive: boolean
  /** Sessions that may be open at once. */
  readonly sessions: number
  /** How long before a show its session is opened. */
  readonly lead: Duration
}

/** Who is at the other end: the vendor, or a stand-in that the daemon starts. */
export type FarEnd =
  | { readonly is: 'stand-in'; readonly faults: string }
  | {
      readonly is: 'vendor'
      /** Without a slash at its end. */
      readonly baseUrl: string
      /** By the names the platform gives them. */
      readonly credentials: Readonly<Record<string, Secret>>
    }

export interface ConfigReading {
  readonly config: Config | undefined
  readonly problems: readonly Problem[]
}

export type Environment = Readonly<Record<string, string | undefined>>

/**
 * Problems are shown without their source line: it may hold a secret written where none belongs.
 */
export function loadConfig(path: string, environment: Environment = process.env): ConfigReading {
  const text = readText(path)
  if (text === undefined) return { config: undefined, problems: [unreadable(path)] }
  const { source, problems } = readSource(text, path)
  if (source === undefined) return { config: undefined, problems }
  const found = breaches('config', source.value)
  const all = [...problems, ...problemsOf(source, found)]
  if (!isWrittenConfig(source.value, found)) return { config: undefined, problems: inOrder(all) }
  const notes = notesOn(source)
  const config = settled(source.value, dirname(resolve(path)), environment, notes)
  const told = inOrder([...all, ...notes.problems])
  return { config: told.some(isError) ? undefined : deepFrozen(config), problems: told }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

const unreadable = (file: string): Problem => ({
  severity: 'error',
  code: 'unreadable',
  file,
  line: 1,
  column: 1,
  path: '',
  says: 'the configuration cannot be read',
  hint: 'copy config.example.yaml and change what you need',
})

const isWrittenConfig = (value: unknown, found: readonly Breach[]): value is WrittenConfig =>
  found.length === 0 && typeof value === 'object'

function settled(
  written: WrittenConfig,
  folder: string,
  environment: Environment,
  notes: Notes,
): Config {
  const { station = 'onair', playlists = './playlists', data = './data', log } = written
  return {
    station,
    timezone: zone(written.timezone ?? 'UTC', notes),
    playlists: resolve(folder, playlists),
    data: resolve(folder, data),
    http: http(written.http ?? {}, notes),
    log: { level: log?.level ?? 'info', format: log?.format ?? 'auto' },
    accounts: readAccounts(written.accounts, folder, environment, notes),
  }
}

function zone(written: string, notes: Notes): string {
  if (isZone(written)) return written
  const near = suggest(written, Intl.supportedValuesOf('timeZone'))
  notes.error({
    place: '/timezone',
    code: 'unknown-zone',
    says: `there is no time zone "${written}"`,
    hint: near === undefined ? 'for example Asia/Shanghai' : `did you mean "${near}"?`,
  })
  return 'UTC'
}

function http(written: NonNullable<WrittenConfig['http']>, notes: Notes): Http {
  const { host = '127.0.0.1', port = 8420, publicUrl } = written
  if (!isLoopback(host)) {
    notes.warn({
      place: '/http/host',
      code: 'open-to-others',
      says: `the daemon listens on ${host}, where other machines may reach it`,
      hint: 'listen on 127.0.0.1 and put a proxy with TLS and a login in front',
    })
  }
  return { host, port, publicUrl: publicUrl && address(publicUrl, '/http/publicUrl', notes) }
}

function deepFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const part of Object.values(value)) deepFrozen(part)
  }
  return value
}
