/**
 * The booth: a WebSocket on which somebody speaks live. The first message asks for the microphone, as an order like any
 * other; when the platform is ready voice follows as binary messages, and `end` says that it is over.
 */
import websocket from '@fastify/websocket'
import type { FastifyPluginAsync } from 'fastify'
import type { RawData, WebSocket } from 'ws'
import type { Caller } from '../core/desk/roles.js'
import { answered, refused } from './answers.js'
import { callerOf } from './guard.js'
import { paramsSchema, REFUSALS } from './order-route.js'
import type { About, Order, Orders } from './orders.js'

export interface Booth {
  readonly speak: Orders['speak']
  readonly voices: Voices
  /** A token may be revoked, or be over, while somebody speaks with it. */
  readonly stillValid?: (caller: Caller) => boolean
  readonly pulseEveryMs?: number
}

/** Who holds voices and lines together: run/voices.ts. */
export interface Voices {
  readonly expect: (request: string, speaker: Speaker) => boolean
  readonly forget: (request: string) => void
  readonly hear: (request: string, pcm: Uint8Array) => void
  readonly end: (request: string) => void
}

export interface Speaker {
  readonly ready: () => void
  readonly over: (how: 'ended' | 'stopped' | 'broken' | 'never', says: string) => void
}

/** What goes down to the speaker. */
export type Told =
  | { readonly type: 'waiting'; readonly says: string }
  | { readonly type: 'ready' }
  | { readonly type: 'refused'; readonly says: string }
  | { readonly type: 'over'; readonly how: string; readonly says: string }

/** A tenth of a second is 3 kB: whoever sends more at a time does not speak. */
const FRAME_MAX = 64_000
/**
 * While a voice is on, nothing else is heard: whoever is not there any more (a laptop that fell asleep, a dead line)
 * must not keep a channel silent.
 */
const PULSE_EVERY_MS = 5_000
/** Pulses within which whoever came in has to begin. */
const BEGIN_WITHIN = 2
const NORMAL = 1_000
const POLICY = 1_008

export const microphoneRoom =
  (booth: Booth): FastifyPluginAsync =>
  async (app) => {
    await app.register(websocket, {
      options: { maxPayload: FRAME_MAX, perMessageDeflate: false },
    })
    // Whoever is refused stands on nobody's list of sockets: it is closed here, or nobody would close it.
    app.addHook('onResponse', async ({ raw }) => {
      if (raw.headers.upgrade !== undefined) raw.socket.destroySoon()
    })
    app.route<{ Params: About }>({
      method: 'GET',
      url: '/airings/:airing/microphone',
      schema: SCHEMA,
      handler: async (_, reply) => answered(reply, NO_SOCKET),
      wsHandler: (socket, request) => {
        const { airing } = request.params
        const who = callerOf(request)
        seat(socket, booth, who, (words) => ({
          who,
          about: { airing: airing ?? '' },
          expectedVersion: undefined,
          ...words,
        }))
      },
    })
  }

const NO_SOCKET = refused('invalid', 'this is a WebSocket: ask for it with an upgrade')

const SCHEMA = {
  operationId: 'speak',
  summary: 'Speak live (WebSocket)',
  description:
    'First `{"type":"begin","request":ID,"how":"cut"|"wait","for":"5m"}`; after `{"type":"ready"}` binary ' +
    'messages of 16-bit PCM as the platform takes it, no faster than it is heard; then `{"type":"end"}`. Down ' +
    'come `waiting`, `ready`, `refused`, and `over` with what became of it. Every 5 s comes a ping: whoever does not ' +
    'answer it, or has not begun by the third, is cut off.',
  params: paramsSchema(['airing']),
  response: {
    200: { description: 'Nothing: the answers come down the socket.', type: 'null' },
    ...REFUSALS,
  },
} as const

type Words = Pick<Order<'speak'>, 'request' | 'words'>

function seat(
  socket: WebSocket,
  booth: Booth,
  who: Caller,
  orderOf: (words: Words) => Order<'speak'>,
): void {
  const { speak, voices } = booth
  let begun: string | undefined
  feelPulse(socket, booth, who, () => begun !== undefined)
  const tell = (told: Told) => socket.send(JSON.stringify(told))
  const refuse = (says: string) => {
    tell({ type: 'refused', says })
    socket.close(POLICY)
  }
  const begin = async (words: Words) => {
    const { request } = words
    const speaker: Speaker = {
      ready: () => tell({ type: 'ready' }),
      over: (how, says) => {
        tell({ type: 'over', how, says })
        socket.close(NORMAL)
      },
    }
    if (!voices.expect(request, speaker)) return refuse('this request is on the microphone already')
    begun = request
    const answer = await speak(orderOf(words))
    if (answer.ok && answer.repeated !== true) return tell({ type: 'waiting', says: answer.says })
    voices.forget(request)
    begun = undefined
    refuse(answer.ok ? 'this request had the microphone already: take a new one' : answer.says)
  }
  socket.on('message', (data: RawData, isBinary: boolean) => {
    if (isBinary) {
      if (begun !== undefined) voices.hear(begun, bytesOf(data))
      return
    }
    const message = read(String(data))
    if (message === 'end' && begun !== undefined) voices.end(begun)
    else if (typeof message === 'object' && begun === undefined) void begin(message)
    else refuse('neither begin nor end in its place')
  })
  socket.on('error', () => socket.terminate())
  socket.on('close', () => {
    if (begun !== undefined) voices.end(begun)
  })
}

function feelPulse(
  socket: WebSocket,
  { stillValid = () => true, pulseEveryMs = PULSE_EVERY_MS }: Booth,
  who: Caller,
  hasBegun: () => boolean,
): void {
  let isThere = true
  let quiet = 0
  socket.on('pong', () => {
    isThere = true
  })
  const pulse = setInterval(() => {
    quiet = hasBegun() ? 0 : quiet + 1
    if (!isThere || quiet > BEGIN_WITHIN || !stillValid(who)) return socket.terminate()
    isThere = false
    socket.ping()
  }, pulseEveryMs)
  socket.once('close', () => clearInterval(pulse))
}

/** `end`, the words of a beginning, or nothing that is understood. */
function read(text: string): Words | 'end' | undefined {
  const said = parsed(text)
  if (typeof said !== 'object' || said === null || !('type' in said)) return undefined
  if (said.type === 'end') return 'end'
  const { request, how, for: longest } = { request: '', how: 'wait', for: undefined, ...said }
  const isBegin = said.type === 'begin' && typeof request === 'string' && REQUEST.test(request)
  if (!isBegin || (how !== 'cut' && how !== 'wait')) return undefined
  if (longest !== undefined && !(typeof longest === 'string' && DURATION.test(longest)))
    return undefined
  return { request, words: { how, ...(longest === undefined ? {} : { for: longest }) } }
}

const REQUEST = /^[\w.:@/-]{8,64}$/
const DURATION = /^(?:\d{1,6}(?:\.\d{1,3})?(?:s|m|h)){1,3}$/

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const bytesOf = (data: RawData): Uint8Array =>
  Array.isArray(data) ? Buffer.concat(data) : new Uint8Array(data)
