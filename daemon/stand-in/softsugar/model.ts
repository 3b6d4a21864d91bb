/**
 * The vendor, made local: what its live API does, on a clock that is handed in. No socket, no
 * timer, no chance of its own: a rehearsal and the HTTP server run this very model.
 */
import { after, type Instant, instant, millis, NEVER } from '../../core/time.js'
import type { Json } from '../../platform/contract.js'
import type { Answer, Sent } from '../../platform/wire.js'
import type { Sound } from '../../render/span.js'
import { createAgenda } from './agenda.js'
import { createChance } from './chance.js'
import { endSession } from './ending.js'
import { endpointOf, receive } from './endpoints.js'
import { createMicrophone, type Microphone } from './microphone.js'
import { nextAppointment, settle } from './passing.js'
import { type Profile, USUAL } from './profile.js'
import { type Content, createBook, type RecordEntry } from './record.js'
import { roundOf, soundsOf } from './scripts.js'
import { queueOf } from './speaking.js'
import { type Summary, summarise } from './summary.js'
import { weatherOf } from './weather.js'
import type { CallbackDue, ModelOptions, Session, Takeover, VendorRequest, World } from './world.js'

export type { CallbackDue, ModelOptions, VendorRequest } from './world.js'

export interface SessionView {
  readonly session: string
  readonly marker: string | undefined
  readonly status: Session['stage']['status']
  readonly createdAt: Instant
  readonly lastBeatAt: Instant
  /** The one on air first. */
  readonly queue: readonly QueueItem[]
}

export interface QueueItem {
  readonly trace: string
  readonly situation: 'speaking' | 'waiting' | 'preparing'
  readonly content: Content
}

export interface Model {
  readonly profile: Profile
  /** One request over a perfect wire; its effects happen now. */
  receive(request: VendorRequest, now: Instant): Answer
  /**
   * The same over the wire that was switched on: requests and answers may be lost, spoilt or late.
   */
  exchange(request: VendorRequest, now: Instant): Sent
  /** Lets time pass; the callbacks that became due, in the order they did. */
  advance(now: Instant): readonly CallbackDue[]
  /** When something happens by itself next; NEVER if nothing will. */
  nextAt(): Instant
  /** What really happened, from entry number `from` on. */
  record(from?: number): readonly RecordEntry[]
  summary(now: Instant): Summary
  sessions(): readonly SessionView[]
  /** What a session shows now, in the words it was asked to; undefined: no such session. */
  onStage(session: string): OnStage | undefined
  /** Ends a session as the platform would; false if there is no such open session. */
  fault(session: string, status: 50 | 9, now: Instant): boolean
  readonly microphone: Microphone
}

export interface OnStage {
  readonly script: Json
  /** Of the script, once. */
  readonly round: number
  /** In the order of the script. */
  readonly sounds: readonly Sound[]
  readonly speaking: { readonly script: Json; readonly length: number } | undefined
}

const RECORD_USUAL = 100_000

export function createModel(options: ModelOptions): Model {
  const world = newWorld(options)
  return {
    profile: world.profile,
    receive: (request, now) => receive(world, request, settle(world, now)),
    exchange: (request, now) => exchange(world, request, settle(world, now)),
    advance(now) {
      settle(world, now)
      return world.outbox.splice(0)
    },
    nextAt: () => world.outbox[0]?.at ?? nextAppointment(world)?.at ?? NEVER,
    record: (from = 0) => world.book.entries(from),
    summary: (now) => summarise(world.book.entries(0), now),
    sessions: () => [...world.sessions.values()].map(viewOf),
    onStage(id) {
      const session = world.sessions.get(id)
      return session && stageOf(world, session)
    },
    fault(id, status, now) {
      const at = settle(world, now)
      const session = world.sessions.get(id)
      if (session === undefined || !world.open.has(session)) return false
      endSession(world, session, status, 'ended by the platform', at)
      return true
    },
    microphone: onTime(world, createMicrophone(world)),
  }
}

function newWorld(options: ModelOptions): World {
  const seed = options.seed ?? 1
  const profile = { ...USUAL, ...options.profile }
  return {
    options,
    profile,
    ids: createChance(seed),
    lots: createChance(seed + 1_000_003),
    agenda: createAgenda(),
    book: createBook(options.recordMax ?? RECORD_USUAL, options.witness),
    tokens: { access: [], refresh: [] },
    sessions: new Map(),
    open: new Set(),
    history: [],
    lines: new Map(),
    outbox: [],
    counts: {
      tokens: 0,
      lines: 0,
      creates: 0,
      sessions: 0,
      starts: 0,
      drops: 0,
      lostRequests: 0,
      lostAnswers: 0,
    },
    firstCreateAt: undefined,
    latest: instant(0),
  }
}

function exchange(world: World, request: VendorRequest, now: Instant): Sent {
  const endpoint = endpointOf(request) ?? 'unknown'
  const weather = weatherOf(world, endpointOf(request), now)
  const answered = (answer: Answer): Sent => ({ is: 'answered', answer })
  switch (weather) {
    case 'fair':
      return answered(receive(world, request, now))
    case 'request-lost':
      world.book.note(now, { type: weather, endpoint })
      return { is: 'unanswered', says: 'connection lost' }
    case 'answer-lost':
      receive(world, request, now)
      world.book.note(now, { type: weather, endpoint })
      return { is: 'unanswered', says: 'connection lost' }
    case 'effect-delayed': {
      const wait = millis(1 + Math.floor(world.lots() * world.profile.lateBy))
      world.agenda.add(after(now, wait), { type: 'late-effect', request })
      world.book.note(now, { type: weather, endpoint })
      return { is: 'unanswered', says: 'connection lost' }
    }
    case 'http-500-before':
    case 'http-500-after':
      if (weather === 'http-500-after') receive(world, request, now)
      world.book.note(now, { type: 'answer-spoilt', endpoint })
      return answered({ status: 500, body: { code: 500, message: 'internal error' } })
    case 'garbage':
      receive(world, request, now)
      world.book.note(now, { type: 'answer-spoilt', endpoint })
      return answered({ status: 200, body: undefined })
  }
}

const stageOf = (world: World, { script, speaking }: Session): OnStage => ({
  script,
  round: roundOf(world, script),
  sounds: soundsOf(world, script),
  speaking: speaking && { script: speaking.script, length: speaking.length },
})

function viewOf(session: Session): SessionView {
  const { id, marker, stage, createdAt, lastBeatAt, preparing } = session
  return {
    session: id,
    marker,
    status: stage.status,
    createdAt,
    lastBeatAt,
    queue: [
      ...queueOf(session).map((one) =>
        itemOf(one, one === session.speaking ? 'speaking' : 'waiting'),
      ),
      ...preparing.map((one) => itemOf(one, 'preparing')),
    ],
  }
}

const itemOf = (takeover: Takeover, situation: QueueItem['situation']): QueueItem => ({
  trace: takeover.trace,
  situation,
  content: takeover.content,
})

/** The microphone's calls let time pass first, like every request. */
function onTime(world: World, microphone: Microphone): Microphone {
  return {
    open: (request, now) => microphone.open(request, settle(world, now)),
    begin: (line, now) => microphone.begin(line, settle(world, now)),
    audio: (line, bytes, now) => microphone.audio(line, bytes, settle(world, now)),
    eof: (line, now) => microphone.eof(line, settle(world, now)),
    gone: (line, now) => microphone.gone(line, settle(world, now)),
    pushed: microphone.pushed,
  }
}
