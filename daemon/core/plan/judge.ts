/** What time alone does to a takeover. */
import { PREPARE_MAX, SETTLE_ENQUEUE, SETTLE_UNREAD } from '../limits.js'
import { after, between, type Instant, NEVER } from '../time.js'
import { again } from './again.js'
import type { Takeover } from './takeover.js'
import { hear } from './takeover-progress.js'
import {
  EXPIRED,
  NEVER_KNOWN,
  NEVER_PREPARED,
  PERHAPS_PREPARED,
  perhapsBegun,
  takenBack,
  type Verdict,
} from './verdicts.js'
import { certifies, hasWatch } from './watch.js'

/** Whether the platform has accepted a heartbeat of the session lately. */
export type Hearing = 'heard' | 'silent'

export function judge(
  takeover: Takeover,
  now: Instant,
  all: readonly Takeover[] = [],
  hearing: Hearing = 'heard',
): Takeover {
  switch (takeover.situation) {
    case 'waiting':
      return now >= takeover.expiresAt
        ? hear(takeover, { type: 'ended', as: EXPIRED }, now)
        : takeover
    case 'in-doubt': {
      if (now < doubtDueAt(takeover, hearing)) return takeover
      const given = hear(takeover, { type: 'ended', as: NEVER_KNOWN }, now)
      // What cuts in past the queue is never listed: nobody could have seen it there.
      const seen = takeover.how === 'queue' && certifies(takeover, now)
      return again(given, now, seen ? 'watched' : wasRead(takeover) ? 'read' : 'blind', all)
    }
    case 'preparing':
      return between(takeover.acceptedAt, now) >= PREPARE_MAX
        ? again(
            hear(takeover, { type: 'ended', as: neverPrepared(takeover, now) }, now),
            now,
            'read',
            all,
          )
        : takeover
    case 'failed':
      return again(takeover, now, 'read', all)
    default:
      return takeover
  }
}

/** What was ready meanwhile, spoken, and gone before anybody read the queue again, was not prepared in vain. */
const neverPrepared = (
  takeover: Extract<Takeover, { situation: 'preparing' }>,
  now: Instant,
): Verdict => {
  const { situation, hints, recall } = takeover
  const sure = hasWatch(takeover) && certifies(takeover, now) && hints.speakingAt === undefined
  if (recall) return sure ? takenBack(situation, recall) : perhapsBegun(recall)
  return sure ? NEVER_PREPARED : PERHAPS_PREPARED
}

/**
 * When a doubt is settled. However often we were restarted, the time that passed counts; but the queue must have been
 * read once since then, or not be readable for so long that the show cannot wait for it any more. A show whose platform
 * does not even accept heartbeats waits for that anyway: its session may be over, and then the next one gets the item.
 */
export const doubtDueAt = ({ doubtSince, watch }: Doubted, hearing: Hearing = 'heard'): Instant => {
  if (wasRead({ doubtSince, watch })) return after(doubtSince, SETTLE_ENQUEUE)
  return hearing === 'silent' ? NEVER : after(doubtSince, SETTLE_UNREAD)
}

const wasRead = ({ doubtSince, watch }: Pick<Doubted, 'doubtSince' | 'watch'>): boolean =>
  watch.seenAt >= after(doubtSince, SETTLE_ENQUEUE)

type Doubted = Extract<Takeover, { situation: 'in-doubt' }>
