/**
 * The whole door on a real journal: console, desk, orders, tokens and events, over a loop whose vendor says yes to all.
 * It can be closed and opened again on the same folder, as a daemon is that is restarted.
 */

import { openConsole } from '../../daemon/console/server.js'
import type { Call } from '../../daemon/core/plan/actions.js'
import type { Event, SessionId, TraceId } from '../../daemon/core/plan/events.js'
import { applied } from '../../daemon/core/plan/outcome.js'
import type { AccountId } from '../../daemon/core/rundown/rundown.js'
import { instant } from '../../daemon/core/time.js'
import { openJournal, type StationJournal } from '../../daemon/journal/journal.js'
import { openClock } from '../../daemon/run/clock.js'
import { openDesk } from '../../daemon/run/desk.js'
import { bookOf, callers, logsOf, stillValid } from '../../daemon/run/desk-books.js'
import { openTokenDesk } from '../../daemon/run/desk-tokens.js'
import { openFeed } from '../../daemon/run/feed.js'
import { type Loop, openLoop } from '../../daemon/run/loop.js'
import { wakeUp } from '../../daemon/run/resume.js'
import { secret } from '../../daemon/secret.js'
import { ALWAYS, aProgramme } from '../builders.js'
import { someFacts } from '../core/plan/builders.js'

export const LOCAL_TOKEN = 'canary-local-token-0123456789'

export interface DeskOnDisk extends AsyncDisposable {
  readonly url: string
  readonly loop: Loop
  readonly journal: StationJournal
  readonly get: (path: string, token?: string) => Promise<Response>
  readonly post: (path: string, body: object, token?: string) => Promise<Response>
}

export interface DeskWishes {
  readonly beatEveryMs?: number
  /** Throws in place of a commit. */
  readonly refuse?: () => boolean
  readonly shows?: readonly string[]
  /** Sees every call as it leaves. */
  readonly called?: (call: Call) => void
  /** How long the vendor thinks. */
  readonly answersAfterMs?: number
}

const now = () => instant(Date.now())

export async function aDeskOnDisk(folder: string, wishes: DeskWishes = {}): Promise<DeskOnDisk> {
  const journal = openJournal(folder)
  const feed = openFeed(journal.position().generation, journal.news)
  const write = <T>(what: () => T): T => {
    if (wishes.refuse?.()) throw new Error('disk full')
    return what()
  }
  const desk = openDesk('demo', openClock(), {
    book: bookOf(journal, write, now, feed.committed),
    tokens: openTokenDesk(journal.tokens, now, 'UTC'),
    ...logsOf(journal),
    disk: () => undefined,
    metrics: async () => ({ type: 'text/plain', text: '' }),
  })
  const loop: Loop = openLoop({
    state: journal.load(),
    clock: openClock(),
    dice: () => 0.5,
    commit: (turns) => {
      write(() => journal.commit(turns))
      feed.committed()
    },
    carryOut: (call) => {
      wishes.called?.(call)
      const event = yesTo(call)
      if (event) setTimeout(() => loop.post(event), wishes.answersAfterMs ?? 0)
    },
    show: () => {},
    trouble: () => {},
  })
  desk.man(loop)
  const programmes = (wishes.shows ?? ['shop']).map((show) =>
    aProgramme({ show, schedule: [ALWAYS] }),
  )
  wakeUp(loop, [{ ...someFacts(), id: 'demo' as AccountId, slots: 5 }], programmes)
  const { beatEveryMs } = wishes
  const door = await openConsole({
    host: '127.0.0.1',
    port: 0,
    find: callers(secret(LOCAL_TOKEN), journal.tokens, now),
    door: { secrets: new Map(), receive: () => {} },
    views: desk.views,
    orders: desk.orders,
    events: {
      feed,
      stillValid: stillValid(journal.tokens, now),
      ...(beatEveryMs === undefined ? {} : { beatEveryMs }),
    },
    rooms: [],
  })
  const headers = (token: string) => ({ authorization: `Bearer ${token}` })
  return {
    url: door.url,
    loop,
    journal,
    get: (path, token = LOCAL_TOKEN) =>
      fetch(`${door.url}/api/v1${path}`, { headers: headers(token) }),
    post: (path, body, token = LOCAL_TOKEN) =>
      fetch(`${door.url}/api/v1${path}`, {
        method: 'POST',
        headers: { ...headers(token), 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    [Symbol.asyncDispose]: async () => {
      loop.stop()
      await door[Symbol.asyncDispose]()
      feed[Symbol.dispose]()
      journal[Symbol.dispose]()
    },
  }
}

/** A vendor that says yes at once. */
function yesTo(call: Call): Event | undefined {
  switch (call.type) {
    case 'open': {
      const session = `${call.airing}-session` as SessionId
      return {
        type: 'opened',
        airing: call.airing,
        outcome: applied({ session, state: 'ready' as const }),
      }
    }
    case 'go-live':
    case 'look': {
      const { airing, session } = call
      return { type: 'seen', airing, session, outcome: applied('live' as const) }
    }
    case 'beat':
      return { type: 'beaten', airing: call.airing, session: call.session, outcome: applied(true) }
    case 'enqueue':
    case 'cut-in': {
      const { airing, session, takeover, gen } = call
      const trace = `${takeover}#${gen}` as TraceId
      return {
        type: 'enqueued',
        airing,
        session,
        takeover,
        gen,
        outcome: applied({ trace, prepared: true }),
      }
    }
    default:
      return undefined
  }
}
