/** For a deploy script: how long nothing will miss the daemon, if it is stopped now and started again. */
import { after, hours, type Instant, local, NEVER, seconds, utc } from '../time.js'
import { type Airing, hasEnded, isManned } from './airing.js'
import { isOpen } from './session.js'
import type { State } from './state.js'
import { hasEnded as isOver } from './takeover.js'

export interface Handover {
  /** Seconds from now on. */
  readonly safeFor: number
  readonly until: string
  /** What comes then. */
  readonly because: string
}

interface Bound {
  readonly at: Instant
  readonly because: string
}

/** A platform waits 60 s for a heartbeat; 15 of them are for the start of the next daemon and its first call. */
const BEAT_WITHIN = seconds(45)
/** Nothing at all is planned: nobody plans a deploy for longer. */
const LONGEST = hours(1)

export function handover(state: State, now: Instant): Handover {
  const bounds = Object.values(state.airings)
    .filter((airing) => !hasEnded(airing))
    .flatMap((airing) => boundsOf(airing, now))
  const none: Bound = { at: after(now, LONGEST), because: 'nothing is planned for an hour' }
  const first = bounds.reduce((one, other) => (other.at < one.at ? other : one), none)
  return {
    safeFor: Math.max(0, Math.floor((first.at - now) / 1_000)),
    until: utc(first.at),
    because: first.because,
  }
}

function boundsOf(airing: Airing, now: Instant): readonly Bound[] {
  const { id, timezone, endsAt } = airing
  const clock = (at: Instant) => local(at, timezone).slice(11, 19)
  if (!isManned(airing)) return [{ at: airing.opensAt, because: `${id} is opened` }]
  const { session, situation, startsAt, takeovers, nextTurnAt } = airing
  const busy = takeovers.some((takeover) => !isOver(takeover))
  return [
    ...(situation === 'on-air' ? [] : [{ at: now, because: `${id} is ${situation}` }]),
    ...(startsAt > now ? [{ at: startsAt, because: `${id} starts at ${clock(startsAt)}` }] : []),
    ...(endsAt === undefined ? [] : [{ at: endsAt, because: `${id} ends at ${clock(endsAt)}` }]),
    ...(busy ? [{ at: now, because: `${id} has something on its way to air` }] : []),
    ...(nextTurnAt === undefined || nextTurnAt >= NEVER
      ? []
      : [{ at: nextTurnAt, because: `the next cue of ${id} is due at ${clock(nextTurnAt)}` }]),
    ...(isOpen(session)
      ? [
          {
            at: after(session.heartbeat.heardAt ?? now, BEAT_WITHIN),
            because: `the platform must hear of ${id} by then`,
          },
        ]
      : []),
  ]
}
