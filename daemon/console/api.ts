/** The operator's API: what `onair status`, `say`, `stop` and `start` talk to. Bearer token, loopback by default. */
import type { FastifyPluginAsync } from 'fastify'
import type { Secret } from '../secret.js'
import { same } from './same.js'
import type { Status } from './status.js'

/** What an operator may do. Each answers what will happen, or why not. */
export interface Desk {
  readonly status: () => Status
  readonly say: (airing: string, said: Said) => Answer
  /** Closes one airing; a channel without an end stays closed until it is started again. */
  readonly stop: (airing: string) => Answer
  readonly start: (show: string) => Answer
  /** Closes every session, then ends the daemon. */
  readonly stopAll: () => Answer
}

export interface Said {
  /** Unique; the same one twice is one takeover. */
  readonly request: string
  readonly text: string
  readonly urgency: 'routine' | 'priority' | 'breaking'
  readonly how: 'queue' | 'interrupt' | 'interrupt-plain'
}

export interface Answer {
  readonly ok: boolean
  readonly says: string
}

export const operatorApi =
  (desk: Desk, token: Secret): FastifyPluginAsync =>
  async (app) => {
    app.addHook('onRequest', async (request, reply) => {
      const given = request.headers.authorization ?? ''
      if (!same(given, `Bearer ${token.reveal()}`)) {
        await reply.code(401).send({ ok: false, says: 'a token is needed (data/desk.json)' })
      }
    })
    app.get('/status', async () => desk.status())
    app.post<{ Params: { airing: string }; Body: Said }>(
      '/airings/:airing/say',
      { schema: { body: SAID } },
      async ({ params, body }, reply) => answer(reply, desk.say(params.airing, body)),
    )
    app.post<{ Params: { airing: string } }>('/airings/:airing/stop', async ({ params }, reply) =>
      answer(reply, desk.stop(params.airing)),
    )
    app.post<{ Params: { show: string } }>('/shows/:show/start', async ({ params }, reply) =>
      answer(reply, desk.start(params.show)),
    )
    app.post('/stop', async (_, reply) => answer(reply, desk.stopAll()))
  }

const answer = (reply: { code: (status: number) => unknown }, said: Answer): Answer => {
  if (!said.ok) reply.code(422)
  return said
}

const SAID = {
  type: 'object',
  required: ['request', 'text'],
  additionalProperties: false,
  properties: {
    request: { type: 'string', minLength: 1, maxLength: 64 },
    text: { type: 'string', minLength: 1, maxLength: 10_000 },
    urgency: { enum: ['routine', 'priority', 'breaking'], default: 'priority' },
    how: { enum: ['queue', 'interrupt', 'interrupt-plain'], default: 'queue' },
  },
} as const
