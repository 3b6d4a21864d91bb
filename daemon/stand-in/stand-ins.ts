/** The one list of stand-ins: for each platform, how the daemon starts its local double. */
import type { Duration } from '../core/time.js'
import { type Secret, secret } from '../secret.js'
import { parseFaults } from './softsugar/faults.js'
import { USUAL } from './softsugar/profile.js'
import { openStandIn } from './softsugar/server.js'
import type { Screen } from './watch/watch.js'

export interface StandInWish {
  readonly callbackUrl: string
  readonly slots: number
  /** As in the config; checked before. */
  readonly faults: string
  /** Shows what is on stage. */
  readonly screen?: Screen | undefined
  /** How long a sound is, by its address; undefined: nobody knows. */
  readonly soundLength?: (url: string) => Duration | undefined
}

/** Started and listening; its account opens like the vendor's own. */
export interface StandInAccount extends AsyncDisposable {
  readonly baseUrl: string
  readonly credentials: Readonly<Record<string, Secret>>
}

type StandInEntry = (wish: StandInWish) => Promise<StandInAccount>

export const standIns: Readonly<Record<string, StandInEntry>> = {
  softsugar: async ({ callbackUrl, slots, faults, screen, soundLength }) => {
    const usual = { ...USUAL, slots }
    const parsed = parseFaults(faults, usual)
    const profile = parsed.ok ? parsed.profile : usual
    const standIn = await openStandIn({ callbackUrl, profile, screen, soundLength })
    return {
      baseUrl: standIn.url,
      credentials: { appId: secret(standIn.appId), appKey: secret(standIn.appKey) },
      [Symbol.asyncDispose]: () => standIn[Symbol.asyncDispose](),
    }
  },
}
