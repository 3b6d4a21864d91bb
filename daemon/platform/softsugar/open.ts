/**
 * Opens an account at SoftSugar: its connections, its token, its calls. Touches the network only;
 * nothing is sent before the first call.
 */
import { assert } from '../../core/assert.js'
import type { Instant } from '../../core/time.js'
import type { Platform } from '../contract.js'
import type { Exchanged } from '../wire.js'
import { authorised, type Credentials } from './authorise.js'
import { softSugarCalls } from './calls.js'
import { openLine } from './line.js'
import { measured } from './measured.js'
import { type Deadlines, openWire } from './send.js'

export interface SoftSugarAccount extends Credentials {
  readonly baseUrl: string
  /** Shorter ones for tests. */
  readonly deadlines?: Deadlines | undefined
  readonly heardDate?: ((date: Instant) => void) | undefined
  readonly exchanged?: ((what: Exchanged) => void) | undefined
}

export function openSoftSugar(account: SoftSugarAccount): Platform {
  const { baseUrl, deadlines, heardDate, exchanged } = account
  assert(isSafe(baseUrl), 'an address that is neither https nor on loopback would show the key')
  const wire = openWire({ baseUrl, deadlines, heardDate })
  const carry = exchanged ? measured(wire.carry, exchanged) : wire.carry
  return {
    ...softSugarCalls(authorised(carry, account), (session, key) =>
      openLine(baseUrl, session, key),
    ),
    [Symbol.asyncDispose]: wire.close,
  }
}

/** Plain http shows the token to everyone on the way. */
function isSafe(baseUrl: string): boolean {
  const { protocol, hostname } = new URL(baseUrl)
  if (protocol === 'https:') return true
  return protocol === 'http:' && /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname)
}
