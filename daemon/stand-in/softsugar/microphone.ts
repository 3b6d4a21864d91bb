/**
 * The live microphone (E10) without its socket: 1 wrong token, 2 go ahead, 4 stop, 5 voice out of
 * place, 6 no such live, 7 another takeover is active; and 18/19/20, the progress of takeovers sent
 * over HTTP. While it is on air the queue waits (invented: the vendor does not say).
 */
import { between, type Instant } from '../../core/time.js'
import type { Json } from '../../platform/contract.js'
import { goOn, queueOf } from './speaking.js'
import { bearer } from './tokens.js'
import type { Line, World } from './world.js'

export interface LineRequest {
  readonly session: string | undefined
  readonly authorization: string | undefined
}

export type LineOpened =
  | { readonly is: 'open'; readonly line: number }
  /** To be sent down before the socket is closed. */
  | { readonly is: 'refused'; readonly down: Json }

export interface Microphone {
  open(request: LineRequest, now: Instant): LineOpened
  begin(line: number, now: Instant): Json
  /** Undefined: the voice is on air. */
  audio(line: number, bytes: number, now: Instant): Json | undefined
  /** The customer is done; the queue goes on. */
  eof(line: number, now: Instant): void
  /** The socket is gone. */
  gone(line: number, now: Instant): void
  /** What is to be sent down each line since this was last asked. */
  pushed(): readonly { readonly line: number; readonly down: readonly Json[] }[]
}

const says = (code: number, message: string): Json => ({ code, message })
const NOT_LIVE = says(6, 'no such live')
const LINES_MAX = 1_000

export function createMicrophone(world: World): Microphone {
  return {
    open: (request, now) => openLine(world, request, now),
    begin: (line, now) => begin(world, line, now),
    audio(line, bytes, now) {
      const known = world.lines.get(line)
      if (known === undefined || known.session.microphone !== line) {
        return says(5, 'voice before begin')
      }
      known.bytes += bytes
      if (known.heardAt !== undefined) known.gap = Math.max(known.gap, between(known.heardAt, now))
      known.heardAt = now
      return undefined
    },
    eof: (line, now) => fallSilent(world, line, now),
    gone(line, now) {
      fallSilent(world, line, now)
      world.lines.delete(line)
    },
    pushed() {
      const all = [...world.lines.values()].filter((line) => line.down.length > 0)
      return all.map((line) => ({ line: line.line, down: line.down.splice(0) }))
    },
  }
}

function openLine(world: World, request: LineRequest, now: Instant): LineOpened {
  const session = world.sessions.get(request.session ?? '')
  const refuse = (code: number, down: Json): LineOpened => {
    world.book.note(now, { type: 'microphone-refused', session: request.session ?? '', code })
    return { is: 'refused', down }
  }
  if (session === undefined) return refuse(6, NOT_LIVE)
  if (bearer(request.authorization) !== session.token) {
    return refuse(1, says(1, 'authentication failed'))
  }
  if (world.lines.size >= LINES_MAX) return refuse(5, says(5, 'too many lines'))
  const line: Line = {
    line: ++world.counts.lines,
    session,
    bytes: 0,
    heardAt: undefined,
    gap: 0,
    down: [],
  }
  world.lines.set(line.line, line)
  return { is: 'open', line: line.line }
}

function begin(world: World, line: number, now: Instant): Json {
  const session = world.lines.get(line)?.session
  if (session?.stage.status !== 2) return NOT_LIVE
  if (session.microphone === line) return says(2, 'ready')
  if (session.microphone !== undefined || queueOf(session).length > 0) {
    world.book.note(now, { type: 'microphone-refused', session: session.id, code: 7 })
    return says(7, 'another takeover is active')
  }
  session.microphone = line
  world.book.note(now, { type: 'microphone-began', session: session.id })
  return says(2, 'ready')
}

function fallSilent(world: World, line: number, now: Instant): void {
  const known = world.lines.get(line)
  if (known === undefined || known.session.microphone !== line) return
  const { session, bytes, gap } = known
  session.microphone = undefined
  known.bytes = 0
  known.heardAt = undefined
  known.gap = 0
  world.book.note(now, { type: 'microphone-ended', session: session.id, bytes, gap })
  goOn(world, session, now)
}
