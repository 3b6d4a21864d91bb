/**
 * Between the daemon and the vendor: hears every secret that is handed out, and now and then answers in the vendor's
 * place with words that repeat what it was sent, as real vendors do.
 */
import { createServer, type IncomingMessage } from 'node:http'

export interface Wiretap extends AsyncDisposable {
  readonly url: string
  /** Everything secret that was on the wire, and the field it was in. */
  readonly secrets: ReadonlyMap<string, string>
  /** The next request to a path that ends so is refused, in words that repeat the tokens. */
  readonly blab: (ending: string) => void
  readonly blabbed: () => number
}

const SECRET_FIELDS = /"(accessToken|refreshToken|sessionToken|rtcToken|sign)":"([^"]{8,})"/g

/** What the daemon itself sends again and again, and may be told in return. */
const SENT_BY_US = new Set(['accessToken', 'refreshToken'])

export async function aWiretap(vendor: string): Promise<Wiretap> {
  const secrets = new Map<string, string>()
  const wanted: string[] = []
  let blabbed = 0
  const overhear = (text: string) => {
    for (const [, field, value] of text.matchAll(SECRET_FIELDS)) {
      if (field && value) secrets.set(value, field)
    }
  }
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request)
    overhear(body)
    const path = request.url ?? '/'
    const at = wanted.findIndex((ending) => path.split('?')[0]?.endsWith(ending))
    if (at >= 0) {
      wanted.splice(at, 1)
      blabbed += 1
      const sent = [...secrets].filter(([, field]) => SENT_BY_US.has(field)).map(([value]) => value)
      const message = `no: ${sent.join(' ')}`
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ code: 500_123, message, data: null }))
      return
    }
    const { authorization } = request.headers
    const answer = await fetch(`${vendor}${path}`, {
      method: request.method ?? 'GET',
      headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
      ...(body === '' ? {} : { body }),
    })
    const text = await answer.text()
    overhear(text)
    response.writeHead(answer.status, { 'content-type': 'application/json' })
    response.end(text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    secrets,
    blab: (ending) => wanted.push(ending),
    blabbed: () => blabbed,
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(Buffer.from(part))
  return Buffer.concat(parts).toString()
}
