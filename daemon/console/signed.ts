/**
 * Signed messages in the Standard Webhooks manner: HMAC-SHA256 over id.timestamp.body, five minutes of window, several
 * keys while one is replaced. Comparison takes the same time whatever is wrong.
 */
import { createHmac } from 'node:crypto'
import type { Instant } from '../core/time.js'
import { type Secret, sameSecret } from '../secret.js'

export interface Signature {
  readonly id: string | undefined
  readonly timestamp: string | undefined
  readonly signature: string | undefined
}

/** Clocks differ, networks wait; a message older than this is somebody else's. */
export const WINDOW_SECONDS = 300

export type Proof =
  /** `delivery`: of this very message; one that is sent again has another time. */
  | { readonly ok: true; readonly id: string; readonly delivery: string }
  | { readonly ok: false; readonly says: string }

export function proven(
  { id, timestamp, signature }: Signature,
  body: string,
  keys: readonly Secret[],
  now: Instant,
): Proof {
  if (!id || !timestamp || !signature)
    return no('it is not signed: webhook-id, webhook-timestamp and webhook-signature are needed')
  if (!/^[\x21-\x7e]{1,200}$/.test(id)) return no('webhook-id has 1 to 200 printable characters')
  if (!/^\d{1,12}$/.test(timestamp)) return no('webhook-timestamp is a number of seconds')
  const age = Math.abs(now / 1_000 - Number(timestamp))
  const given = signature.split(' ').slice(0, SIGNATURES_MAX)
  let valid = false
  // All of them, always: nothing shows which key it was.
  for (const key of keys) {
    const expected = signed(id, timestamp, body, key)
    for (const one of given) valid = sameSecret(one.replace(/^v1,/, ''), expected) || valid
  }
  if (!valid) return no('the signature does not fit')
  if (age > WINDOW_SECONDS) return no(`it is older than ${WINDOW_SECONDS} s, or from the future`)
  return { ok: true, id, delivery: `${id}.${timestamp}` }
}

const SIGNATURES_MAX = 4

/** Base64, as it stands behind `v1,`. */
export const signed = (id: string, timestamp: string, body: string, key: Secret): string =>
  createHmac('sha256', bytesOf(key)).update(`${id}.${timestamp}.${body}`).digest('base64')

/** `whsec_` and base64, or any other text as it is. */
function bytesOf(key: Secret): Buffer {
  const text = key.reveal()
  return text.startsWith('whsec_') ? Buffer.from(text.slice(6), 'base64') : Buffer.from(text)
}

const no = (says: string): Proof => ({ ok: false, says })
