/** Tells of each exchange what became of it, and how long it took: for figures. Changes nothing. */
import type { Exchanged } from '../wire.js'
import { readEnvelope } from './answers.js'
import type { Carry } from './authorise.js'

export const measured =
  (carry: Carry, tell: (what: Exchanged) => void): Carry =>
  async (exchange, lane, bearer, hidden) => {
    const from = performance.now()
    const sent = await carry(exchange, lane, bearer, hidden)
    const answer = sent.is === 'answered' ? sent.answer : undefined
    tell({
      endpoint: exchange.path.replace(PREFIX, ''),
      forToken: exchange.path.startsWith(TOKENS),
      ms: performance.now() - from,
      is: sent.is,
      status: answer?.status,
      code: readEnvelope(answer?.body)?.code,
    })
    return sent
  }

const TOKENS = '/api/uc/'
/** Paths hold no ids: what is left of one is the name of the call. */
const PREFIX = /^\/api\/(?:2dvh|uc)\/v\d\/(?:material\/live\/|access\/api\/)?/
