/** The operator's API: everything the desk may see and do, under /api/v1. Docs: docs/api.md. */
import type { FastifyPluginAsync } from 'fastify'
import { DONE_SCHEMA, REFUSED_SCHEMA } from './answers.js'
import { type EventOptions, eventRoute } from './events.js'
import { type FindCaller, guard, type Limits } from './guard.js'
import { orderRoutes } from './order-routes.js'
import type { Orders } from './orders.js'
import { viewRoutes } from './view-routes.js'
import type { Views } from './views.js'

export interface ApiOptions {
  readonly find: FindCaller
  readonly limits?: Limits
  readonly views: Views
  readonly orders: Orders
  readonly events: EventOptions
  /** More routes of the same kind; each needs its lines in access.ts. */
  readonly rooms: readonly FastifyPluginAsync[]
}

export const operatorApi =
  ({ find, limits, views, orders, events, rooms }: ApiOptions): FastifyPluginAsync =>
  async (app) => {
    app.addSchema(DONE_SCHEMA)
    app.addSchema(REFUSED_SCHEMA)
    await guard(app, find, limits)
    viewRoutes(app, views)
    eventRoute(app, events)
    orderRoutes(app, orders)
    for (const room of rooms) await app.register(room)
  }
