/** The daemon's own log: pino, one line a happening, readable on a terminal and JSON everywhere else. */
import { pino } from 'pino'
import { pretty } from './pretty.js'

export interface LogOptions {
  readonly level: string
  readonly format: 'auto' | 'json' | 'pretty'
}

/** Fields that may be logged besides the message: an allow-list, so that no secret comes in by accident. */
export interface LogFields {
  readonly airing?: string | undefined
  readonly account?: string | undefined
  readonly url?: string
  readonly pid?: number
  readonly item?: string
  readonly status?: string
  readonly reason?: string
  readonly planned?: string
  readonly started?: string
  readonly ended?: string
}

export interface Log {
  readonly info: (fields: LogFields, says: string) => void
  readonly warn: (fields: LogFields, says: string) => void
  /** Somebody should act. */
  readonly alert: (fields: LogFields, says: string) => void
}

export function openLog({ level, format }: LogOptions, timezone: string): Log {
  const readable = format === 'pretty' || (format === 'auto' && process.stdout.isTTY === true)
  const logger = pino(
    { level, base: null, redact: { paths: SECRET_PATHS, censor: '[secret]' } },
    readable ? pretty(process.stdout, timezone) : plain(),
  )
  return {
    info: (fields, says) => logger.info(allowed(fields), says),
    warn: (fields, says) => logger.warn(allowed(fields), says),
    alert: (fields, says) => logger.error(allowed(fields), says),
  }
}

/** A log that cannot be written (a full disk) ends nobody's show: what goes out is in the journal. */
function plain() {
  const destination = pino.destination({ dest: 1, sync: true })
  destination.on('error', () => {})
  return destination
}

const ALLOWED: readonly (keyof LogFields)[] = [
  'airing',
  'account',
  'url',
  'pid',
  'item',
  'status',
  'reason',
  'planned',
  'started',
  'ended',
]

const allowed = (fields: LogFields) =>
  Object.fromEntries(
    ALLOWED.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])),
  )

/** A second net under the allow-list. */
const SECRET_PATHS = [
  'authorization',
  'token',
  'accessToken',
  'sessionToken',
  'rtcToken',
  'appKey',
  'secret',
].flatMap((name) => [name, `*.${name}`])
