/**
 * The door for the vendors' callbacks. Nobody can prove who knocks, so the path is unguessable, the body is stored and
 * answered, and what it says is only ever a hint: the platform is asked before anything changes.
 */
import type { FastifyPluginAsync } from 'fastify'
import { type Secret, sameSecret } from '../secret.js'

export interface CallbackDoor {
  /** By account. */
  readonly secrets: ReadonlyMap<string, Secret>
  /** Stores it durably, then thinks about it. Throws if it cannot be stored: the vendor may try again. */
  readonly receive: (account: string, body: string) => void
  /** What became of each; `account` is what the path says, whoever wrote it. */
  readonly counted?: (account: string, outcome: 'stored' | 'not-stored' | 'refused') => void
}

/** A callback is a dozen short fields. */
const BODY_MAX = 64_000

export const callbackDoor =
  ({ secrets, receive, counted = () => {} }: CallbackDoor): FastifyPluginAsync =>
  async (app) => {
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: BODY_MAX }, (_, body, done) =>
      done(null, body),
    )
    app.post<{ Params: { account: string; secret: string }; Body: string }>(
      '/callbacks/:account/:secret',
      // The vendor's, not the operator's.
      { schema: { hide: true } },
      async ({ params, body }, reply) => {
        const expected = secrets.get(params.account)
        if (!expected || !sameSecret(expected.reveal(), params.secret)) {
          counted(params.account, 'refused')
          return reply.code(404).send({ message: 'not found' })
        }
        try {
          receive(params.account, body ?? '')
        } catch {
          counted(params.account, 'not-stored')
          return reply.code(503).send({ message: 'not now: it cannot be stored' })
        }
        counted(params.account, 'stored')
        return { code: 0, message: 'success' }
      },
    )
  }
