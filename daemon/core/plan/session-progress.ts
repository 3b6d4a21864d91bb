/** What becomes of a session when there is news of it. */
import { unreachable } from '../assert.js'
import {
  CLOSE_RETRY_MAX,
  doubled,
  LOOK_WHILE_LIVE,
  LOOK_WHILE_OPENING,
  SLOT_RETRY_MAX,
  SLOT_RETRY_MIN,
  UNKNOWN_STRIKE,
} from '../limits.js'
import { after, between, type Instant } from '../time.js'
import { tended } from './changed.js'
import type { SessionId } from './events.js'
import { firstBeat } from './heartbeat.js'
import { lookAt, looked } from './look.js'
import { named } from './marked.js'
import { ambiguous, isOver, type Outcome, type Refusal, type SessionState } from './outcome.js'
import {
  type AwaitsOpening,
  awaitsOpening,
  isOpen,
  type Open,
  type OpenSession,
  type Over,
  type Refusals,
  type Session,
  wanted,
} from './session.js'

export type News =
  | { readonly type: 'turn-granted'; readonly marker: string }
  | {
      readonly type: 'opened'
      readonly outcome: Outcome<{ readonly session: SessionId; readonly state: SessionState }>
    }
  /** An opening nobody answered was found at the platform, or certainly is not there. */
  | {
      readonly type: 'found'
      readonly session: SessionId
      readonly state: SessionState
      /** By its absence from all that is known, not by our mark. */
      readonly guessed?: true
    }
  /** It was opened for another airing. */
  | { readonly type: 'disowned' }
  | { readonly type: 'not-found' }
  | { readonly type: 'seen'; readonly outcome: Outcome<SessionState> }
  /** The list of running sessions came, with or without this one. */
  | { readonly type: 'listed'; readonly present: boolean }
  | { readonly type: 'start-sent' }
  | { readonly type: 'start-answered'; readonly outcome: Outcome<true> }
  | { readonly type: 'close-sent' }
  | { readonly type: 'woke' }

/** What the news makes of a session. News that means nothing in a situation leaves it as it is. */
export function hear(session: Session, news: News, now: Instant): Session {
  switch (news.type) {
    case 'turn-granted':
      return session.situation === 'wanted'
        ? { situation: 'asked', askedAt: now, marker: news.marker, refusals: session.refusals }
        : session
    case 'opened':
      return awaitsOpening(session) ? opened(session, news.outcome, now) : session
    case 'found':
      if (session.situation === 'asked') return named(session, news.session)
      return session.situation === 'unclear'
        ? exists(news.session, news.state, now, news.guessed)
        : session
    case 'disowned':
      return isOpen(session) && session.guessed && session.situation !== 'starting'
        ? wanted(now)
        : session
    case 'not-found':
      return session.situation === 'unclear'
        ? wanted(now, refused(session.refusals, 'ambiguous', 'the opening left no trace'))
        : session
    case 'seen':
      return isOpen(session) ? seen(session, news.outcome, now) : session
    case 'listed':
      return isOpen(session) ? listed(session, news.present, now) : session
    case 'start-sent':
      return session.situation === 'ready'
        ? { ...session, situation: 'starting', startAskedAt: now, look: lookAt(now) }
        : session
    case 'start-answered':
      // Whatever was answered, only the platform's own state tells whether it may be sent again.
      return session.situation === 'starting' ? { ...session, look: lookAt(now) } : session
    case 'close-sent':
      return isOpen(session) ? closing(session, now) : session
    case 'woke':
      return woke(session, now)
    default:
      return unreachable(news)
  }
}

function opened(
  session: AwaitsOpening,
  outcome: Extract<News, { type: 'opened' }>['outcome'],
  now: Instant,
): Session {
  const { askedAt, marker } = session
  switch (outcome.is) {
    case 'applied':
      return exists(outcome.value.session, outcome.value.state, now)
    case 'not-applied': {
      const refusals = refused(session.refusals, outcome.why, outcome.says)
      return wanted(
        after(now, doubled(SLOT_RETRY_MIN, refusals.count - 1, SLOT_RETRY_MAX)),
        refusals,
      )
    }
    case 'ambiguous': {
      if (session.situation === 'asked' && session.marked)
        return exists(session.marked, 'initialising', now)
      const refusals = refused(session.refusals, 'ambiguous', outcome.says)
      return { situation: 'unclear', askedAt, marker, refusals }
    }
  }
}

