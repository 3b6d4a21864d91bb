/** Every order of the desk: its path, and the words it may come in. */
import type { FastifyInstance } from 'fastify'
import { ROLES } from '../core/desk/roles.js'
import { orderSchema, type Spoken, taking } from './order-route.js'
import type { Orders } from './orders.js'

export function orderRoutes(app: FastifyInstance, orders: Orders): void {
  const of = '/airings/:airing'
  const one = `${of}/takeovers/:takeover`
  app.post<Spoken<'say'>>(`${of}/say`, SAY, taking<'say'>(orders.say))
  app.post<Spoken<'take'>>(`${of}/take`, TAKE, taking<'take'>(orders.take))
  app.post<Spoken<'move'>>(`${one}/move`, MOVE, taking<'move'>(orders.move))
  app.post<Spoken<'cancel'>>(`${one}/cancel`, CANCEL, taking<'cancel'>(orders.cancel))
  app.post<Spoken<'hold'>>(`${of}/hold`, HOLD, taking<'hold'>(orders.hold))
  app.post<Spoken<'release'>>(`${of}/release`, RELEASE, taking<'release'>(orders.release))
  app.post<Spoken<'skip'>>(`${of}/skip`, SKIP, taking<'skip'>(orders.skip))
  app.post<Spoken<'stop'>>(`${of}/stop`, STOP, taking<'stop'>(orders.stop))
  app.post<Spoken<'start'>>('/shows/:show/start', START, taking<'start'>(orders.start))
  app.post<Spoken<'apply'>>('/apply', APPLY, taking<'apply'>(orders.apply))
  app.post<Spoken<'stop-all'>>('/stop', STOP_ALL, taking<'stop-all'>(orders['stop-all']))
  app.post<Spoken<'token-add'>>('/tokens', TOKEN_ADD, taking<'token-add'>(orders['token-add']))
  app.post<Spoken<'token-revoke'>>(
    '/tokens/:token/revoke',
    TOKEN_REVOKE,
    taking<'token-revoke'>(orders['token-revoke']),
  )
}

const DURATION = { type: 'string', pattern: '^(?:\\d+(?:\\.\\d+)?(?:ms|s|m|h|d))+$', maxLength: 20 }

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
    expires: {
      ...DURATION,
      description: 'Not sent later than this after now, such as 2m. Default: 10m.',
    },
  },
  required: ['text'],
})

const TAKE = orderSchema({
  act: 'take',
  summary: 'Air an ad-lib of the rundown',
  about: ['airing'],
  words: {
    adlib: { type: 'string', minLength: 1, maxLength: 100, description: 'Its name.' },
    values: {
      type: 'object',
      additionalProperties: { type: 'string', maxLength: 1_000 },
      maxProperties: 100,
      description: 'Values for its variables, on top of those of the airing.',
    },
  },
  required: ['adlib'],
})

const MOVE = orderSchema({
  act: 'move',
  summary: 'Give a takeover another place in the queue',
  description: 'Say where: `to` or `before`.',
  about: ['airing', 'takeover'],
  words: {
    to: { type: 'string', enum: ['front', 'back'], description: 'Of those that may be moved.' },
    before: {
      type: 'string',
      minLength: 1,
      maxLength: 300,
      description: 'Another takeover, named as in the path.',
    },
  },
})

const CANCEL = orderSchema({
  act: 'cancel',
  summary: 'Take back what has not begun to speak',
  about: ['airing', 'takeover'],
})

const HOLD = orderSchema({
  act: 'hold',
  summary: 'Send nothing new for a while',
  description: 'Breaking news goes through. The longest hold is an hour.',
  about: ['airing'],
  words: { for: { ...DURATION, description: 'How long, such as 2m.' } },
  required: ['for'],
})

const RELEASE = orderSchema({ act: 'release', summary: 'End the hold', about: ['airing'] })
const SKIP = orderSchema({ act: 'skip', summary: 'Cut what is speaking', about: ['airing'] })

const CONFIRM = {
  confirm: {
    type: 'string',
    maxLength: 300,
    description:
      'What is to be closed, said again: the airing as in the path, or its id; the name of the station for all.',
  },
}

const STOP = orderSchema({
  act: 'stop',
  summary: 'Close an airing now',
  description: 'It stays closed until it is started again.',
  about: ['airing'],
  words: CONFIRM,
})

const START = orderSchema({
  act: 'start',
  summary: 'Open again what was stopped',
  description:
    'A channel without an end anew, an airing for the rest of its time, as the same occurrence: nothing of it airs ' +
    'twice. The path names the show, or one of its airings. While the clocks disagree a show that is ready starts ' +
    'at its time.',
  about: ['show'],
})

const APPLY = orderSchema({
  act: 'apply',
  summary: 'Take in the rundowns as they lie in the folder',
  description:
    'Each file by itself: one with an error changes nothing, its last good version stays in force, and it stands in ' +
    '`foresees.bad`. If there is nothing else to take in, the answer is 422. `foresees` is what GET /apply answers.',
})

const STOP_ALL = orderSchema({
  act: 'stop-all',
  summary: 'Close every session, then end the daemon',
  words: CONFIRM,
})

const LIMIT = {
  type: 'array',
  maxItems: 100,
  items: { type: 'string', minLength: 1, maxLength: 300 },
  default: [],
}

const TOKEN_ADD = orderSchema({
  act: 'token-add',
  summary: 'Make a token',
  description: 'It stands in the answer, once (`foresees.token`); only its hash is kept.',
  words: {
    name: {
      type: 'string',
      pattern: '^[a-z0-9]+(?:-[a-z0-9]+)*$',
      maxLength: 40,
      description: 'Whose it is, in kebab-case: the audit and the as-run log name it.',
    },
    role: { type: 'string', enum: ROLES, description: 'Each may do what the one before it may.' },
    accounts: { ...LIMIT, description: 'Only airings of these accounts. Default: of all.' },
    shows: { ...LIMIT, description: 'Only these shows. Default: all.' },
    airings: { ...LIMIT, description: 'Only these airings, by their ids. Default: all.' },
    expires: {
      ...DURATION,
      description: 'Valid for so long, such as 30d. Default: until revoked.',
    },
  },
  required: ['name', 'role'],
})

const TOKEN_REVOKE = orderSchema({
  act: 'token-revoke',
  summary: 'Revoke a token, at once',
  about: ['token'],
})
