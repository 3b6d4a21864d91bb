/** The daemon's own door on a free port of loopback, in front of a desk that writes down what it is told. */

import type { FastifyPluginAsync } from 'fastify'
import type { Answer } from '../../daemon/console/answers.js'
import type { FindCaller, Limits } from '../../daemon/console/guard.js'
import type { Feed } from '../../daemon/console/listeners.js'
import type { MediaDoor } from '../../daemon/console/media-door.js'
import { type Booth, microphoneRoom } from '../../daemon/console/microphone.js'
import type { Order, Orders } from '../../daemon/console/orders.js'
import { questionRoom } from '../../daemon/console/questions.js'
import { openConsole } from '../../daemon/console/server.js'
import type { Patience } from '../../daemon/console/slow-clients.js'
import type { Views } from '../../daemon/console/views.js'
import { EVERYTHING, ROLES } from '../../daemon/core/desk/roles.js'
import { secret } from '../../daemon/secret.js'

export const TOKEN = 'canary-operator-token-0123456789'
export const KNOCK = 'canary-callback-secret-0123456789'
/** As `openssl rand -hex 64` makes them. */
export const LONG_KNOCK = 'ab'.repeat(64)

export interface Door extends AsyncDisposable {
  readonly url: string
  /** What was received, as `account body`. */
  readonly received: readonly string[]
  /** What the desk was ordered to do. */
  readonly told: readonly { readonly act: string; readonly order: Order }[]
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>
}

/** The audience's door, with nobody at it. */
const NOBODY_ASKS = questionRoom({
  audience: {
    ask: () => ({ ok: true, says: 'asked it is' }),
    judge: () => ({ ok: true, says: 'judged it is' }),
    list: () => [],
    forget: () => ({ ok: true, says: 'forgotten it is' }),
  },
  keys: [],
  now: () => 0 as never,
})

const NOBODY_SPEAKS: Booth = {
  speak: () => ({ ok: true, says: 'it opens' }),
  voices: { expect: () => true, forget: () => {}, hear: () => {}, end: () => {} },
}

const STATUS = { station: 'demo', now: '2026-11-23T09:00:00.000Z', disk: undefined, airings: [] }

const VIEWS: Views = {
  status: () => STATUS,
  airing: () => ({ ok: false, code: 'not-found', says: 'there is none' }),
  shows: () => [],
  asRun: () => ({ rows: [], next: undefined }),
  audit: () => ({ rows: [], next: undefined }),
  handover: () => ({
    safeFor: 3_600,
    until: STATUS.now,
    because: 'nothing is planned for an hour',
  }),
  metrics: async () => ({ type: 'text/plain; version=0.0.4', text: 'onair_up 1\n' }),
  apply: async () => ({ shows: [], bad: [] }),
  tokens: () => [],
}

const SILENT: Feed = {
  generation: 'abcdef0123456789',
  last: () => 0,
  oldest: () => 1,
  after: () => [],
  listen: () => ({ [Symbol.dispose]: () => {} }),
}

export interface DoorWishes {
  /** Who a token belongs to; otherwise each role has one. */
  readonly find?: FindCaller
  readonly orders?: Partial<Orders>
  readonly views?: Partial<Views>
  readonly rooms?: readonly FastifyPluginAsync[]
  readonly booth?: Booth
  /** The audience's door. */
  readonly questions?: FastifyPluginAsync
  readonly limits?: Limits
  readonly full?: boolean
  readonly media?: MediaDoor
  readonly feed?: Feed
  readonly stillValid?: () => boolean
  readonly beatEveryMs?: number
  readonly idleMs?: number
  readonly patience?: Patience
}

/** The token of a role; TOKEN is the admin's. */
export const tokenOf = (role: string) => (role === 'admin' ? TOKEN : `canary-${role}-token`)

const find = (written: string) => {
  const role = ROLES.find((known) => tokenOf(known) === written)
  return role && { name: role, role, scope: EVERYTHING }
}

export async function aDoor(more: DoorWishes = {}): Promise<Door> {
  const received: string[] = []
  const told: { act: string; order: Order }[] = []
  const noted =
    (act: string) =>
    (order: Order): Answer => {
      told.push({ act, order })
      return { ok: true, says: `${act} it is` }
    }
  const orders: Orders = {
    say: noted('say'),
    take: noted('take'),
    move: noted('move'),
    cancel: noted('cancel'),
    hold: noted('hold'),
    release: noted('release'),
    skip: noted('skip'),
    speak: noted('speak'),
    stop: noted('stop'),
    start: noted('start'),
    apply: noted('apply'),
    'stop-all': noted('stop-all'),
    'token-add': noted('token-add'),
    'token-revoke': noted('token-revoke'),
    ...more.orders,
  }
  const receive = (account: string, body: string) => {
    if (more.full) throw new Error(`disk full while storing for ${KNOCK}`)
    received.push(`${account} ${body}`)
  }
  const secrets = new Map([
    ['demo', secret(KNOCK)],
    ['main', secret(LONG_KNOCK)],
  ])
  const opened = await openConsole({
    host: '127.0.0.1',
    port: 0,
    find: more.find ?? find,
    ...(more.media && { media: more.media }),
    ...(more.limits ? { limits: more.limits } : {}),
    door: { secrets, receive },
    views: { ...VIEWS, ...more.views },
    orders,
    ...(more.idleMs === undefined ? {} : { idleMs: more.idleMs }),
    ...(more.patience ? { patience: more.patience } : {}),
    events: {
      feed: more.feed ?? SILENT,
      stillValid: more.stillValid ?? (() => true),
      ...(more.beatEveryMs === undefined ? {} : { beatEveryMs: more.beatEveryMs }),
    },
    rooms: [
      more.questions ?? NOBODY_ASKS,
      microphoneRoom(more.booth ?? NOBODY_SPEAKS),
      ...(more.rooms ?? []),
    ],
  })
  return {
    url: opened.url,
    received,
    told,
    fetch: (path, init) => fetch(`${opened.url}${path}`, init),
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  }
}
