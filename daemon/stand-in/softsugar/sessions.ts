/**
 * A session's life: 32 → 35 → 2 → 5, and the ways it ends otherwise. Billing runs from create to
 * the end.
 */
import { after, type Instant, millis } from '../../core/time.js'
import { done, doneBut, type Reply, refused } from './answers.js'
import { endSession } from './ending.js'
import { at, type Fields, number, text } from './fields.js'
import { admit, missingSlot, ownAppFault, turnAway } from './opening.js'
import { checkedScript, roundOf } from './scripts.js'
import type { Session, World } from './world.js'

/** E1. */
export function create(world: World, body: Fields, now: Instant): Reply {
  const checked = checkedScript(world, 'live-script', body.param)
  if (!checked.ok) return refused('bad-script', checked.says)
  if (checked.isShort) return refused('bad-script', 'text is shorter than 10 characters')
  const ownApp = ownAppFault(body)
  if (ownApp !== undefined) return refused('malformed', ownApp)
  if (body.userData !== undefined && typeof body.userData !== 'string') {
    return refused('malformed', 'userData must be a string')
  }
  world.counts.creates += 1
  world.firstCreateAt ??= now
  const full = missingSlot(world, now)
  if (full !== undefined) return turnAway(world, full, text(body.userData), now)
  return admit(world, body, checked.script, now)
}

/** E2. */
export function heartbeat(world: World, session: Session, now: Instant): Reply {
  const over = overFault(session)
  if (over !== undefined) return refused('wrong-state', over)
  session.lastBeatAt = now
  world.book.note(now, { type: 'heartbeat', session: session.id })
  return done()
}

/** E3. There is no callback for it. */
export function start(world: World, session: Session, now: Instant): Reply {
  const { stage } = session
  const { profile, agenda, counts, book } = world
  if (stage.status !== 35) return refused('wrong-state', `session is at ${stage.status}, not 35`)
  counts.starts += 1
  if (counts.starts <= profile.startFails) return doneBut('start failed', false)
  session.stage = { status: 2, readyAt: stage.readyAt, liveAt: now }
  book.note(now, { type: 'session-live', session: session.id })
  if (profile.dropAfter > 0 && !(profile.dropOnce && counts.drops > 0)) {
    counts.drops += 1
    agenda.add(after(now, profile.dropAfter), { type: 'drop', session })
  }
  const rounds = number(at(session.script, 'recycle')) ?? 0
  if (rounds > 0 && profile.recycleEnd !== 'stays') {
    const length = millis(rounds * roundOf(world, session.script))
    agenda.add(after(now, length), { type: 'script-over', session })
  }
  return done(true)
}

/** E12. */
export function close(world: World, session: Session, now: Instant): Reply {
  const over = overFault(session)
  if (over === undefined) {
    endSession(world, session, 5, 'closed on request', now)
    return done(true)
  }
  return world.profile.closeAgain === 'accepted' ? done(true) : refused('wrong-state', over)
}

const overFault = (session: Session): string | undefined =>
  'endedAt' in session.stage ? `session is over (${session.stage.status})` : undefined
