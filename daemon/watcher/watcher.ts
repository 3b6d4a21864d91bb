/**
 * The dead man's switch that knows the schedule: an HTTP server to which daemons say that they live and what they
 * promise, and a look at the clock every second. It shares nothing with them: another process, better another machine.
 */
import Fastify, { type FastifyError } from 'fastify'
import { sayOf } from '../core/assert.js'
import { between, type Instant, seconds, showSeconds } from '../core/time.js'
import type { Log } from '../log.js'
import { type Secret, sameSecret } from '../secret.js'
import type { AlarmLine } from './alarm-line.js'
import { ALIVE_SCHEMA, type Alive } from './contract.js'
import type { Known } from './memory.js'
import { heard, look, type Seen, STATIONS_MAX, type Watched } from './watch.js'

export interface WatcherOptions {
  readonly host: string
  readonly port: number
  readonly token: Secret
  readonly now: () => Instant
  readonly log: Log
  readonly line: AlarmLine
  /** What was known when it was stopped. */
  readonly before?: Watched
  /** Called with all that is known now; may throw. */
  readonly keep?: (known: Known) => void
}

export interface Watcher extends AsyncDisposable {
  readonly url: string
  /** Once a second. */
  readonly tick: () => void
}

const TICK_MS = 1_000
/** A second that took as long was none: the machine slept, or its clock was set. */
const STOOD_STILL = seconds(10)
/** 2,000 starts of a hundred characters, twice over. */
const BODY_MAX = 1_000_000
const REQUEST_MS = 10_000

export async function openWatcher(options: WatcherOptions): Promise<Watcher> {
  const { token, now, log, line, keep } = options
  let watched = options.before ?? {}
  let kept: Known = { watched, waiting: line.waiting() }
  let cannotKeep = false
  let isFull = false
  let since = now()
  let tickedAt = since

  function take(seen: Seen): void {
    watched = seen.watched
    line.sound(seen.alarms)
    write()
  }

  function write(): void {
    const waiting = line.waiting()
    if (!keep || (kept.watched === watched && kept.waiting === waiting)) return
    try {
      keep({ watched, waiting })
      kept = { watched, waiting }
      cannotKeep = false
    } catch (error) {
      const says = sayOf(error)
      if (!cannotKeep) log.alert({}, `what is known cannot be written down: ${says}`)
      cannotKeep = true
    }
  }

  const app = Fastify({
    bodyLimit: BODY_MAX,
    requestTimeout: REQUEST_MS,
    forceCloseConnections: true,
  })
  app.setErrorHandler<FastifyError>((error, _, reply) => {
    const status = error.statusCode ?? 500
    return reply.code(status).send({ says: status >= 500 ? 'internal error' : error.message })
  })
  app.get('/healthz', async () => ({ ok: true }))
  app.post<{ Body: Alive }>(
    '/alive',
    {
      // Before the body is read.
      onRequest: async ({ headers }, reply) => {
        const given = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? ''
        if (!sameSecret(given, token.reveal()))
          await reply.code(401).send({ says: 'the token is wrong' })
      },
      schema: { body: ALIVE_SCHEMA },
    },
    async ({ body }, reply) => {
      const seen = heard(watched, body, now(), since)
      if (seen) {
        take(seen)
        isFull = false
        return reply.code(204).send()
      }
      const says = `${STATIONS_MAX} stations are watched already`
      if (!isFull) log.alert({}, `${says}: ${body.station} is not`)
      isFull = true
      return reply.code(507).send({ says })
    },
  )
  const url = await app.listen({ host: options.host, port: options.port })
  const tick = () => {
    const at = now()
    const passed = between(tickedAt, at)
    if (passed < 0 || passed > STOOD_STILL) {
      log.warn({}, `between two looks ${showSeconds(passed)} went by: the watch begins anew`)
      since = at
    }
    tickedAt = at
    take(look(watched, at, since))
    line.tick()
  }
  const timer = setInterval(tick, TICK_MS)
  return {
    url,
    tick,
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer)
      await app.close()
      await line.leave()
      write()
    },
  }
}
