/** One JSON message over HTTP, once: no redirects, one deadline for the whole of it. */
import { request } from 'undici'
import type { Secret } from '../secret.js'

export interface Post {
  readonly url: string
  readonly token?: Secret | undefined
  readonly body: unknown
  /** Milliseconds. */
  readonly deadline?: number
}

const DEADLINE_MS = 5_000

/** undefined: it was taken. Else why not: a status or a code, never what the far end wrote, never the address. */
export async function post({ url, token, body, deadline = DEADLINE_MS }: Post) {
  try {
    const answer = await request(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token && { authorization: `Bearer ${token.reveal()}` }),
      },
      body: JSON.stringify(body),
      headersTimeout: deadline,
      bodyTimeout: deadline,
      signal: AbortSignal.timeout(deadline),
    })
    await answer.body.dump()
    const { statusCode } = answer
    return statusCode >= 200 && statusCode < 300 ? undefined : `it answered ${statusCode}`
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError')
      return `no answer within ${deadline} ms`
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    return `it cannot be reached (${typeof code === 'string' ? code : 'unknown error'})`
  }
}
