/** The daemon's own HTTP server: callbacks in, operators' commands in, status out. */
import Fastify, { type FastifyError } from 'fastify'
import type { Secret } from '../secret.js'
import { type Desk, operatorApi } from './api.js'
import { type CallbackDoor, callbackDoor } from './callbacks.js'
import { type MediaDoor, mediaDoor } from './media-door.js'

export interface Console extends AsyncDisposable {
  /** Where it really listens: the port may have been 0. */
  readonly url: string
}

export interface ConsoleOptions {
  readonly host: string
  readonly port: number
  readonly token: Secret
  readonly door: CallbackDoor
  readonly desk: Desk
  /** Conformed files, for platforms. */
  readonly media?: MediaDoor
}

/** A callback secret of 1,024 bit in hex, and some; the router's own 100 would refuse it as not found. */
const PARAM_MAX = 500

export async function openConsole({
  host,
  port,
  token,
  door,
  desk,
  media,
}: ConsoleOptions): Promise<Console> {
  const app = Fastify({
    logger: false,
    requestTimeout: 10_000,
    bodyLimit: 64_000,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: PARAM_MAX },
  })
  app.setErrorHandler<FastifyError>((error, _, reply) => {
    const status = error.statusCode ?? 500
    reply.code(status).send({ ok: false, says: status < 500 ? error.message : 'internal error' })
  })
  app.setNotFoundHandler((_, reply) => reply.code(404).send({ ok: false, says: 'not found' }))
  await app.register(callbackDoor(door))
  if (media) await app.register(mediaDoor(media))
  await app.register(operatorApi(desk, token), { prefix: '/api/v1' })
  const url = await app.listen({ host, port })
  return { url, [Symbol.asyncDispose]: async () => app.close() }
}
