/** When to beat. A heartbeat is the one call that is always safe, so it is never delayed by anything else. */
import { assert } from '../assert.js'
import { BEAT_EVERY, BEAT_RETRY, PULSE_DEADLINE, SILENCE_TOLD } from '../limits.js'
import { after, between, type Instant, seconds } from '../time.js'

export interface Heartbeat {
  readonly nextAt: Instant
  /** A beat is under way since. */
  readonly askedAt: Instant | undefined
  /** The last one the platform accepted. */
  readonly heardAt: Instant | undefined
  /** None was accepted for so long that the desk is told. */
  readonly silent?: true | undefined
  /** The desk was told of this one by itself, not of its platform. */
  readonly alone?: true | undefined
}

export const firstBeat = (now: Instant): Heartbeat => ({
  nextAt: now,
  askedAt: undefined,
  heardAt: undefined,
})

/** An answer that has not come long after its deadline never will. */
const LOST = seconds(PULSE_DEADLINE / 1_000 + 2)

export const beatDueAt = (heartbeat: Heartbeat): Instant =>
  heartbeat.askedAt === undefined ? heartbeat.nextAt : after(heartbeat.askedAt, LOST)

export function beating(heartbeat: Heartbeat, now: Instant): Heartbeat {
  assert(now >= beatDueAt(heartbeat), 'a heartbeat ahead of its time')
  const { heardAt, silent, alone } = heartbeat
  return { nextAt: after(now, BEAT_EVERY), askedAt: now, heardAt, silent, alone }
}

/** `openedAt`: where none was accepted yet, it is not heard since then. */
export function beaten(
  heartbeat: Heartbeat,
  openedAt: Instant,
  accepted: boolean,
  now: Instant,
): Heartbeat {
  const { nextAt, heardAt, alone } = heartbeat
  if (accepted)
    return { nextAt, askedAt: undefined, heardAt: now, silent: undefined, alone: undefined }
  const isSilent = between(heardAt ?? openedAt, now) >= SILENCE_TOLD
  const silent = isSilent ? true : heartbeat.silent
  return { nextAt: after(now, BEAT_RETRY), askedAt: undefined, heardAt, silent, alone }
}
