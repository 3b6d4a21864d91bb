/**
 * The microphone's socket: opens it, begins, and hands out a line for a voice once the vendor is
 * ready. Touches the network only. The address carries the session's token: it is never told.
 */
import { type RawData, WebSocket } from 'ws'
import { LINE_DEADLINE, VOICE_WAITING_MAX } from '../../core/limits.js'
import { applied, notApplied, type Outcome } from '../../core/plan/outcome.js'
import type { Secret } from '../../secret.js'
import type { LineOver, VoiceLine } from '../contract.js'
import { BEGIN, EOF, readDown } from './voice.js'

const PATH = '/api/live-takeover-cc/v1/material/live/channel/command/microphone'
/** What comes down are short messages. */
const DOWN_MAX = 64_000
/** The voice that is still on its way is waited for, then the line is cut. */
const CLOSE_AFTER_MS = 2_000

/** Nothing airs before the first voice: whatever fails until then had no effect. */
export function openLine(
  baseUrl: string,
  session: string,
  key: Secret,
): Promise<Outcome<VoiceLine>> {
  const socket = new WebSocket(addressOf(baseUrl, session, key), {
    perMessageDeflate: false,
    followRedirects: false,
    maxPayload: DOWN_MAX,
    handshakeTimeout: LINE_DEADLINE,
  })
  return new Promise((resolve) => {
    let answered = false
    const end = ending(socket)
    const answer = (outcome: Outcome<VoiceLine>) => {
      if (answered) return
      answered = true
      clearTimeout(timer)
      if (outcome.is !== 'applied') socket.terminate()
      resolve(outcome)
    }
    const fail = (says: string) => {
      answer(notApplied('never-sent', `no voice was sent: ${says}`))
      end.as({ how: 'broken', says })
    }
    const timer = setTimeout(() => fail(`not ready within ${LINE_DEADLINE} ms`), LINE_DEADLINE)
    socket.on('error', (error) => fail(named(error)))
    socket.on('close', (code) => fail(`the platform closed the line (${code})`))
    socket.on('open', () => socket.send(JSON.stringify(BEGIN)))
    socket.on('message', (data, isBinary) => {
      if (isBinary) return
      const down = readDown(wordsOf(data))
      if (down.is === 'ready') answer(applied(lineOn(socket, end)))
      if (down.is === 'refused') {
        answer(down.outcome)
        end.as({ how: 'stopped', says: down.outcome.says })
      }
      if (down.is === 'stopped') {
        answer(notApplied('refused', down.says))
        end.as({ how: 'stopped', says: down.says })
      }
    })
  })
}

function lineOn(socket: WebSocket, end: Ending): VoiceLine {
  return {
    send: (pcm) => {
      if (end.isOver()) return
      socket.send(pcm)
      if (socket.bufferedAmount > VOICE_WAITING_MAX)
        end.as({ how: 'broken', says: 'the platform does not take the voice in time' })
    },
    end: () => {
      if (end.isOver()) return
      socket.send(JSON.stringify(EOF), () => socket.close())
      end.as({ how: 'ended', says: 'the voice was at its end' })
    },
    over: end.over,
    [Symbol.dispose]: () => {
      end.as({ how: 'broken', says: 'the line was let go' })
      socket.terminate()
    },
  }
}

interface Ending {
  readonly over: Promise<LineOver>
  readonly isOver: () => boolean
  /** Only the first counts. */
  readonly as: (over: LineOver) => void
}

function ending(socket: WebSocket): Ending {
  let isOver = false
  let tell: (over: LineOver) => void = () => {}
  const over = new Promise<LineOver>((resolve) => {
    tell = resolve
  })
  return {
    over,
    isOver: () => isOver,
    as: (how) => {
      if (isOver) return
      isOver = true
      tell(how)
      if (how.how !== 'ended') socket.terminate()
      else setTimeout(() => socket.terminate(), CLOSE_AFTER_MS).unref()
    },
  }
}

function addressOf(baseUrl: string, session: string, key: Secret): URL {
  const address = new URL(baseUrl)
  address.protocol = address.protocol === 'http:' ? 'ws:' : 'wss:'
  address.pathname = `${address.pathname.replace(/\/$/, '')}${PATH}`
  address.searchParams.set('clientType', 'BROWSER')
  address.searchParams.set('sessionId', session)
  // `+` for a blank is a form's way; the vendor's public clients send %20.
  address.search += `&Authorization=${encodeURIComponent(`Bearer ${key.reveal()}`)}`
  return address
}

const wordsOf = (data: RawData): string =>
  Array.isArray(data) ? Buffer.concat(data).toString('utf8') : String(data)

/** The code alone: an error's text may quote the address. */
const named = (error: Error): string =>
  'code' in error && typeof error.code === 'string' ? error.code : error.name
