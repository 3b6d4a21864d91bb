/**
 * The stand-in on a socket: the vendor's own paths and envelopes around the model, callbacks by
 * POST, the microphone by WebSocket. Two routes are not the vendor's: `GET /stand-in/record` and
 * `POST /stand-in/end`.
 */
import { createHash, randomInt } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { between, type Duration, type Instant, instant, NEVER } from '../../core/time.js'
import type { Answer, Sent } from '../../platform/wire.js'
import { breaches } from '../../schemas/breaches.js'
import { openWatch, type Screen, type Watch } from '../watch/watch.js'
import { openCourier } from './deliver.js'
import { at, text } from './fields.js'
import { openLines } from './lines.js'
import { createModel, type Model } from './model.js'
import type { Question } from './nlp.js'
import type { Profile } from './profile.js'
import type { RecordEntry } from './record.js'
import { hearRequest } from './request.js'
import { stageOf } from './stage.js'
import type { VendorRequest } from './world.js'

export interface StandInOptions {
  /** Loopback unless said otherwise. */
  readonly host?: string
  /** 0: any free one. */
  readonly port?: number
  readonly appId?: string
  readonly appKey?: string
  /** Where callbacks go; without it there are none. */
  readonly callbackUrl?: string
  readonly profile?: Partial<Profile>
  readonly questions?: readonly Question[]
  /** Ids differ from run to run unless a seed is given. */
  readonly seed?: number
  readonly now?: () => Instant
  /** Shows what is on stage at /watch. */
  readonly screen?: Screen | undefined
  /** How long a sound is, by its address; undefined: nobody knows. */
  readonly soundLength?: ((url: string) => Duration | undefined) | undefined
}

export interface StandIn extends AsyncDisposable {
  /** `http://127.0.0.1:8430` */
  readonly url: string
  readonly port: number
  readonly appId: string
  readonly appKey: string
  readonly model: Model
}

/** A timer set for longer is looked at again in between: a laptop may have slept. */
const LOOK_AGAIN_MS = 30_000
/** Longer than a client keeps a connection, so that it is the client who lets go. */
const KEEP_ALIVE_MS = 65_000

export async function openStandIn(options: StandInOptions = {}): Promise<StandIn> {
  const { host = '127.0.0.1', appId = 'stand-in', appKey = 'stand-in-key' } = options
  const now = options.now ?? steadyClock
  const watch = options.screen && openWatch(options.screen)
  const stage = stageOf((session) => model.onStage(session))
  const model: Model = modelOf(options, appId, appKey, (entry) => {
    const begun = watch && stage.follow(entry)
    if (begun) watch.hear(begun.session, begun.span)
  })
  const courier = options.callbackUrl === undefined ? undefined : openCourier(options.callbackUrl)
  let timer: NodeJS.Timeout | undefined
  let isClosed = false

  /** After whatever happened: callbacks leave, lines are told, the next look is arranged. */
  const look = () => {
    clearTimeout(timer)
    if (isClosed) return
    for (const { body } of model.advance(now())) {
      courier?.carry(body, text(at(body, 'sessionId')) ?? '')
    }
    lines.push()
    const next = model.nextAt()
    const wait = next === NEVER ? LOOK_AGAIN_MS : Math.max(1, between(now(), next))
    timer = setTimeout(look, Math.min(wait, LOOK_AGAIN_MS))
  }
  const lines = openLines(model, now, look)
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (incoming, response) => {
    converse(model, watch, incoming, response, now, look).catch(() => response.destroy())
  })
  server.on('upgrade', lines.upgrade)
  server.on('clientError', (_error, socket) => socket.destroy())
  const port = await listen(server, host, options.port ?? 0)
  look()

  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    appId,
    appKey,
    model: {
      ...model,
      fault(session, status, when) {
        const isDone = model.fault(session, status, when)
        look()
        return isDone
      },
    },
    async [Symbol.asyncDispose]() {
      if (isClosed) return
      isClosed = true
      clearTimeout(timer)
      lines[Symbol.dispose]()
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
      await courier?.[Symbol.asyncDispose]()
    },
  }
}

/** Wall time at the start, then evenly on: a clock set right meanwhile closes nobody's session. */
const steadyClock = () => instant(Math.round(performance.timeOrigin + performance.now()))

const modelOf = (
  options: StandInOptions,
  appId: string,
  appKey: string,
  witness: (entry: RecordEntry) => void,
): Model =>
  createModel({
    witness,
    appId,
    appKey,
    md5: (words) => createHash('md5').update(words).digest('hex'),
    breaches,
    seed: options.seed ?? randomInt(2 ** 32),
    ...(options.profile && { profile: options.profile }),
    ...(options.soundLength && { soundLength: options.soundLength }),
    ...(options.questions && { questions: options.questions }),
    ...(options.callbackUrl !== undefined && { callbackUrl: options.callbackUrl }),
  })

async function converse(
  model: Model,
  watch: Watch | undefined,
  incoming: IncomingMessage,
  response: ServerResponse,
  now: () => Instant,
  look: () => void,
): Promise<void> {
  response.on('error', () => response.destroy())
  const path = incoming.url?.split('?')[0] ?? ''
  if (incoming.method === 'GET' && (await watch?.answer(path, response))) return
  const heard = await hearRequest(incoming)
  if (heard.is !== 'heard') {
    const status = heard.is === 'too-large' ? 413 : 405
    if (heard.is !== 'cut-off') say(response, status, { code: status, message: heard.is })
    return
  }
  const own = ownAnswer(model, heard.request, now())
  if (own !== undefined) say(response, own.status, own.body)
  else await reply(response, model.exchange(heard.request, now()), model.profile)
  look()
}

/** The two routes that are not the vendor's. */
function ownAnswer(model: Model, request: VendorRequest, now: Instant): Answer | undefined {
  const route = `${request.method} ${request.path}`
  if (route === 'GET /stand-in/record') {
    const from = Number(request.query?.from ?? 0)
    const record = model.record(Number.isSafeInteger(from) ? from : 0)
    return { status: 200, body: { summary: model.summary(now), record } }
  }
  if (route !== 'POST /stand-in/end') return undefined
  const session = text(at(request.body, 'session')) ?? ''
  const isEnded = model.fault(session, at(request.body, 'status') === 9 ? 9 : 50, now)
  return isEnded
    ? { status: 200, body: { ended: session } }
    : { status: 404, body: { says: 'no such open session' } }
}

async function reply(response: ServerResponse, sent: Sent, profile: Profile): Promise<void> {
  if (profile.latency > 0) await pause(profile.latency)
  if (sent.is === 'answered') say(response, sent.answer.status, sent.answer.body)
  else if (!profile.hang) response.destroy()
}

function say(response: ServerResponse, status: number, body: unknown): void {
  if (response.destroyed || response.headersSent) return
  const isJson = body !== undefined
  response.writeHead(status, { 'content-type': isJson ? 'application/json' : 'text/html' })
  response.end(isJson ? JSON.stringify(body) : '<html><body>gateway</body></html>')
}

const listen = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port }, () => {
      server.off('error', reject)
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
