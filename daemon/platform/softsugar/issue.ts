/**
 * Gets tokens issued: by the refresh token, or anew with a signature; in seconds, as documented, or
 * in milliseconds where seconds are refused. Touches the wire only by `post`; holds no token.
 */
import type { Outcome } from '../../core/plan/outcome.js'
import { type Instant, seconds, wasLately } from '../../core/time.js'
import type { Secret } from '../../secret.js'
import type { Exchange, Sent } from '../wire.js'
import { judgeSent } from './answers.js'
import { askForRefresh, askForToken, type Clock, type Issued, readIssued } from './credentials.js'
import { hush } from './hush.js'

/**
 * Credentials that were just refused stay refused for this long: 1,000 channels asking again would
 * be a flood.
 */
const REFUSAL_HOLDS = seconds(1)

export type Post = (exchange: Exchange, bearer: Secret | undefined) => Promise<Sent>

export interface IssueOptions {
  readonly appId: string
  readonly appKey: Secret
  readonly post: Post
  readonly now: () => Instant
}

export interface Issue {
  anew(): Promise<Outcome<Issued>>
  /** Falls back on `anew`. */
  refreshed(refresh: Secret): Promise<Outcome<Issued>>
}

export function createIssue({ appId, appKey, post, now }: IssueOptions): Issue {
  let clock: Clock = 'seconds'
  let refusal: { readonly outcome: Outcome<Issued>; readonly at: Instant } | undefined

  const anew = async (): Promise<Outcome<Issued>> => {
    if (refusal && wasLately(refusal.at, REFUSAL_HOLDS, now())) return refusal.outcome
    const outcome = await ask(clock)
    refusal = undefined
    if (!wasRefused(outcome)) return outcome
    const other = clock === 'seconds' ? 'milliseconds' : 'seconds'
    const second = await ask(other)
    if (second.is === 'applied') clock = other
    if (!wasRefused(second)) return second
    refusal = { outcome, at: now() }
    return outcome
  }

  const refreshed = async (refresh: Secret): Promise<Outcome<Issued>> => {
    const outcome = judgeSent(await post(askForRefresh(appId), refresh), readIssued)
    return outcome.is === 'applied' ? outcome : anew()
  }

  const ask = async (clock: Clock): Promise<Outcome<Issued>> => {
    const sent = await post(askForToken(appId, appKey, now(), clock), undefined)
    const outcome = judgeSent(sent, readIssued)
    return outcome.is === 'applied' ? outcome : { ...outcome, says: hush(outcome.says, [appKey]) }
  }

  return { anew, refreshed }
}

const wasRefused = (outcome: Outcome<Issued>) =>
  outcome.is === 'not-applied' && (outcome.why === 'unauthorised' || outcome.why === 'refused')
