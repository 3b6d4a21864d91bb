/**
 * Between the daemon and the vendor: decides the fate of each request, and can act at the exact moment before it goes on
 * or after it took effect. One request at a connection, so that no fate strikes a neighbour.
 */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { pause } from './rig.js'

export type Fate =
  | 'pass'
  /** It never arrives, and the connection ends. */
  | 'drop-request'
  /** It takes effect, and the connection ends without an answer. */
  | 'drop-answer'
  /** Nothing arrives, the connection is reset. */
  | 'reset'
  /** It arrives at once, and is answered only after this long. */
  | { readonly holdAnswer: number }
  /** It arrives only after this long, when nobody waits for it any more. */
  | { readonly holdRequest: number }
  /** A gateway's answer, before or after the effect. */
  | { readonly status: number; readonly effect: boolean }

export interface Passing {
  /** From 1, over everything that came. */
  readonly n: number
  /** The last part of its path: create, heartbeat, start, queue, close … */
  readonly kind: string
}

export interface Proxy extends AsyncDisposable {
  /** From now on it passes on to this address; answers its own. */
  readonly towards: (vendor: string) => string
  /** How often each fate struck which kind of request, in words. */
  readonly struck: () => readonly string[]
}

export interface ProxyWish {
  readonly fate: (passing: Passing) => Fate
  /** It has arrived here and goes on next. */
  readonly before?: (passing: Passing) => void
  /** The vendor has answered; the daemon does not know yet. */
  readonly after?: (passing: Passing) => void
}

/** Changes something at the vendor; the rest asks. */
export const GUARDED: ReadonlySet<string> = new Set(['create', 'start', 'queue', 'close'])

export async function openProxy(wish: ProxyWish): Promise<Proxy> {
  const struck = new Map<string, number>()
  let n = 0
  let vendor = ''
  const server = createServer((incoming, response) => {
    n += 1
    const passing = { n, kind: kindOf(incoming.url ?? '/') }
    const fate = wish.fate(passing)
    if (fate !== 'pass') {
      const name = `${nameOf(fate)} ${passing.kind}`
      struck.set(name, (struck.get(name) ?? 0) + 1)
    }
    pass({ ...wish, vendor }, passing, fate, incoming, response).catch(() => response.destroy())
  })
  server.on('clientError', (_error, socket) => socket.destroy())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    towards: (url) => {
      vendor = url
      return `http://127.0.0.1:${port}`
    },
    struck: () => [...struck].sort().map(([name, count]) => `${count} × ${name}`),
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

const kindOf = (url: string) => url.split('?')[0]?.split('/').at(-1) ?? ''

const nameOf = (fate: Exclude<Fate, 'pass'>) => {
  if (typeof fate === 'string') return fate
  if ('holdAnswer' in fate) return 'hold-answer'
  if ('holdRequest' in fate) return 'hold-request'
  return fate.effect ? `${fate.status}-after-effect` : `${fate.status}-without-effect`
}

async function pass(
  { vendor, before, after }: ProxyWish & { readonly vendor: string },
  passing: Passing,
  fate: Fate,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await bodyOf(incoming)
  before?.(passing)
  if (fate === 'drop-request') return void response.destroy()
  if (fate === 'reset') return void incoming.socket.resetAndDestroy()
  if (typeof fate === 'object' && 'status' in fate && !fate.effect) {
    return say(response, fate.status, 'text/html', '<html>gateway</html>')
  }
  if (typeof fate === 'object' && 'holdRequest' in fate) await pause(fate.holdRequest)
  const answer = await onward(vendor, incoming, body)
  after?.(passing)
  if (fate === 'drop-answer') return void response.destroy()
  if (typeof fate === 'object' && 'holdAnswer' in fate) await pause(fate.holdAnswer)
  if (typeof fate === 'object' && 'status' in fate) {
    return say(response, fate.status, 'text/html', '<html>gateway</html>')
  }
  say(response, answer.status, 'application/json', answer.text)
}

function say(response: ServerResponse, status: number, type: string, text: string): void {
  if (response.destroyed) return
  response.writeHead(status, { 'content-type': type, connection: 'close' })
  response.end(text)
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of incoming) parts.push(Buffer.from(part))
  return Buffer.concat(parts)
}

/** Not `fetch`: it would make a second attempt of its own in some cases. */
const onward = (vendor: string, incoming: IncomingMessage, body: Buffer) =>
  new Promise<{ readonly status: number; readonly text: string }>((resolve, reject) => {
    const { host: _, connection: __, ...headers } = incoming.headers
    const options = { method: incoming.method ?? 'GET', headers, agent: false as const }
    const sent = request(`${vendor}${incoming.url ?? '/'}`, options, (answer) => {
      bodyOf(answer).then(
        (text) => resolve({ status: answer.statusCode ?? 502, text: text.toString() }),
        reject,
      )
    })
    sent.once('error', reject)
    sent.end(body)
  })
