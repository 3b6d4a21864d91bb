/** The heartbeats before a daemon has its loop, and after: what is on air stays there while nobody decides anything. */
import type { Config } from '../config.js'
import { isManned } from '../core/plan/airing.js'
import type { AiringId } from '../core/plan/calendar.js'
import type { SessionId } from '../core/plan/events.js'
import { isOpen } from '../core/plan/session.js'
import type { State } from '../core/plan/state.js'
import type { AccountId } from '../core/rundown/rundown.js'
import { millis, seconds } from '../core/time.js'
import type { Log } from '../log.js'
import type { Platform } from '../platform/contract.js'
import { platforms } from '../platform/platforms.js'
import type { Clock } from './clock.js'

/** A platform that has not answered by then is not waited for. */
const BEATS_MAX = seconds(3)

/** Accounts whose platform is a stand-in in this very process. */
export const standInAccounts = ({ accounts }: Pick<Config, 'accounts'>): ReadonlySet<AccountId> =>
  new Set(accounts.filter(({ farEnd }) => farEnd.is === 'stand-in').map(({ id }) => id))

const STAYS = 'stays on air; the next onair run takes it up again'
const ENDS_TOO = 'was on air on the built-in stand-in, which ends with onair'

/** Whoever leaves beats once more: the next daemon has the platform's whole patience to start in. */
export async function lastBeats(
  state: State,
  ends: ReadonlyMap<AccountId, Platform>,
  standing: ReadonlySet<AccountId>,
  log: Log,
): Promise<void> {
  const beats = onAirIn(state).map(({ airing, account, session }) => {
    log.info({ airing }, standing.has(account) ? ENDS_TOO : STAYS)
    return ends.get(account)?.keepAlive(session)
  })
  await Promise.race([Promise.allSettled(beats), pause(BEATS_MAX)])
}

/**
 * Whoever comes beats first, before it looks at anything else: a heartbeat is safe whoever sends it, whatever became
 * of the session meanwhile. What the platform answers does not matter yet: the loop beats again, and listens.
 */
export async function firstBeats(state: State, config: Config, now: Clock['now']): Promise<void> {
  const onAir = onAirIn(state)
  const opened = config.accounts.flatMap(({ id, platform, farEnd }) => {
    const entry = platforms[platform]
    const isWaited = onAir.some(({ account }) => account === id)
    return entry && isWaited && farEnd.is === 'vendor'
      ? [[id, entry.open({ ...farEnd, now })] as const]
      : []
  })
  const ends = new Map(opened)
  const beats = onAir.map(({ account, session }) => ends.get(account)?.keepAlive(session))
  await Promise.race([Promise.allSettled(beats), pause(BEATS_MAX)])
  for (const end of ends.values()) await end[Symbol.asyncDispose]()
}

interface OnAir {
  readonly airing: AiringId
  readonly account: AccountId
  readonly session: SessionId
}

/** What was heard of the longest ago comes first. */
const onAirIn = ({ airings }: State): readonly OnAir[] =>
  Object.values(airings)
    .flatMap((airing) =>
      isManned(airing) && isOpen(airing.session) && airing.session.situation !== 'closing'
        ? [{ airing, session: airing.session }]
        : [],
    )
    .sort(
      (one, other) => (one.session.heartbeat.heardAt ?? 0) - (other.session.heartbeat.heardAt ?? 0),
    )
    .map(({ airing, session }) => ({
      airing: airing.id,
      account: airing.account,
      session: session.id,
    }))

export const pause = (wait: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, millis(wait)).unref())
