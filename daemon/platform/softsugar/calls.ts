/**
 * SoftSugar as a Platform, over anything that carries an exchange: the wire on air, a stand-in's
 * model in rehearsal. Every call is sent exactly once.
 */
import { notApplied, type Outcome } from '../../core/plan/outcome.js'
import type { Secret } from '../../secret.js'
import type { Platform, VoiceLine } from '../contract.js'
import type { Exchange, Lane, Sent } from '../wire.js'
import { judgeSent } from './answers.js'
import * as exchanges from './exchanges.js'

export type Send = (exchange: Exchange, lane: Lane) => Promise<Sent>

/** Opens the microphone's socket with the session's own key. */
export type OpenLine = (session: string, key: Secret) => Promise<Outcome<VoiceLine>>

export function softSugarCalls(send: Send, openLine: OpenLine = noLine): Platform {
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
    speak: async (session) => {
      const key = await make(exchanges.voiceKey(session))
      if (key.is === 'applied') return openLine(session, key.value)
      // Reading the key airs nothing: whatever became of it, no voice was sent.
      return key.is === 'not-applied' ? key : notApplied('never-sent', key.says)
    },
    close: (session) => make(exchanges.close(session)),
    running: () => make(exchanges.running()),
    history: (page) => make(exchanges.history(page)),
    viewer: (session) => make(exchanges.viewer(session)),
    viewerToken: (session, channelId) => make(exchanges.viewerToken(session, channelId)),
    ask: (library, question, conversation) => make(exchanges.ask(library, question, conversation)),
    [Symbol.asyncDispose]: async () => {},
  }
}

const noLine: OpenLine = async () => notApplied('unsupported', 'there is no socket here')

const NO_PICTURES = notApplied('unsupported', 'a plain cut-in cannot change the pictures')