const refused = (before: Refusals, why: Refusal | 'ambiguous', says: string): Refusals => ({
  count: before.count + 1,
  last: { why, says },
})

function exists(id: SessionId, state: SessionState, now: Instant, guessed?: true): Session {
  const open: Open = {
    id,
    openedAt: now,
    heartbeat: firstBeat(now),
    look: lookAt(after(now, LOOK_WHILE_OPENING)),
    guessed,
    missing: undefined,
    confirmed: true,
  }
  return arrive({ ...open, situation: 'initialising' }, state, now)
}

function seen(session: OpenSession, outcome: Outcome<SessionState>, now: Instant): Session {
  const opening = session.situation === 'initialising' || session.situation === 'starting'
  const every = opening || session.situation === 'closing' ? LOOK_WHILE_OPENING : LOOK_WHILE_LIVE
  const next = tended(session, session.heartbeat, looked(session.look, now, every))
  if (outcome.is === 'applied') return arrive(next, outcome.value, now)
  if (outcome.is === 'not-applied' && outcome.why === 'refused') return arrive(next, 'unknown', now)
  return next
}

/** The platform says which state the session is in. Over is over; a step back is not believed. */
function arrive(session: OpenSession, state: SessionState, now: Instant): Session {
  if (isOver(state)) return over(session, state, now, `the platform reports it ${state}`)
  if (state === 'unknown') {
    return session.missing ? session : { ...session, missing: { since: now, strikes: 0 } }
  }
  const isPresent = session.confirmed && session.missing === undefined
  const present = isPresent ? session : { ...session, missing: undefined, confirmed: true }
  if (state === 'live') return live(present, now)
  const notStarted =
    present.situation === 'starting' && between(present.startAskedAt, now) > LOOK_WHILE_OPENING
  return state === 'ready' && (present.situation === 'initialising' || notStarted)
    ? { ...present, situation: 'ready' }
    : present
}

function live(session: OpenSession, now: Instant): Session {
  if (session.situation === 'live' || session.situation === 'closing') return session
  const look = lookAt(after(now, LOOK_WHILE_LIVE))
  return { ...openFacts(session), situation: 'live', liveAt: now, look }
}

function listed(session: OpenSession, present: boolean, now: Instant): Session {
  const { missing } = session
  if (!missing) return session
  if (present) return { ...session, missing: undefined }
  if (missing.strikes > 0 && between(missing.since, now) < UNKNOWN_STRIKE) return session
  if (missing.strikes === 0) return { ...session, missing: { since: now, strikes: 1 } }
  return session.situation === 'closing'
    ? over(session, 'closed', now, 'closed: the platform no longer knows it')
    : over(session, 'unknown', now, 'the platform no longer knows it')
}

function closing(session: OpenSession, now: Instant): Session {
  const { tries, since, told } =
    session.situation === 'closing' ? session : { tries: 0, since: now, told: undefined }
  const liveAt = 'liveAt' in session ? session.liveAt : undefined
  return {
    ...openFacts(session),
    situation: 'closing',
    since,
    tries: tries + 1,
    nextTryAt: after(now, doubled(LOOK_WHILE_OPENING, tries, CLOSE_RETRY_MAX)),
    liveAt,
    look: lookAt(now),
    ...(told ? { told } : {}),
  }
}

/** The last daemon's requests have no answer any more: look at everything, beat at once. */
function woke(session: Session, now: Instant): Session {
  if (awaitsOpening(session)) return opened(session, ambiguous('the daemon was restarted'), now)
  if (!isOpen(session)) return session
  return {
    ...session,
    heartbeat: { ...session.heartbeat, askedAt: undefined, nextAt: now },
    look: lookAt(now),
    confirmed: false,
  }
}

export function over(session: OpenSession, how: SessionState, at: Instant, says: string): Over {
  const liveAt = 'liveAt' in session ? session.liveAt : undefined
  return { situation: 'over', id: session.id, how, openedAt: session.openedAt, liveAt, at, says }
}

const openFacts = ({ id, openedAt, heartbeat, look, confirmed, missing }: Open): Open => ({
  id,
  openedAt,
  heartbeat,
  look,
  confirmed,
  missing,
})
