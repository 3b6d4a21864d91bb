/**
 * The clock was set, or the machine slept. Times that were counted from the old clock mean nothing now: every session
 * is beaten and looked at at once, waits begin anew, and what was in doubt was not watched. What is planned keeps its
 * instants, and what was called is not called again when an hour is shown twice.
 */
import { earliest, type Instant } from '../time.js'
import type { Account } from './account.js'
import { type Airing, isManned } from './airing.js'
import { lookAt } from './look.js'
import { isOpen, type Session } from './session.js'
import { isHeld, type Takeover } from './takeover.js'
import { hear } from './takeover-progress.js'

export function afterClockMoved(airing: Airing, now: Instant): Airing {
  if (!isManned(airing)) return airing
  return {
    ...airing,
    session: sessionAfter(airing.session, now),
    takeovers: airing.takeovers.map((takeover) => takeoverAfter(takeover, now)),
    queueLook: lookAt(now),
    sendFrom: undefined,
    moveFrom: undefined,
    cutInUntil: undefined,
  }
}

export const accountAfter = (desk: Account, now: Instant): Account => ({
  ...desk,
  restUntil: desk.restUntil === undefined ? undefined : earliest(desk.restUntil, now),
  running: desk.running && lookAt(now),
  sweepAt: now,
  silence: desk.silence && {
    since: earliest(desk.silence.since, now),
    overAt: desk.silence.overAt && earliest(desk.silence.overAt, now),
  },
  strangers: desk.strangers.map((stranger) => ({ ...stranger, since: now, orphan: undefined })),
  past: desk.past.map((past) => ({ ...past, endedAt: earliest(past.endedAt, now) })),
})

function sessionAfter(session: Session, now: Instant): Session {
  if (session.situation === 'wanted') return { ...session, from: earliest(session.from, now) }
  if (session.situation === 'unclear')
    return { ...session, askedAt: earliest(session.askedAt, now) }
  if (!isOpen(session)) return session
  const { heardAt: heard } = session.heartbeat
  const heardAt = heard === undefined ? undefined : earliest(heard, now)
  const open = {
    ...session,
    openedAt: earliest(session.openedAt, now),
    heartbeat: { ...session.heartbeat, askedAt: undefined, nextAt: now, heardAt },
    look: lookAt(now),
    missing: session.missing && { since: now, strikes: 0 },
  }
  if (open.situation === 'starting') return { ...open, startAskedAt: now }
  if (open.situation === 'closing')
    return { ...open, since: earliest(open.since, now), nextTryAt: now }
  return open
}

function takeoverAfter(takeover: Takeover, now: Instant): Takeover {
  if (isHeld(takeover)) {
    const { recall } = takeover
    const held = { ...takeover, acceptedAt: earliest(takeover.acceptedAt, now) }
    const again = { ...held, recall: recall && { ...recall, since: earliest(recall.since, now) } }
    return again.situation === 'queued' ? { ...again, absentSince: undefined } : again
  }
  // What is under way is as much in doubt as after a restart: it was not watched meanwhile.
  const doubted = hear(takeover, { type: 'woke' }, now)
  if (takeover.situation !== 'in-doubt' || doubted.situation !== 'in-doubt') return takeover
  const watch = { ...doubted.watch, seenAt: earliest(doubted.watch.seenAt, now) }
  return { ...doubted, doubtSince: earliest(doubted.doubtSince, now), watch }
}
