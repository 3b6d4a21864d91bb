import { createHash, timingSafeEqual } from 'node:crypto'
import type { Secret } from '../secret.js'

/** Hashed first, so that neither length nor content shows in the time it takes. */
export const isSame = (given: string, token: Secret): boolean =>
  timingSafeEqual(digest(given), digest(token.reveal()))
const digest = (text: string) => createHash('sha256').update(text).digest()
