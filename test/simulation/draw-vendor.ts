/** The swarm: each seed meets a vendor with a personality of its own, within what its pages leave open. */
import { millis, minutes, seconds } from '../../daemon/core/time.js'
import type { Profile } from '../../daemon/stand-in/softsugar/profile.js'
import type { Dice } from './dice.js'
import type { Kind } from './scenario.js'

export function personality(d: Dice, kind: Kind, slots: number): Partial<Profile> {
  return {
    ...habits(d, slots),
    ...(kind === 'hostile' ? storms(d) : drizzle(d, kind)),
    ...lateOpenings(d, kind),
    ...lateTakeovers(d, kind),
  }
}

/** How it does things, undisturbed. */
function habits(d: Dice, slots: number): Partial<Profile> {
  return {
    init: d.chance(0.8) ? d.span(millis(0), seconds(60)) : millis(500),
    readyTwice: d.chance(0.3),
    slots: slots + d.pick(0, 0, 1, 3),
    heartbeatLimit: d.pick(seconds(60), seconds(90), seconds(180), seconds(180), minutes(120)),
    slotRefusal: d.pick('status', 'code'),
    noSlotStatus: d.pick<97 | 98>(97, 98),
    closeAgain: d.pick('refused', 'accepted'),
    runningLag: d.chance(0.3) ? d.span(millis(0), seconds(3)) : millis(0),
    prepare: d.chance(0.3) ? d.span(millis(0), seconds(14)) : millis(0),
    cancelSilent: d.chance(0.3),
    queuedTwice: d.chance(0.3),
    reorderCounts: d.pick('after', 'before'),
    listLag: d.chance(0.3) ? d.span(millis(0), seconds(2)) : millis(0),
    businessErrors: d.pick('code', 'http'),
    tokenRefusal: d.pick('http', 'code'),
    tokenDies: d.chance(0.2) ? minutes(5) : millis(0),
    hang: d.chance(0.4),
  }
}

function storms(d: Dice): Partial<Profile> {
  const share = (most: number, often = 0.5) => (d.chance(often) ? d.roll() * most : 0)
  return {
    initFails: d.chance(0.2) ? d.pick(1, 1, 2, 6) : 0,
    initNever: d.chance(0.05) ? 1 : 0,
    noSlotFor: d.chance(0.2) ? d.span(seconds(1), minutes(2)) : millis(0),
    startFails: d.chance(0.1) ? 1 : 0,
    dropAfter: d.chance(0.25) ? d.span(minutes(2), minutes(12)) : millis(0),
    dropOnce: d.chance(0.7),
    dropStatus: d.pick<50 | 9>(50, 9),
    prepareNever: share(0.05, 0.2),
    prepareFails: share(0.1, 0.3),
    speechFails: share(0.1, 0.3),
    loseCallbacks: d.chance(0.2) ? 1 : share(0.5),
    repeatCallbacks: share(0.5),
    shuffleCallbacks: d.chance(0.3),
    shuffleWindow: d.chance(0.5) ? seconds(2) : minutes(2),
    loseAnswers: share(0.2),
    loseRequests: share(0.15),
    lateEffects: share(0.1, 0.4),
    lateBy: seconds(25),
    http500: share(0.2, 0.3),
    garbage: share(0.05, 0.2),
  }
}

/** Openings that take effect when they have long been given up: somebody must find and close what nobody knows. */
const lateOpenings = (d: Dice, kind: Kind): Partial<Profile> =>
  d.chance(0.08) && kind === 'hostile'
    ? {
        on: ['create'],
        lateEffects: 0.5,
        lateBy: seconds(80),
        loseRequests: 0,
        heartbeatLimit: minutes(120),
      }
    : {}

/**
 * Takeovers that come when they have long been given up, and nothing else goes wrong at the vendor: what waits in the
 * queue then must be taken back. No settling is long enough for them, so such a night has no cue that may be heard once
 * only and is sent again (draw.ts).
 */
const lateTakeovers = (d: Dice, kind: Kind): Partial<Profile> =>
  d.chance(0.08) && kind === 'hostile'
    ? {
        ...Object.fromEntries(STRUCK.map((fault) => [fault, 0])),
        on: ['queue'],
        lateEffects: 0.25,
        lateBy: LATE_TAKEOVER,
        dropAfter: millis(0),
      }
    : {}

const STRUCK = ['loseAnswers', 'loseRequests', 'http500', 'garbage'] as const
const LATE_TAKEOVER = seconds(90)

/** After a call of theirs was given up. */
export const hasLateTakeovers = ({ on = [], lateBy = millis(0) }: Partial<Profile>): boolean =>
  on.includes('queue') && lateBy >= LATE_TAKEOVER

/** An ordinary day on an ordinary network. */
function drizzle(d: Dice, kind: Kind): Partial<Profile> {
  const share = (most: number) => (d.chance(0.5) ? d.roll() * most : 0)
  return {
    dropAfter: d.chance(0.2) ? d.span(minutes(30), minutes(100)) : millis(0),
    dropOnce: true,
    loseCallbacks: share(0.1),
    loseAnswers: share(kind === 'typical' ? 0.01 : 0.002),
    loseRequests: share(kind === 'typical' ? 0.01 : 0.002),
    http500: share(0.005),
  }
}
