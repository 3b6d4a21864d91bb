/**
 * Gives every exchange the account's token, and renews it once where it is refused. Whatever
 * carries exchanges does: the wire on air, a stand-in's model in rehearsal.
 */
import type { Outcome } from '../../core/plan/outcome.js'
import type { Instant } from '../../core/time.js'
import type { Secret } from '../../secret.js'
import type { Exchange, Lane, Sent } from '../wire.js'
import { isUnauthorised } from './answers.js'
import type { Send } from './calls.js'
import { createIssue } from './issue.js'
import { createTokens } from './token.js'

/** `hidden` are to be taken out of the answer before anybody reads it. */
export type Carry = (
  exchange: Exchange,
  lane: Lane,
  bearer: Secret | undefined,
  hidden: readonly Secret[],
) => Promise<Sent>

export interface Credentials {
  readonly appId: Secret | string
  readonly appKey: Secret
  readonly now: () => Instant
}

export function authorised(carry: Carry, { appId, appKey, now }: Credentials): Send {
  const issue = createIssue({
    appId: typeof appId === 'string' ? appId : appId.reveal(),
    appKey,
    now,
    /** With the pulses, because the pulses wait for it. */
    post: (exchange, bearer) => carry(exchange, 'pulse', bearer, [appKey]),
  })
  const tokens = createTokens(issue, now)

  const carryWith = async (token: Secret, exchange: Exchange, lane: Lane) => {
    const sent = await carry(exchange, lane, token, [appKey, ...tokens.secrets()])
    const isRefused = sent.is === 'answered' && isUnauthorised(sent.answer)
    if (sent.is === 'answered' && !isRefused) tokens.worked(token)
    return { sent, isRefused }
  }

  return async (exchange, lane) => {
    const token = await tokens.current()
    if (token.is !== 'applied') return withoutToken(token)
    const first = await carryWith(token.value, exchange, lane)
    if (!first.isRefused) return first.sent
    /** A refused token had no effect: the one case in which a call is made again, and once. */
    const other = await tokens.instead(token.value)
    if (other.is !== 'applied') return first.sent
    return (await carryWith(other.value, exchange, lane)).sent
  }
}

/** The exchange itself never left, whatever became of the request for a token. */
const withoutToken = (token: Exclude<Outcome<Secret>, { readonly is: 'applied' }>): Sent =>
  token.is === 'not-applied' && token.why !== 'never-sent'
    ? { is: 'answered', answer: { status: 401, body: { code: 401, message: token.says } } }
    : { is: 'never-sent', says: `no access token: ${token.says}` }
