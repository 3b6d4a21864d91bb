/** An HTTP request as it comes in, turned into one the model understands. Bodies are bounded. */
import type { IncomingMessage } from 'node:http'
import { parsed } from './fields.js'
import type { VendorRequest } from './world.js'

export type Heard =
  | { readonly is: 'heard'; readonly request: VendorRequest }
  | { readonly is: 'too-large' | 'not-allowed' | 'cut-off' }

const BODY_MAX = 1_000_000

export async function hearRequest(incoming: IncomingMessage): Promise<Heard> {
  const { method } = incoming
  const url = urlOf(incoming)
  const body = await bodyOf(incoming)
  if (body === 'too-large' || body === 'cut-off') return { is: body }
  if ((method !== 'GET' && method !== 'POST') || url === undefined) return { is: 'not-allowed' }
  const { authorization } = incoming.headers
  const json = method === 'POST' ? parsed(body.toString('utf8')) : undefined
  return {
    is: 'heard',
    request: {
      method,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      ...(authorization !== undefined && { authorization }),
      ...(json === undefined ? { malformed: method === 'POST' } : { body: json }),
    },
  }
}

export function urlOf(incoming: IncomingMessage): URL | undefined {
  try {
    return new URL(incoming.url ?? '/', 'http://stand-in')
  } catch {
    return undefined
  }
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer | 'too-large' | 'cut-off'> {
  const parts: Buffer[] = []
  let size = 0
  try {
    for await (const part of incoming) {
      const bytes = Buffer.from(part)
      size += bytes.length
      if (size <= BODY_MAX) parts.push(bytes)
      else if (size > 4 * BODY_MAX) return 'too-large'
    }
  } catch {
    return 'cut-off'
  }
  return size > BODY_MAX ? 'too-large' : Buffer.concat(parts)
}
