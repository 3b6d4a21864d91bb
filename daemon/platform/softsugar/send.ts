/**
 * Puts exchanges on the wire with undici: each exactly once, no redirects, a deadline for the whole
 * of it. Touches the network only.
 *
 * Whether anything left this machine is what decides between "certainly not applied" and "nobody
 * knows", so requests are dispatched with a handler that is told when the first byte is about to
 * go: whatever fails before (name not found, connection refused, TLS, no free connection) was never
 * sent, whatever fails after it may have arrived.
 */
import { type Dispatcher, Pool } from 'undici'
import { PULSE_DEADLINE, READ_DEADLINE, WRITE_DEADLINE } from '../../core/limits.js'
import { type Duration, type Instant, instant } from '../../core/time.js'
import type { Secret } from '../../secret.js'
import type { Exchange, Lane, Sent } from '../wire.js'
import type { Carry } from './authorise.js'
import { hush } from './hush.js'

export type Deadlines = Readonly<Record<Lane, Duration>>

const DEADLINES: Deadlines = {
  pulse: PULSE_DEADLINE,
  read: READ_DEADLINE,
  write: WRITE_DEADLINE,
}

/** A longer answer is none of SoftSugar's. */
const ANSWER_BYTES_MAX = 1_000_000
/** An idle connection older than this may be dead at the other end, and a write on it ambiguous. */
const IDLE_MAX = 1_500
/** 1,000 channels are beaten within two seconds of a start. */
const PULSE_CONNECTIONS = 64
/** 500 items due in the same second wait for few others. */
const OTHER_CONNECTIONS = 256

export interface WireOptions {
  readonly baseUrl: string
  readonly deadlines?: Deadlines | undefined
  /** For pulses, and for everything else. */
  readonly connections?: readonly [number, number] | undefined
  /** What time the other end thinks it is. */
  readonly heardDate?: ((date: Instant) => void) | undefined
}

export interface Wire {
  readonly carry: Carry
  readonly close: () => Promise<void>
}

export function openWire(options: WireOptions): Wire {
  const { origin, pathname } = new URL(options.baseUrl)
  const deadlines = options.deadlines ?? DEADLINES
  const [forPulses, forOthers] = options.connections ?? [PULSE_CONNECTIONS, OTHER_CONNECTIONS]
  const pulses = pool(origin, forPulses, deadlines)
  const others = pool(origin, forOthers, deadlines)
  let closed: Promise<void> | undefined
  return {
    carry: (exchange, lane, bearer, hidden) => {
      const request = dispatchable(exchange, pathname.replace(/\/$/, ''), bearer, deadlines[lane])
      const { heardDate } = options
      return once(lane === 'pulse' ? pulses : others, request, deadlines[lane], hidden, heardDate)
    },
    close: () => {
      closed ??= Promise.all([pulses.close(), others.close()]).then(() => {})
      return closed
    },
  }
}

const pool = (origin: string, connections: number, deadlines: Deadlines) =>
  new Pool(origin, {
    connections,
    pipelining: 1,
    allowH2: false,
    keepAliveTimeout: IDLE_MAX,
    keepAliveMaxTimeout: IDLE_MAX,
    maxResponseSize: ANSWER_BYTES_MAX,
    connect: { timeout: deadlines.pulse, rejectUnauthorized: true },
  })

function dispatchable(
  { method, path, query, body }: Exchange,
  prefix: string,
  bearer: Secret | undefined,
  deadline: Duration,
): Dispatcher.DispatchOptions {
  const search = query === undefined ? '' : `?${new URLSearchParams(query)}`
  return {
    method,
    path: `${prefix}${path}${search}`,
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer.reveal()}` }),
    },
    body: body === undefined ? null : JSON.stringify(body),
    headersTimeout: deadline,
    bodyTimeout: deadline,
  }
}

function once(
  pool: Pool,
  request: Dispatcher.DispatchOptions,
  deadline: Duration,
  hidden: readonly Secret[],
  heardDate: WireOptions['heardDate'],
): Promise<Sent> {
  return new Promise((resolve) => {
    let started: Dispatcher.DispatchController | undefined
    let tooLate = false
    let status = 0
    const chunks: Buffer[] = []

    const settle = (sent: Sent) => {
      clearTimeout(timer)
      resolve(sent)
    }
    const fail = (says: string) =>
      settle(started ? { is: 'unanswered', says } : { is: 'never-sent', says: `not sent: ${says}` })
    const timer = setTimeout(() => {
      tooLate = true
      fail(`no answer within ${deadline} ms`)
      started?.abort(new Error('deadline'))
    }, deadline)

    pool.dispatch(request, {
      onRequestStart: (controller) => {
        if (tooLate || started !== undefined) return controller.abort(new Error('not twice'))
        started = controller
      },
      onResponseStart: (_, statusCode, headers) => {
        status = statusCode
        const date = Date.parse(String(headers.date))
        if (Number.isFinite(date)) heardDate?.(instant(date))
      },
      onResponseData: (_, chunk) => {
        chunks.push(chunk)
      },
      onResponseEnd: () => {
        const words = hush(Buffer.concat(chunks).toString('utf8'), hidden)
        settle({ is: 'answered', answer: { status, body: parsed(words) } })
      },
      onResponseError: (_, error) => fail(named(error)),
    })
  })
}

function parsed(words: string): unknown {
  try {
    return JSON.parse(words)
  } catch {
    return undefined
  }
}

/** The code alone: an error's text may quote what was sent. */
const named = (error: Error): string =>
  'code' in error && typeof error.code === 'string' ? error.code : error.name
