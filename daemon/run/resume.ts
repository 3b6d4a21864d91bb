/**
 * The normal start, after a clean exit, a crash or on the first day: every session believed open is beaten first, what
 * was under way is in doubt, then the shows are taken in and time goes on.
 */
import type { Programme } from '../core/compile/programme.js'
import type { AccountFacts } from '../core/plan/account.js'
import { type Airing, hasEnded, isManned } from '../core/plan/airing.js'
import { isOpen } from '../core/plan/session.js'
import { between, type Duration, type Instant, millis } from '../core/time.js'
import type { Broken } from '../journal/refused-call.js'
import { MOVE_MIN } from './clock.js'
import type { Loop } from './loop.js'

/** What is known of the time before. */
export interface Before {
  /** Some rundowns could not be read, so a show that is missing is not a show that was withdrawn. */
  readonly incomplete?: boolean
  /**
   * The journal is an older copy, and knows nothing of what was done since. Posted with a receipt it is on the disk at
   * once: an amnesia must not be forgotten too.
   */
  readonly forgottenSince?: Instant | undefined
  /**
   * How far the clock is behind what the journal has last: it was set back while nobody ran, by no less. How long that
   * was nobody knows, so no time counts as passed.
   */
  readonly setBack?: Duration | undefined
  /** The last daemon ended because the journal refused what this airing wanted. */
  readonly broken?: Broken | undefined
}

/** `lastAt`: of the journal's last turn, by the clock of then. */
export const clockSetBack = (lastAt: Instant | undefined, now: Instant): Duration | undefined =>
  lastAt !== undefined && between(now, lastAt) > MOVE_MIN ? between(now, lastAt) : undefined

export function wakeUp(
  loop: Loop,
  accounts: readonly AccountFacts[],
  programmes: readonly Programme[],
  { incomplete = false, forgottenSince, setBack, broken }: Before = {},
): void {
  // Before anything is written by the new clock: what is then would be shifted with what was counted from the old one.
  if (setBack !== undefined)
    loop.post({ type: 'clock-moved', by: millis(-setBack), paused: millis(0), away: true })
  for (const account of accounts) {
    const taken = { type: 'account-taken-in', account } as const
    if (forgottenSince === undefined) loop.post(taken)
    else loop.post({ ...taken, forgottenSince }, {})
  }
  // On the disk at once: else the next start would come to it again.
  if (broken) loop.post({ type: 'broke', ...broken }, {})
  const known = new Set(accounts.map(({ id }) => id))
  for (const { id: account, takenOut } of Object.values(loop.state.accounts))
    if (!known.has(account) && !takenOut) loop.post({ type: 'account-taken-out', account })
  const running = Object.values(loop.state.airings).filter(isManned).sort(longestSilent)
  for (const { id: airing } of running) {
    const woke = { type: 'woke', airing } as const
    if (forgottenSince === undefined) loop.post(woke)
    else loop.post({ ...woke, forgottenSince }, {})
  }
  const present = new Set(programmes.map(({ show }) => show))
  for (const show of incomplete ? [] : Object.values(loop.state.shows)) {
    if (!present.has(show.id)) loop.post({ type: 'show-withdrawn', show: show.id })
  }
  for (const programme of programmes) loop.post({ type: 'show-taken-in', programme })
  loop.look()
}

/** The one whose last heartbeat is oldest is beaten first. */
const longestSilent = (one: Airing, other: Airing) => heard(one) - heard(other)

const heard = (airing: Airing) =>
  isManned(airing) && isOpen(airing.session) ? (airing.session.heartbeat.heardAt ?? 0) : Infinity

/** Airings of accounts that are no longer in the config: nobody could close their sessions. */
export const abandoned = (loop: Pick<Loop, 'state'>, accounts: readonly AccountFacts[]) =>
  Object.values(loop.state.airings).filter(
    (airing) =>
      isManned(airing) && !hasEnded(airing) && !accounts.some(({ id }) => id === airing.account),
  )
