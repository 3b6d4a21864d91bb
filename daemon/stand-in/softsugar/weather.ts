/** What the wire does to one exchange: nothing, or one of the faults that were switched on. */
import type { Instant } from '../../core/time.js'
import type { Endpoint } from './endpoints.js'
import type { World } from './world.js'

export type Weather =
  | 'fair'
  | 'request-lost'
  | 'answer-lost'
  | 'effect-delayed'
  | 'http-500-before'
  | 'http-500-after'
  | 'garbage'

/** At most one thing goes wrong with an exchange. */
export function weatherOf(world: World, endpoint: Endpoint | undefined, now: Instant): Weather {
  const { profile, counts, lots } = world
  if (endpoint === undefined || isCalm(world, now)) return 'fair'
  if (profile.on.length > 0 && !profile.on.includes(endpoint)) return 'fair'
  if (counts.lostRequests < profile.loseFirstRequests) {
    counts.lostRequests += 1
    return 'request-lost'
  }
  if (counts.lostAnswers < profile.loseFirstAnswers) {
    counts.lostAnswers += 1
    return 'answer-lost'
  }
  const strikes = (share: number) => share > 0 && lots() < share
  if (strikes(profile.loseRequests)) return 'request-lost'
  if (strikes(profile.loseAnswers)) return 'answer-lost'
  if (strikes(profile.lateEffects)) return 'effect-delayed'
  if (strikes(profile.http500)) return lots() < 0.5 ? 'http-500-before' : 'http-500-after'
  return strikes(profile.garbage) ? 'garbage' : 'fair'
}

/** The faults were switched on for a while only, and that is over. */
export const isCalm = ({ options }: World, now: Instant): boolean =>
  options.calmFrom !== undefined && now >= options.calmFrom
