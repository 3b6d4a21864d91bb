/** The daemon's own door on a free port of loopback, in front of a desk that writes down what it is told. */

import type { Answer, Desk } from '../../daemon/console/api.js'
import type { MediaDoor } from '../../daemon/console/media-door.js'
import { openConsole } from '../../daemon/console/server.js'
import { secret } from '../../daemon/secret.js'

export const TOKEN = 'canary-operator-token-0123456789'
export const KNOCK = 'canary-callback-secret-0123456789'
/** As `openssl rand -hex 64` makes them. */
export const LONG_KNOCK = 'ab'.repeat(64)

export interface Door extends AsyncDisposable {
  readonly url: string
  /** What was received, as `account body`. */
  readonly received: readonly string[]
  /** What the desk was asked to do. */
  readonly told: readonly unknown[]
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>
}

const STATUS = { station: 'demo', now: '2026-11-23T09:00:00.000Z', airings: [] }

export async function aDoor(
  more: { desk?: Partial<Desk>; full?: boolean; media?: MediaDoor } = {},
): Promise<Door> {
  const received: string[] = []
  const told: unknown[] = []
  const noted =
    (name: string) =>
    (...words: readonly unknown[]): Answer => {
      told.push([name, ...words])
      return { ok: true, says: `${name} it is` }
    }
  const desk: Desk = {
    status: () => STATUS,
    say: noted('say'),
    stop: noted('stop'),
    start: noted('start'),
    stopAll: noted('stop-all'),
    ...more.desk,
  }
  const receive = (account: string, body: string) => {
    if (more.full) throw new Error(`disk full while storing for ${KNOCK}`)
    received.push(`${account} ${body}`)
  }
  const secrets = new Map([
    ['demo', secret(KNOCK)],
    ['main', secret(LONG_KNOCK)],
  ])
  const door = { secrets, receive }
  const opened = await openConsole({
    ...{ host: '127.0.0.1', port: 0, token: secret(TOKEN), door, desk },
    ...(more.media && { media: more.media }),
  })
  return {
    url: opened.url,
    received,
    told,
    fetch: (path, init) => fetch(`${opened.url}${path}`, init),
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  }
}
