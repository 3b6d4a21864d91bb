/**
 * Who is slow on purpose: a socket costs memory and a file handle, and a byte now and then would keep it. A request has
 * a time to arrive in, which is the library's; between two requests the library waits as long as anything comes, so
 * that is counted here.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

export interface Patience {
  /** From its first byte to its last. */
  readonly requestMs: number
  /** From an answer to the next request, whatever is sent meanwhile that is none. */
  readonly restMs: number
}

/**
 * A callback, an order or a question is one packet or two; ten seconds are a bad line at a fair. Proxies keep a
 * connection for a minute.
 */
export const PATIENCE: Patience = { requestMs: 10_000, restMs: 60_000 }

/** How often it is looked for them: a quarter later than said does nobody any harm. */
const LOOKS = 4

/** `headersTimeout` is a minute otherwise, and both are looked at only every thirty seconds. */
export const serverTimes = ({ requestMs }: Patience) => ({
  requestTimeout: requestMs,
  headersTimeout: requestMs,
  connectionsCheckingInterval: Math.ceil(requestMs / LOOKS),
})

interface Connection {
  /** Requests that are not answered yet. A stream of events is one, and a microphone never ends to be one. */
  asked: number
  readonly rest: NodeJS.Timeout
}

export function cutOffResting(server: Server, { restMs }: Patience): void {
  const connections = new WeakMap<Socket, Connection>()
  server.on('connection', (socket: Socket) => {
    const rest = setTimeout(() => {
      if (connections.get(socket)?.asked === 0) socket.destroy()
    }, restMs)
    connections.set(socket, { asked: 0, rest })
    socket.once('close', () => clearTimeout(rest))
  })
  const begun = ({ socket }: IncomingMessage) => {
    const connection = connections.get(socket)
    if (connection) connection.asked += 1
    return connection
  }
  server.on('upgrade', begun)
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const connection = begun(request)
    response.once('close', () => {
      if (!connection) return
      connection.asked -= 1
      if (!request.socket.destroyed) connection.rest.refresh()
    })
  })
}
