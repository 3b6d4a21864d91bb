/** The operator's API: everything the desk may see and do, under /api/v1. Docs: docs/api.md. */
import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import type { Scope } from '../core/desk/roles.js'
import { DONE_SCHEMA, REFUSED_SCHEMA } from './answers.js'
import { callerOf, type FindCaller, guard, type Limits } from './guard.js'
import { orderSchema, type Spoken, taking } from './order-route.js'
import type { Orders } from './orders.js'
import type { Status } from './status.js'

/** What the desk can look at; each shows no more than the scope of whoever asks reaches. */
export interface Views {
  readonly status: (scope: Scope) => Status
}

export interface ApiOptions {
  readonly find: FindCaller
  readonly limits?: Limits
  readonly views: Views
  readonly orders: Orders
  /** More routes of the same kind; each needs its lines in access.ts. */
  readonly rooms: readonly FastifyPluginAsync[]
}

export const operatorApi =
  ({ find, limits, views, orders, rooms }: ApiOptions): FastifyPluginAsync =>
  async (app) => {
    app.addSchema(DONE_SCHEMA)
    app.addSchema(REFUSED_SCHEMA)
    await guard(app, find, limits)
    app.get('/status', async (request) => views.status(callerOf(request).scope))
    app.get('/openapi.json', async () => app.swagger())
    orderRoutes(app, orders)
    for (const room of rooms) await app.register(room)
  }

function orderRoutes(app: FastifyInstance, orders: Orders): void {
  app.post<Spoken<'say'>>('/airings/:airing/say', SAY, taking<'say'>(orders.say))
  app.post<Spoken<'stop'>>('/airings/:airing/stop', STOP, taking<'stop'>(orders.stop))
  app.post<Spoken<'start'>>('/shows/:show/start', START, taking<'start'>(orders.start))
  app.post<Spoken<'stop-all'>>('/stop', STOP_ALL, taking<'stop-all'>(orders['stop-all']))
}

const SAY = orderSchema({
  act: 'say',
  summary: 'Have the presenter say something',
  about: ['airing'],
  words: {
    text: { type: 'string', minLength: 1, maxLength: 10_000, description: 'What to say.' },
    urgency: {
      type: 'string',
      enum: ['routine', 'priority', 'breaking'],
      default: 'priority',
      description: 'Who goes first in the queue; breaking cuts what is speaking.',
    },
    how: {
      type: 'string',
      enum: ['queue', 'interrupt', 'interrupt-plain'],
      default: 'queue',
      description: 'interrupt: cut in past the queue; the platform then reports no progress of it.',
    },
  },
  required: ['text'],
})

const CONFIRM = {
  confirm: {
    type: 'string',
    maxLength: 300,
    description:
      'What is to be closed, said again: the id of the airing, or the name of the station.',
  },
} as const

const STOP = orderSchema({
  act: 'stop',
  summary: 'Close an airing now',
  about: ['airing'],
  words: CONFIRM,
})

const START = orderSchema({
  act: 'start',
  summary: 'Open a channel again that was stopped',
  about: ['show'],
})

const STOP_ALL = orderSchema({
  act: 'stop-all',
  summary: 'Close every session, then end the daemon',
  words: CONFIRM,
})
