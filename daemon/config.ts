/**
 * config.yaml and the secrets it refers to → one checked, frozen Config. Reads the environment and
 * files once, here; everything wrong is told in one go, and no secret is ever repeated in what is
 * told.
 */
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { readAccounts } from './config/accounts.js'
import { address, isLoopback } from './config/address.js'
import { media } from './config/media.js'
import { readQuestions } from './config/questions.js'
import { fetching } from './config/secrets.js'
import type { Config, Environment, Http } from './config/shape.js'
import { unreadable } from './config/unreadable.js'
import { readWatcher } from './config/watcher.js'
import type { WrittenConfig } from './config/written.js'
import { type Breach, problemsOf } from './core/rundown/breach.js'
import { inOrder, type Notes, notesOn } from './core/rundown/notes.js'
import { isError, type Problem } from './core/rundown/problem.js'
import { inLines, readSource } from './core/rundown/source.js'
import { zoneTrouble } from './core/rundown/zones.js'
import { breaches } from './schemas/breaches.js'

export type {
  Account,
  Answers,
  Bucket,
  Config,
  Environment,
  FarEnd,
  Http,
  Log,
  Price,
  Questions,
} from './config/shape.js'

export interface ConfigReading {
  readonly config: Config | undefined
  readonly problems: readonly Problem[]
}

/**
 * Problems are shown without their source line: it may hold a secret written where none belongs. Commands that only
 * need to know where the station is say `without-secrets`: then none is fetched, and none needs to be there.
 */
export function loadConfig(
  path: string,
  environment: Environment | 'without-secrets' = process.env,
): ConfigReading {
  let text: string
  try {
    text = inLines(readFileSync(path, 'utf8'))
  } catch (thrown) {
    return { config: undefined, problems: [unreadable(path, thrown)] }
  }
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

const isWrittenConfig = (value: unknown, found: readonly Breach[]): value is WrittenConfig =>
  found.length === 0 && typeof value === 'object'

function settled(
  written: WrittenConfig,
  folder: string,
  environment: Environment | 'without-secrets',
  notes: Notes,
): Config {
  const { station = 'onair', playlists = './playlists', data = './data', log, ffmpeg } = written
  return {
    station,
    timezone: zone(written.timezone ?? 'UTC', notes),
    disclosure: written.disclosure ?? 'recommended',
    playlists: resolve(folder, playlists),
    onSave: written.onSave ?? 'apply',
    data: resolve(folder, data),
    http: http(written.http ?? {}, notes),
    log: { level: log?.level ?? 'info', format: log?.format ?? 'auto' },
    questions: readQuestions(written.questions ?? {}, folder, environment, notes),
    ffmpeg: ffmpeg && resolve(folder, ffmpeg),
    media: media(written.media ?? {}, fetching(folder, environment, notes), notes),
    watcher: readWatcher(written.watcher, fetching(folder, environment, notes), notes),
    accounts: readAccounts(written.accounts, folder, environment, notes),
  }
}

function zone(written: string, notes: Notes): string {
  const trouble = zoneTrouble(written)
  if (trouble === undefined) return written
  const { isZone, ...told } = trouble
  if (isZone) notes.warn({ place: '/timezone', ...told })
  else notes.error({ place: '/timezone', ...told })
  return isZone ? written : 'UTC'
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
