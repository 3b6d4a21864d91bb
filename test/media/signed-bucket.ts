/**
 * A bucket that believes nobody: it counts each signature anew, by AWS's description of Signature Version 4 and without
 * AWS's code, so that what the SDK signs is held against another reading of the same page. s3rver looks at none.
 */
import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'

export interface SignedBucket extends AsyncDisposable {
  readonly endpoint: string
}

export interface Owner {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

export async function signedBucket(owner: Owner, now: () => number): Promise<SignedBucket> {
  const objects = new Map<string, Buffer>()
  const server = createServer(async (request, response) => {
    const body: Buffer[] = []
    for await (const chunk of request) body.push(chunk)
    const { pathname } = new URL(request.url ?? '', 'http://bucket')
    const answer = (status: number, content?: Buffer) => response.writeHead(status).end(content)
    if (!isSigned(request, owner, now())) return answer(403)
    if (request.method === 'PUT') {
      objects.set(pathname, Buffer.concat(body))
      return answer(200)
    }
    const found = objects.get(pathname)
    return found ? answer(200, request.method === 'HEAD' ? undefined : found) : answer(404)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return {
    endpoint: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

interface Claim {
  readonly credential: string
  readonly date: string
  readonly headers: string
  readonly signature: string
  readonly payload: string
  /** Seconds; of an address only. */
  readonly expires: number | undefined
}

function isSigned(request: IncomingMessage, owner: Owner, now: number): boolean {
  const url = new URL(request.url ?? '', 'http://bucket')
  const claim = claimOf(request, url.searchParams)
  const [id, day = '', region = '', service = '', end = ''] = claim.credential.split('/')
  const dated = Date.parse(claim.date.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'))
  if (claim.expires !== undefined && now > dated + claim.expires * 1_000) return false
  const query = [...url.searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
  const headers = claim.headers.split(';').map((name) => `${name}:${request.headers[name]}\n`)
  const canonical = [
    ...[request.method, url.pathname, query.join('&'), headers.join('')],
    ...[claim.headers, claim.payload],
  ].join('\n')
  const scope = [day, region, service, end].join('/')
  const signed = ['AWS4-HMAC-SHA256', claim.date, scope, sha256(canonical)].join('\n')
  const key = [day, region, service, end].reduce<Buffer | string>(
    (secret, part) => hmac(secret, part),
    `AWS4${owner.secretAccessKey}`,
  )
  return id === owner.accessKeyId && claim.signature === hmac(key, signed).toString('hex')
}

/** In the address, or in a header. */
function claimOf({ headers }: IncomingMessage, query: URLSearchParams): Claim {
  const written = headers.authorization ?? ''
  const field = (name: string) => new RegExp(`${name}=([^, ]+)`).exec(written)?.[1] ?? ''
  return query.has('X-Amz-Signature')
    ? {
        credential: query.get('X-Amz-Credential') ?? '',
        date: query.get('X-Amz-Date') ?? '',
        headers: query.get('X-Amz-SignedHeaders') ?? '',
        signature: query.get('X-Amz-Signature') ?? '',
        payload: query.get('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD',
        expires: Number(query.get('X-Amz-Expires')),
      }
    : {
        credential: field('Credential'),
        date: String(headers['x-amz-date']),
        headers: field('SignedHeaders'),
        signature: field('Signature'),
        payload: String(headers['x-amz-content-sha256']),
        expires: undefined,
      }
}

const encoded = (text: string) =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const hmac = (key: Buffer | string, text: string) => createHmac('sha256', key).update(text).digest()
