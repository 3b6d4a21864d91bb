/** A read that is repeated: when it is due, and whether its answer is still out. */
import { READ_DEADLINE } from '../limits.js'
import { after, type Duration, earliest, type Instant, instant, seconds } from '../time.js'

export interface Look {
  readonly nextAt: Instant
  readonly askedAt: Instant | undefined
  /** Something happened since it was asked: its answer may be old, so another look follows. */
  readonly again: boolean
}

/** An answer that has not come long after its deadline never will. */
const LOST = seconds(READ_DEADLINE / 1_000 + 3)

export const lookAt = (nextAt: Instant): Look => ({ nextAt, askedAt: undefined, again: false })

/** Nobody has looked, nor wanted to: due as soon as there is something to look at. */
export const NOT_YET = lookAt(instant(0))

export const lookDueAt = (look: Look): Instant =>
  look.askedAt === undefined ? look.nextAt : after(look.askedAt, LOST)

/** It is under way, or soon will be. */
export const isOut = (look: Look, now: Instant): boolean =>
  look.askedAt !== undefined || look.nextAt <= after(now, SOON)

const SOON = seconds(2)

/** A look that is not out yet leaves by `at`. */
export const soonest = (look: Look, at: Instant): Look =>
  look.askedAt === undefined && look.nextAt > at ? lookAt(at) : look

export const looking = (look: Look, now: Instant): Look => ({
  nextAt: look.nextAt,
  askedAt: now,
  again: false,
})

/** The answer came; the next look is due after `every`, or at once if something happened meanwhile. */
export const looked = (look: Look, now: Instant, every: Duration): Look =>
  lookAt(look.again ? now : after(now, every))

export const lookNow = (look: Look, now: Instant): Look =>
  look.askedAt === undefined
    ? lookAt(earliest(look.nextAt, now))
    : { nextAt: look.nextAt, askedAt: look.askedAt, again: true }

/** A look that is not out yet waits until `at`, if nobody wanted it sooner for a reason. */
export const notBefore = (look: Look, at: Instant): Look =>
  look.askedAt === undefined && look.nextAt < at ? lookAt(at) : look
