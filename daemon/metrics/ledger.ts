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
import { after, earliest, type Instant, latest, NEVER } from '../core/time.js'
import { SLICE, type Slices } from './slices.js'

/** Whoever counts. All in seconds; the first three are told when somebody asks (`bring`). */
export interface Counts {
  readonly scheduled: (account: string, seconds: number) => void
  readonly delivered: (account: string, seconds: number) => void
  readonly paid: (account: string, seconds: number) => void
  readonly beatGap: (account: string, seconds: number) => void
  readonly started: (account: string, late: number, lead: number | undefined) => void
  /** After the planned end. */
  readonly closed: (account: string, late: number) => void
  readonly ghost: (account: string) => void
}

export interface Ledger {
  /** In a turn; undefined: it is no longer remembered. */
  readonly changed: (id: AiringId, airing: Airing | undefined, now: Instant) => void
  /** Counts everything up to now, a slice at a time. */
  readonly bring: (now: Instant) => Slices
}

interface Entry {
  airing: Airing
  countedUntil: Instant
  /** Nobody was late for what was not known; undefined: it was there before us. */
  readonly seenAt: Instant | undefined
}

/** Of one account, since it was told last. */
interface Sums {
  scheduled: number
  delivered: number
  paid: number
}

export function openLedger(state: State, from: Instant, counts: Counts): Ledger {
  const entries = new Map<AiringId, Entry>()
  const sums = new Map<string, Sums>()
  for (const airing of Object.values(state.airings))
    entries.set(airing.id, { airing, countedUntil: from, seenAt: undefined })

  function count(entry: Entry, now: Instant): void {
    const { airing, countedUntil } = entry
    const session = openOf(airing)
    // Most of them are to come.
    if (now <= countedUntil || (airing.startsAt >= now && !session)) return
    const sum = sumsOf(airing.account)
    const begun = Math.max(countedUntil, wantedFrom(airing))
    const wanted = Math.max(0, Math.min(now, wantedUntil(airing)) - begun)
    sum.scheduled += wanted
    if (airing.situation === 'on-air') sum.delivered += wanted
    if (session) sum.paid += now - countedUntil
    entry.countedUntil = now
  }

  function sumsOf(account: string): Sums {
    const known = sums.get(account)
    if (known) return known
    const begun = { scheduled: 0, delivered: 0, paid: 0 }
    sums.set(account, begun)
    return begun
  }

  function tell(): void {
    for (const [account, { scheduled, delivered, paid }] of sums) {
      counts.scheduled(account, scheduled / 1_000)
      counts.delivered(account, delivered / 1_000)
      counts.paid(account, paid / 1_000)
    }
    sums.clear()
  }

  return {
    changed(id, airing, now) {
      const entry = entries.get(id)
      if (entry) count(entry, now)
      if (!airing) entries.delete(id)
      else if (!entry) entries.set(id, { airing, countedUntil: now, seenAt: now })
      else {
        compare(entry, airing, counts)
        entry.airing = airing
        // Never twice, also where the clock was set back.
        entry.countedUntil = latest(entry.countedUntil, now)
      }
    },
    *bring(now) {
      let seen = 0
      for (const entry of entries.values()) {
        if (++seen % SLICE === 0) yield
        count(entry, now)
      }
      tell()
    },
  }
}

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

function compare({ airing: was, seenAt }: Entry, is: Airing, counts: Counts): void {
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
    const late = Math.max(0, is.onAirAt - latest(is.startsAt, seenAt ?? is.startsAt)) / 1_000
    counts.started(account, late, session && (is.onAirAt - session.openedAt) / 1_000)
  }
  // Stopped or handed over it ends when somebody wants it to.
  const isOver = is.situation === 'closed' && was.situation !== 'closed'
  if (isOver && is.endsAt !== undefined && !is.stop && !is.handingOver)
    counts.closed(account, Math.max(0, is.endedAt - is.endsAt) / 1_000)
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
