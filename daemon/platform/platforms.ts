/** The one list of platforms. A new one is a folder, a line here, and its stand-in. */
import { assert } from '../core/assert.js'
import type { Instant } from '../core/time.js'
import type { Secret } from '../secret.js'
import type { Dialect, Platform } from './contract.js'
import { softSugar } from './softsugar/dialect.js'
import { openSoftSugar } from './softsugar/open.js'
import type { Exchanged } from './wire.js'

/** What an account is opened with; `credentials` by the names the platform needs. */
export interface AccountAccess {
  readonly baseUrl: string
  readonly credentials: Readonly<Record<string, Secret>>
  readonly now: () => Instant
  /** Hears what time the platform's servers think it is, with each answer. */
  readonly heardDate?: ((date: Instant) => void) | undefined
  /** Hears what became of each request. */
  readonly exchanged?: ((what: Exchanged) => void) | undefined
}

export interface PlatformEntry {
  readonly dialect: Dialect
  /** Names of the credentials; config is checked against them. */
  readonly credentials: readonly string[]
  readonly open: (account: AccountAccess) => Platform
}

export const platforms: Readonly<Record<string, PlatformEntry>> = {
  softsugar: {
    dialect: softSugar,
    credentials: ['appId', 'appKey'],
    open: ({ credentials, ...rest }) =>
      openSoftSugar({
        ...rest,
        appId: credential(credentials, 'appId'),
        appKey: credential(credentials, 'appKey'),
      }),
  },
}

function credential(credentials: AccountAccess['credentials'], name: string): Secret {
  const found = credentials[name]
  assert(found !== undefined, `no credential "${name}"`)
  return found
}
