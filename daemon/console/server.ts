/** The daemon's own HTTP server: callbacks in, operators' orders in, status and events out. */
import swagger, { type FastifyDynamicSwaggerOptions } from '@fastify/swagger'
import Fastify, { type FastifyError } from 'fastify'
import { answered, codeOf, refused } from './answers.js'
import { type ApiOptions, operatorApi } from './api.js'
import { type CallbackDoor, callbackDoor } from './callbacks.js'
import { type MediaDoor, mediaDoor } from './media-door.js'
import { metricsRoom } from './metrics-route.js'
import { inWords } from './not-the-schema.js'
import { cutOffResting, PATIENCE, type Patience, serverTimes } from './slow-clients.js'

export interface Console extends AsyncDisposable {
  /** Where it really listens: the port may have been 0. */
  readonly url: string
}

export interface ConsoleOptions extends ApiOptions {
  readonly host: string
  readonly port: number
  readonly door: CallbackDoor
  /** Conformed files, for platforms. */
  readonly media?: MediaDoor
  readonly idleMs?: number
  readonly patience?: Patience
}

/**
 * A connection over which nothing moves for so long is over: whoever never reads the answers to what he asks would keep
 * his socket, and the answers in it, for ever. Events have a comment every 15 s, a microphone a ping every 5.
 */
const IDLE_MS = 60_000

/** A callback secret of 1,024 bit in hex, and some; the router's own 100 would refuse it as not found. */
const PARAM_MAX = 500

export async function openConsole({
  host,
  port,
  door,
  media,
  idleMs = IDLE_MS,
  patience = PATIENCE,
  ...api
}: ConsoleOptions): Promise<Console> {
  const app = Fastify({
    logger: false,
    http: serverTimes(patience),
    requestTimeout: patience.requestMs,
    connectionTimeout: idleMs,
    bodyLimit: 64_000,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: PARAM_MAX },
    ajv: {
      customOptions: {
        // A word nobody knows is a mistake to be told, not to be passed over in silence.
        removeAdditional: false,
        // Bodies are small and schemas ours: neither is worth the time of a daemon that starts after a crash.
        validateSchema: false,
        code: { optimize: false },
        // With the schema of what is wrong: its description says what was meant.
        verbose: true,
      },
    },
    schemaErrorFormatter: (faults) => inWords(faults),
  })
  cutOffResting(app.server, patience)
  app.setErrorHandler<FastifyError>((error, _, reply) => {
    const code = codeOf(error.statusCode ?? 500)
    return answered(reply, refused(code, code === 'internal' ? 'internal error' : error.message))
  })
  app.setNotFoundHandler(async (_, reply) => answered(reply, refused('not-found', 'not found')))
  await app.register(swagger, OPENAPI)
  await app.register(callbackDoor(door))
  if (media) await app.register(mediaDoor(media))
  await app.register(operatorApi(api), { prefix: '/api/v1' })
  await app.register(metricsRoom(api.find, api.views, api.limits))
  const url = await app.listen({ host, port }).catch(async (error) => {
    await app.close()
    throw error
  })
  return { url, [Symbol.asyncDispose]: async () => app.close() }
}

const OPENAPI: FastifyDynamicSwaggerOptions = {
  openapi: {
    openapi: '3.1.0',
    info: { title: 'onair', description: 'The desk of an onair station.', version: '1' },
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    security: [{ token: [] }],
  },
  refResolver: {
    buildLocalReference: (json, _base, _fragment, at) =>
      typeof json.$id === 'string' ? json.$id : `schema-${at}`,
  },
}
