/**
 * What each airing was to have and had, second by second, counted at its turns and when somebody asks: exact, and no
 * timer. Of a night the daemon was down nothing is counted here; the as-run log has it.
 */

import { ALWAYS_REST } from '../core/limits.js'
import { type Airing, isManned } from '../core/plan/airing.js'
import type { AiringId } from '../core/plan/calendar.js'
import type { GivenUp } from '../core/plan/ghosts.js'
import { isRelayed } from '../core/plan/relay.js'
import { isOpen, type OpenSession } from '../core/plan/session.js'
import type { State } from '../core/plan/state.js'
import { after, earliest, type Instant, NEVER } from '../core/time.js'

/** Whoever counts. All in seconds. */
export interface Counts {
  readonly scheduled: (account: string, seconds: number) => void
  readonly delivered: (account: string, seconds: number) => void
  readonly paid: (account: string, seconds: number) => void
  readonly beatGap: (account: string, seconds: number) => void
  readonly started: (account: string, late: number, lead: number | undefined) => void
  readonly ghost: (account: string) => void
}

export interface Ledger {
  /** In a turn; undefined: it is no longer remembered. */
  readonly changed: (id: AiringId, airing: Airing | undefined, now: Instant) => void
  /** Counts everything up to now. */
  readonly bring: (now: Instant) => void
}

interface Entry {
  readonly airing: Airing
  readonly countedUntil: Instant
}

export function openLedger(state: State, from: Instant, counts: Counts): Ledger {
  const entries = new Map<AiringId, Entry>()
  for (const airing of Object.values(state.airings))
    entries.set(airing.id, { airing, countedUntil: from })

  function count({ airing, countedUntil }: Entry, now: Instant): void {
    const { account } = airing
    const begun = Math.max(countedUntil, wantedFrom(airing))
    const wanted = (Math.min(now, wantedUntil(airing)) - begun) / 1_000
    if (wanted > 0) {
      counts.scheduled(account, wanted)
      if (airing.situation === 'on-air') counts.delivered(account, wanted)
    }
    if (openOf(airing) && now > countedUntil) counts.paid(account, (now - countedUntil) / 1_000)
  }

  return {
    changed(id, airing, now) {
      const entry = entries.get(id)
      if (entry) count(entry, now)
      if (!airing) {
        entries.delete(id)
        return
      }
      entries.set(id, { airing, countedUntil: latest(entry?.countedUntil, now) })
      if (entry) compare(entry.airing, airing, counts)
    },
    bring(now) {
      for (const [id, entry] of entries) {
        count(entry, now)
        if (now > entry.countedUntil) entries.set(id, { ...entry, countedUntil: now })
      }
    },
  }
}

/** Never counted twice, also where the clock was set back. */
const latest = (before: Instant | undefined, now: Instant): Instant =>
  before !== undefined && before > now ? before : now

/** It goes on in the place of another, which is scheduled as long as it lasts. */
const wantedFrom = ({ succeeds, startsAt }: Airing): Instant => (succeeds ? NEVER : startsAt)

/** What was missed was wanted to its end; a channel without one is tried again after a rest, as another airing. */
function wantedUntil(airing: Airing): Instant {
  const { endsAt, stop } = airing
  if (!('endedAt' in airing)) return earliest(endsAt, stop?.at)
  if (airing.situation === 'closed') return earliest(endsAt, stop?.at, airing.endedAt)
  return earliest(endsAt ?? after(airing.endedAt, ALWAYS_REST), stop?.at)
}

const openOf = (airing: Airing): OpenSession | undefined =>
  isManned(airing) && isOpen(airing.session) ? airing.session : undefined

function compare(was: Airing, is: Airing, counts: Counts): void {
  const { account } = is
  const before = openOf(was)
  const session = openOf(is)
  const heardAt = session?.heartbeat.heardAt
  if (before && session && before.id === session.id) {
    const last = before.heartbeat.heardAt
    if (last !== undefined && heardAt !== undefined && heardAt > last)
      counts.beatGap(account, (heardAt - last) / 1_000)
  }
  // A channel without an end has no time to be late for; a relay had its start long ago.
  if (was.onAirAt === undefined && is.onAirAt !== undefined && isTimed(is)) {
    const late = Math.max(0, is.onAirAt - is.startsAt) / 1_000
    counts.started(account, late, session && (is.onAirAt - session.openedAt) / 1_000)
  }
  if (was.givenUp !== is.givenUp)
    for (const given of was.givenUp) if (turnedUp(given, is)) counts.ghost(account)
}

export const isTimed = ({ id, endsAt }: Airing): boolean => endsAt !== undefined && !isRelayed(id)

/** Given up no more, and at the platform under the very sending. */
const turnedUp = (given: GivenUp, { givenUp, takeovers }: Airing): boolean =>
  !givenUp.some(({ takeover, sentAt }) => isSending(given, takeover.id, sentAt)) &&
  takeovers.some((one) => 'trace' in one && isSending(given, one.id, one.sentAt))

const isSending = ({ takeover, sentAt }: GivenUp, id: string, at: Instant | undefined) =>
  takeover.id === id && sentAt === at
