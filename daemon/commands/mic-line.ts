/** The CLI's end of the booth: asks for the microphone, hands the voice over, and tells what came of it. */
import { randomUUID } from 'node:crypto'
import { WebSocket } from 'ws'
import { type Line, noAnswer } from './talk.js'

export interface MicOrder {
  readonly airing: string
  readonly how: 'cut' | 'wait'
  /** A duration, such as 5m. */
  readonly longest: string | undefined
}

export interface Booth {
  /** What comes before the microphone opens, in words. */
  readonly waiting: (says: string) => void
  /** It is open: pieces of voice in real time, until there is no more. */
  readonly voice: (send: (piece: Uint8Array) => void) => Promise<void>
  readonly signal: AbortSignal
}

export type Spoke =
  | { readonly is: 'over'; readonly how: string; readonly says: string }
  | { readonly is: 'refused'; readonly says: string }
  | { readonly is: 'unreachable'; readonly says: string }

const HANDSHAKE_MS = 5_000
/** The daemon pings every 5 s: after two that did not come the line is dead, whatever the socket says. */
const SILENT_MAX_MS = 12_000

export function speak(line: Line, order: MicOrder, booth: Booth): Promise<Spoke> {
  const address = new URL(
    `${line.url}/api/v1/airings/${encodeURIComponent(order.airing)}/microphone`,
  )
  address.protocol = address.protocol === 'http:' ? 'ws:' : 'wss:'
  const socket = new WebSocket(address, {
    headers: { authorization: `Bearer ${line.token.reveal()}` },
    perMessageDeflate: false,
    handshakeTimeout: HANDSHAKE_MS,
  })
  return new Promise((resolve) => {
    let dead: NodeJS.Timeout | undefined
    const heard = () => {
      clearTimeout(dead)
      if (socket.readyState !== WebSocket.OPEN) return
      dead = setTimeout(() => socket.terminate(), SILENT_MAX_MS)
    }
    const done = (spoke: Spoke) => {
      clearTimeout(dead)
      resolve(spoke)
      socket.close()
    }
    const end = () => {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ type: 'end' }))
      else done({ is: 'over', how: 'never', says: 'it was called off' })
    }
    booth.signal.addEventListener('abort', end, { once: true })
    socket.on('ping', heard)
    socket.on('open', () => {
      heard()
      const { how, longest } = order
      const begin = {
        type: 'begin',
        request: randomUUID(),
        how,
        ...(longest ? { for: longest } : {}),
      }
      socket.send(JSON.stringify(begin))
      if (booth.signal.aborted) end()
    })
    socket.on('unexpected-response', (_, response) =>
      done({
        is: 'refused',
        says: REFUSED[response.statusCode ?? 0] ?? `HTTP ${response.statusCode}`,
      }),
    )
    socket.on('error', (error) => done({ is: 'unreachable', says: noAnswer(line, error) }))
    socket.on('close', () =>
      done({ is: 'over', how: 'broken', says: 'the daemon closed the line' }),
    )
    socket.on('message', (data) => {
      const told = read(String(data))
      if (told.type === 'waiting') booth.waiting(told.says)
      if (told.type === 'refused') done({ is: 'refused', says: told.says })
      if (told.type === 'over') done({ is: 'over', how: told.how, says: told.says })
      if (told.type === 'ready')
        void booth.voice((piece) => socket.send(piece)).then(end, () => socket.terminate())
    })
  })
}

const REFUSED: Readonly<Record<number, string>> = {
  401: 'this token is not known (any more)',
  403: 'this token may not speak: it takes an operator',
  429: 'too many requests: wait a little',
}

function read(text: string): {
  readonly type: string
  readonly how: string
  readonly says: string
} {
  const { type, how, says }: Record<string, unknown> = JSON.parse(text)
  return { type: String(type), how: String(how), says: String(says) }
}
