/** The daemon's own log: pino, one line a happening, readable on a terminal and JSON everywhere else. */
import { pino } from 'pino'
import { stdoutOutlet } from './log-outlet.js'
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
  const outlet = stdoutOutlet()
  const readable = format === 'pretty' || (format === 'auto' && process.stdout.isTTY === true)
  const logger = pino(
    { level, base: null, redact: { paths: SECRET_PATHS, censor: '[secret]' } },
    readable ? pretty(outlet, process.stdout, timezone) : outlet,
  )
  const write = (weight: 'info' | 'warn' | 'error', fields: LogFields, says: string) => {
    const lost = outlet.lost()
    if (lost > 0) logger.warn(`${lost} lines are missing here: whoever reads this log did not`)
    logger[weight](allowed(fields), says)
  }
  return {
    info: (fields, says) => write('info', fields, says),
    warn: (fields, says) => write('warn', fields, says),
    alert: (fields, says) => write('error', fields, says),
  }
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
