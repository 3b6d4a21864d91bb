/**
 * Sessions that run at the platform and that nobody here knows: an opening whose answer was lost and that took effect
 * late, or one that was closed here and not there. Each costs money until somebody closes it. Seen twice, a while
 * apart, it is an orphan: the desk is told, and it is closed if it is provably ours.
 */
import {
  CLOSE_RETRY_MAX,
  PAST_GRACE,
  PAST_SESSIONS_MAX,
  STRANGERS_MAX,
  STRIKE_GAP,
} from '../limits.js'
import { after, between, type Instant } from '../time.js'
import type { Account } from './account.js'
import type { Action } from './actions.js'
import { tell } from './announce.js'
import type { SessionId } from './events.js'

export interface Stranger {
  readonly session: SessionId
  readonly since: Instant
  /** The desk was told, and it is being closed, if it may be. */
  readonly orphan: { readonly closeAgainAt: Instant } | undefined
}

export interface PastSession {
  readonly session: SessionId
  readonly endedAt: Instant
}

export const rememberSession = (desk: Account, session: SessionId, now: Instant): Account => ({
  ...desk,
  past: [...desk.past, { session, endedAt: now }].slice(-PAST_SESSIONS_MAX),
})

/** Opened for an airing that does not want it any more: it runs, as far as anybody knows, and is to be closed. */
export const unwanted = (desk: Account, session: SessionId, now: Instant): Account => ({
  ...rememberSession(desk, session, now),
  strangers: [...desk.strangers, { session, since: now, orphan: undefined }].slice(-STRANGERS_MAX),
  sweepAt: now,
})

export const wasOurs = (desk: Account, session: SessionId): boolean =>
  desk.past.some((past) => past.session === session)

export interface Sweep {
  readonly desk: Account
  readonly actions: readonly Action[]
}

/** `unknown`: sessions the platform runs and no airing has. `spare`: one that nobody ever knew may be an opening's. */
export function sweep(
  desk: Account,
  unknown: readonly SessionId[],
  now: Instant,
  spare = desk.opening !== undefined,
): Sweep {
  const actions: Action[] = []
  let calls = 0
  const ended = new Map(desk.past.map(({ session, endedAt }) => [session, endedAt]))
  // Not ours, as far as anybody can prove, in an account that others use: none of our business.
  const concerning = unknown.filter((session) => {
    if (desk.strangers.some((known) => known.session === session)) return true
    const endedAt = ended.get(session)
    if (endedAt === undefined && spare) return false
    return endedAt === undefined ? desk.exclusive : between(endedAt, now) >= PAST_GRACE
  })
  const strangers = concerning.slice(0, STRANGERS_MAX).map((session): Stranger => {
    const known = desk.strangers.find((stranger) => stranger.session === session)
    if (!known) return { session, since: now, orphan: undefined }
    if (between(known.since, now) < STRIKE_GAP) return known
    if (known.orphan && now < known.orphan.closeAgainAt) return known
    if (!known.orphan) actions.push(orphanAlert(desk, session))
    actions.push(closing(desk, session, desk.calls + calls++))
    return { ...known, orphan: { closeAgainAt: after(now, CLOSE_RETRY_MAX) } }
  })
  for (const { session, orphan } of desk.strangers) {
    if (!orphan || strangers.some((stranger) => stranger.session === session)) continue
    actions.push(tell(undefined, 'info', `the orphan session ${session} at ${desk.id} is closed`))
    actions.push({ type: 'resolve', airing: undefined, of: 'stranger', session, ...GONE })
  }
  return { desk: { ...desk, strangers, calls: desk.calls + calls }, actions }
}

const GONE = { how: 'applied', because: 'the running list no longer has it' } as const

const orphanAlert = (desk: Account, session: SessionId): Action =>
  tell(
    undefined,
    'alert',
    `orphan session ${session} at ${desk.id}: it runs and costs, and no show has it; closing it`,
  )

const closing = (desk: Account, session: SessionId, call: number): Action => ({
  type: 'close-stranger',
  class: 'converge',
  key: `close-stranger:${desk.id}#${call}`,
  account: desk.id,
  session,
  because: wasOurs(desk, session)
    ? 'its show is over and the platform still runs it'
    : 'nobody knows it, and nobody else uses this account',
})
