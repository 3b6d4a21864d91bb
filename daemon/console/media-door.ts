/**
 * The door by which platforms fetch conformed files: nothing but a hash and an ending is a name, nobody comes in
 * without a signature that still holds, and parts of a file may be asked for, as players do.
 */
import { basename, dirname } from 'node:path'
import send from '@fastify/send'
import type { FastifyPluginAsync } from 'fastify'

export interface MediaDoor {
  /** The file behind a name, if the signature holds. */
  readonly open: (
    name: string,
    expires: string,
    signature: string,
  ) => { readonly path: string; readonly type: string } | undefined
}

export const mediaDoor =
  ({ open }: MediaDoor): FastifyPluginAsync =>
  async (app) => {
    app.route<{
      Params: { name: string }
      Querystring: { expires?: string; signature?: string }
    }>({
      method: ['GET', 'HEAD'],
      url: '/media/:name',
      handler: async ({ params, query, raw }, reply) => {
        const { expires, signature } = query
        const given = typeof expires === 'string' && typeof signature === 'string'
        const found = given ? open(params.name, expires, signature) : undefined
        if (!found) return reply.code(404).send({ ok: false, says: 'not found' })
        const { statusCode, headers, stream } = await send(raw, basename(found.path), {
          root: dirname(found.path),
          cacheControl: false,
          dotfiles: 'deny',
          index: false,
        })
        return reply
          .code(statusCode)
          .headers(headers)
          .header('content-type', found.type)
          .header('cache-control', 'private, max-age=86400, immutable')
          .header('x-content-type-options', 'nosniff')
          .send(stream)
      },
    })
  }
