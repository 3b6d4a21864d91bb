/** What can be read off the state whenever somebody asks: one pass over it, a slice at a time, by account. Pure. */
import type { Account } from '../core/plan/account.js'
import { type Airing, hasEnded, isManned } from '../core/plan/airing.js'
import { isOffAir } from '../core/plan/relay.js'
import { isOpen } from '../core/plan/session.js'
import type { State } from '../core/plan/state.js'
import { type Instant, minutes, seconds } from '../core/time.js'
import { isTimed } from './ledger.js'
import { SLICE, type Slices } from './slices.js'

/** Times in seconds. */
export interface Standing {
  readonly account: string
  readonly slots: number
  readonly onAir: number
  readonly open: number
  readonly beatAge: number
  readonly orphans: number
  readonly orphanAge: number
  readonly notReady: number
  readonly late: number
  readonly offAir: number
  /** undefined: nothing is planned. */
  readonly nextStart: number | undefined
  readonly clockOff: number
}

/** A show that is not ready by now will hardly be in time: what is opened takes half a minute and more. */
const READY_BEFORE = minutes(1)
/** Of the desk's own alert. */
const LATE_AFTER = seconds(5)

export function* standingOf(
  { accounts, airings }: State,
  now: Instant,
): Slices<readonly Standing[]> {
  let seen = 0
  const standing = new Map(Object.values(accounts).map((one) => [one.id, begun(one, now)]))
  for (const airing of Object.values(airings)) {
    if (++seen % SLICE === 0) yield
    const sum = standing.get(airing.account)
    if (!sum) continue
    if (isOffAir(airing, airings, now)) sum.offAir += 1
    if (!hasEnded(airing)) add(sum, airing, now)
  }
  return [...standing.values()]
}

type Sum = { -readonly [Key in keyof Standing]: Standing[Key] }

function begun({ id, slots, strangers, clockOff }: Account, now: Instant): Sum {
  const orphans = strangers.filter(({ orphan }) => orphan)
  return {
    account: id,
    slots,
    onAir: 0,
    open: 0,
    beatAge: 0,
    orphans: orphans.length,
    orphanAge: Math.max(0, ...orphans.map(({ since }) => (now - since) / 1_000)),
    notReady: 0,
    late: 0,
    offAir: 0,
    nextStart: undefined,
    clockOff: (clockOff ?? 0) / 1_000,
  }
}

function add(sum: Sum, airing: Airing, now: Instant): void {
  const until = airing.startsAt - now
  const session = isManned(airing) ? airing.session : undefined
  if (session && isOpen(session)) {
    sum.open += 1
    if (session.situation === 'live') {
      sum.onAir += 1
      const heardAt = session.heartbeat.heardAt ?? session.openedAt
      sum.beatAge = Math.max(sum.beatAge, (now - heardAt) / 1_000)
    }
  }
  if (until > 0) sum.nextStart = Math.min(sum.nextStart ?? Number.POSITIVE_INFINITY, until / 1_000)
  if (!isTimed(airing) || airing.onAirAt !== undefined || airing.stop) return
  const isReady = airing.situation === 'ready' || airing.situation === 'on-air'
  if (until > 0 && until <= READY_BEFORE && !isReady) sum.notReady += 1
  if (-until >= LATE_AFTER) sum.late += 1
}
