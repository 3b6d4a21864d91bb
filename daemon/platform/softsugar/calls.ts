/**
 * SoftSugar as a Platform, over anything that carries an exchange: the wire on air, a stand-in's
 * model in rehearsal. Every call is sent exactly once.
 */
import { notApplied, type Outcome } from '../../core/plan/outcome.js'
import type { Platform } from '../contract.js'
import type { Exchange, Lane, Sent } from '../wire.js'
import { judgeSent } from './answers.js'
import * as exchanges from './exchanges.js'

export type Send = (exchange: Exchange, lane: Lane) => Promise<Sent>

export function softSugarCalls(send: Send): Platform {
  const make = async <T>({ exchange, lane, read }: exchanges.Call<T>): Promise<Outcome<T>> =>
    judgeSent(await send(exchange, lane), read)

  return {
    open: (script, marker) => make(exchanges.open(script, marker)),
    state: (session) => make(exchanges.state(session)),
    goLive: (session) => make(exchanges.goLive(session)),
    keepAlive: (session) => make(exchanges.keepAlive(session)),
    enqueue: (session, script, place) => make(exchanges.enqueue(session, script, place)),
    cutIn: async (session, script, how) => {
      if (how === 'interruptible') return make(exchanges.cutIn(session, script))
      if (script.background !== undefined || script.foregrounds.length > 0) return NO_PICTURES
      return make(exchanges.cutInPlain(session, script))
    },
    move: (session, trace, place) => make(exchanges.move(session, trace, place)),
    cancel: (session, trace) => make(exchanges.cancel(session, trace)),
    queue: (session) => make(exchanges.queue(session)),
    close: (session) => make(exchanges.close(session)),
    running: () => make(exchanges.running()),
    history: (page) => make(exchanges.history(page)),
    viewer: (session) => make(exchanges.viewer(session)),
    viewerToken: (session, channelId) => make(exchanges.viewerToken(session, channelId)),
    ask: (library, question, conversation) => make(exchanges.ask(library, question, conversation)),
    [Symbol.asyncDispose]: async () => {},
  }
}

const NO_PICTURES = notApplied('unsupported', 'a plain cut-in cannot change the pictures')
