/** One JSON message over HTTP, once: no redirects, one deadline for the whole of it. */
import { setMaxListeners } from 'node:events'
import { Agent, request } from 'undici'
import type { Secret } from '../secret.js'

export interface Post {
  readonly url: string
  readonly token?: Secret | undefined
  readonly body: unknown
  /** Milliseconds. */
  readonly deadline?: number
}

/** What is still under way when it is disposed of fails at once: nobody waits for an address that swallows packets. */
export interface Poster extends Disposable {
  /** undefined: it was taken. Else why not: a status or a code, never what the far end wrote, never the address. */
  readonly post: (post: Post) => Promise<string | undefined>
}

const DEADLINE_MS = 5_000

export function openPoster(): Poster {
  const leaving = new AbortController()
  setMaxListeners(0, leaving.signal)
  // The signal is for the socket: undici by itself lets one that connects go on, and the process with it.
  const connect = { timeout: DEADLINE_MS, signal: leaving.signal }
  const agent = new Agent({ connect })
  return {
    post: (what) => post(agent, what),
    [Symbol.dispose]: () => {
      leaving.abort()
      void agent.destroy().catch(() => {})
    },
  }
}

async function post(dispatcher: Agent, { url, token, body, deadline = DEADLINE_MS }: Post) {
  try {
    const answer = await request(url, {
      dispatcher,
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
