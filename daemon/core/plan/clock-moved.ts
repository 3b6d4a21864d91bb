/**
 * The clock was set, or the machine slept. Times that were counted from the old clock mean nothing now: every session
 * is beaten and looked at at once, waits begin anew, and what was in doubt was not watched. What is planned keeps its
 * instants, and what was called is not called again when an hour is shown twice.
 */
import { after, type Duration, earliest, type Instant, millis } from '../time.js'
import type { Account } from './account.js'
import { type Airing, isManned } from './airing.js'
import { lookAt } from './look.js'
import { isOpen, type Session } from './session.js'
import { isHeld, isUnderWay, type Takeover } from './takeover.js'

/** `by`: how much later it is shown to be than it was. */
export function afterClockMoved(airing: Airing, by: Duration, now: Instant): Airing {
  if (!isManned(airing)) return airing
  // What was there before something was sent was there before it by the new clock, too.
  const asOfNow = (at: Instant) => after(at, millis(Math.min(0, by)))
  const { strangers, givenUp, queueSeenAt } = airing
  return {
    ...airing,
    session: sessionAfter(airing.session, now),
    takeovers: airing.takeovers.map((takeover) => takeoverAfter(takeover, asOfNow, now)),
    strangers: strangers.map((one) => ({ ...one, since: asOfNow(one.since) })),
    givenUp: givenUp.map((one) => ({ ...one, sentAt: asOfNow(one.sentAt) })),
    queueSeenAt: queueSeenAt && asOfNow(queueSeenAt),
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

function takeoverAfter(
  takeover: Takeover,
  asOfNow: (at: Instant) => Instant,
  now: Instant,
): Takeover {
  if (isHeld(takeover)) {
    const { recall } = takeover
    const held = { ...takeover, acceptedAt: earliest(takeover.acceptedAt, now) }
    const again = { ...held, recall: recall && { ...recall, since: earliest(recall.since, now) } }
    if (again.situation === 'preparing') return { ...again, watch: undefined }
    return again.situation === 'queued' ? { ...again, absentSince: undefined } : again
  }
  if (!isUnderWay(takeover)) return takeover
  // As much in doubt as after a restart: it was not watched meanwhile.
  const watch = { seenAt: earliest(takeover.watch.seenAt, now), whole: false }
  const sent = { ...takeover, sentAt: asOfNow(takeover.sentAt), watch }
  return sent.situation === 'in-doubt'
    ? { ...sent, doubtSince: earliest(sent.doubtSince, now) }
    : sent
}
