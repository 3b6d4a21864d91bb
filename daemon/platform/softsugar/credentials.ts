/**
 * How SoftSugar's tokens are asked for and read. Pure. MD5 only because the vendor asks for it.
 */
import { createHash } from 'node:crypto'
import { ambiguous, applied, type Outcome } from '../../core/plan/outcome.js'
import { type Duration, hours, type Instant, seconds } from '../../core/time.js'
import { type Secret, secret } from '../../secret.js'
import type { Answer, Exchange } from '../wire.js'
import { isFields, judge, text } from './answers.js'

/** How the vendor wants the time in a signature: it documents seconds; others send milliseconds. */
export type Clock = 'seconds' | 'milliseconds'

/** A pair as the vendor issues it. */
export interface Issued {
  readonly access: Secret
  readonly life: Duration
  /** undefined: keep the one there is. */
  readonly refresh: Secret | undefined
}

const TOKEN_LIFE = hours(8)

export function askForToken(appId: string, appKey: Secret, now: Instant, clock: Clock): Exchange {
  const timestamp = String(Math.floor(clock === 'seconds' ? now / 1_000 : now))
  const sign = signature(appId, timestamp, appKey)
  return {
    method: 'POST',
    path: '/api/uc/v1/access/api/token',
    body: { appId, timestamp, sign, grantType: 'sign' },
  }
}

export const signature = (appId: string, timestamp: string, appKey: Secret): string =>
  createHash('md5').update(`${appId}${timestamp}${appKey.reveal()}`).digest('hex')

/** To be sent with the refresh token as bearer. */
export const askForRefresh = (appId: string): Exchange => ({
  method: 'POST',
  path: '/api/uc/v1/access/api/token/refresh',
  body: { appId, grantType: 'refreshToken' },
})

export const readIssued = (answer: Answer): Outcome<Issued> => judge(answer, issued)

function issued(data: unknown): Outcome<Issued> {
  const access = isFields(data) ? text(data.accessToken) : undefined
  if (!isFields(data) || access === undefined) return ambiguous('an answer without access token')
  const refresh = text(data.refreshToken)
  const life = Number(data.expiresIn)
  return applied({
    access: secret(access),
    life: life > 0 && Number.isFinite(life) ? seconds(life) : TOKEN_LIFE,
    refresh: refresh === undefined ? undefined : secret(refresh),
  })
}
