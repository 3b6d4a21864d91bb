/** The platform that commands without a configuration hold rundowns to. */
import { assert } from '../core/assert.js'
import type { Dialect } from '../platform/contract.js'
import { platforms } from '../platform/platforms.js'

const PLATFORM_USUAL = 'softsugar'

export function dialectUsed(): Dialect {
  const entry = platforms[PLATFORM_USUAL]
  assert(entry !== undefined, `no platform "${PLATFORM_USUAL}"`)
  return entry.dialect
}
