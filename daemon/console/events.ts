/**
 * What happens, as it happens: server-sent events, each with the number it has in the journal. Nothing is kept for a
 * listener but that number: what he has not read yet is read from the journal when he can take it, so a slow one costs
 * nothing, and one who comes back, also to another daemon, goes on where he stopped.
 */
import type { FastifyInstance } from 'fastify'
import { type Caller, covers } from '../core/desk/roles.js'
import { NEWS_KINDS, PASSING_KINDS } from '../core/plan/news.js'
import { answered, refused } from './answers.js'
import { callerOf } from './guard.js'
import { chunkFor, type Feed, idOf, type Listener, openListeners } from './listeners.js'
import { REFUSALS } from './order-route.js'

export interface EventOptions {
  readonly feed: Feed
  /** A token may be revoked, or be over, while somebody listens with it. */
  readonly stillValid: (caller: Caller) => boolean
  readonly beatEveryMs?: number
}

const KINDS = [...NEWS_KINDS, ...PASSING_KINDS]
const BEAT_EVERY_MS = 15_000
/** Each costs a socket and some kB; a station has a handful of pages open. */
const LISTENERS_MAX = 200
/** One page that reconnects in a circle must not shut out the others. */
const LISTENERS_PER_TOKEN = 150

interface Wish {
  readonly after?: string
  readonly airing?: string
  readonly kinds?: string
}

export function eventRoute(app: FastifyInstance, options: EventOptions): void {
  const { feed, stillValid, beatEveryMs = BEAT_EVERY_MS } = options
  const listeners = openListeners(feed, stillValid)
  const heart = setInterval(listeners.beat, beatEveryMs)
  app.addHook('preClose', async () => {
    clearInterval(heart)
    listeners[Symbol.dispose]()
  })

  app.get<{ Querystring: Wish }>('/events', SCHEMA, async (request, reply) => {
    const caller = callerOf(request)
    if (listeners.size() >= LISTENERS_MAX || listeners.count(caller) >= LISTENERS_PER_TOKEN)
      return answered(reply, refused('too-many', 'too many listen already: close some'))
    const { after, airing, kinds } = request.query
    const given = header(request.headers['last-event-id']) ?? after
    const from = cursorIn(given, feed)
    if (!from) return answered(reply, refused('invalid', `"${given}" is no id of an event`))
    reply.hijack()
    const to = reply.raw
    to.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    const gap = from.gap === undefined ? '\n' : chunkFor('gap', { says: from.gap })
    to.write(`retry: 2000\nid: ${idOf(feed, from.cursor)}\n${gap}`)
    const wants = wanting(caller, airing, kinds?.split(','))
    listeners.add({ caller, wants, to, cursor: from.cursor, fullFor: undefined })
    return reply
  })
}

const header = (value: string | readonly string[] | undefined) =>
  typeof value === 'string' && value !== '' ? value : undefined

interface From {
  readonly cursor: number
  /** What the listener asked for is not there any more. */
  readonly gap?: string
}

/** `0`: from the oldest there is; nothing: from now on. */
function cursorIn(given: string | undefined, feed: Feed): From | undefined {
  const oldest = feed.oldest() - 1
  if (given === undefined) return { cursor: feed.last() }
  if (given === '0') return { cursor: oldest }
  const [, generation, number = ''] = /^([0-9a-f]{1,32})\.(\d{1,15})$/.exec(given) ?? []
  if (generation === undefined) return undefined
  const cursor = Number(number)
  if (!feed.generation.startsWith(generation) || cursor > feed.last())
    return { cursor: oldest, gap: 'this is another journal than the one that was listened to' }
  return cursor < oldest
    ? { cursor: oldest, gap: 'what came before is no longer kept' }
    : { cursor }
}

function wanting(
  { scope }: Caller,
  airing: string | undefined,
  kinds: readonly string[] | undefined,
): Listener['wants'] {
  return ({ kind, account, show, airing: own }) =>
    covers(scope, { account, show, airing: own }) &&
    (airing === undefined || own === airing || show === airing) &&
    (kinds === undefined || kinds.includes(kind))
}

const SCHEMA = {
  schema: {
    operationId: 'events',
    summary: 'What happens, as it happens (server-sent events)',
    description:
      'Each event has an id. Whoever sends the last one as Last-Event-ID (browsers do) goes on behind it, and misses ' +
      'none, also over a restart of the daemon. An event `gap` says that something is no longer kept: look at the ' +
      'as-run log. Every 15 s a comment shows that the connection lives; whoever takes nothing for half a minute is ' +
      'cut off, and may come back. `media` tells how far sounds and pictures are made ready; it has no id, and is ' +
      'only told to who listens at that moment; so is a `tell` of what happens beside the shows (a rundown that is ' +
      'not taken in, a disk that is full): the log has it.',
    querystring: {
      type: 'object',
      additionalProperties: false,
      properties: {
        after: {
          type: 'string',
          maxLength: 60,
          description:
            'Instead of Last-Event-ID; 0: from the oldest there is. Default: from now on.',
        },
        airing: {
          type: 'string',
          maxLength: 300,
          description: 'Only of this airing, or this show.',
        },
        kinds: {
          type: 'string',
          pattern: `^(?:${KINDS.join('|')})(?:,(?:${KINDS.join('|')}))*$`,
          description: `Only these, joined by commas: ${KINDS.join(', ')}. Default: all.`,
        },
      },
    },
    response: {
      200: {
        description: 'A stream that does not end.',
        content: { 'text/event-stream': { schema: { type: 'string' } } },
      },
      ...REFUSALS,
    },
  },
} as const
