/**
 * Carries callbacks to the customer: one attempt each, short deadline, in order for each session.
 * What does not get through is lost, as with the vendor, who documents no retry.
 */
import { Agent, request } from 'undici'
import type { Json } from '../../platform/contract.js'

export interface Courier extends AsyncDisposable {
  carry(body: Json, session: string): void
}

const DEADLINE_MS = 5_000
const CONNECTIONS = 16
/** On the way at once; more than that is lost. */
const UNDERWAY_MAX = 1_000

export function openCourier(url: string): Courier {
  const agent = new Agent({ connections: CONNECTIONS, pipelining: 1, keepAliveTimeout: 4_000 })
  const closing = new AbortController()
  /** The latest callback of each session that still has one on the way. */
  const tails = new Map<string, Promise<void>>()
  let underway = 0

  const post = async (body: Json): Promise<void> => {
    if (closing.signal.aborted) return
    try {
      const answer = await request(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        dispatcher: agent,
        headersTimeout: DEADLINE_MS,
        bodyTimeout: DEADLINE_MS,
        signal: AbortSignal.any([closing.signal, AbortSignal.timeout(DEADLINE_MS)]),
      })
      await answer.body.dump()
    } catch {
      // Nobody there, or too slow: the vendor would not notice either.
    }
  }

  return {
    carry(body, session) {
      if (underway >= UNDERWAY_MAX) return
      underway += 1
      const mine = (tails.get(session) ?? Promise.resolve()).then(async () => {
        await post(body)
        underway -= 1
        if (tails.get(session) === mine) tails.delete(session)
      })
      tails.set(session, mine)
    },
    async [Symbol.asyncDispose]() {
      closing.abort()
      await Promise.all(tails.values())
      await agent.destroy()
    },
  }
}
