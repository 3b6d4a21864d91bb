/** Everything that may be looked at: its path, and what it answers. */
import type { FastifyInstance } from 'fastify'
import { answered } from './answers.js'
import { callerOf } from './guard.js'
import { metricsRoute } from './metrics-route.js'
import { paramsSchema } from './order-route.js'
import { VIEWS } from './view-schemas.js'
import type { AsRunWish, AuditWish, Views } from './views.js'

export function viewRoutes(app: FastifyInstance, views: Views): void {
  app.get('/status', VIEWS.status, async (request) => views.status(callerOf(request).scope))
  app.get<{ Params: { airing: string } }>(
    '/airings/:airing',
    VIEWS.airing(paramsSchema(['airing'])),
    async (request, reply) => {
      const airing = views.airing(request.params.airing, callerOf(request))
      if ('ok' in airing) return answered(reply, airing)
      reply.header('etag', `"${airing.version}"`)
      return airing
    },
  )
  app.get('/shows', VIEWS.shows, async (request) => views.shows(callerOf(request).scope))
  app.get<{ Querystring: AsRunWish }>('/as-run', VIEWS.asRun, async (request) =>
    views.asRun(request.query, callerOf(request).scope),
  )
  app.get<{ Querystring: AuditWish }>('/audit', VIEWS.audit, async (request) =>
    views.audit(request.query, callerOf(request).scope),
  )
  app.get('/handover', VIEWS.handover, async () => views.handover())
  metricsRoute(app, views)
  app.get('/apply', VIEWS.apply, async (request, reply) => {
    const found = await views.apply(callerOf(request).scope)
    return 'ok' in found ? answered(reply, found) : found
  })
  app.get('/tokens', VIEWS.tokens, async () => views.tokens())
  app.get('/openapi.json', VIEWS.openApi, async () => app.swagger())
}
