/**
 * A file by its hash → an address from which the platform fetches it. One contract, two ways: the daemon's own server
 * with addresses that are signed and expire, and a bucket (publish-s3.ts).
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { MEDIA_ADDRESS_LIFE } from '../core/limits.js'
import { after, type Instant, instant } from '../core/time.js'
import type { Facts, Kept } from './vault.js'

export type Published =
  | { readonly ok: true; readonly url: string }
  | { readonly ok: false; readonly says: string }

export interface Publisher extends AsyncDisposable {
  readonly publish: (kept: Kept) => Promise<Published>
}

/** What stands in an address and is checked when somebody comes with it. */
export interface Signer {
  readonly query: (name: string, expiresAt: Instant) => string
  readonly holds: (name: string, expires: string, signature: string, now: Instant) => boolean
}

export function signer(key: Buffer): Signer {
  const sign = (name: string, expires: string) =>
    createHmac('sha256', key).update(`${name}\n${expires}`).digest('base64url')
  return {
    query: (name, expiresAt) => {
      const expires = String(Math.floor(expiresAt / 1_000))
      return `expires=${expires}&signature=${sign(name, expires)}`
    },
    holds: (name, expires, signature, now) => {
      const wanted = Buffer.from(sign(name, expires))
      const given = Buffer.from(signature)
      if (wanted.length !== given.length || !timingSafeEqual(wanted, given)) return false
      return Number(expires) * 1_000 > now
    },
  }
}

const KEY_BYTES = 32

/** Kept beside the journal: a session outlives the daemon, and its platform may come back for a picture. */
export function signingKey(path: string): Buffer {
  const known = readKey(path)
  if (known) return known
  const key = randomBytes(KEY_BYTES)
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  writeFileSync(path, key, { mode: 0o600 })
  return key
}

function readKey(path: string): Buffer | undefined {
  try {
    const key = readFileSync(path)
    return key.length === KEY_BYTES ? key : undefined
  } catch {
    return undefined
  }
}

/** Path of the route on the daemon's own server. */
export const MEDIA_ROUTE = '/media'

export const nameOf = ({ hash, ending }: Pick<Facts, 'hash' | 'ending'>) => `${hash}${ending}`

/** `base`: the daemon's address as the platform sees it. */
export const onOwnServer = (base: string, signs: Signer, now: () => Instant): Publisher => ({
  publish: async (kept) => {
    const name = nameOf(kept)
    // To the hour, so that one file has one address for a while and is cached as one.
    const until = after(now(), MEDIA_ADDRESS_LIFE)
    const expiresAt = instant(Math.ceil(until / 3_600_000) * 3_600_000)
    return { ok: true, url: `${base}${MEDIA_ROUTE}/${name}?${signs.query(name, expiresAt)}` }
  },
  [Symbol.asyncDispose]: async () => {},
})

/** Made when there is something for it; what cannot be made then is tried again with the next file. */
export function whenWanted(make: () => Publisher): Publisher {
  let made: Publisher | undefined
  return {
    publish: async (kept) => {
      try {
        made ??= make()
      } catch (thrown) {
        const [why] = String(thrown).split('\n', 1)
        return { ok: false, says: `nothing can be published: ${why}` }
      }
      return made.publish(kept)
    },
    [Symbol.asyncDispose]: async () => made?.[Symbol.asyncDispose](),
  }
}

/** Nobody can fetch anything: said of each file, so that it is in the log why it is missing. */
export const nowhere = (says: string): Publisher => ({
  publish: async () => ({ ok: false, says }),
  [Symbol.asyncDispose]: async () => {},
})
