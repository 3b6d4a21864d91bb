/**
 * The figures of the station, for Prometheus. A viewer may see them, unless his token is limited: they are those of the
 * whole station. Where Prometheus looks by itself, `/metrics`, they are as well, behind the same guard.
 */
import type { FastifyInstance, FastifyPluginAsync, RouteShorthandOptions } from 'fastify'
import { isLimited } from '../core/desk/roles.js'
import { answered, REFUSED_SCHEMA, refused } from './answers.js'
import { callerOf, type FindCaller, guard, type Limits } from './guard.js'
import { REFUSALS } from './order-route.js'
import type { Views } from './views.js'

export function metricsRoute(
  app: FastifyInstance,
  { metrics }: Pick<Views, 'metrics'>,
  options: RouteShorthandOptions = SCHEMA,
): void {
  app.get('/metrics', options, async (request, reply) => {
    if (isLimited(callerOf(request).scope)) return answered(reply, OF_ALL)
    const { type, text } = await metrics()
    // Of a type the answer's schema does not speak of: a text goes out as it is.
    return reply.type(type).send(text)
  })
}

/** By itself, at the root. */
export const metricsRoom =
  (find: FindCaller, views: Pick<Views, 'metrics'>, limits?: Limits): FastifyPluginAsync =>
  async (app) => {
    app.addSchema(REFUSED_SCHEMA)
    await guard(app, find, limits)
    metricsRoute(app, views, { schema: { hide: true } })
  }

const OF_ALL = refused(
  'out-of-scope',
  'the figures are of the whole station, and this token is limited',
  'onair token add NAME --role viewer makes one that is not',
)

const SCHEMA = {
  schema: {
    operationId: 'metrics',
    summary: 'The figures of the station, as Prometheus reads them',
    description:
      'Also at `/metrics`, without the prefix, with the same token. Not for a token that is limited. What each ' +
      'figure is stands in its HELP line; rules that go with them are in docs/examples/onair.rules.yml.',
    response: {
      200: {
        description: 'Text, version 0.0.4.',
        content: { 'text/plain': { schema: { type: 'string' } } },
      },
      ...REFUSALS,
    },
  },
} as const
