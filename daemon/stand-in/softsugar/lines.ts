/** The microphone's WebSocket: bytes in, the model's numbers out. */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import type { Instant } from '../../core/time.js'
import type { Json } from '../../platform/contract.js'
import { MICROPHONE_PATH } from './endpoints.js'
import { at, parsed } from './fields.js'
import type { Model } from './model.js'
import { urlOf } from './request.js'

export interface Lines extends Disposable {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Sends what the model wants sent down its lines. */
  push(): void
}

const FRAME_MAX = 1_000_000
const POLICY_VIOLATION = 1008

/** `changed` is called when a line may have moved the queue. */
export function openLines(model: Model, now: () => Instant, changed: () => void): Lines {
  const server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: FRAME_MAX,
  })
  const sockets = new Map<number, WebSocket>()

  const connected = (socket: WebSocket, query: URLSearchParams, header: string | undefined) => {
    socket.on('error', () => socket.terminate())
    const opened = model.microphone.open(
      {
        session: query.get('sessionId') ?? undefined,
        authorization: header ?? query.get('Authorization') ?? undefined,
      },
      now(),
    )
    if (opened.is === 'refused') {
      say(socket, opened.down)
      socket.close(POLICY_VIOLATION)
      return
    }
    const { line } = opened
    sockets.set(line, socket)
    socket.on('message', (data, isBinary) => {
      hear(model, line, socket, data, isBinary, now())
      changed()
    })
    socket.on('close', () => {
      sockets.delete(line)
      model.microphone.gone(line, now())
      changed()
    })
  }

  return {
    upgrade(request, socket, head) {
      const url = urlOf(request)
      if (url?.pathname !== MICROPHONE_PATH) {
        socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n')
        return
      }
      server.handleUpgrade(request, socket, head, (opened) => {
        connected(opened, url.searchParams, request.headers.authorization)
      })
    },
    push() {
      for (const { line, down } of model.microphone.pushed()) {
        const socket = sockets.get(line)
        for (const message of down) if (socket !== undefined) say(socket, message)
      }
    },
    [Symbol.dispose]() {
      for (const socket of sockets.values()) socket.terminate()
      server.close()
    },
  }
}

function hear(
  model: Model,
  line: number,
  socket: WebSocket,
  data: RawData,
  isBinary: boolean,
  now: Instant,
): void {
  const { microphone } = model
  if (isBinary) {
    const complaint = microphone.audio(line, sizeOf(data), now)
    if (complaint !== undefined) say(socket, complaint)
    return
  }
  const code = Number(at(parsed(String(data)), 'code') ?? Number.NaN)
  if (code === 0) say(socket, microphone.begin(line, now))
  else if (code === 99) microphone.eof(line, now)
  else say(socket, { code: 5, message: 'neither begin nor eof' })
}

const say = (socket: WebSocket, message: Json): void => socket.send(JSON.stringify(message))

const sizeOf = (data: RawData): number =>
  Array.isArray(data) ? data.reduce((sum, part) => sum + part.length, 0) : data.byteLength
