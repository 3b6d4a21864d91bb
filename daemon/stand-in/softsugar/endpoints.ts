/**
 * The vendor's paths, and who answers each. The versions are mixed: create and the interruptible
 * takeover are v2.
 */
import type { Instant } from '../../core/time.js'
import type { Answer } from '../../platform/wire.js'
import { answerOf, type Reply, refusalOf, refused } from './answers.js'
import { type Fields, isFields, text } from './fields.js'
import { history, running, stat, viewerToken } from './lists.js'
import { reply as answerQuestion } from './nlp.js'
import { cancel, cutIn, enqueue, listQueue, reorder } from './queue.js'
import { close, create, heartbeat, start } from './sessions.js'
import { issueToken, isTokenGood, refreshToken } from './tokens.js'
import type { Session, VendorRequest, World } from './world.js'

export const MICROPHONE_PATH = '/api/live-takeover-cc/v1/material/live/channel/command/microphone'

export type Endpoint =
  | 'token'
  | 'refresh'
  | 'create'
  | 'heartbeat'
  | 'start'
  | 'plain'
  | 'interrupt'
  | 'queue'
  | 'reorder'
  | 'cancel'
  | 'list'
  | 'ask'
  | 'close'
  | 'stat'
  | 'running'
  | 'history'
  | 'viewer-token'

const CHANNEL = 'material/live/channel'
const PATHS: Readonly<Record<string, Endpoint>> = {
  'POST /api/uc/v1/access/api/token': 'token',
  'POST /api/uc/v1/access/api/token/refresh': 'refresh',
  [`POST /api/2dvh/v2/${CHANNEL}/create`]: 'create',
  [`POST /api/2dvh/v1/${CHANNEL}/heartbeat`]: 'heartbeat',
  [`POST /api/2dvh/v1/${CHANNEL}/start`]: 'start',
  [`POST /api/2dvh/v1/${CHANNEL}/command`]: 'plain',
  [`POST /api/2dvh/v2/${CHANNEL}/command`]: 'interrupt',
  [`POST /api/2dvh/v1/${CHANNEL}/command/queue`]: 'queue',
  [`POST /api/2dvh/v1/${CHANNEL}/command/queue/reorder`]: 'reorder',
  [`POST /api/2dvh/v1/${CHANNEL}/command/cancel`]: 'cancel',
  [`POST /api/2dvh/v1/${CHANNEL}/command/queue/list`]: 'list',
  'POST /api/2dvh/v1/nlp/model/reply': 'ask',
  [`POST /api/2dvh/v1/${CHANNEL}/close`]: 'close',
  [`GET /api/2dvh/v1/${CHANNEL}/stat`]: 'stat',
  [`GET /api/2dvh/v1/${CHANNEL}/running/list`]: 'running',
  [`POST /api/2dvh/v1/${CHANNEL}/history/list`]: 'history',
  'POST /api/2dvh/v1/material/rtc/token/audience': 'viewer-token',
}

/** The names `--faults on=…` knows. */
export const ENDPOINTS: readonly Endpoint[] = Object.values(PATHS)

export const endpointOf = ({ method, path }: VendorRequest): Endpoint | undefined =>
  (method === 'GET' ? GETS : POSTS).get(path)

/** Looked up several times for every request of a simulation. */
const by = (method: 'GET' | 'POST') =>
  new Map(
    Object.entries(PATHS).flatMap(([line, endpoint]) => {
      const [of, path = ''] = line.split(' ')
      return of === method ? [[path, endpoint] as const] : []
    }),
  )
const GETS = by('GET')
const POSTS = by('POST')

/** Whose session a request is about, as far as it says. */
const sessionOf = (request: VendorRequest): string | undefined =>
  isFields(request.body) && request.body.sessionId !== undefined
    ? text(request.body.sessionId)
    : text(request.query?.sessionId)

/** Deals with a request, and enters it in the record. */
export function receive(world: World, request: VendorRequest, now: Instant): Answer {
  const reply = replyTo(world, request, now)
  world.book.note(now, {
    type: 'request',
    endpoint: endpointOf(request) ?? 'unknown',
    path: request.path,
    session: sessionOf(request),
    refused: refusalOf(reply),
  })
  return answerOf(reply, world.profile)
}

function replyTo(world: World, request: VendorRequest, now: Instant): Reply {
  const endpoint = endpointOf(request)
  if (endpoint === undefined) return refused('no-such-path', 'no such path')
  const isOpen = endpoint === 'token' || endpoint === 'refresh'
  if (!isOpen && !isTokenGood(world, request.authorization, now)) {
    return refused('unauthorised', 'token is unknown or expired')
  }
  if (request.method === 'POST' && (request.malformed || !isFields(request.body))) {
    return refused('malformed', 'the body must be a JSON object')
  }
  const body = isFields(request.body) ? request.body : {}
  switch (endpoint) {
    case 'token':
      return issueToken(world, body, now)
    case 'refresh':
      return refreshToken(world, body, request.authorization, now)
    case 'create':
      return create(world, body, now)
    case 'ask':
      return answerQuestion(world, body, now)
    case 'running':
      return running(world, now)
    case 'history':
      return history(world, body)
    default:
      return aboutSession(world, endpoint, request, body, now)
  }
}

type OfSession = Exclude<Endpoint, 'token' | 'refresh' | 'create' | 'ask' | 'running' | 'history'>

function aboutSession(
  world: World,
  endpoint: OfSession,
  request: VendorRequest,
  body: Fields,
  now: Instant,
): Reply {
  const id = sessionOf(request)
  if (id === undefined) return refused('malformed', 'sessionId is missing')
  const session = world.sessions.get(id)
  if (session === undefined) return refused('no-such-session', 'no such session')
  return OF_SESSION[endpoint](world, session, body, now)
}

type Answering = (world: World, session: Session, body: Fields, now: Instant) => Reply

const OF_SESSION: Readonly<Record<OfSession, Answering>> = {
  heartbeat: (world, session, _body, now) => heartbeat(world, session, now),
  start: (world, session, _body, now) => start(world, session, now),
  plain: (world, session, body, now) => cutIn(world, session, body, 'plain', now),
  interrupt: (world, session, body, now) => cutIn(world, session, body, 'interrupt', now),
  queue: enqueue,
  reorder,
  cancel,
  list: (world, session, _body, now) => listQueue(world, session, now),
  close: (world, session, _body, now) => close(world, session, now),
  stat: (_world, session) => stat(session),
  'viewer-token': (world, session, body) => viewerToken(world, session, body),
}
